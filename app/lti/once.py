"""What counts once: logins under way, tickets, invitations. Whoever takes one has it, and nobody after."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa

from app.lti.database import Database
from app.progress.store.schema import lti_once as table

MOST: Final = 20_000
"""So many may be under way; anybody can begin a login."""


class Once:
    """A table of bodies by random keys; each may be taken once, until its time is over."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, kind: str, body: Mapping[str, Any], lasts: timedelta) -> str:
        """Keep a body, and return its key."""
        key = secrets.token_urlsafe(24)
        now = datetime.now(UTC)
        with self._database.writing() as connection:
            connection.execute(table.delete().where(table.c.ends < now))
            if connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one() >= MOST:
                oldest = sa.select(table.c.key).order_by(table.c.ends).limit(MOST // 100)
                connection.execute(table.delete().where(table.c.key.in_(oldest)))
            connection.execute(table.insert(), {"key": f"{kind}:{key}", "ends": now + lasts, "body": dict(body)})
        return key

    def put_back(self, kind: str, key: str, body: Mapping[str, Any], lasts: timedelta) -> None:
        """Keep a body under the key by which it was taken: what it was taken for has failed."""
        row = {"key": f"{kind}:{key}", "ends": datetime.now(UTC) + lasts, "body": dict(body)}
        with self._database.writing() as connection:
            connection.execute(table.insert(), row)

    def take(self, kind: str, key: str) -> dict[str, Any] | None:
        """Return a body and forget it; None if there is none, or it was taken, or its time is over."""
        took = table.delete().where(table.c.key == f"{kind}:{key}"[:64]).returning(table.c.ends, table.c.body)
        with self._database.writing() as connection:
            row = connection.execute(took).one_or_none()
        return dict(row.body) if row is not None and row.ends > datetime.now(UTC) else None
