"""An event as it is stored: what a summary takes in without judging it again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from app.progress.events.event import Event
from app.progress.events.wire import event_body


class Arrival(NamedTuple):
    """An event as it is stored, with its place in the order of arrival."""

    seq: int
    event_id: str
    learner: str
    lesson: str
    kind: str
    at: datetime
    body: Mapping[str, Any]
    done: datetime | None = None
    zone: int | None = None
    origin: str | None = None

    @classmethod
    def of(cls, event: Event, seq: int) -> Arrival:
        """Return an event as it is stored in a place."""
        about = (event.event_id, event.learner, event.lesson, event.kind, event.at, event_body(event))
        return cls(seq, *about, event.done, event.zone, event.origin)
