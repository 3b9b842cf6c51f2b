"""The rooms, for an event loop: every call is awaited, and none holds up the loop."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Any, Final, TypeVar

import sqlalchemy as sa

from app.progress.store.record import PROBE_PATIENCE
from app.progress.store.together import PATIENCE, Together, in_time
from app.progress.store.workers import Workers
from app.room.answer import Answer, Look, Person
from app.room.phases import Room
from app.room.sql_rooms import SqlRooms

READERS: Final = 2
_T = TypeVar("_T")


class Rooms:
    """Rooms beside an event loop.

    Answers that come while others are written are written together, in one transaction, as events are. Each call ends
    in time, whatever the database does.

    Parameters
    ----------
    engine
        From `app.progress.connect`, migrated; shared with the record, which closes it.
    patience
        After so many seconds a call is given up.

    Attributes
    ----------
    changed
        Called with a code and a version after each commit.
    """

    def __init__(self, engine: sa.Engine, patience: float = PATIENCE) -> None:
        self.changed: Callable[[str, int], None] = lambda _code, _version: None
        self._sql = SqlRooms(engine)
        self._patience = patience
        self._writer = Workers("room-writer", 1)
        self._readers = Workers("room-reader", READERS)
        self._answers: Together[Answer, Answer] = Together(self._keep, patience)

    async def create(self, room: Room) -> bool:
        """Keep a new room; False if its code is taken. See `SqlRooms.create`."""
        return await self._write_now(self._sql.create, room)

    async def room(self, code: str) -> Room | None:
        """Return a room, None if there is none."""
        return await self._read(self._sql.room, code)

    async def look(self, code: str) -> Look | None:
        """Return all that a snapshot is made from, None if there is no such room."""
        return await self._read(self._sql.look, code)

    async def act(
        self,
        code: str,
        action: str,
        now: datetime,
        driver: str | None = None,
        seconds: int | None = None,
        *,
        step: int | None = None,
    ) -> Room:
        """Do what the host says, once, and return the room. See `SqlRooms.act` for that, and for what is raised."""
        room = await self._write_now(partial(self._sql.act, step=step), code, action, now, driver, seconds)
        self.changed(code, room.version)
        return room

    async def shut(self, code: str, now: datetime) -> Room:
        """Close a room's round if the clock says so, and return the room."""
        room = await self._write_now(self._sql.shut, code, now)
        self.changed(code, room.version)
        return room

    async def join(self, code: str, person: Person, now: datetime) -> Person:
        """Let somebody in, once; return them as they are kept. See `SqlRooms.join` for what is raised."""
        kept, version = await self._write_now(self._sql.join, code, person, now)
        if version is not None:
            self.changed(code, version)
        return kept

    async def person(self, code: str, participant: str) -> Person | None:
        """Return somebody who has joined, or None."""
        return await self._read(self._sql.person, code, participant)

    async def stuck(self, code: str, participant: str, scene: int | None) -> None:
        """Note that somebody did not get a scene, or now does."""
        self.changed(code, await self._write_now(self._sql.stuck, code, participant, scene))

    async def answer(self, answer: Answer) -> Answer:
        """Keep an answer in place of the participant's last one in the round; return when it is on the disk.

        Raises
        ------
        NoRoomError, ClosedError, NotHereError
            If there is no such room, the round is closed, or nobody of that name has joined.
        StoreUnavailableError
            If it was not kept; after a time-out it may still be.
        """
        return await self._answers.keep(answer)

    async def given(self, code: str, round_number: int, participant: str) -> Answer | None:
        """Return what somebody has said in a round, or None."""
        return await self._read(self._sql.answer, code, round_number, participant)

    async def all_answers(self, code: str) -> list[tuple[int, Answer]]:
        """Return every answer of a room with its scene, in the order of rounds."""
        return await self._read(self._sql.all_answers, code)

    async def delete(self, code: str) -> None:
        """Delete a room and all that was said in it."""
        await self._write_now(self._sql.delete, code)

    async def sweep(self, now: datetime) -> int:
        """Delete the rooms whose time has come, and return how many these were."""
        return await self._write_now(self._sql.sweep, now)

    def close(self) -> None:
        """Write what waits to be written; the engine is the record's to close."""
        for workers in (self._writer, self._readers):
            workers.stop(PROBE_PATIENCE)

    async def _read(self, call: Callable[..., _T], *args: Any) -> _T:
        found: _T = await in_time(self._readers.call(call, *args), self._patience)
        return found

    async def _write_now(self, call: Callable[..., _T], *args: Any) -> _T:
        done: _T = await in_time(self._writer.call(call, *args), self._patience)
        return done

    async def _keep(self, answers: Sequence[Answer]) -> Sequence[Answer | Exception]:
        results, versions = await self._writer.call(self._sql.answer_all, answers)
        for code, version in versions.items():
            self.changed(code, version)
        kept: Sequence[Answer | Exception] = results
        return kept
