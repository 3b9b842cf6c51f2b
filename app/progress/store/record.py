"""The record of all learners' work, for an event loop: every call is awaited, and none holds up the loop."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any, TypeAlias, TypeVar

from app.progress.derived.lesson_progress import Progress
from app.progress.derived.pace import STEADY, Pace
from app.progress.derived.study import Study
from app.progress.errors import InvitationError, StoreUnavailableError, TooManyEventsError
from app.progress.events.event import Event
from app.progress.faults import Fault
from app.progress.portable.invitation import Invitation, read_code
from app.progress.store.contract import AlreadyKnown, Appended, Store
from app.progress.store.together import LONGEST_QUEUE, PATIENCE, Together, in_time
from app.progress.store.workers import Workers

PROBE_PATIENCE = 2.0
LONGEST_PAUSE = 1.0  # seconds for which a deed, or a refusal, is kept back
READERS = 4
FILE_GROUP = 100  # events of a file that are written at a time: answers come in between
PAGE = 500  # events that are read at a time for a file: some 10 ms of a thread
CODES_OF_LEARNER, CODES_OF_ALL = (8, 1 / 60), (100, 10.0)
"""How many codes may be tried at once, and how many a second for long: by one learner, and by all together."""

_T = TypeVar("_T")

logger = logging.getLogger(__name__)

Outcome: TypeAlias = Appended | AlreadyKnown | Exception
Heard: TypeAlias = Callable[[Event, Outcome, float], None]
"""Told of an event, what became of it, and how many seconds it had waited."""


class Record:
    """A `Store` beside an event loop.

    Events that come while others are written are written together, in one transaction. Each call ends in time, whatever
    the database does.

    Parameters
    ----------
    store
        Closed with the record.
    pace
        How many events a learner may send.
    patience
        After so many seconds a call is given up.
    heard
        Told of each event that was written, or could not be.
    """

    def __init__(
        self, store: Store, pace: Pace | None = None, patience: float = PATIENCE, heard: Heard | None = None
    ) -> None:
        self.store = store
        self._patience, self.probe_patience = patience, PROBE_PATIENCE
        self._pace, self._steady = pace or Pace(), Pace(*STEADY)
        self._writer = Workers("store-writer", 1)
        self._readers = Workers("store-reader", READERS)
        self._prober = Workers("store-prober", 1)
        self._events: Together[Event, Appended | AlreadyKnown] = Together(
            lambda events: self._writer.call(self.store.append_all, events), patience, heard
        )
        self._probing: asyncio.Future[bool] | None = None
        self._probes = Pace(burst=10, per_second=1)  # each is a write
        self._codes, self._all_codes = Pace(*CODES_OF_LEARNER), Pace(*CODES_OF_ALL)

    @property
    def waiting(self) -> int:
        """How many events wait to be written."""
        return len(self._events)

    async def admit(self, learner: str) -> None:
        """Let a learner's deeds in one after the other; refuse more than a person can send, before anything is done.

        Neither at once: who asks again and again is kept waiting.

        Raises
        ------
        TooManyEventsError
            If `append` would, or if too many of theirs wait here already.
        """
        pause = self._pace.wait(learner)
        if pause:
            await asyncio.sleep(min(pause, LONGEST_PAUSE))
            raise self._pace.refusal
        await asyncio.sleep(self._steady.spend(learner, patience=LONGEST_PAUSE))

    async def append(self, event: Event) -> Appended | AlreadyKnown:
        """Keep an event, once; return when it is on the disk.

        Parameters
        ----------
        event
            The event.

        Returns
        -------
        Appended or AlreadyKnown
            Whether the event is new; if not, with the event as it was first kept.

        Raises
        ------
        EventConflictError
            If its id was used for another deed.
        TooManyEventsError
            If the learner sends more than a person can.
        StoreUnavailableError
            If it was not kept; after a time-out it may still be, and sent again with its id it counts once.
        """
        self._pace.spend(event.learner)
        return await self._events.keep(event)

    async def progress(self, learner: str, lesson: str | None = None) -> Progress:
        """Return how far a learner has come, in the course or in one lesson.

        Raises
        ------
        StoreUnavailableError
            If the database does not answer.
        SchemaError
            If a newer program has kept something that this one cannot read.
        """
        return await self._read(self.store.progress, learner, lesson)

    async def study(self, learner: str) -> Study:
        """Return what follows from all events of a learner: progress, what is due when, what was earned.

        Raises
        ------
        StoreUnavailableError
            If the database does not answer.
        SchemaError
            If a newer program has kept something that this one cannot read.
        """
        return await self._read(self.store.study, learner)

    async def events(self, learner: str) -> AsyncIterator[Sequence[Event]]:
        """Yield all events of a learner in the order of arrival, some at a time.

        Raises
        ------
        StoreUnavailableError
            If the database does not answer.
        SchemaError
            If a newer program has kept something that this one cannot read.
        """
        after = 0
        while found := await self._read(self.store.page, learner, after, PAGE):
            yield [event for _, event in found]
            after = found[-1][0]

    def spend(self, learner: str, events: int) -> None:
        """Count something that costs as much as so many events.

        Raises
        ------
        TooManyEventsError
            If the learner sends more than a person can.
        """
        self._pace.spend(learner, events)

    async def bring_in(self, events: Sequence[Event]) -> int:
        """Keep the events of a learner's file, and return how many are new; what others do is kept in between.

        Raises
        ------
        StoreUnavailableError
            If the database did not answer in time; some may have been kept, and all may be brought in again.
        """
        groups = (events[start : start + FILE_GROUP] for start in range(0, len(events), FILE_GROUP))
        return sum([await self._write_now(self.store.bring_in, group) for group in groups])

    async def forget(self, learner: str) -> int:
        """Delete everything of a learner and return how many events that were.

        Raises
        ------
        StoreUnavailableError
            If it was not deleted.
        """
        for pace in (self._pace, self._steady):
            pace.forget(learner)
        return await self._write_now(self.store.forget, learner)

    async def invite(self, invitation: Invitation) -> None:
        """Keep an invitation, in place of the last one of its learner."""
        await self._write_now(self.store.invite, invitation)

    async def invitation(self, learner: str, now: datetime) -> Invitation | None:
        """Return the last invitation that a learner made or took up, None if its time is over."""
        return await self._read(self.store.invitation, learner, now)

    async def take_up(self, typed: str, asker: str, now: datetime) -> Invitation:
        """Note that a learner's device entered a code, and return the invitation.

        Raises
        ------
        InvitationError
            If it is no code, one that was used, one's own, or too many were tried.
        """
        code = read_code(typed)
        try:
            self._codes.spend(asker)
            self._all_codes.spend("")
        except TooManyEventsError:
            raise InvitationError("Too many codes were tried. Wait a minute, and make a fresh one.") from None
        found = await self._write_now(self.store.take_up, code, asker, now)
        if found is None:
            raise InvitationError("There is no such code, or its ten minutes are over. Make a fresh one.")
        return found

    async def settle(self, learner: str, number: int | None, now: datetime) -> int:
        """Let in the device that waits for a learner's word, if the number is right; return how many events came along.

        Raises
        ------
        InvitationError
            If nobody waits, or it was answered already.
        """
        return await self._write_now(self.store.settle, learner, number, now)

    async def unite(self, learner: str, becomes: str) -> int:
        """Let one learner become another, and return how many events came along."""
        return await self._write_now(self.store.unite, learner, becomes)

    async def ready(self) -> bool:
        """Return whether the store keeps what is written to it; those who ask too often get the last answer again."""
        if self._probing is None or self._probing.done():
            with suppress(TooManyEventsError):
                self._probes.spend("")
                self._probing = self._prober.call(self.store.ready)
        assert self._probing is not None
        try:
            return await in_time(asyncio.shield(self._probing), self.probe_patience)
        except StoreUnavailableError as error:
            logger.warning("The store is not ready: %s", error)
            return False

    def close(self) -> None:
        """Write what waits to be written, and let go of the database."""
        for workers in (self._writer, self._readers, self._prober):
            workers.stop(PROBE_PATIENCE)
        self.store.close()

    async def _read(self, call: Callable[..., _T], *args: Any) -> _T:
        if self._readers.waiting >= LONGEST_QUEUE:
            raise StoreUnavailableError(f"{LONGEST_QUEUE} learners are waiting already; try again later", Fault.BUSY)
        found: _T = await in_time(self._readers.call(call, *args), self._patience)
        return found

    async def _write_now(self, call: Callable[..., _T], *args: Any) -> _T:
        done: _T = await in_time(self._writer.call(call, *args), self._patience)
        return done
