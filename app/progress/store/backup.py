"""A copy of the record, made while the course runs."""

import os
import secrets
import sqlite3
from contextlib import closing
from pathlib import Path

from app.progress.errors import ProgressError
from app.progress.store.database import answering, connect, place_of


def back_up(url: str, target: Path) -> int:
    """Copy the record into a new file and return how many events are in it.

    Parameters
    ----------
    url
        The URL of the record, of a SQLite file.
    target
        The file to make; to restore it, stop the course and put it in the place of the record.

    Returns
    -------
    int
        The number of events in the copy.

    Raises
    ------
    ProgressError
        If the record is not a SQLite file, the target exists or cannot be written, or the copy is not whole.
    StoreUnavailableError
        If the record cannot be read.

    Notes
    -----
    The copy is that of one moment, whatever is written meanwhile, and waits for nobody: SQLite's backup reads one
    snapshot. It gets its name when it is whole and on the disk.
    """
    engine = connect(url)
    if engine.dialect.name != "sqlite":
        raise ProgressError(
            f"the record is the database {place_of(engine)}, which has its own tool; "
            "run: pg_dump --format=custom --file=TARGET, with the name of the database"
        )
    source = Path(str(engine.url.database))
    if not source.exists():
        raise ProgressError(f"there is no record {place_of(engine)}; check WD_DATA_DIR and WD_DATABASE_URL")
    if target.exists():
        raise ProgressError(f"{target} exists, and a backup replaces nothing; name another file")
    draft = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    try:
        os.close(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))  # the work of learners: for its owner
        with answering():
            count = _copy(source, draft)
        _to_disk(draft)
        os.link(draft, target)
        _to_disk(target.parent)
    except OSError as error:
        raise ProgressError(f"{target} cannot be written ({error}); name another file") from error
    finally:
        for left in (draft, Path(f"{draft}-wal"), Path(f"{draft}-shm")):
            left.unlink(missing_ok=True)
    return count


def _copy(source: Path, draft: Path) -> int:
    with (
        closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=rw", uri=True)) as old,
        closing(sqlite3.connect(draft)) as new,
    ):
        old.backup(new)
        new.execute("PRAGMA journal_mode = DELETE")  # one file, nothing beside it; a start makes it WAL again
        (said,) = new.execute("PRAGMA integrity_check(1)").fetchone()
        if said != "ok":
            raise ProgressError(
                f"the copy of {source} is damaged as the record itself is ({said}); "
                "look with: python -m app check-store"
            )
        (count,) = new.execute("SELECT count(*) FROM events").fetchone()
    return int(count)


def _to_disk(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
