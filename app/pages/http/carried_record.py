"""A record that a browser carries: where a frame may keep no cookie, a lesson's events travel with each request.

The server keeps nothing of it and believes only what it has signed itself: what a learner has done in a lesson is
packed, signed, handed to the page, and comes back with the next answer.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable
from datetime import datetime
from typing import Final

from tornado.web import create_signed_value, decode_signed_value

from app.progress import AlreadyKnown, Appended, Event, Progress, derive
from app.progress.events.wire import build_event, event_body

NAME: Final = "carried"
DAYS_KEPT: Final = 400
MOST: Final = 400
"""Events of one lesson: some sixty answers to each question."""
LARGEST: Final = 256 * 1024
"""Characters that a packed record may unpack to; ours has less than half of it."""


class CarriedError(ValueError):
    """What came is no record of ours for this lesson, or has no room left: the message says so."""


class Carried:
    """What one visitor has done in one lesson; it answers `append` and `progress` as a `Record` does."""

    def __init__(self, learner: str, lesson: str, events: Iterable[Event] = ()) -> None:
        self.learner = learner
        self._lesson = lesson
        self._events = {event.event_id: event for event in events}

    @classmethod
    def read(cls, secret: str, text: str, lesson: str) -> Carried:
        """Return the record that a text of `written` holds.

        Raises
        ------
        CarriedError
            If it was not signed by this server, not for this lesson, or so long ago that it counts no more.
        """
        packed = decode_signed_value(secret, f"{NAME}:{lesson}", text, max_age_days=DAYS_KEPT)
        if packed is None:
            raise CarriedError(
                "what this browser has kept of the lesson was not signed by this server, or is too old; "
                "it cannot be read, and the lesson begins anew"
            )
        unpack = zlib.decompressobj()
        learner, events = json.loads(unpack.decompress(packed, LARGEST))
        common = {"learner": learner, "lesson": lesson}
        return cls(
            learner,
            lesson,
            (
                build_event(kind, {**common, "event_id": event_id, "at": datetime.fromisoformat(at)}, body)
                for kind, event_id, at, body in events
            ),
        )

    def written(self, secret: str) -> str:
        """Return the record as a text for the browser to keep."""
        events = [
            (event.kind, event.event_id, event.at.isoformat(), event_body(event)) for event in self._events.values()
        ]
        packed = zlib.compress(json.dumps([self.learner, events], separators=(",", ":")).encode(), 9)
        return create_signed_value(secret, f"{NAME}:{self._lesson}", packed).decode("ascii")

    async def append(self, event: Event) -> Appended | AlreadyKnown:
        """Take an event over, once.

        Raises
        ------
        CarriedError
            If there is no room for it.
        """
        known = self._events.get(event.event_id)
        if known is not None:
            return AlreadyKnown(known)
        if len(self._events) >= MOST:
            raise CarriedError(
                f"{MOST} answers are kept of this lesson, more than a browser's record has room for; "
                "open the lesson in a tab of its own to go on"
            )
        self._events[event.event_id] = event
        return Appended(event)

    async def progress(self, learner: str, lesson: str | None = None) -> Progress:  # noqa: ARG002 - as `Record.progress`
        """Return how far the visitor has come."""
        return derive(self._events.values())
