"""What the host may do next: a room, and the room that comes of an action. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final

GRACE: Final = timedelta(seconds=2)
"""Between the host's word and the close: what is chosen and not sent yet is sent in it."""
LONGEST_TIMER: Final = 600
DAYS: Final = (1, 7, 30)
"""For how long a room may be kept."""


class Phase(StrEnum):
    """Where a room is in its scene."""

    LOBBY = "lobby"
    OPEN = "open"
    CLOSED = "closed"
    SHOWN = "shown"
    DISCUSS = "discuss"
    OVER = "over"


class Shows(StrEnum):
    """What the wall shows of a closed round, each on the host's word."""

    DISTRIBUTION = "distribution"
    SOLUTION = "solution"


class PhaseError(ValueError):
    """An action that is out of turn; the message says it to the host."""


@dataclass(frozen=True)
class Choices:
    """What is fixed before anybody joins: whether people have pseudonyms, and for how many days it is kept."""

    names: bool = False
    days: int = 7


@dataclass(frozen=True)
class Room:
    """A room as it is kept.

    Attributes
    ----------
    code
        What is read out.
    key, token
        What makes participants of learners, and the hash of the host's token: both secret.
    made, expires
        When it was opened, and when all of it is deleted.
    version, step
        How many changes there were, and how many of them the host's.
    phase, scene, round
        Where it is; `round` counts every opening, so that a second vote on a scene is a round of its own.
    closes
        From then on no answer is taken.
    shows
        What the wall shows of the round.
    driver
        The page that drives.
    choices
        What was fixed at the beginning.
    scenes
        What is asked, in order.
    door
        Whether newcomers are let in.
    """

    code: str
    key: str
    token: str
    made: datetime
    expires: datetime
    scenes: tuple[Mapping[str, Any], ...]
    choices: Choices = Choices()
    version: int = 1
    step: int = 1
    phase: Phase = Phase.LOBBY
    scene: int = 0
    round: int = 0
    closes: datetime | None = None
    shows: frozenset[Shows] = frozenset()
    driver: str | None = None
    door: bool = True

    @property
    def asks(self) -> Mapping[str, Any]:
        """The present scene."""
        return self.scenes[self.scene]

    def takes(self, round_number: int, now: datetime) -> bool:
        """Return whether an answer to a round is taken at a moment."""
        return self.phase is Phase.OPEN and round_number == self.round and (self.closes is None or now < self.closes)

    def is_due(self, now: datetime) -> bool:
        """Return whether its round has ended by the clock."""
        return self.phase is Phase.OPEN and self.closes is not None and now >= self.closes


ACTIONS: Final = (
    "open",
    "close",
    "distribution",
    "solution",
    "hide",
    "discuss",
    "next",
    "previous",
    "door",
    "end",
)


def act(room: Room, action: str, now: datetime, seconds: int | None = None) -> Room:
    """Return the room after an action of the host.

    Parameters
    ----------
    room
        The room.
    action
        One of `ACTIONS`.
    now
        The moment.
    seconds
        For `open`: after how many it closes by itself.

    Raises
    ------
    PhaseError
        If the action is unknown or out of turn.
    """
    room = shut(room, now)
    if action not in ACTIONS:
        raise PhaseError(f"There is no action {action[:20]!r}; use one of {', '.join(ACTIONS)}.")
    if room.phase is Phase.OVER:
        raise PhaseError("This room is over. Open another one.")
    after = _act(room, action, now, seconds)
    return replace(after, version=room.version + 1, step=room.step + 1)


def shut(room: Room, now: datetime) -> Room:
    """Return the room with its round closed, if the clock says so."""
    if not room.is_due(now):
        return room
    return replace(room, phase=Phase.CLOSED, closes=None, version=room.version + 1, step=room.step + 1)


# One return for each action reads as a table.
def _act(room: Room, action: str, now: datetime, seconds: int | None) -> Room:  # noqa: C901, PLR0911
    match action:
        case "open":
            return _open(room, now, seconds)
        case "close":
            if room.phase is not Phase.OPEN:
                raise PhaseError("Nothing is open that could be closed.")
            ends = now + GRACE
            return replace(room, closes=ends if room.closes is None else min(ends, room.closes))
        case "distribution" | "solution":
            _refuse_while_open(room)
            if room.round == 0 or room.phase is Phase.LOBBY:
                raise PhaseError("Nobody has been asked yet: open the question first.")
            return replace(room, phase=Phase.SHOWN, shows=room.shows | {Shows(action)})
        case "hide":
            _refuse_while_open(room)
            return replace(room, phase=Phase.CLOSED if room.phase is Phase.SHOWN else room.phase, shows=frozenset())
        case "discuss":
            _refuse_while_open(room)
            if room.phase is Phase.LOBBY:
                raise PhaseError("First let everybody answer alone: open the question.")
            return replace(room, phase=Phase.DISCUSS, shows=frozenset())
        case "next" | "previous":
            _refuse_while_open(room)
            scene = room.scene + (1 if action == "next" else -1)
            if not 0 <= scene < len(room.scenes):
                raise PhaseError(f"There is no {action} scene.")
            return replace(room, phase=Phase.LOBBY, scene=scene, shows=frozenset(), closes=None)
        case "door":
            return replace(room, door=not room.door)
    _refuse_while_open(room)
    return replace(room, phase=Phase.OVER, shows=frozenset(), closes=None)


def _open(room: Room, now: datetime, seconds: int | None) -> Room:
    if room.phase is Phase.OPEN:
        raise PhaseError("It is open already.")
    if room.asks["kind"] == "figure":
        raise PhaseError("This scene asks nothing; go to the next one.")
    if seconds is not None and not 5 <= seconds <= LONGEST_TIMER:
        raise PhaseError(f"The timer is {seconds} s, but it runs for 5 to {LONGEST_TIMER} s.")
    closes = None if seconds is None else now + timedelta(seconds=seconds)
    return replace(room, phase=Phase.OPEN, round=room.round + 1, closes=closes, shows=frozenset())


def _refuse_while_open(room: Room) -> None:
    if room.phase is Phase.OPEN:
        raise PhaseError("Answers are still coming in: close first.")
