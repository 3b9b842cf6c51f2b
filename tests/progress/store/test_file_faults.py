"""What is done to the file of a running store is noticed before anything is acknowledged."""

import shutil
import sqlite3

import pytest

from app.progress import Fault, SqlStore, StoreUnavailableError, connect, migrate

ONE = "learner-one-0123456789"


@pytest.fixture
def path(tmp_path):
    """The file of a record, in a folder of its own."""
    folder = tmp_path / "data"
    folder.mkdir()
    return folder / "progress.sqlite3"


@pytest.fixture
def kept(path, make):
    """A store in that file with one event."""
    engine = connect(f"sqlite:///{path}")
    migrate(engine)
    store = SqlStore(engine)
    store.append(make.answer())
    assert store.ready()
    yield store
    store.close()


def delete_file(path):
    """Delete the file, and leave its log."""
    path.unlink()


def delete_folder(path):
    """Delete all of it."""
    shutil.rmtree(path.parent)


def move_folder(path):
    """Move the folder away and make an empty one."""
    path.parent.rename(path.parent.with_name("elsewhere"))
    path.parent.mkdir()


def replace_file(path):
    """Put a copy in the place of the file, as a careless restore does."""
    copy = path.with_name("copy")
    shutil.copy(path, copy)
    copy.replace(path)


def delete_log(path):
    """Delete the log, which holds what is not yet in the file."""
    path.with_name(f"{path.name}-wal").unlink()


def delete_index(path):
    """Delete the index of the log, by which processes agree on it."""
    path.with_name(f"{path.name}-shm").unlink()


@pytest.mark.parametrize("deed", [delete_file, delete_folder, move_folder, replace_file, delete_log, delete_index])
def test_taken_away(path, kept, make, deed):
    """Whatever is taken away: no event is acknowledged, nothing is ready, and the words name the file."""
    deed(path)
    for call in (lambda: kept.append(make.answer()), lambda: kept.progress(ONE), lambda: kept.forget(ONE)):
        with pytest.raises(StoreUnavailableError, match=r"progress\.sqlite3\S* was (deleted|moved|replaced)") as caught:
            call()
        assert caught.value.fault is Fault.LOST
    assert not kept.ready()


def test_new_connections_make_no_file(path, kept, make):
    """A connection that is opened after the file was deleted does not make an empty one in its place."""
    delete_folder(path)
    path.parent.mkdir()
    kept._engine.dispose()
    with pytest.raises(StoreUnavailableError) as caught:
        kept.append(make.answer())
    assert caught.value.fault is Fault.LOST
    assert not kept.ready()
    assert list(path.parent.iterdir()) == []


def test_put_back(path, kept, make):
    """When the same folder is put back, all goes on, and what was sent again counts once."""
    event = make.answer()
    elsewhere = path.parent.with_name("elsewhere")
    path.parent.rename(elsewhere)
    with pytest.raises(StoreUnavailableError):
        kept.append(event)
    elsewhere.rename(path.parent)
    kept.append(event)
    assert kept.ready()
    assert len(kept.events(ONE)) == 2


def test_no_room(path, kept, make):
    """A full database refuses with its reason and is not ready; with room again it goes on, and nothing is doubled."""
    with kept._engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    events = [make.answer() for _ in range(200)]
    (result, *_) = kept.append_all(events)
    assert isinstance(result, StoreUnavailableError)
    assert result.fault is Fault.FULL
    assert len(kept.events(ONE)) == 1
    with kept._engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
    kept.append_all(events)
    assert len(kept.events(ONE)) == 201


def test_read_only(path, kept, make):
    """A database that may not be written refuses with its reason, is not ready, and is still read."""
    with kept._engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA query_only = ON")
    with pytest.raises(StoreUnavailableError) as caught:
        kept.append(make.answer())
    assert caught.value.fault is Fault.READ_ONLY
    assert not kept.ready()
    assert len(kept.events(ONE)) == 1


def test_damaged_page(path, kept, make):
    """Damage that was done beneath a running store is noticed by the question whether it is ready, and is named."""
    kept.append_all([make.answer() for _ in range(300)])
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    assert kept.ready()
    size = path.stat().st_size
    with path.open("r+b") as file:
        for page in range(4096, size, 4096):
            file.seek(page)
            file.write(b"\xee" * 1024)
    assert not kept.ready()
    with pytest.raises(StoreUnavailableError) as caught:
        kept.progress(ONE)
    assert caught.value.fault is Fault.DAMAGED


def test_forgotten_to_the_last_byte(path, kept, make):
    """After a learner was forgotten, no file holds their id or their words, the log included; others' work is kept."""
    other = "learner-two-0123456789"
    kept.append_all([make.answer(answer_text=f"secret words {n}") for n in range(300)])
    kept.append_all([make.answer(learner=other, answer_text="kept words") for _ in range(30)])
    kept.progress(ONE)

    def found(words):
        return [file.name for file in path.parent.iterdir() if words.encode() in file.read_bytes()]

    assert found("secret words")
    kept.forget(ONE)
    assert not found("secret words")
    assert not found(ONE)
    assert found("kept words")
    assert len(kept.events(other)) == 30


def test_forgotten_though_somebody_reads(path, kept, make):
    """A reader in its midst holds up the emptying of the log; the next write makes up for it."""
    kept.append(make.answer(answer_text="secret words"))
    reader = sqlite3.connect(path, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM events").fetchone()
    with kept._engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout = 20")
    kept.forget(ONE)
    reader.execute("ROLLBACK")
    reader.close()
    kept.append(make.answer(learner="learner-two-0123456789"))
    assert not [file for file in path.parent.iterdir() if b"secret words" in file.read_bytes()]
