#!/usr/bin/env bash
# Package and version: pylti1p3next 2.0.2 (Python)
# What it does: Grade.set_timestamp takes a datetime, and get_value writes the score as a platform takes it.
# What one would guess: the moment as it was given, in the form that the standard asks for: ISO 8601 with fractions of a second and
#   a time zone. By it a platform tells a newer score from an older one and from one that is sent again.
# What was seen: the fractions are dropped, so that two scores of one second carry one time, and the second of them may count as sent
#   again; a datetime without a zone is written without one. A text is left as it is: set_timestamp(moment.isoformat()) keeps all.
# Source: pylti1p3/grade.py, format_time.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pylti1p3next==2.0.2
"$folder/venv/bin/python" - <<'PYTHON'
import json
from datetime import UTC, datetime, timedelta

from pylti1p3.grade import Grade


def written(moment):
    return json.loads(Grade().set_score_given(1).set_score_maximum(2).set_timestamp(moment).get_value())["timestamp"]


sooner = datetime(2026, 11, 1, 9, 0, 0, 100_000, tzinfo=UTC)
later = sooner + timedelta(milliseconds=700)
print("two moments, 0.7 s apart:", written(sooner), written(later))
print("without a zone:", written(sooner.replace(tzinfo=None)))
print("as a text:", written(later.isoformat()))
if written(sooner) != written(later) or written(sooner.replace(tzinfo=None)) != "2026-11-01T09:00:00":
    raise SystemExit("the behaviour has changed: the fractions or the zone are kept")
PYTHON
