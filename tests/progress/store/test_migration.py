"""Databases of every age reach the present schema with all their events."""

import math
import sqlite3
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from app import progress
from app.progress import (
    CheckProgress,
    SchemaError,
    SqlStore,
    StoreUnavailableError,
    connect,
    derive,
    derive_study,
    migrate,
)
from app.progress.store.schema import metadata
from tests.progress.conftest import wait_for_locks

# A dump for every schema that was ever released, made by `sqlite3 progress.sqlite3 .dump` with that program's events.
DUMPS = sorted((Path(__file__).parent / "schemas").glob("v*.sql"))
VERSIONS = Path(progress.__file__).parent / "store" / "migrations" / "versions"
LEARNER = "learner-of-long-ago-01"


def revision(engine):
    """The version that the database itself names."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def test_empty(url):
    """An empty database gets exactly the tables that the program works with, and no difference remains."""
    engine = connect(url)
    assert migrate(engine) == progress.present_schema() == revision(engine)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    engine.dispose()


def test_made_at_once_or_step_by_step(url):
    """An empty database gets its tables at once; the migrations, one after another, would have made the same."""
    engine = connect(url)
    made = []
    for begun in (False, True):
        if begun:
            engine = connect(url)
            with engine.begin() as connection:
                metadata.drop_all(connection)
                connection.execute(sa.text("DELETE FROM alembic_version"))
        assert migrate(engine) == revision(engine)
        with engine.connect() as connection:
            assert compare_metadata(MigrationContext.configure(connection), metadata) == []
            look = sa.inspect(connection)
            rows = {table.name: connection.execute(table.select()).all() for table in metadata.sorted_tables}
            parts = ("columns", "indexes", "pk_constraint", "unique_constraints")
            names = [*metadata.tables, "alembic_version"]
            made.append((rows, {name: [str(getattr(look, f"get_{part}")(name)) for part in parts] for name in names}))
        engine.dispose()
    assert made[0] == made[1]


def test_again(store, url, make):
    """To migrate a database that is up to date changes nothing and loses nothing."""
    event = make.answer()
    store.append(event)
    engine = connect(url)
    assert migrate(engine) == progress.present_schema()
    engine.dispose()
    assert store.events(event.learner) == (event,)


def test_every_schema_is_kept():
    """There is a dump of every schema that a migration has made."""
    assert [dump.stem for dump in DUMPS] == sorted(version.stem.partition("_")[0] for version in VERSIONS.glob("v*.py"))


@pytest.mark.parametrize("dump", DUMPS, ids=lambda dump: dump.stem)
def test_old_schema(tmp_path, dump):
    """A database of this age is brought to the present schema, and the learner finds all of their work again."""
    with sqlite3.connect(tmp_path / "old.sqlite3") as old:
        old.executescript(dump.read_text(encoding="utf-8"))
    old.close()
    engine = connect(f"sqlite:///{tmp_path}/old.sqlite3")
    migrate(engine)
    store = SqlStore(engine)
    assert store.ready()
    lesson = derive(store.events(LEARNER)).lesson("wrong-dictionary")
    answer = lesson.check("fair-matched").last
    assert lesson.check("fair-matched") == CheckProgress(seed=8, last=answer, attempts=2, ever_right=True)
    assert (answer.answer_text, answer.verdict) == ("0.737", "right")
    assert lesson.predictions["first-guess"].guess == math.inf
    assert lesson.predictions["first-guess"].truth == 0.1 + 0.2
    assert lesson.completed_at == datetime(2025, 3, 1, 9, 0, 7, 7, tzinfo=UTC)
    assert len(store.events(LEARNER)) == 7
    assert store.progress(LEARNER).lesson("wrong-dictionary") == lesson
    study = store.study(LEARNER)
    assert study.memories == derive_study(store.events(LEARNER)).memories
    (memory,) = study.memories.values()
    assert (memory.rating, memory.right, memory.slips.keys(), study.days) == (1, 1, {"other-direction"}, 1)
    store.close()


def test_schema_of_tomorrow(url):
    """A database that a newer program has changed is refused and left as it is."""
    engine = connect(url)
    migrate(engine)
    with engine.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    store = SqlStore(engine)
    assert not store.ready()
    with pytest.raises(SchemaError, match="has schema 9999, but this program knows only up to 0005"):
        migrate(engine)
    assert revision(engine) == "9999"
    store.close()


def test_failed_migration(url, monkeypatch):
    """A migration that fails half-way leaves the database as it was."""
    engine = connect(url)

    def make_and_fail(connection):
        connection.execute(sa.schema.CreateTable(metadata.tables["events"]))
        raise RuntimeError("power cut")

    monkeypatch.setattr(metadata, "create_all", make_and_fail)
    monkeypatch.setattr("alembic.command.upgrade", lambda config, _: make_and_fail(config.attributes["connection"]))
    for begun in ([], ["alembic_version"]):
        if begun:
            with engine.begin() as connection:
                connection.execute(sa.text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"))
        with pytest.raises(RuntimeError, match="power cut"):
            migrate(engine)
        assert sa.inspect(engine).get_table_names() == begun
    engine.dispose()


def test_many_at_once(tmp_path, monkeypatch):
    """Connections that begin to migrate one empty file at the same moment all succeed, ten times over."""
    wait_for_locks(monkeypatch)

    def migrate_file(path, start, versions):
        engine = connect(f"sqlite:///{path}")
        start.wait()
        versions.append(migrate(engine))
        engine.dispose()

    for attempt in range(10):
        start, versions = threading.Barrier(4), []
        about = (tmp_path / f"{attempt}.sqlite3", start, versions)
        threads = [threading.Thread(target=migrate_file, args=about) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert versions == [progress.present_schema()] * 4


def test_no_place(tmp_path):
    """A database file in a folder that does not exist is refused in a sentence, with the reason."""
    engine = connect(f"sqlite:///{tmp_path}/nowhere/progress.sqlite3")
    with pytest.raises(
        StoreUnavailableError,
        match=r"nowhere/.* \(unable to open database file\); see that its folder",
    ):
        migrate(engine)


def test_not_a_database(tmp_path):
    """A file that is no database is refused in a sentence and left as it is."""
    path = tmp_path / "progress.sqlite3"
    path.write_text("a letter, not a database " * 100)
    with pytest.raises(
        StoreUnavailableError,
        match=r"progress.sqlite3 cannot be used \(file is not a database\); look with",
    ):
        migrate(connect(f"sqlite:///{path}"))
    assert path.read_text().startswith("a letter")


def test_percent_in_path(tmp_path):
    """A folder with a percent sign and a space in its name is as good as any."""
    (tmp_path / "100 % sure").mkdir()
    engine = connect(f"sqlite:///{tmp_path}/100 % sure/progress.sqlite3")
    migrate(engine)
    assert (tmp_path / "100 % sure" / "progress.sqlite3").exists()
    engine.dispose()
