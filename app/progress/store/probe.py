"""Whether a database keeps what is written to it: something is written, and read back."""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from app.progress.errors import ProgressError, SchemaError, StoreUnavailableError
from app.progress.faults import Fault
from app.progress.store import database
from app.progress.store.database import answering, opened_files
from app.progress.store.migration import present_schema, schema_of
from app.progress.store.schema import events, probe

PATIENCE_MILLISECONDS = 250  # a probe that waits behind somebody's long write tells nothing more after this
WALKED_WHOLE = 16 * 2**20  # a file of so many bytes is walked through in some 20 ms, so each probe does it

logger = logging.getLogger(__name__)


class Probe:
    """Tries a database whenever it is asked, and the whole file again once damage was met.

    Parameters
    ----------
    engine
        From `app.progress.connect`.
    """

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self._schema = present_schema()
        self._busy_since: float | None = None
        self.damage_met = False

    def ready(self) -> bool:
        """Return whether the database takes and gives back; the log says why if not.

        A database that is busy with another program's write is ready, unless that goes on for longer than an answer
        would wait for it.
        """
        try:
            self._try()
        except StoreUnavailableError as error:
            if error.fault is Fault.BUSY:
                self._busy_since = self._busy_since or time.monotonic()
                if time.monotonic() - self._busy_since < database.BUSY_MILLISECONDS / 1000:
                    return True
            logger.warning("The store is not ready: %s", error)
            return False
        except ProgressError as error:
            logger.warning("The store is not ready: %s", error)
            return False
        self._busy_since, self.damage_met = None, False
        return True

    def _try(self) -> None:
        with answering(), self._engine.connect().execution_options(sqlite_begin="BEGIN IMMEDIATE") as connection:
            if self._engine.dialect.name == "sqlite":
                with _impatient(connection):
                    self._write_and_read(connection)
                    self._walk(connection)
            else:
                self._write_and_read(connection)
            files = opened_files(connection)
            if files is not None:
                files.check()

    def _write_and_read(self, connection: sa.Connection) -> None:
        with connection.begin():
            found = schema_of(connection)
            if found != self._schema:
                raise SchemaError(f"it has schema {found}, the program needs {self._schema}; start the program anew")
            raised = sa.update(probe).values(count=probe.c.count + 1).returning(probe.c.count)
            written = connection.scalar(raised)
            connection.execute(events.select().order_by(events.c.seq.desc()).limit(1))
        with connection.begin():
            read = connection.scalar(sa.select(probe.c.count))
        if written is None or read is None or read < written:  # more than was written, if another process asks too
            raise StoreUnavailableError(
                f"{written} was written to the table probe and {read} was read back, but what is written must be "
                "there; check the disk, and put back a backup",
                Fault.DAMAGED,
            )

    def _walk(self, connection: sa.Connection) -> None:
        """Look at every page of a small file, and of any file in which damage was met."""
        with connection.begin():
            pages, size = (connection.exec_driver_sql(f"PRAGMA {name}").scalar() or 0 for name in _SIZES)
            if pages * size > WALKED_WHOLE and not self.damage_met:
                return
            (said,) = connection.exec_driver_sql("PRAGMA quick_check(1)").one()
        if said != "ok":
            raise StoreUnavailableError(f"the database file is damaged ({said}); put back a backup", Fault.DAMAGED)


_SIZES = ("page_count", "page_size")


@contextmanager
def _impatient(connection: sa.Connection) -> Iterator[None]:
    """Wait for nobody, and read from the disk rather than from what was read before."""
    raw = connection.connection.driver_connection
    assert raw is not None
    raw.execute("PRAGMA shrink_memory")
    raw.execute(f"PRAGMA busy_timeout = {PATIENCE_MILLISECONDS}")
    try:
        yield
    finally:
        raw.execute(f"PRAGMA busy_timeout = {database.BUSY_MILLISECONDS}")
