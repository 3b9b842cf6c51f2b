"""Who came by which link to which lesson, and what the course system knows of their mark."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa

from app.lti.database import Database
from app.lti.launch import Launch
from app.progress import Event
from app.progress.store.schema import lti_links as table
from app.progress.store.sql_joining import names_of

LEASE: Final = timedelta(minutes=2)
"""Whoever sends has so long; then, as after a crash, another does."""


def learner_of(launch: Launch, secret: str) -> str:
    """Return the learner id of a course system's user: always the same, and guessed by nobody.

    The platform's client is part of it: another system that calls itself by the same issuer names its own users alone.
    """
    named = f"{launch.platform.issuer}\0{launch.platform.client}\0{launch.deployment}\0{launch.subject}"
    key = hmac.digest(secret.encode(), b"wrong dictionary: learner of a course system", hashlib.sha256)
    return base64.urlsafe_b64encode(hmac.digest(key, named.encode(), hashlib.sha256)[:16]).decode("ascii").rstrip("=")


@dataclass(frozen=True)
class Mark:
    """What a learner or an instructor sees of a mark.

    Attributes
    ----------
    lesson
        The lesson's id.
    learner
        The learner's id; never shown.
    state
        "none": nothing to tell yet. "sent". "waits": it will be sent. "failed": it will be sent again.
    score
        The mark that the course system knows, `{"given": ..., "most": ...}`.
    sent_at, due, said
        When it was told, when it will be told again, and why that failed.
    """

    lesson: str
    learner: str
    platform: str
    state: str
    score: Mapping[str, float] | None
    sent_at: datetime | None
    due: datetime | None
    said: str | None


@dataclass(frozen=True)
class Due:
    """A mark that is to be told now."""

    id: str
    learner: str
    platform: str
    subject: str
    resource: str
    lesson: str
    counts: str
    endpoint: Mapping[str, Any]
    changed: int
    changed_at: datetime
    score: Mapping[str, float] | None
    tries: int


class Links:
    """The table of links; a `Follower` of the record, which notes what has to be told in the event's transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def appended(self, connection: sa.Connection, events: Sequence[Event]) -> None:
        """Note that marks may have changed."""
        touched = {(event.learner, event.lesson): event.at for event in events}
        learners = {learner for learner, _ in touched}
        wanted = sa.select(table.c.learner, table.c.lesson).where(table.c.learner.in_(learners), _takes_marks())
        for learner, lesson in {(row.learner, row.lesson) for row in connection.execute(wanted)} & touched.keys():
            mine = (table.c.learner == learner, table.c.lesson == lesson, _takes_marks())
            connection.execute(table.update().where(*mine).values(_changed(touched[learner, lesson])))

    def joined(self, connection: sa.Connection, learner: str, becomes: str) -> None:
        """Keep the links of one learner as another's; the marks may be higher now."""
        found = connection.execute(table.update().where(table.c.learner == learner).values(learner=becomes)).rowcount
        mine = (table.c.learner == becomes, _takes_marks())
        if found or connection.execute(sa.select(table.c.id).where(*mine).limit(1)).first():
            connection.execute(table.update().where(*mine).values(_changed(datetime.now(UTC))))

    def forgotten(self, connection: sa.Connection, learner: str) -> None:
        """Forget who a learner is in course systems."""
        connection.execute(table.delete().where(table.c.learner == learner))

    def keep(self, launch: Launch, learner: str, lesson: str, counts: str, *, begun: bool) -> None:
        """Note a launch; `begun` says whether the learner has done something in the lesson already."""
        whole = f"{launch.platform.id}\0{launch.deployment}\0{launch.resource}\0{launch.subject}"
        key = hashlib.sha256(whole.encode()).hexdigest()[:32]
        now = datetime.now(UTC)
        endpoint = None if launch.teaches or not lesson else launch.endpoint
        with self._database.writing() as connection:
            kept_as = names_of(connection, [learner]).get(learner, learner)
            said = {
                "learner": kept_as,
                "context": launch.context,
                "teaches": launch.teaches,
                "lesson": lesson,
                "counts": counts,
                "endpoint": sa.null() if endpoint is None else dict(endpoint),
                "seen": now,
            }
            before = connection.execute(table.select().where(table.c.id == key)).one_or_none()
            if before is None:
                names = {"platform": launch.platform.id, "deployment": launch.deployment}
                names |= {"resource": launch.resource, "subject": launch.subject}
                fresh = {"id": key, "changed": 0, "sent": 0, "tries": 0}
                connection.execute(table.insert().values(**fresh, **names, **said))
            else:
                connection.execute(table.update().where(table.c.id == key).values(said))
            moved = before is None or (before.lesson, before.counts) != (lesson, counts)
            gave_up = before is not None and before.due is None and before.changed > before.sent
            if endpoint is not None and ((begun and moved) or gave_up):
                connection.execute(
                    table.update().where(table.c.id == key).values({**_changed(now), "score": sa.null()})
                )

    def comes_from_a_course(self, learner: str) -> bool:
        """Return whether somebody in a course system is this learner."""
        with self._database.reading() as connection:
            kept_as = names_of(connection, [learner]).get(learner, learner)
            return (
                connection.execute(sa.select(table.c.id).where(table.c.learner == kept_as).limit(1)).first() is not None
            )

    def are_one(self, learner: str, other: str) -> bool:
        """Return whether two learners' work is kept as one's."""
        with self._database.reading() as connection:
            names = names_of(connection, [learner, other])
        return names.get(learner, learner) == names.get(other, other)

    def marks_of(self, learner: str, lesson: str | None = None) -> list[Mark]:
        """Return a learner's marks, the last link first."""
        with self._database.reading() as connection:
            kept_as = names_of(connection, [learner]).get(learner, learner)
            wanted = table.select().where(table.c.learner == kept_as, _takes_marks()).order_by(table.c.seen.desc())
            if lesson is not None:
                wanted = wanted.where(table.c.lesson == lesson)
            return [_mark(row) for row in connection.execute(wanted)]

    def taught_by(self, learner: str) -> list[Mark]:
        """Return the marks of all learners in the courses that somebody teaches, by lesson."""
        with self._database.reading() as connection:
            kept_as = names_of(connection, [learner]).get(learner, learner)
            own = sa.select(table.c.platform, table.c.deployment, table.c.context)
            own = own.where(table.c.learner == kept_as, table.c.teaches, table.c.context != "")
            courses = own.distinct().subquery()
            same = sa.and_(*(courses.c[name] == table.c[name] for name in ("platform", "deployment", "context")))
            found = sa.select(table).join(courses, same).where(_takes_marks())
            return [_mark(row) for row in connection.execute(found.order_by(table.c.lesson, table.c.id).limit(5000))]

    def teaches(self, learner: str) -> bool:
        """Return whether somebody has come as one who teaches."""
        with self._database.reading() as connection:
            kept_as = names_of(connection, [learner]).get(learner, learner)
            wanted = sa.select(table.c.id).where(table.c.learner == kept_as, table.c.teaches)
            return connection.execute(wanted.limit(1)).first() is not None

    def due(self, now: datetime, most: int) -> list[Due]:
        """Return marks that are to be told now; for a while nobody else gets these."""
        ids = sa.select(table.c.id).where(table.c.due <= now).order_by(table.c.due).limit(most)
        with self._database.reading() as connection:
            if connection.execute(ids).first() is None:  # as mostly: nobody is kept from writing
                return []
        with self._database.writing() as connection:
            claim = table.update().where(table.c.id.in_(ids), table.c.due <= now).values(due=now + LEASE)
            rows = connection.execute(claim.returning(table)).all()
        fields = Due.__dataclass_fields__
        return [Due(**{name: row._mapping[name] for name in fields}) for row in rows]  # noqa: SLF001 -- public name

    def told(self, due: Due, score: Mapping[str, float] | None, now: datetime) -> None:
        """Note that the course system knows a mark; what was done meanwhile is still to be told."""
        mine = table.c.id == due.id
        said: dict[str, Any] = {"sent": due.changed, "tries": 0, "said": None}
        if score is not None:
            said |= {"sent_at": now, "score": dict(score)}
        with self._database.writing() as connection:
            connection.execute(table.update().where(mine).values(said))
            connection.execute(table.update().where(mine, table.c.changed == due.changed).values(due=None))

    def failed(self, due: Due, why: str, again: datetime | None) -> None:
        """Note why a mark could not be told, and when it will be tried again; None if not before the next change."""
        same = table.c.id == due.id, table.c.changed == due.changed
        values = {"due": again, "tries": due.tries + 1, "said": why[:300]}
        with self._database.writing() as connection:
            connection.execute(table.update().where(*same).values(values))

    def found_item(self, due: Due, address: str) -> None:
        """Keep the address of the column that was found or made for a link."""
        endpoint = {**due.endpoint, "lineitem": address}
        with self._database.writing() as connection:
            connection.execute(table.update().where(table.c.id == due.id).values(endpoint=endpoint))


def _takes_marks() -> sa.ColumnElement[bool]:
    return sa.and_(table.c.lesson != "", table.c.endpoint.is_not(sa.null()))


def _changed(at: datetime) -> dict[str, Any]:
    return {"changed": table.c.changed + 1, "changed_at": at, "due": at, "tries": 0, "said": None}


def _mark(row: sa.Row[Any]) -> Mark:
    open_ = row.changed > row.sent
    state = ("failed" if row.said else "waits") if open_ else ("sent" if row.score else "none")
    return Mark(
        row.lesson, row.learner, row.platform, state, row.score, row.sent_at, row.due if open_ else None, row.said
    )
