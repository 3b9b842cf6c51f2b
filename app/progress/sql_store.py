"""The store in a SQL database: a SQLite file, or PostgreSQL."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from alembic.migration import MigrationContext
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError

from app.progress.database import answering
from app.progress.errors import EventConflictError, EventError, SchemaError
from app.progress.events import Event
from app.progress.migration import present_schema
from app.progress.schema import events as table
from app.progress.store import AlreadyKnown, Appended
from app.progress.wire import COMMON, build_event, event_body

_INSERT: dict[str, Callable[[sa.Table], sqlite.Insert | postgresql.Insert]] = {
    "sqlite": sqlite.insert,
    "postgresql": postgresql.insert,
}

logger = logging.getLogger(__name__)


class SqlStore:
    """A `Store` in a SQL database that `migrate` has brought to the present schema.

    Parameters
    ----------
    engine
        From `app.progress.connect`; the store closes it.
    """

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self._insert = _INSERT[engine.dialect.name]
        self._schema = present_schema()

    def append(self, event: Event) -> Appended | AlreadyKnown:
        """Keep an event, once; see `Store.append`."""
        insert = self._insert(table).values(_row(event)).on_conflict_do_nothing(index_elements=["event_id"])
        insert_and_tell = insert.returning(table.c.seq)  # a row comes back only if it went in
        while True:
            with self._transaction() as connection:
                if connection.execute(insert_and_tell).one_or_none() is not None:
                    return Appended(event)
                row = connection.execute(table.select().where(table.c.event_id == event.event_id)).one_or_none()
            if row is not None:  # else it was forgotten between the two statements: the event is new after all
                break
        known = _event(row)
        if not event.is_same_deed(known):
            raise EventConflictError(
                f"the event id {event.event_id} has been used for another deed, but an id stands for one; "
                "send this deed with a new id"
            )
        return AlreadyKnown(known)

    def events(self, learner: str, lesson: str | None = None) -> tuple[Event, ...]:
        """Return a learner's events in the order of arrival; see `Store.events`."""
        query = table.select().where(table.c.learner == learner).order_by(table.c.seq)
        if lesson is not None:
            query = query.where(table.c.lesson == lesson)
        with self._transaction() as connection:
            rows = connection.execute(query).all()
        return tuple(_event(row) for row in rows)

    def forget(self, learner: str) -> int:
        """Delete everything of a learner; see `Store.forget`."""
        with self._transaction() as connection:
            return connection.execute(table.delete().where(table.c.learner == learner)).rowcount

    def ready(self) -> bool:
        """Return whether the store can be used now; the log says why if not."""
        try:
            with self._engine.connect() as connection:
                schema = MigrationContext.configure(connection).get_current_revision()
                connection.execute(sa.select(table.c.seq).limit(1))
        except SQLAlchemyError as error:
            logger.warning("The store is not ready: %s", type(error).__name__)
            return False
        if schema != self._schema:
            logger.warning("The store is not ready: it has schema %s, the program needs %s", schema, self._schema)
        return schema == self._schema

    def close(self) -> None:
        """Let go of all connections."""
        self._engine.dispose()

    @contextmanager
    def _transaction(self) -> Iterator[sa.Connection]:
        with answering(), self._engine.begin() as connection:
            yield connection


def _row(event: Event) -> dict[str, Any]:
    return {name: getattr(event, name) for name in COMMON} | {"kind": event.kind, "body": event_body(event)}


def _event(row: sa.Row[Any]) -> Event:
    try:
        return build_event(row.kind, {name: getattr(row, name) for name in COMMON}, row.body)
    except EventError as error:
        raise SchemaError(
            f"row {row.seq} of the table events cannot be read: {error}; start the program that wrote it"
        ) from error
