"""The course with a room as one would write it first: every change is looked up and sent to everybody at once.

`room.py` runs it beside the course itself, so that one sees why a room ticks and why phones hear of the host's steps
alone. It differs in these two things and in nothing else: what comes while it sends is still merged, so that the more
phones there are, the fewer changes each hears of.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[1])]

from app import server  # noqa: E402 - the path comes first
from app.room import live  # noqa: E402


class EveryChange(live.Live):
    """A room whose phones hear of every change."""

    def frame(self, view: live.View) -> live.Frame:
        """Return what a view shows; the phone's too is made anew for each version."""
        assert self.look is not None
        found = self._frames.get(view)
        if found is None or found.version != self.look.room.version:
            room = self.look.room
            found = self._frames[view] = live._frame(room, room.version, self._draw(view, self.look))  # noqa: SLF001
        return found

    async def _wake(self, before: live.Room, now: live.Room) -> None:
        if now.version != before.version:
            for one in [one for watchers in self._watchers.values() for one in watchers]:
                one.wake()


live.TICK = 0.0  # type: ignore[misc]
live.Live = EveryChange  # type: ignore[misc]
server.main()
