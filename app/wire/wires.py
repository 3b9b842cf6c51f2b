"""All open wires of a server: how many there may be, who gives way, and what they share."""

from __future__ import annotations

import asyncio
import hashlib
import json
import time
from collections import Counter
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING, Any, Final

from tornado.web import HTTPError

from app.figure.widget import Widget
from app.wire.budget import Purse, Purses
from app.wire.kept import Kept
from app.wire.refusals import Refusals
from app.wire.workers import WorkError, Workers

if TYPE_CHECKING:
    from app.wire.wire import Wire


class Close(IntEnum):
    """Why a wire was closed. The page opens another when it is touched again; `static/js/page/wire.js` knows these."""

    GOING_AWAY = 1001
    IDLE = 4001
    GAVE_WAY = 4002


@dataclass(frozen=True)
class Bounds:
    """How many wires may be open: in all, of strangers, of one learner; and for how many seconds unused."""

    most: int = 2000
    strangers: int = 1000
    of_one: int = 12
    idle: float = 600.0


SWEEP: Final = 15.0
SILENT: Final = 30.0
"""Seconds of silence after which a wire is asked for a sign of life; after three times as many, nobody is there."""
LONGEST_QUEUE: Final = 10.0
"""Seconds that a question waits for the learner's own budget; after that it is refused."""
STRANGER: Final = ""


@dataclass
class Wires:
    """What the wires of a server share: the figures, the workers, the purses, the bounds and the refusals."""

    kinds: Mapping[str, Widget]
    origins: frozenset[str]
    bounds: Bounds = field(default_factory=Bounds)
    workers: Workers = field(default_factory=Workers)
    purses: Purses = field(default_factory=Purses)
    kept: Kept = field(default_factory=Kept)
    refusals: Refusals = field(default_factory=Refusals)

    def __post_init__(self) -> None:
        # In the order of their last use: the first has been idle longest.
        self._open: dict[Wire, float] = {}
        self._count: Counter[str] = Counter()
        self._sweeping: asyncio.TimerHandle | None = None
        self._drawing: dict[str, asyncio.Future[str]] = {}

    def __len__(self) -> int:
        return len(self._open)

    async def work(self, learner: Hashable, purse: Purse, topic: Hashable, asked: Mapping[str, Any]) -> str:
        """Return a worker's answer as JSON, or one that was kept; raises `WorkError`."""
        key = hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()
        answer = self.kept.get(key)
        if answer is None:
            pause = purse.workers.wait()
            if pause > LONGEST_QUEUE:
                raise WorkError(f"You have asked for much in a short time. Wait {pause:.0f} seconds, and try again.")
            await asyncio.sleep(pause)
            answer = await self.workers.ask(learner, topic, asked, purse.workers.charge)
            self.kept.put(key, answer)
        return answer

    async def draw(self, learner: str, asked: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return what a worker draws for a page of a learner; a class that follows one link waits for one drawing.

        Raises
        ------
        tornado.web.HTTPError
            503 with a sentence, if it cannot be drawn now.
        """
        topic = json.dumps(asked, sort_keys=True)
        drawing = self._drawing.get(topic)
        if drawing is None:
            work = self.work(learner, self.purses.of(learner), topic, asked)
            drawing = self._drawing[topic] = asyncio.ensure_future(work)
            drawing.add_done_callback(lambda _done: self._drawing.pop(topic))
        try:
            answer: Mapping[str, Any] = json.loads(await asyncio.shield(drawing))
        except WorkError as error:
            self.refusals.note("not drawn")
            raise HTTPError(503, str(error)) from None
        return answer

    def opened(self, wire: Wire) -> None:
        """Take in a wire; where there are too many, the one that has been idle longest gives way."""
        owner = wire.learner or STRANGER
        if self._count[owner] >= (self.bounds.of_one if owner else self.bounds.strangers):
            self._give_way(owner)
        if len(self._open) >= self.bounds.most:
            self._give_way(None)
        self._open[wire] = time.monotonic()
        self._count[owner] += 1
        if self._sweeping is None:
            self._sweeping = asyncio.get_running_loop().call_later(SWEEP, self._sweep)

    def used(self, wire: Wire) -> None:
        """Note that a wire is in use."""
        if self._open.pop(wire, None) is not None:
            self._open[wire] = time.monotonic()

    def closed(self, wire: Wire) -> None:
        """Forget a wire."""
        if self._open.pop(wire, None) is None:
            return
        owner = wire.learner or STRANGER
        self._count[owner] -= 1
        if not self._count[owner]:
            del self._count[owner]

    def end(self) -> None:
        """Close all: the server goes away."""
        for wire in list(self._open):
            self._close(wire, Close.GOING_AWAY)
        if self._sweeping is not None:
            self._sweeping.cancel()
        self.workers.end()
        self.refusals.tell()

    def _give_way(self, owner: str | None) -> None:
        idlest = next((wire for wire in self._open if owner is None or (wire.learner or STRANGER) == owner), None)
        if idlest is not None:
            self.refusals.note("gave way")
            self._close(idlest, Close.GAVE_WAY)

    def _sweep(self) -> None:
        self._sweeping = None
        now = time.monotonic()
        for wire, used in list(self._open.items()):
            if used <= now - self.bounds.idle:
                self._close(wire, Close.IDLE)
            elif wire.heard <= now - 3 * SILENT:
                wire.abort()
            elif wire.heard <= now - SILENT:
                wire.ask_for_life()
        self.refusals.tell()
        if self._open:
            self._sweeping = asyncio.get_running_loop().call_later(SWEEP, self._sweep)

    def _close(self, wire: Wire, why: Close) -> None:
        self.closed(wire)
        wire.close(why, why.name.lower())
