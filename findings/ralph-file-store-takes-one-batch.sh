#!/usr/bin/env bash
# Package and version: ralph-malph 5.1.0 (Python), with requests 2.32.5, which its server imports and its extra "lrs" leaves out
# What it does: a record store for xAPI statements; RALPH_RUNSERVER_BACKEND=fs keeps them in a file.
# What one would guess: it takes statements for as long as there is room, as its other backends do.
# What was seen: the first POST is answered 200 and makes the file; every later POST of new statements is answered 500,
#   "Statements bulk indexation failed", since the backend writes with the operation "create", which wants no file there. What is
#   sent again is answered 204, so that a client sees some requests succeed. FSLRSBackend.default_operation_type = APPEND mends it.
# Source: ralph/backends/data/fs.py, default_operation_type and _write_bytes; ralph/backends/lrs/fs.py, write.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "ralph-malph[lrs,backend-lrs]==5.1.0" requests==2.32.5
mkdir "$folder/store"
export RALPH_APP_DIR="$folder" RALPH_RUNSERVER_BACKEND=fs RALPH_BACKENDS__LRS__FS__DEFAULT_DIRECTORY_PATH="$folder/store"
cd "$folder"
"$folder/venv/bin/python" - <<'PYTHON'
import json
import uuid

import bcrypt

hashed = bcrypt.hashpw(b"word", bcrypt.gensalt(4)).decode()
agent = {"objectType": "Agent", "mbox": "mailto:course@example.org"}
with open("auth.json", "w") as file:
    json.dump([{"username": "course", "hash": hashed, "scopes": ["all"], "agent": agent}], file)

from fastapi.testclient import TestClient
from ralph.api import app

client = TestClient(app, raise_server_exceptions=False)


def statement():
    verb, thing = {"id": "http://adlnet.gov/expapi/verbs/answered"}, {"id": "https://course.example.org/lesson"}
    return {"id": str(uuid.uuid4()), "actor": agent, "verb": verb, "object": thing, "timestamp": "2026-11-01T09:00:00Z"}


def post(what):
    headers = {"X-Experience-API-Version": "1.0.3"}
    return client.post("/xAPI/statements", json=[what], headers=headers, auth=("course", "word")).status_code


first = statement()
seen = [post(first), post(statement()), post(first), post(statement())]
print("the first, another, the first again, another:", *seen)
if seen != [200, 500, 204, 500]:
    raise SystemExit("the behaviour has changed")
PYTHON
