"""Connections to the database that a URL names."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, TimeoutError  # noqa: A004 -- SQLAlchemy's, of its pool

from app.progress.errors import DatabaseUrlError, StoreUnavailableError

BUSY_MILLISECONDS = 5000  # how long SQLite waits for another process's write, itself a few milliseconds
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
    begins transactions, because the driver would begin none before a change of schema.

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
        return sa.create_engine(parsed, pool_pre_ping=True)
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
        # Only the first line: PostgreSQL adds values to the others, and SQLAlchemy the statement.
        reason = str(getattr(error, "orig", None) or error).partition("\n")[0]
        raise StoreUnavailableError(
            f"the database did not do what it was asked ({reason}), but work is kept only once it has; try again"
        ) from error


def _sqlite(url: sa.URL) -> sa.Engine:
    if url.database in {None, "", ":memory:"} or "mode" in url.query:
        raise DatabaseUrlError(
            "the database URL names a SQLite database in memory, but a record outlives the program; "
            "name a file: sqlite:///folder/file"
        )
    engine = sa.create_engine(url)
    sa.event.listen(engine, "connect", _prepare_sqlite)
    sa.event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    for pragma in (f"busy_timeout = {BUSY_MILLISECONDS}", "foreign_keys = ON", "synchronous = FULL"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: sa.Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("sqlite_begin", "BEGIN"))
