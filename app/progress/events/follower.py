"""What else is kept in the transactions of events: what tells others of them, once and later."""

from collections.abc import Sequence
from typing import Protocol

import sqlalchemy as sa

from app.progress.events.event import Event


class Follower(Protocol):
    """Writes into tables of its own while events are written: either both are kept, or neither.

    Learners are named as their work is kept, and nobody becomes another meanwhile (`app.progress.store.sql_joining`).
    """

    def appended(self, connection: sa.Connection, events: Sequence[Event]) -> None:
        """Take note of events that are new."""
        ...

    def joined(self, connection: sa.Connection, learner: str, becomes: str) -> None:
        """Take note that one learner's events are another's from now on."""
        ...

    def forgotten(self, connection: sa.Connection, learner: str) -> None:
        """Delete all that is known of a learner, whose events are still there."""
        ...
