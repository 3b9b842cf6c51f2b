"""Bring a database to the present schema."""

import sqlite3
import time
from pathlib import Path

import sqlalchemy as sa

from app.progress.errors import SchemaError, StoreUnavailableError
from app.progress.faults import Fault
from app.progress.store.database import BUSY_MILLISECONDS, answering, place_of, reason_of
from app.progress.store.schema import metadata
from app.progress.store.sqlite_log import keep_damaged

_FOLDER = Path(__file__).parent / "migrations"
_LOCK = 0x57726F6E67446963  # "WrongDic": the number under which PostgreSQL keeps our lock

_REPAIRS = {
    Fault.BUSY: "another program holds it: end that, or wait until it is done",
    Fault.SILENT: "see that it runs and can be reached, and check WD_DATABASE_URL",
    Fault.FULL: "make room on its disk",
    Fault.READ_ONLY: "let the user who runs the course write it and its folder, or set WD_DATA_DIR to another folder",
    Fault.LOST: "see that its folder exists and that the user who runs the course may write there",
    Fault.DAMAGED: "look with: python -m app check-store; then put back a backup, or move the file away to begin anew",
}


def present_schema() -> str:
    """Return the version of the schema that this program works with.

    Returns
    -------
    str
        Four digits, counted from ``"0001"``.

    Examples
    --------
    >>> present_schema()
    '0005'
    """
    # By the names of the files, `v0001_events.py` makes 0001: to ask Alembic takes a start its import.
    found = [path.name[1:5] for path in (_FOLDER / "versions").glob("v[0-9][0-9][0-9][0-9]_*.py")]
    if not found:
        raise SchemaError(f"{_FOLDER} holds no migrations, but the program needs its first; install the program anew")
    return max(found)


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
        If the database cannot be reached or written; the message names it, and what to do.

    Notes
    -----
    All happens in one transaction under a lock: processes that start together migrate one after another, and one that
    dies half-way leaves the database as it was. There is no way down, since that would delete learners' work.

    A log of SQLite's that was damaged while nobody had it open is copied first, and the program's own log says so.
    """
    if engine.dialect.name == "sqlite":
        keep_damaged(Path(str(engine.url.database)))
    try:
        with answering():
            if not _is_present(engine):
                _migrate(engine)
    except StoreUnavailableError as error:
        raise StoreUnavailableError(
            f"the database {place_of(engine)} cannot be used ({reason_of(error.__cause__ or error)}); "
            f"{_REPAIRS[error.fault]}",
            error.fault,
        ) from error
    return present_schema()


def schema_of(connection: sa.Connection) -> str | None:
    """Return the version of the schema that a database has, None for one that was never migrated.

    It reads Alembic's own table: to ask Alembic takes its import, and nearly every start finds the present schema.
    """
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar_one_or_none()


def _is_present(engine: sa.Engine) -> bool:
    """Say whether the database has the present schema already."""
    with engine.connect() as connection:
        return schema_of(connection) == present_schema()


def _migrate(engine: sa.Engine) -> None:
    if engine.dialect.name == "sqlite":
        _use_write_ahead_log(engine)
    with engine.connect().execution_options(sqlite_begin="BEGIN IMMEDIATE") as connection, connection.begin():
        if engine.dialect.name == "postgresql":
            connection.execute(sa.text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        found = schema_of(connection)
        if found is None and not sa.inspect(connection).get_table_names():
            _create(connection)
            return
        from alembic import command  # noqa: PLC0415 - only an older database takes its import
        from alembic.config import Config  # noqa: PLC0415
        from alembic.script import ScriptDirectory  # noqa: PLC0415

        known = [script.revision for script in ScriptDirectory(str(_FOLDER)).walk_revisions()]
        if found is not None and found not in known:
            raise SchemaError(
                f"the database {place_of(engine)} has schema {found}, but this program knows only up to {known[0]}; "
                "start the newer program or name another database"
            )
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
        command.upgrade(config, "head")


def _create(connection: sa.Connection) -> None:
    """Make all tables of an empty database as they are now, marked as Alembic marks them."""
    version = sa.Table("alembic_version", sa.MetaData(), sa.Column("version_num", sa.String(32), primary_key=True))
    metadata.create_all(connection)
    version.create(connection)
    connection.execute(version.insert().values(version_num=present_schema()))


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
