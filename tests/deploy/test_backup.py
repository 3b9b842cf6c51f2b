"""The commands for backup and restore in deploy/README.md bring a record back, on a real PostgreSQL."""

from __future__ import annotations

import os
import re
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
import sqlalchemy as sa

from app.progress import HintShown, SqlStore, connect, migrate
from tests.progress.postgresql import ABSENT, Cluster, patiently, programs

README = (Path(__file__).resolve().parents[2] / "deploy" / "README.md").read_text()
INSIDE = "docker compose exec -T database "
LEARNER = "learner-one-0123456789"


def commands(heading_of_next: str) -> list[str]:
    """Return the three commands of the first block before a heading or a sentence."""
    block = re.findall(r"```console\n(.*?)```", README.partition(heading_of_next)[0], flags=re.DOTALL)[-1]
    return [line.removeprefix("$ ") for line in block.splitlines()]


BACKUP = commands("The first may run at any time")
RESTORE = commands("All or nothing:")


@pytest.fixture
def course():
    """The URL of a database that is named as in the compose file."""
    if programs() is None:
        pytest.skip(ABSENT)
    cluster = Cluster()
    engine = connect(cluster.url).execution_options(isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(sa.text("CREATE ROLE course LOGIN PASSWORD 'course'"))
        connection.execute(sa.text("CREATE DATABASE course OWNER course"))
    engine.dispose()
    yield patiently(f"postgresql://course:course@127.0.0.1:{cluster.port}/course")
    cluster.remove()


def run(command: str, folder: Path, url: str) -> subprocess.CompletedProcess[str]:
    """Run a command as it stands, with PostgreSQL's programs here in the place of those in the container."""
    parts = sa.make_url(url)
    environ = os.environ | {
        "PATH": f"{programs()}:{os.environ['PATH']}",
        "PGHOST": str(parts.host),
        "PGPORT": str(parts.port),
        "PGPASSWORD": str(parts.password),
    }
    inside = command.replace(INSIDE, "")
    return subprocess.run(["sh", "-ec", inside], cwd=folder, env=environ, check=False, capture_output=True, text=True)


def hint() -> HintShown:
    """Return a deed."""
    about = {"event_id": str(uuid4()), "learner": LEARNER, "at": datetime.now(UTC)}
    return HintShown(**about, lesson="a", check="b", seed=1, hint=1)


def test_they_are_three_and_three():
    """A backup takes three commands, and so does a restore."""
    assert [len(BACKUP), len(RESTORE)] == [3, 3]
    workers = "course1 course2 course3 course4"
    assert RESTORE[::2] == [f"docker compose stop {workers}", f"docker compose start {workers}"]


def test_a_record_comes_back(course, tmp_path):
    """What was kept when the backup was made is there again, what came later is not, and the course goes on."""
    engine = connect(course)
    migrate(engine)
    store = SqlStore(engine)
    before, after = [hint() for _ in range(5)], [hint() for _ in range(3)]
    for event in before:
        store.append(event)
    (tmp_path / "course.env").write_text("WD_COOKIE_SECRET=secret\n")
    for command in BACKUP:
        done = run(command, tmp_path, course)
        assert done.returncode == 0, done.stderr
    assert "TABLE DATA public events" in (tmp_path / "record.list").read_text()
    for event in after:
        store.append(event)
    store.close()
    done = run(RESTORE[1], tmp_path, course)
    assert done.returncode == 0, done.stderr
    engine = connect(course)
    migrate(engine)
    store = SqlStore(engine)
    assert [event.event_id for event in store.events(LEARNER)] == [event.event_id for event in before]
    for event in after:
        store.append(event)
    assert len(store.events(LEARNER)) == 8
    store.close()


def test_a_backup_that_broke_off_is_noticed(course, tmp_path):
    """Half a dump fails at the second command, and a restore from it leaves the record as it was."""
    engine = connect(course)
    migrate(engine)
    store = SqlStore(engine)
    store.append(hint())
    assert run(BACKUP[0], tmp_path, course).returncode == 0
    dump = tmp_path / "record.dump"
    dump.write_bytes(dump.read_bytes()[:1500])
    assert run(BACKUP[1], tmp_path, course).returncode != 0
    store.close()
    assert run(RESTORE[1], tmp_path, course).returncode != 0
    store = SqlStore(connect(course))
    assert len(store.events(LEARNER)) == 1
    store.close()
