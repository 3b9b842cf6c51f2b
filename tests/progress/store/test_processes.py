"""Several processes may share one database."""

import json
import subprocess
import sys

import pytest

from app.progress import SqlStore, connect, present_schema
from tests.patience import PATIENCE

LEARNER = "learner-one-0123456789"

# Each process waits for its first line of input before it begins, so that all begin together; and then for any lock.
APPEND = """
import sys, uuid, json
from datetime import UTC, datetime
from app.progress import Appended, HintShown, SqlStore, connect, migrate
from app.progress.store import database, migration
url, learner, patience = sys.argv[1:]
database.BUSY_MILLISECONDS = migration.BUSY_MILLISECONDS = int(patience)
print("here", flush=True)
sys.stdin.readline()
engine = connect(url)
schema = migrate(engine)
store = SqlStore(engine)
added = 0
for number in range(50):
    about = {"event_id": str(uuid.UUID(int=number)), "learner": learner, "at": datetime.now(UTC)}
    event = HintShown(**about, lesson="a", check="b", seed=1, hint=1)
    added += isinstance(store.append(event), Appended)
print(json.dumps({"schema": schema, "added": added}))
"""


@pytest.fixture
def processes(url):
    """Three processes that are about to migrate the same empty database and to append the same events."""
    started = [
        subprocess.Popen(
            [sys.executable, "-c", APPEND, url, LEARNER, f"{PATIENCE * 1000:.0f}"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(3)
    ]
    yield started
    for process in started:
        process.kill()
        process.communicate()


def test_start_together(url, processes):
    """Processes that start together on an empty database all find it migrated, and count each event once."""
    for process in processes:
        assert process.stdout.readline() == "here\n"
    for process in processes:
        process.stdin.write("go\n")
        process.stdin.flush()
    reports = [json.loads(process.stdout.readline()) for process in processes]
    assert {report["schema"] for report in reports} == {present_schema()}
    assert sum(report["added"] for report in reports) == 50
    store = SqlStore(connect(url))
    assert len(store.events(LEARNER)) == 50
    store.close()


def test_killed(url, processes):
    """What a process has appended is kept when the process is killed the moment after."""
    process, *_ = processes
    process.stdout.readline()
    process.stdin.write("go\n")
    process.stdin.flush()
    process.stdout.readline()
    process.kill()
    process.wait()
    store = SqlStore(connect(url))
    assert len(store.events(LEARNER)) == 50
    assert store.ready()
    store.close()
