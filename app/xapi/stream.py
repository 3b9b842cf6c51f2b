"""The stream of statements: noted with the event, sent until the record store has them, each once."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any, Final, cast

import requests
import sqlalchemy as sa

from app.outgoing.guarded import Guarded, OutsideError
from app.outgoing.patience import pause_after
from app.progress import Event
from app.progress.store.database import answering
from app.progress.store.schema import events
from app.progress.store.schema import xapi_waiting as table
from app.progress.store.sql_store import event_of
from app.xapi.statements import VERSION, Told, is_told, statement

log = logging.getLogger(__name__)

AT_ONCE: Final = 50
LEASE: Final = timedelta(minutes=2)
"""Whoever sends has so long; then, as after a crash, another does."""
LONGEST_PAUSE: Final = timedelta(minutes=10)
HAS_IT: Final = 409
"""The store has a statement with this id; ours never change."""
REFUSED: Final = frozenset({400, 413, 422})
"""What is said of the statement, and not of who sends it or when."""


class Stream:
    """The statements that wait; a `Follower` of the record, and something to send (`app.outgoing.sender.Sender`).

    Parameters
    ----------
    engine
        The database of the record.
    endpoint
        The record store's address, before ``/statements``.
    account
        Name and password for it, None if it wants none.
    base, secret
        The course's address, and what pseudonyms are made with.
    """

    def __init__(
        self,
        engine: sa.Engine,
        endpoint: str,
        account: tuple[str, str] | None,
        *,
        base: str,
        secret: str,
        first_pause: float = 10.0,
    ) -> None:
        self._engine = engine
        self._url = f"{endpoint}/statements"
        self._account = account
        self._base = base
        self._secret = secret
        self._first_pause = first_pause
        self._rests_until = datetime.min.replace(tzinfo=UTC)
        self._tries = 0
        self._most = AT_ONCE
        self._session = Guarded(plain=endpoint.startswith("http://"))
        self._session.auth = account

    def appended(self, connection: sa.Connection, events: Sequence[Event]) -> None:
        """Note which events are to be told."""
        now = datetime.now(UTC)
        rows = [{"event_id": event.event_id, "due": now} for event in events if is_told(event)]
        if rows:
            connection.execute(table.insert(), rows)

    def joined(self, connection: sa.Connection, learner: str, becomes: str) -> None:  # noqa: ARG002 -- of all alike
        """Let go of deeds that both learners had, of which one is kept."""
        kept = sa.select(events.c.event_id).where(events.c.event_id == table.c.event_id)
        connection.execute(table.delete().where(~kept.exists()))

    def forgotten(self, connection: sa.Connection, learner: str) -> None:
        """Tell nothing more of a learner."""
        own = sa.select(events.c.event_id).where(events.c.learner == learner)
        connection.execute(table.delete().where(table.c.event_id.in_(own)))

    def send_due(self) -> bool:
        """Tell what is due, some at a time; return whether there may be more."""
        now = datetime.now(UTC)
        if now < self._rests_until:
            return False
        found = self._claim(now)
        if not found:
            return False
        try:
            self._tell(found)
        except OutsideError as error:
            self._rest(found, str(error))
            return False
        self._tries = 0
        more, self._most = len(found) == self._most, AT_ONCE
        return more

    def _tell(self, found: list[Event]) -> None:
        answer = self._post([self._statement(event) for event in found])
        if answer.ok:
            self._done(found)
        elif answer.status_code in REFUSED | {HAS_IT} and len(found) > 1:
            for event in found:  # one of them: the others are no worse for it
                self._tell([event])
        elif answer.status_code == HAS_IT:
            self._done(found)
        elif answer.status_code in REFUSED:
            said = f"the record store refused it ({answer.status_code}): {answer.text[:200]}"
            log.error("The statement about the event %s waits no more: %s", found[0].event_id, said)
            self._set_aside(found, said)
        else:
            # Some stores say 500 where only one of several is at fault: then they are told one by one.
            self._most = 1
            raise OutsideError(f"the record store answered {answer.status_code}: {answer.text[:200]}")

    def _statement(self, event: Event) -> dict[str, Any]:
        return statement(cast("Told", event), self._base, self._secret)  # only these are noted

    def _post(self, statements: list[dict[str, Any]]) -> requests.Response:
        headers = {"X-Experience-API-Version": VERSION, "Accept": "application/json"}
        return self._session.request("POST", self._url, json=statements, headers=headers)

    def _claim(self, now: datetime) -> list[Event]:
        """Return events that are to be told now, in the order of arrival; for a while nobody else gets these."""
        ids = sa.select(table.c.event_id).where(table.c.due <= now).order_by(table.c.due).limit(self._most)
        claim = table.update().where(table.c.event_id.in_(ids), table.c.due <= now).values(due=now + LEASE)
        with answering(), self._engine.connect() as connection:
            if connection.execute(ids).first() is None:  # as mostly: nobody is kept from writing
                return []
        with self._writing() as connection:
            mine = list(connection.execute(claim.returning(table.c.event_id)).scalars())
            rows = connection.execute(events.select().where(events.c.event_id.in_(mine)).order_by(events.c.seq)).all()
        return [event_of(row) for row in rows]

    def _done(self, found: list[Event]) -> None:
        with self._writing() as connection:
            connection.execute(table.delete().where(self._are(found)))

    def _set_aside(self, found: list[Event], said: str) -> None:
        with self._writing() as connection:
            connection.execute(table.update().where(self._are(found)).values(due=None, said=said[:300]))

    def _rest(self, found: list[Event], said: str) -> None:
        """Keep what was not told, and wait before anything is told again."""
        self._tries += 1
        pause = min(pause_after(self._tries, first=self._first_pause), LONGEST_PAUSE)
        self._rests_until = datetime.now(UTC) + pause
        log.warning("Statements wait for %d s (try %d): %s", pause.total_seconds(), self._tries, said)
        with self._writing() as connection:
            connection.execute(table.update().where(self._are(found)).values(due=datetime.now(UTC)))

    def _are(self, found: list[Event]) -> sa.ColumnElement[bool]:
        return table.c.event_id.in_([event.event_id for event in found])

    @contextmanager
    def _writing(self) -> Iterator[sa.Connection]:
        immediate = self._engine.execution_options(sqlite_begin="BEGIN IMMEDIATE")
        with answering(), immediate.connect() as connection, connection.begin():
            yield connection
