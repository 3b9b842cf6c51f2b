"""The summary in its tables, beside the events.

It follows the events at a distance: to keep an answer is to write one row, and a reader takes in the few events that
came after the summary. When they are many, the summary is brought forward: worked out without holding up anybody, and
kept if nothing has changed meanwhile.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from app.progress.derived.study import STUDY
from app.progress.derived.summary import UNREADABLE, Item, State, advance
from app.progress.errors import SchemaError
from app.progress.events.arrival import Arrival
from app.progress.store.schema import events, summaries, summary_items

Insert = Callable[[sa.Table], sqlite.Insert | postgresql.Insert]

STRIDE = 1000  # events that are held at a time
ALL, EVERYTHING = "", "*"
"""What may be read beside one lesson: all lessons; these, and what belongs to none."""

RAW_ID = sa.type_coerce(events.c.event_id, sa.types.NullType())
"""As the driver gives it: to make a UUID and a text of it again costs more than all else of a row."""


def id_of(raw: Any) -> str:
    """Return an id as it was sent: SQLite keeps it without hyphens."""
    text = str(raw)
    return text if "-" in text else f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


# Made once: to make a statement costs more than to run it.
_LEARNER: sa.BindParameter[str] = sa.bindparam("learner")
_UPTO = sa.select(summaries.c.taken).where(summaries.c.learner == _LEARNER)
_ITEMS = sa.select(summary_items).where(summary_items.c.learner == _LEARNER)
_ITEMS_OF_LESSONS = _ITEMS.where(summary_items.c.lesson != STUDY)
_ITEMS_OF_LESSON = _ITEMS.where(summary_items.c.lesson == sa.bindparam("lesson"))
_READS = {ALL: _ITEMS_OF_LESSONS, EVERYTHING: _ITEMS}
_COUNT = sa.select(sa.func.count()).where(
    events.c.learner == _LEARNER, events.c.seq > sa.bindparam("upto"), events.c.seq <= sa.bindparam("last")
)
_ARRIVALS = (
    sa.select(*(RAW_ID if name == "event_id" else events.c[name] for name in Arrival._fields))
    .where(events.c.learner == _LEARNER, events.c.seq > sa.bindparam("seq"))
    .order_by(events.c.seq)
)


@dataclass(frozen=True)
class Ahead:
    """A summary that is to be kept: after which event it begins, with which it ends, of how many, what has changed."""

    upto: int
    last: int
    count: int
    items: Mapping[Item, tuple[int, State]]


class SqlSummary:
    """Reads and writes the summary inside the transactions of a store.

    Parameters
    ----------
    insert
        How the database's dialect inserts.
    """

    def __init__(self, insert: Insert) -> None:
        self._keep_items, self._keep_upto = _upsert(insert, summary_items), _upsert(insert, summaries)

    def read(
        self, connection: sa.Connection, learner: str, lessons: str, limit: int | None
    ) -> dict[Item, State] | None:
        """Return the states of a learner's items: of one lesson, of `ALL` lessons, or `EVERYTHING`.

        The events after the summary are taken in here; None if these are as many as the limit, or more.

        Raises
        ------
        SchemaError
            If one of these events is of an unknown kind, or cannot be read.
        """
        # In this order, and each item with the place of its last event: what is written meanwhile counts once.
        about = {"learner": learner, "lesson": lessons}
        upto = connection.scalar(_UPTO, about) or 0
        found = connection.execute(_READS.get(lessons, _ITEMS_OF_LESSON), about)
        items = {Item(*row[:4]): (row.seq, row.state) for row in found}
        fresh = _arrivals(connection, learner, upto, limit)
        if len(fresh) == limit:
            return None
        _take_in(items, fresh, lessons)
        return {item: state for item, (_, state) in items.items()}

    def ahead(self, connection: sa.Connection, learner: str) -> Ahead:
        """Return what a learner's summary is with all events; nobody is kept from writing meanwhile.

        Raises
        ------
        SchemaError
            If one of the events is of an unknown kind, or cannot be read.
        """
        upto = connection.scalar(_UPTO, {"learner": learner}) or 0
        items = {Item(*row[:4]): (row.seq, row.state) for row in connection.execute(_ITEMS, {"learner": learner})}
        last, count = upto, 0
        while fresh := _arrivals(connection, learner, last, STRIDE):
            _take_in(items, fresh, EVERYTHING)
            last, count = fresh[-1].seq, count + len(fresh)
        return Ahead(upto, last, count, {item: kept for item, kept in items.items() if kept[0] > upto})

    def keep(self, connection: sa.Connection, learner: str, ahead: Ahead) -> bool:
        """Keep a summary, if it still follows from the events; in a transaction in which nobody else writes.

        It does not if somebody else has brought the summary forward, or if the learner was forgotten or became another.
        """
        about = {"learner": learner, "upto": ahead.upto, "last": ahead.last}
        found = connection.scalar(_UPTO, about) or 0, connection.scalar(_COUNT, about)
        if found != (ahead.upto, ahead.count):
            return False
        if ahead.count:
            rows = [{**item._asdict(), "seq": seq, "state": state} for item, (seq, state) in ahead.items.items()]
            connection.execute(self._keep_items, rows)
            connection.execute(self._keep_upto, {"learner": learner, "seq": ahead.last, "taken": ahead.last})
        return True

    def forget(self, connection: sa.Connection, learner: str) -> None:
        """Delete a learner's summary."""
        for table in (summary_items, summaries):
            connection.execute(table.delete().where(table.c.learner == learner))


def _arrivals(connection: sa.Connection, learner: str, seq: int, limit: int | None) -> list[Arrival]:
    query = _ARRIVALS if limit is None else _ARRIVALS.limit(limit)
    found = connection.execute(query, {"learner": learner, "seq": seq})
    return [Arrival(seq, id_of(raw), *rest) for seq, raw, *rest in found]


def _take_in(items: dict[Item, tuple[int, State]], arrivals: Iterable[Arrival], lessons: str) -> None:
    for arrival in arrivals:
        try:
            for item in Item.all_of(arrival):
                if lessons not in (EVERYTHING, item.lesson) and (lessons != ALL or item.lesson == STUDY):
                    continue
                seq, state = items.get(item, (0, None))
                if arrival.seq > seq:
                    items[item] = arrival.seq, advance(item.kind, state, arrival)
        except UNREADABLE as error:
            raise SchemaError(
                f"row {arrival.seq} of the table events cannot be read ({error!r}); start the program that wrote it"
            ) from error


def _upsert(insert: Insert, table: sa.Table) -> sqlite.Insert | postgresql.Insert:
    statement = insert(table)
    keys = [column.name for column in table.primary_key]
    values = {column.name: statement.excluded[column.name] for column in table.c if column.name not in keys}
    return statement.on_conflict_do_update(index_elements=keys, set_=values)
