"""Learners that became one, in their table: what comes of the first is the second's."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import sqlalchemy as sa

from app.progress.store.schema import events, joined

_BECOMES = sa.select(joined.c.learner, joined.c.becomes).where(
    joined.c.learner.in_(sa.bindparam("learners", expanding=True))
)
_ID = sa.func.coalesce(events.c.origin, events.c.event_id)


def names_of(connection: sa.Connection, learners: Collection[str]) -> Mapping[str, str]:
    """Return as whom the work of learners is kept, for those of them that became another."""
    found = connection.execute(_BECOMES, {"learners": list(learners)})
    return {row.learner: row.becomes for row in found}


def join(connection: sa.Connection, learner: str, becomes: str) -> int:
    """Give the events of a learner to another, each deed once, and return how many came along.

    Whoever had become the first is the other from now on. Both are as they are kept, and two.
    """
    own = events.c.learner == learner
    same = sa.select(_ID).where(events.c.learner == becomes)
    connection.execute(events.delete().where(own, _ID.in_(same)))
    count = connection.execute(events.update().where(own).values(learner=becomes)).rowcount
    connection.execute(joined.update().where(joined.c.becomes == learner).values(becomes=becomes))
    connection.execute(joined.insert(), {"learner": learner, "becomes": becomes})
    return count


def part(connection: sa.Connection, learner: str) -> list[str]:
    """Forget who had become a learner, and return their ids."""
    found = joined.c.becomes == learner
    former = list(connection.scalars(sa.select(joined.c.learner).where(found)))
    connection.execute(joined.delete().where(found))
    return former
