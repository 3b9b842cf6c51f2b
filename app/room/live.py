"""Rooms as they go on: one look at the database and one drawing a change, at most twice a second, for all who watch."""

from __future__ import annotations

import asyncio
import json
import logging
import random
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from itertools import chain
from typing import Final

from app.progress import ProgressError
from app.room.answer import Look
from app.room.errors import NoRoomError
from app.room.hub import Hub
from app.room.phases import Room
from app.room.store import Rooms

TICK: Final = 0.5
"""Seconds between two pictures of a room at the least."""
PULSE: Final = 3.0
"""Seconds after which a room is looked at, told or not: what carries the changes may have lost one."""
BEAT: Final = 25.0
"""Seconds after which a stream says that it lives; proxies end what is silent for half a minute or more."""
AGAIN: Final = (1.0, 5.0)
"""Seconds after which a browser opens a lost stream again, drawn for each: else a hall would come back all at once."""
IDLE: Final = 60.0
"""Seconds for which a room that nobody watches is kept at hand."""
SLICE: Final = 50
"""Streams that are woken before the loop turns to others."""

log = logging.getLogger(__name__)


class View(StrEnum):
    """Who looks."""

    PHONE = "phone"
    WALL = "wall"
    HOST = "host"


@dataclass(frozen=True)
class Frame:
    """What one view shows at a version, as it is sent: the phone's counts the host's steps, the others every change."""

    version: int
    body: bytes

    @property
    def event(self) -> bytes:
        """The frame as a server-sent event."""
        return b"id: %d\ndata: %b\n\n" % (self.version, self.body)


Draw = Callable[[View, Look], str]
"""A view of a room as HTML."""
Lag = Callable[[float], None]
"""Told how many seconds passed from the word of a change until all streams were given it."""
BEATS: Final = b"event: beat\ndata: {}\n\n"
OVER: Final = b"event: over\ndata: {}\n\n"
ELSEWHERE: Final = b"retry: 500\nevent: elsewhere\ndata: {}\n\n"


class Watcher:
    """One stream: sleeps until something is new, or whom it is for has gone."""

    def __init__(self) -> None:
        self.gone = False
        self._sleeping: asyncio.Future[None] | None = None

    async def woken(self) -> bool:
        """Sleep until somebody wakes it; False if that was nobody for a beat."""
        self._sleeping = asyncio.get_running_loop().create_future()
        try:
            async with asyncio.timeout(BEAT):
                await self._sleeping
        except TimeoutError:
            return False
        return True

    def wake(self) -> None:
        """Let it go on, if it sleeps."""
        if self._sleeping is not None and not self._sleeping.done():
            self._sleeping.set_result(None)

    def leave(self) -> None:
        """End it: nobody is there any more."""
        self.gone = True
        self.wake()


class Live:
    """One room that somebody watches."""

    def __init__(self, code: str, rooms: Rooms, hub: Hub, draw: Draw, lag: Lag = lambda _seconds: None) -> None:
        self.code = code
        self._lag = lag
        self._rooms, self._hub, self._draw = rooms, hub, draw
        self.look: Look | None = None
        self.ended = False
        self._frames: dict[View, Frame] = {}
        self._watchers: dict[View, set[Watcher]] = {view: set() for view in View}
        self._first: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._looking: asyncio.Task[None] | None = None
        self._touched = asyncio.get_running_loop().time()
        self._task = asyncio.create_task(self._run())

    @property
    def streams(self) -> int:
        """How many watch."""
        return sum(map(len, self._watchers.values()))

    async def ready(self) -> None:
        """Wait until the room was looked at once; raise what that raised."""
        self._touched = asyncio.get_running_loop().time()
        await asyncio.shield(self._first)

    async def fresh(self) -> Look:
        """Return the room as it is now, not as it was a tick ago; who asks together looks together.

        Raises
        ------
        NoRoomError, StoreUnavailableError
            If it is gone, or the database does not answer.
        """
        if self._looking is None:
            self._looking = asyncio.create_task(self._look_together())
        await asyncio.shield(self._looking)
        if self.look is None:
            raise NoRoomError(f"There is no room {self.code}. It may be over, and deleted.")
        return self.look

    async def _look_together(self) -> None:
        await asyncio.sleep(0)
        self._looking = None  # who asks from here on may want to see what comes after
        await self._look()

    def frame(self, view: View) -> Frame:
        """Return what a view shows now; drawn once a version, for everybody."""
        assert self.look is not None
        self._touched = asyncio.get_running_loop().time()
        room = self.look.room
        version = room.step if view is View.PHONE else room.version
        found = self._frames.get(view)
        if found is None or found.version != version:
            found = self._frames[view] = _frame(room, version, self._draw(view, self.look))
        return found

    async def events(self, view: View, watcher: Watcher) -> AsyncIterator[bytes]:
        """Yield the newest frame, again whenever there is a newer one, and beats between, until the watcher leaves."""
        self._watchers[view].add(watcher)
        sent = 0
        try:
            again = int(1000 * random.uniform(*AGAIN))  # noqa: S311 - no secret
            yield b"retry: %d\nevent: clock\ndata: %d\n\n" % (again, int(datetime.now(UTC).timestamp() * 1000))
            while not (self.ended or watcher.gone):
                frame = self.frame(view)
                if frame.version != sent:
                    sent = frame.version
                    yield frame.event
                elif not await watcher.woken():
                    yield BEATS
            if not watcher.gone:
                yield OVER if self.look is None else ELSEWHERE
        finally:
            self._watchers[view].discard(watcher)

    def end(self) -> None:
        """Tell the streams to go elsewhere, and look no more."""
        self._task.cancel()
        self._over()

    async def _run(self) -> None:
        try:
            async with self._hub.subscribe(self.code) as changes:
                heard: float | None = None
                while not self._is_idle():
                    began = asyncio.get_running_loop().time()
                    await self._look()
                    if heard is not None:
                        self._lag(asyncio.get_running_loop().time() - heard)
                        heard = None
                    with suppress(TimeoutError):
                        async with asyncio.timeout(self._patience()):
                            await changes.newest()
                            heard = asyncio.get_running_loop().time()
                    await asyncio.sleep(max(0.0, began + TICK - asyncio.get_running_loop().time()))
        except NoRoomError as error:
            self.look = None
            if not self._first.done():
                self._first.set_exception(error)
        finally:
            if not self._first.done():
                self._first.cancel()
            self._over()

    async def _look(self) -> None:
        """Look at the room, close its round if the clock says so, and wake those for whom something is new."""
        try:
            look = await self._rooms.look(self.code)
            if look is not None and look.room.is_due(datetime.now(UTC)):
                await self._rooms.shut(self.code, datetime.now(UTC))
                look = await self._rooms.look(self.code)
        except ProgressError as error:
            log.warning("A room is shown as it was: %s", error)
            if not self._first.done():
                self._first.set_exception(error)
                raise NoRoomError(self.code) from error
            return
        if look is None:
            raise NoRoomError(f"There is no room {self.code}. It may be over, and deleted.")
        before = self.look
        if before is not None and before.room.version > look.room.version:
            return  # two looked at once, and the other one later
        self.look = look
        if not self._first.done():
            self._first.set_result(None)
        if before is not None:
            await self._wake(before.room, look.room)

    async def _wake(self, before: Room, now: Room) -> None:
        views = [View.WALL, View.HOST] if now.version != before.version else []
        for view in [View.PHONE, *views] if now.step != before.step else views:
            watchers = list(self._watchers[view])
            for start in range(0, len(watchers), SLICE):
                for one in watchers[start : start + SLICE]:
                    one.wake()
                await asyncio.sleep(0)

    def _patience(self) -> float:
        assert self.look is not None
        closes = self.look.room.closes
        if closes is None:
            return PULSE
        return min(PULSE, max(0.0, (closes - datetime.now(UTC)).total_seconds()) + 0.01)

    def _is_idle(self) -> bool:
        return not self.streams and asyncio.get_running_loop().time() - self._touched > IDLE

    def _over(self) -> None:
        self.ended = True
        for one in chain.from_iterable(self._watchers.values()):
            one.wake()


def _frame(room: Room, version: int, html: str) -> Frame:
    closes = None if room.closes is None else int(room.closes.timestamp() * 1000)
    about = {"version": version, "step": room.step, "phase": room.phase.value, "round": room.round, "closes": closes}
    return Frame(version, json.dumps({**about, "html": html}, ensure_ascii=False).encode())


class Lives:
    """The rooms that are watched in this process.

    Parameters
    ----------
    rooms
        The store.
    hub
        What carries changes between processes, or within this one.
    draw
        What makes HTML of a look.
    """

    def __init__(self, rooms: Rooms, hub: Hub, draw: Draw) -> None:
        self.rooms, self._hub, self._draw = rooms, hub, draw
        self.lag: Lag = lambda _seconds: None
        self._lives: dict[str, Live] = {}
        self._told: defaultdict[str, float] = defaultdict(float)
        self._telling: dict[str, asyncio.TimerHandle] = {}
        self._newest: dict[str, int] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        rooms.changed = self._changed

    @property
    def streams(self) -> Mapping[str, int]:
        """How many streams each room has in this process."""
        return {code: live.streams for code, live in self._lives.items()}

    async def of(self, code: str) -> Live:
        """Return a room that was looked at.

        Raises
        ------
        NoRoomError
            If there is none.
        StoreUnavailableError
            If the database does not answer.
        """
        live = self._lives.get(code)
        if live is None or live.ended:
            live = self._lives[code] = Live(code, self.rooms, self._hub, self._draw, self.lag)
            for old in [one for one, other in self._lives.items() if other.ended]:
                del self._lives[old]
        try:
            await live.ready()
        except asyncio.CancelledError:
            if live.ended:
                raise NoRoomError(f"There is no room {code}.") from None
            raise
        return live

    def end(self) -> None:
        """End every stream: whoever watches asks again, and finds another process."""
        for live in self._lives.values():
            live.end()
        for handle in self._telling.values():
            handle.cancel()

    def _changed(self, code: str, version: int) -> None:
        """Publish a version, at most once a tick and room."""
        self._newest[code] = version
        if code in self._telling:
            return
        loop = asyncio.get_running_loop()
        self._telling[code] = loop.call_later(max(0.0, self._told[code] + TICK - loop.time()), self._tell, code)

    def _tell(self, code: str) -> None:
        del self._telling[code]
        self._told[code] = asyncio.get_running_loop().time()
        task = asyncio.create_task(self._publish(code, self._newest.pop(code)))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _publish(self, code: str, version: int) -> None:
        try:
            await self._hub.publish(code, version)
        except Exception as error:  # noqa: BLE001 -- whatever it is, the pulse of each process finds the change
            log.warning("A change of a room could not be told: %s", error)
