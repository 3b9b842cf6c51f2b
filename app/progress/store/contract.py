"""The contract that every store of events keeps; `tests/progress/store/test_store_contract.py` holds each to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeAlias

from app.progress.derived.lesson_progress import Progress
from app.progress.derived.study import Study
from app.progress.events.event import Event
from app.progress.portable.invitation import Invitation


@dataclass(frozen=True)
class Appended:
    """The event is new and is kept from now on."""

    event: Event


@dataclass(frozen=True)
class AlreadyKnown:
    """The event had arrived before; ``event`` is what was kept then, with its first verdict."""

    event: Event


Result: TypeAlias = Appended | AlreadyKnown | Exception
"""What became of one of several events; an exception is what ``append`` would raise for it."""


class Store(Protocol):
    """Keeps events. An event that is appended survives a crash of the program the moment ``append`` returns.

    Calls may come from several threads at once, and wait for the disk; `app.progress.Record` keeps them off a loop.

    A learner may have become another (`settle`). From then on whatever is asked or kept of the first is the second's.

    Any method but ``close`` and ``ready`` raises StoreUnavailableError when the database does not answer.
    """

    def append(self, event: Event) -> Appended | AlreadyKnown:
        """Keep an event, once, however often and from wherever it arrives.

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
            If the id was used for another deed or by another learner; nothing is changed.
        """
        ...

    def append_all(self, events: Sequence[Event]) -> list[Result]:
        """Keep events that came together, in one transaction, and return for each what became of it.

        Parameters
        ----------
        events
            Of any learners, in the order of arrival.

        Returns
        -------
        list
            As many results as events. An event that cannot be kept hinders no other.
        """
        ...

    def bring_in(self, events: Sequence[Event]) -> int:
        """Keep events of one learner that come from a file, and return how many of them are new.

        What is kept already stays as it is, so that a file may be brought in twice. A deed that is kept of another
        learner, as after "forgetting" on another device, is copied: ``origin`` names the first id.
        """
        ...

    def events(self, learner: str, lesson: str | None = None) -> tuple[Event, ...]:
        """Return a learner's events, those of one lesson if it is named, in the order of arrival.

        Raises
        ------
        SchemaError
            If a row cannot be read, for instance because a newer program has written it.
        """
        ...

    def progress(self, learner: str, lesson: str | None = None) -> Progress:
        """Return ``derive(events(learner, lesson))``, at a cost that does not grow with the number of events.

        ``Recall.last`` counts the events of all learners.

        Raises
        ------
        SchemaError
            If a newer program has kept something that this one cannot read.
        """
        ...

    def study(self, learner: str) -> Study:
        """Return ``derive_study(events(learner))``, at a cost that does not grow with the number of events.

        Raises
        ------
        SchemaError
            If a newer program has kept something that this one cannot read.
        """
        ...

    def page(self, learner: str, after: int, limit: int) -> list[tuple[int, Event]]:
        """Return the next events of a learner, each with its place.

        Parameters
        ----------
        learner
            The learner.
        after
            The place of the last event that is known; 0 for none.
        limit
            How many are returned at most.

        Raises
        ------
        SchemaError
            If a row cannot be read, for instance because a newer program has written it.
        """
        ...

    def forget(self, learner: str) -> int:
        """Delete everything of a learner and return how many events that were; nothing of it stays on the disk.

        Who had become this learner is nobody any more, and so are the invitations of all of them.
        """
        ...

    def invite(self, invitation: Invitation) -> None:
        """Keep an invitation, in place of the last one of its learner."""
        ...

    def invitation(self, learner: str, now: datetime) -> Invitation | None:
        """Return the last invitation that a learner made or took up, None if its time is over."""
        ...

    def take_up(self, code: str, asker: str, now: datetime) -> Invitation | None:
        """Note that a learner's device entered a code; return the invitation, None if there is no such code.

        Raises
        ------
        InvitationError
            If another device took it up, or both devices are the same learner's.
        """
        ...

    def settle(self, learner: str, number: int | None, now: datetime) -> int:
        """Let in the device that waits for a learner's word, and return how many events came along.

        The learner of the new device becomes this one, and their events are united: each deed once, by its id.

        Parameters
        ----------
        learner
            The learner whose device confirms.
        number
            What stands on the new device; another number, or None, lets nobody in.
        now
            The moment.

        Raises
        ------
        InvitationError
            If nobody waits, or it was answered already.
        """
        ...

    def unite(self, learner: str, becomes: str) -> int:
        """Let one learner become another, as after a code that was confirmed; return how many events came along.

        The caller knows that both are one person.
        """
        ...

    def ready(self) -> bool:
        """Return whether the store can be used now: it has the present schema, and keeps what is written."""
        ...

    def close(self) -> None:
        """Let go of all connections; further calls of any method are a mistake."""
        ...
