"""The rooms, for an event loop: every call is awaited, and none holds up the loop."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, TypeVar

import sqlalchemy as sa

from app.progress import Fault, StoreUnavailableError
from app.progress.record import GROUP, LONGEST_QUEUE, PATIENCE, PROBE_PATIENCE
from app.progress.workers import Workers
from app.room.answer import Answer, Look, Person
from app.room.phases import Room
from app.room.sql_rooms import SqlRooms

READERS: Final = 2
_T = TypeVar("_T")


@dataclass(frozen=True, eq=False, slots=True)
class _Waiting:
    answer: Answer
    result: asyncio.Future[Answer]


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
        self._waiting: deque[_Waiting] = deque()
        self._writing: asyncio.Task[None] | None = None

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
        self, code: str, action: str, now: datetime, driver: str | None = None, seconds: int | None = None
    ) -> Room:
        """Do what the host says, and return the room. See `SqlRooms.act` for what is raised."""
        room = await self._write_now(self._sql.act, code, action, now, driver, seconds)
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
        if len(self._waiting) >= LONGEST_QUEUE:
            raise StoreUnavailableError(f"{LONGEST_QUEUE} answers are waiting already; send this one later", Fault.BUSY)
        waiting = _Waiting(answer, asyncio.get_running_loop().create_future())
        self._waiting.append(waiting)
        if self._writing is None:
            self._writing = asyncio.create_task(self._write())
        return await self._in_time(waiting.result)

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
        found: _T = await self._in_time(self._readers.call(call, *args))
        return found

    async def _write_now(self, call: Callable[..., _T], *args: Any) -> _T:
        done: _T = await self._in_time(self._writer.call(call, *args))
        return done

    async def _in_time(self, result: asyncio.Future[_T]) -> _T:
        try:
            async with asyncio.timeout(self._patience):
                return await result
        except TimeoutError:
            raise StoreUnavailableError(
                f"the database has not answered for {self._patience:g} s, but others wait as well; try again",
                Fault.SILENT,
            ) from None

    async def _write(self) -> None:
        """Write in groups until nothing waits."""
        try:
            while self._waiting:
                await asyncio.sleep(0)  # those who were answered together answer again together
                group = [self._waiting.popleft() for _ in range(min(GROUP, len(self._waiting)))]
                group = [waiting for waiting in group if not waiting.result.done()]
                if group:
                    await self._write_group(group)
        finally:
            self._writing = None

    async def _write_group(self, group: list[_Waiting]) -> None:
        results: list[Answer | Exception]
        versions: dict[str, int] = {}
        try:
            results, versions = await self._writer.call(self._sql.answer_all, [waiting.answer for waiting in group])
        except Exception as error:  # noqa: BLE001 -- handed over to each of those who wait
            results = [error] * len(group)
        for waiting, result in zip(group, results, strict=True):
            if waiting.result.done():  # nobody waits any more
                continue
            if isinstance(result, Exception):
                waiting.result.set_exception(result)
            else:
                waiting.result.set_result(result)
        for code, version in versions.items():
            self.changed(code, version)
