"""What the SQL store does when its database fails it."""

import sqlite3

import pytest
import sqlalchemy as sa

from app.progress import AlreadyKnown, Appended, SchemaError, SqlStore, StoreUnavailableError, connect, migrate
from app.progress.store import database as database_module
from app.progress.store.schema import events as table
from tests.progress.conftest import wait_for_locks

LEARNER = "learner-one-0123456789"


@pytest.fixture
def path(tmp_path):
    """A SQLite file at the present schema."""
    path = tmp_path / "progress.sqlite3"
    engine = connect(f"sqlite:///{path}")
    migrate(engine)
    engine.dispose()
    return path


def test_busy(path, make, monkeypatch):
    """A write that another process holds up for too long is refused, and can be done later."""
    monkeypatch.setattr(database_module, "BUSY_MILLISECONDS", 20)
    store, event = SqlStore(connect(f"sqlite:///{path}")), make.answer()
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreUnavailableError, match="database is locked") as caught:
        store.append(event)
    assert LEARNER not in str(caught.value)
    assert store.events(LEARNER) == ()
    other.execute("ROLLBACK")
    other.close()
    assert store.append(event) == Appended(event)
    store.close()


def test_reader_does_not_wait(path, make, monkeypatch):
    """A learner's page is served while another process writes."""
    wait_for_locks(monkeypatch)
    store, event = SqlStore(connect(f"sqlite:///{path}")), make.answer()
    store.append(event)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    other.execute("DELETE FROM events")
    assert store.events(LEARNER) == (event,)
    assert store.ready()
    other.execute("ROLLBACK")
    other.close()
    store.close()


def test_table_gone(path, make):
    """Without its table the store is not ready, and says so to those who call it nevertheless."""
    store = SqlStore(connect(f"sqlite:///{path}"))
    other = sqlite3.connect(path)
    other.execute("DROP TABLE events")
    other.close()
    assert not store.ready()
    for call in (lambda: store.append(make.answer()), lambda: store.events(LEARNER), lambda: store.forget(LEARNER)):
        with pytest.raises(StoreUnavailableError, match="no such table"):
            call()
    store.close()


@pytest.mark.parametrize("change", [{"kind": "dreamt"}, {"body": {"hint": 0}}, {"body": {}}])
def test_unreadable_row(store, url, make, change):
    """A row that this program cannot read is named rather than passed over."""
    store.append(make.hint())
    engine = connect(url)
    with engine.begin() as connection:
        connection.execute(sa.update(table).values(change))
    engine.dispose()
    with pytest.raises(SchemaError, match="row 1 of the table events cannot be read"):
        store.events(LEARNER)


def test_forgotten_meanwhile(path, make):
    """An event that is forgotten while it arrives a second time is new again."""
    engine = connect(f"sqlite:///{path}")
    store, event = SqlStore(engine), make.answer()
    store.append(event)

    forgotten = []

    def forget_before_reading(connection, _cursor, statement, *_):
        if statement.startswith("SELECT") and not forgotten:
            forgotten.append(statement)
            connection.execute(table.delete())

    sa.event.listen(engine, "before_cursor_execute", forget_before_reading)
    assert store.append(event) == Appended(event)
    assert forgotten
    assert store.append(event) == AlreadyKnown(event)
    store.close()
