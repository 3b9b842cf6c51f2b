"""Bring a database to the present schema."""

import sqlite3
import time
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from app.progress.database import BUSY_MILLISECONDS, answering
from app.progress.errors import SchemaError

_FOLDER = Path(__file__).parent / "migrations"
_LOCK = 0x57726F6E67446963  # "WrongDic": the number under which PostgreSQL keeps our lock


def present_schema() -> str:
    """Return the version of the schema that this program works with.

    Returns
    -------
    str
        Four digits, counted from ``"0001"``.

    Examples
    --------
    >>> present_schema()
    '0001'
    """
    head = ScriptDirectory(str(_FOLDER)).get_current_head()
    if head is None:
        raise SchemaError(f"{_FOLDER} holds no migrations, but the program needs its first; install the program anew")
    return head


def migrate(engine: sa.Engine) -> str:
    """Bring the database to the present schema and return its version.

    Parameters
    ----------
    engine
        From `app.progress.connect`. An empty database gets its tables; an older one is upgraded, keeping every event.

    Returns
    -------
    str
        The version of the schema, now the present one.

    Raises
    ------
    SchemaError
        If a newer program has already changed the database.
    StoreUnavailableError
        If the database cannot be reached or written.

    Notes
    -----
    All happens in one transaction under a lock: processes that start together migrate one after another, and one that
    dies half-way leaves the database as it was. There is no way down, since that would delete learners' work.
    """
    with answering():
        _migrate(engine)
    return present_schema()


def _migrate(engine: sa.Engine) -> None:
    if engine.dialect.name == "sqlite":
        _use_write_ahead_log(engine)
    with engine.connect().execution_options(sqlite_begin="BEGIN IMMEDIATE") as connection, connection.begin():
        if engine.dialect.name == "postgresql":
            connection.execute(sa.text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        found = MigrationContext.configure(connection).get_current_revision()
        known = [script.revision for script in ScriptDirectory(str(_FOLDER)).walk_revisions()]
        if found is not None and found not in known:
            raise SchemaError(
                f"the database has schema {found}, but this program knows only up to {known[0]}; "
                "start the newer program or name another database"
            )
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
        command.upgrade(config, "head")


def _use_write_ahead_log(engine: sa.Engine) -> None:
    # The file remembers the mode, so it is set here and not with every connection; past SQLAlchemy, since it cannot be
    # set inside a transaction. SQLite does not wait its busy timeout for this change of mode, so we do.
    connection = engine.raw_connection()
    patience = time.monotonic() + BUSY_MILLISECONDS / 1000
    try:
        while True:
            try:
                connection.cursor().execute("PRAGMA journal_mode = WAL")
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > patience:
                    raise
                time.sleep(0.01)
            else:
                return
    finally:
        connection.close()
