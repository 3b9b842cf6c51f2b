"""The summary in its tables, beside the events.

It follows the events at a distance: to keep an answer is to write one row, and a reader takes in the few events that
came after the summary. When they are many, the summary is brought forward.
"""

from collections.abc import Callable, Iterable

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from app.progress.arrival import Arrival
from app.progress.errors import SchemaError
from app.progress.schema import events, summaries, summary_items
from app.progress.study import STUDY
from app.progress.summary import UNREADABLE, Item, State, advance

Insert = Callable[[sa.Table], sqlite.Insert | postgresql.Insert]

STRIDE = 200  # events that are taken in at a time: some 20 ms in which nobody else writes
ALL, EVERYTHING = "", "*"
"""What may be read beside one lesson: all lessons; these, and what belongs to none."""

# Made once: to make a statement costs more than to run it.
_LEARNER: sa.BindParameter[str] = sa.bindparam("learner")
_UPTO = sa.select(summaries.c.taken).where(summaries.c.learner == _LEARNER)
_ITEMS = sa.select(summary_items).where(summary_items.c.learner == _LEARNER)
_ITEMS_OF_LESSONS = _ITEMS.where(summary_items.c.lesson != STUDY)
_ITEMS_OF_LESSON = _ITEMS.where(summary_items.c.lesson == sa.bindparam("lesson"))
_READS = {ALL: _ITEMS_OF_LESSONS, EVERYTHING: _ITEMS}
_THESE_ITEMS = sa.select(summary_items).where(
    sa.tuple_(*(summary_items.c[name] for name in Item._fields)).in_(sa.bindparam("wanted", expanding=True))
)
_ARRIVALS = (
    sa.select(*(events.c[name] for name in Arrival._fields))
    .where(events.c.learner == _LEARNER, events.c.seq > sa.bindparam("seq"))
    .order_by(events.c.seq)
)


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

    def take_in(self, connection: sa.Connection, learner: str) -> bool:
        """Take the next events of a learner into the summary; return whether there may be more.

        Raises
        ------
        SchemaError
            If one of these events is of an unknown kind, or cannot be read.
        """
        upto = connection.scalar(_UPTO, {"learner": learner}) or 0
        fresh = _arrivals(connection, learner, upto, STRIDE)
        if fresh:
            wanted = {item for arrival in fresh for item in Item.all_of(arrival)}
            found = connection.execute(_THESE_ITEMS, {"wanted": list(wanted)})
            items = {Item(*row[:4]): (row.seq, row.state) for row in found}
            _take_in(items, fresh, EVERYTHING)
            rows = [{**item._asdict(), "seq": seq, "state": state} for item, (seq, state) in items.items()]
            connection.execute(self._keep_items, rows)
            connection.execute(self._keep_upto, {"learner": learner, "seq": fresh[-1].seq, "taken": fresh[-1].seq})
        return len(fresh) == STRIDE

    def forget(self, connection: sa.Connection, learner: str) -> None:
        """Delete a learner's summary."""
        for table in (summary_items, summaries):
            connection.execute(table.delete().where(table.c.learner == learner))


def _arrivals(connection: sa.Connection, learner: str, seq: int, limit: int | None) -> list[Arrival]:
    query = _ARRIVALS if limit is None else _ARRIVALS.limit(limit)
    found = connection.execute(query, {"learner": learner, "seq": seq})
    return [Arrival(*row) for row in found]


def _take_in(items: dict[Item, tuple[int, State]], arrivals: Iterable[Arrival], lessons: str) -> None:
    for arrival in arrivals:
        try:
            for item in Item.all_of(arrival):
                if lessons not in {EVERYTHING, item.lesson} and (lessons != ALL or item.lesson == STUDY):
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
