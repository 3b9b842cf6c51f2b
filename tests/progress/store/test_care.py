"""Backups that restore, and a check that finds damage: the commands as an operator types them."""

import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest
import sqlalchemy as sa

from app.progress import SqlStore, connect, migrate
from app.progress.store.backup import back_up
from app.progress.store.check_store import check_store
from app.progress.store.schema import summary_items
from app.progress.store.sqlite_log import passed_over
from tests.patience import PATIENCE

ROOT = Path(__file__).resolve().parents[3]
ONE = "learner-one-0123456789"


@pytest.fixture
def path(tmp_path):
    """The file of a record."""
    folder = tmp_path / "data"
    folder.mkdir()
    return folder / "progress.sqlite3"


@pytest.fixture
def kept(path):
    """A store in that file."""
    engine = connect(f"sqlite:///{path}")
    migrate(engine)
    store = SqlStore(engine)
    yield store
    store.close()


def command(path, *arguments):
    """What `python -m app …` says, about the record at this path."""
    environ = {name: value for name, value in os.environ.items() if not name.startswith("WD_")}
    environ |= {"WD_DATA_DIR": str(path.parent)}
    done = subprocess.run(
        [sys.executable, "-m", "app", *map(str, arguments)],
        check=False,
        cwd=ROOT,
        env=environ,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    assert "Traceback" not in done.stdout + done.stderr
    return done


def test_restored(path, kept, make, tmp_path):
    """A backup made while answers are written is one moment's record, and a course that is started on it goes on."""
    target = tmp_path / "backup.sqlite3"
    done = threading.Event()
    written = []

    def write():
        while not done.is_set():
            event = make.answer()
            kept.append(event)
            written.append(event)

    writer = threading.Thread(target=write)
    writer.start()
    while len(written) < 20:
        done.wait(0.01)
    before = len(written)
    count = back_up(f"sqlite:///{path}", target)
    done.set()
    writer.join()
    assert before <= count <= len(written)
    assert sorted(found.name for found in tmp_path.iterdir()) == ["backup.sqlite3", "data"]
    assert target.stat().st_mode & 0o777 == 0o600

    kept.close()
    for name in path.parent.iterdir():
        name.unlink()
    target.rename(path)
    engine = connect(f"sqlite:///{path}")
    migrate(engine)
    restored = SqlStore(engine)
    assert restored.events(ONE) == tuple(written[:count])
    restored.append(make.answer())
    assert restored.ready()
    restored.close()


def test_backup_replaces_nothing(path, kept, tmp_path):
    """A file that exists is not touched; one that cannot be made, and a record that is not there, are named."""
    target = tmp_path / "mine"
    target.write_text("a letter")
    done = command(path, "backup", target)
    assert done.returncode == 1
    assert "a backup replaces nothing" in done.stderr
    assert target.read_text() == "a letter"
    assert "cannot be written" in command(path, "backup", tmp_path / "nowhere" / "x").stderr
    assert "there is no record" in command(tmp_path / "empty" / "x", "backup", tmp_path / "y").stderr


def test_backup_by_command(path, kept, make, tmp_path):
    """The command says how much is in the copy."""
    kept.append(make.answer())
    done = command(path, "backup", tmp_path / "copy")
    assert done.stdout == f"{tmp_path}/copy: 1 events\n"


def test_backup_of_postgresql(store, url, tmp_path):
    """For PostgreSQL its own tool is named, and no password is."""
    if url.startswith("sqlite"):
        pytest.skip("about PostgreSQL")
    with pytest.raises(Exception, match="pg_dump") as caught:
        back_up(url, tmp_path / "x")
    assert (connect(url).url.password or "no password") not in str(caught.value)


def test_all_is_well(store, url, one_of_each):
    """A whole record has no problems."""
    store.append_all(one_of_each)
    assert check_store(url) == ([], len(one_of_each))


def test_summary_that_is_wrong(store, url, make):
    """A summary that does not follow from the events is found, and made anew."""
    store.append_all([make.answer(verdict="wrong") for _ in range(70)])
    store.progress(ONE)
    with store._engine.begin() as connection:
        of_check = summary_items.c.kind == "check"
        state = connection.scalar(sa.select(summary_items.c.state).where(of_check))
        connection.execute(summary_items.update().where(of_check).values(state={**state, "right": 3}))
    (problem,), _ = check_store(url)
    assert "does not follow from the events" in problem
    assert check_store(url, remake_summaries=True) == ([], 70)
    assert not store.progress(ONE).lesson("wrong-dictionary").check("fair-matched").ever_right


def damage(path):
    """Write over the middle of the file, as a bad disk does."""
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    size = path.stat().st_size
    with path.open("r+b") as file:
        for page in range(4096, size, 4096):
            file.seek(page)
            file.write(b"\xee" * 512)


def test_damage_is_found(path, kept, make):
    """A damaged file is named, with the two ways out; the command fails without a traceback."""
    kept.append_all([make.answer() for _ in range(50)])
    kept.close()
    damage(path)
    done = command(path, "check-store")
    assert done.returncode == 1
    assert str(path) in done.stdout
    assert "backup" in done.stdout
    assert ".recover" in done.stdout


@pytest.fixture
def crashed(path, kept, make, tmp_path):
    """Where a record lies as a kill has left it: thirty answers, each a transaction, in the log alone."""
    for _ in range(30):
        kept.append(make.answer())
    (tmp_path / "crashed").mkdir()
    for file in path.parent.glob("progress.sqlite3*"):
        shutil.copy(file, tmp_path / "crashed" / file.name)
    (tmp_path / "crashed" / "progress.sqlite3-shm").unlink()
    return tmp_path / "crashed" / path.name


def changed(file, change):
    """Change the log of a record."""
    log = file.with_name(f"{file.name}-wal")
    content = bytearray(log.read_bytes())
    change(content)
    log.write_bytes(content)


FRAME = 24 + 4096


def flip(place):
    """Return what turns one bit of a log."""

    def change(content):
        content[place] ^= 1

    return change


@pytest.mark.parametrize("place", [-10 * FRAME, -10 * FRAME + 9, 3], ids=["in a page", "in a frame's head", "header"])
def test_a_damaged_log_is_noticed(crashed, caplog, place):
    """SQLite says nothing of confirmed answers behind the damage; the check does, and a start keeps the log."""
    changed(crashed, flip(place))
    log = crashed.with_name(f"{crashed.name}-wal")
    before = log.read_bytes()
    (problem, *_), _ = check_store(f"sqlite:///{crashed}")
    assert f"{log} is damaged" in problem
    assert log.read_bytes() == before
    engine = connect(f"sqlite:///{crashed}")
    migrate(engine)
    store = SqlStore(engine)
    assert len(store.events(ONE)) < 30
    store.close()
    (said,) = [record.getMessage() for record in caplog.records if "confirmed transactions" in record.getMessage()]
    (copy,) = crashed.parent.glob("*-wal.damaged-*")
    assert str(copy) in said
    assert copy.read_bytes() == before


@pytest.mark.parametrize(
    "change",
    [lambda _content: None, lambda content: content.__delitem__(slice(-2000, None)), flip(-100), bytearray.clear],
    ids=["whole", "cut by the power", "damaged at the very end", "empty"],
)
def test_a_log_of_which_nothing_confirmed_is_lost_for_sure_is_let_be(crashed, change):
    """What may be the end of a crash raises no alarm, and no copy is made."""
    changed(crashed, change)
    assert passed_over(crashed) == 0
    migrate(connect(f"sqlite:///{crashed}"))
    assert not list(crashed.parent.glob("*-wal.damaged-*"))


def test_what_an_older_log_has_left_behind_is_no_damage(path, kept, make):
    """After a checkpoint SQLite writes its log from the beginning again; old frames stand behind the new ones."""
    for number in range(20):
        kept.append(make.answer())
        if number == 15:
            with sqlite3.connect(path) as other:
                other.execute("PRAGMA wal_checkpoint(RESTART)")
            other.close()
    assert len(kept.events(ONE)) == 20
    assert passed_over(path) == 0


@pytest.mark.parametrize("content", ["damaged", "no database", "a folder"])
def test_start_says_what_is_wrong(path, kept, content):
    """A start on a file that cannot be used names the file and the repair, without a traceback."""
    kept.close()
    if content == "damaged":
        path.write_bytes(path.read_bytes()[:100] + b"\xee" * 8000)
    elif content == "no database":
        path.write_text("a letter, not a database " * 400)
    else:
        path.unlink()
        path.mkdir()
    done = command(path, "serve")
    assert done.returncode == 1
    assert str(path) in done.stderr
    assert "cannot be used" in done.stderr


def test_start_on_a_newer_record(path, kept):
    """A start on a record of a newer program names it and what to do."""
    with kept._engine.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    done = command(path, "serve")
    assert done.returncode == 1
    assert "has schema 9999" in done.stderr
    assert "start the newer program" in done.stderr
