"""Connections to the database that a URL names."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, TimeoutError  # noqa: A004 -- SQLAlchemy's, of its pool

from app.progress.errors import DatabaseUrlError, StoreUnavailableError
from app.progress.faults import fault_of
from app.progress.store.sqlite_file import DatabaseFile, OpenedFiles

BUSY_MILLISECONDS = 5000  # how long one waits for another process's write, itself a few milliseconds
CONNECT_SECONDS = 3
# A server that takes no more packets is given up after ten seconds, one that works on a statement after five.
_POSTGRESQL = {
    "connect_timeout": CONNECT_SECONDS,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
}
_TIMEOUTS = f"-c statement_timeout={BUSY_MILLISECONDS} -c idle_in_transaction_session_timeout=30000"
_DRIVERS = {"sqlite": "sqlite", "postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}


def connect(url: str) -> sa.Engine:
    """Return an engine for the database that the URL names.

    Parameters
    ----------
    url
        ``sqlite:///folder/file`` or ``postgresql://user:password@host/database``.

    Returns
    -------
    sqlalchemy.Engine
        An engine that connects when first used.

    Raises
    ------
    DatabaseUrlError
        If the URL cannot be read, names a database in memory or of another make, or its driver is not installed. The
        message never shows the URL, which may hold a password.

    Notes
    -----
    SQLite: a write-ahead log lets a reader go on while another process writes; every commit reaches the disk before
    ``append`` returns (``synchronous = FULL``), since a learner's work is never lost. SQLAlchemy rather than the driver
    begins transactions, because the driver would begin none before a change of schema. What is deleted is overwritten
    (``secure_delete``), since a learner may ask to be forgotten.

    PostgreSQL: connections and statements have time-outs; the URL's own parameters win over ours.

    Examples
    --------
    >>> connect("sqlite:///data/progress.sqlite3").dialect.name
    'sqlite'
    """
    try:
        parsed = sa.make_url(url)
    except ArgumentError:
        raise DatabaseUrlError(
            "the database URL cannot be read, but it is sqlite:///folder/file or postgresql://user:password@host/name; "
            "write one of these"
        ) from None
    if parsed.drivername.partition("+")[0] not in _DRIVERS:
        raise DatabaseUrlError(
            f"the database URL begins with {parsed.drivername!r}, but only sqlite and postgresql are known; use one"
        )
    parsed = parsed.set(drivername=_DRIVERS.get(parsed.drivername, parsed.drivername))
    if parsed.get_backend_name() == "sqlite":
        return _sqlite(parsed)
    try:
        return sa.create_engine(
            parsed,
            pool_pre_ping=True,
            pool_timeout=CONNECT_SECONDS,
            connect_args={name: value for name, value in _POSTGRESQL.items() if name not in parsed.query}
            | {"options": f"{_TIMEOUTS} {parsed.query.get('options', '')}"},
        )
    except (ImportError, NoSuchModuleError):
        raise DatabaseUrlError(
            f"the database URL asks for the driver {parsed.drivername!r}, which is not installed; "
            'run: pip install "psycopg[binary]"'
        ) from None


@contextmanager
def answering() -> Iterator[None]:
    """Turn the failure of a database inside the block into a StoreUnavailableError.

    Raises
    ------
    StoreUnavailableError
        If the database refuses or does not answer; the message repeats the database's reason and no learner's data.
    """
    try:
        yield
    except (DBAPIError, TimeoutError, sqlite3.Error) as error:
        raise StoreUnavailableError(
            f"the database did not do what it was asked ({reason_of(error)}), but work is kept only once it has; "
            "try again",
            fault_of(getattr(error, "orig", None) or error),
        ) from error


def reason_of(error: BaseException | None) -> str:
    """Return what a driver says of an error, and nothing of the data.

    Parameters
    ----------
    error
        Of SQLAlchemy, or of the driver itself.

    Returns
    -------
    str
        Only the first line: PostgreSQL adds values to the others, and SQLAlchemy the statement.
    """
    return str(getattr(error, "orig", None) or error).partition("\n")[0]


def place_of(engine: sa.Engine) -> str:
    """Return where a database is, without a password, for a person who has to look after it."""
    url = engine.url
    if engine.dialect.name == "sqlite":
        return f"in the file {Path(str(url.database)).absolute()}"
    return f"{url.database!r} of the PostgreSQL at {url.host or 'this machine'}:{url.port or 5432}"


def opened_files(connection: sa.Connection) -> OpenedFiles | None:
    """Return the files that a connection has opened; None for a database that is not a file of ours."""
    files: OpenedFiles | None = connection.info.get("files")
    return files


def _sqlite(url: sa.URL) -> sa.Engine:
    if url.database in {None, "", ":memory:"} or "mode" in url.query:
        raise DatabaseUrlError(
            "the database URL names a SQLite database in memory, but a record outlives the program; "
            "name a file: sqlite:///folder/file"
        )
    engine = sa.create_engine(url)
    file = DatabaseFile(str(url.database))

    def prepare(connection: sqlite3.Connection, record: Any) -> None:
        connection.isolation_level = None
        for pragma in (
            f"busy_timeout = {BUSY_MILLISECONDS}",
            "foreign_keys = ON",
            "synchronous = FULL",
            "secure_delete = ON",
        ):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("SELECT 1 FROM sqlite_schema").fetchone()  # opens the log
        record.info["files"] = file.opened()

    sa.event.listen(engine, "do_connect", file.before_connect)
    sa.event.listen(engine, "connect", prepare)
    sa.event.listen(engine, "begin", _begin_sqlite)
    return engine


def _begin_sqlite(connection: sa.Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("sqlite_begin", "BEGIN"))
