"""Invitations in their table, inside the transactions of a store."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

import sqlalchemy as sa

from app.progress.portable.invitation import VALID, Invitation
from app.progress.store.schema import invitations as table


def of_code(connection: sa.Connection, code: str, now: datetime) -> Invitation | None:
    """Return what is known of a code, None if there is none such that is valid."""
    return _one(connection, table.c.code == code, now)


def of_learner(connection: sa.Connection, learner: str, now: datetime) -> Invitation | None:
    """Return the last valid invitation that a learner made or took up, None if there is none."""
    return _one(connection, sa.or_(table.c.learner == learner, table.c.asker == learner), now)


def keep(connection: sa.Connection, invitation: Invitation) -> None:
    """Keep an invitation in place of the learner's last one, and nothing of those whose time is over."""
    over = sa.or_(table.c.made < invitation.made - VALID, table.c.made > invitation.made + VALID)
    connection.execute(table.delete().where(over))
    forget(connection, [invitation.learner])
    connection.execute(table.insert(), asdict(invitation))


def take_up(connection: sa.Connection, code: str, asker: str) -> bool:
    """Note whose device entered a code; return whether nobody else's had."""
    free = sa.or_(table.c.asker.is_(None), table.c.asker == asker)
    statement = table.update().where(table.c.code == code, free).values(asker=asker)
    return connection.execute(statement).rowcount == 1


def settle(connection: sa.Connection, code: str, answer: bool) -> bool:
    """Note what the old device said; return whether it had said nothing before."""
    open_ = (table.c.code == code, table.c.answer.is_(None), table.c.asker.is_not(None))
    return connection.execute(table.update().where(*open_).values(answer=answer)).rowcount == 1


def forget(connection: sa.Connection, learners: list[str]) -> None:
    """Delete what learners made or took up."""
    connection.execute(table.delete().where(sa.or_(table.c.learner.in_(learners), table.c.asker.in_(learners))))


def _one(connection: sa.Connection, where: sa.ColumnElement[bool], now: datetime) -> Invitation | None:
    rows = connection.execute(table.select().where(where).order_by(table.c.made.desc())).mappings()
    found = (Invitation(**row) for row in rows)
    return next((invitation for invitation in found if invitation.is_valid(now)), None)
