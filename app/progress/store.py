"""The contract that every store of events keeps; ``tests/progress/test_store_contract.py`` holds each backend to it."""

from dataclasses import dataclass
from typing import Protocol

from app.progress.events import Event


@dataclass(frozen=True)
class Appended:
    """The event is new and is kept from now on."""

    event: Event


@dataclass(frozen=True)
class AlreadyKnown:
    """The event had arrived before; ``event`` is what was kept then, with its first verdict."""

    event: Event


class Store(Protocol):
    """Keeps events. An event that is appended survives a crash of the program the moment ``append`` returns.

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

    def events(self, learner: str, lesson: str | None = None) -> tuple[Event, ...]:
        """Return a learner's events, those of one lesson if it is named, in the order of arrival.

        Raises
        ------
        SchemaError
            If a row cannot be read, for instance because a newer program has written it.
        """
        ...

    def forget(self, learner: str) -> int:
        """Delete everything of a learner and return how many events that were."""
        ...

    def ready(self) -> bool:
        """Return whether the store can be used now: it answers and has the present schema."""
        ...

    def close(self) -> None:
        """Let go of all connections; further calls of any method are a mistake."""
        ...
