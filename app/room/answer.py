"""What people in a room have said, as it is kept and as it is looked at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from app.room.phases import Room


@dataclass(frozen=True)
class Answer:
    """One participant's word in one round; the last one before the close is the one that is kept.

    Attributes
    ----------
    code, round, participant
        Whose it is: there is one for each.
    given
        What was chosen, typed or drawn: `{"text": …}`, `{"chosen": […]}`, `{"value": …}`, `{"q": […]}`.
    verdict, slip
        What the grader said to a check, and the misconception that it recognised.
    value
        A number in the unit that was asked for, if it is one; infinite is one.
    confidence
        In percent, if it was asked for and given.
    at
        When it came.
    """

    code: str
    round: int
    participant: str
    given: Mapping[str, Any]
    at: datetime
    verdict: str | None = None
    slip: str | None = None
    value: float | None = None
    confidence: int | None = None


@dataclass(frozen=True)
class Person:
    """Somebody in a room: their pseudonym, if the room has names, and the last scene that they did not get."""

    participant: str
    name: str | None = None
    stuck: int | None = None


@dataclass(frozen=True)
class Count:
    """How many answers of a round had a verdict and a slip."""

    verdict: str | None
    slip: str | None
    count: int


@dataclass(frozen=True)
class Vote:
    """A round of the present scene: how many answered and how it stands; the answers themselves once it is closed.

    ``worked_out`` keeps what follows from a closed round, which never changes: a class of a thousand is scored once.
    """

    round: int
    counts: tuple[Count, ...] = ()
    answers: tuple[Answer, ...] = ()
    worked_out: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def count(self) -> int:
        """How many have answered."""
        return sum(one.count for one in self.counts)


@dataclass(frozen=True)
class Look:
    """All that a snapshot is made from: a room, the votes on its scene in order, who is there.

    Attributes
    ----------
    room
        The room.
    votes
        The rounds of the present scene.
    people
        How many have joined.
    stuck
        How many did not get this scene.
    names
        Pseudonyms by participant; empty in a room without names.
    """

    room: Room
    votes: tuple[Vote, ...] = ()
    people: int = 0
    stuck: int = 0
    names: Mapping[str, str] | None = None

    @property
    def vote(self) -> Vote:
        """The last vote on the scene, or one that nobody has cast."""
        return self.votes[-1] if self.votes else Vote(self.room.round)
