"""What is remembered of a question: the days on which it was asked, how that went, and when it comes back.

The first deed of a day counts: an answer that was right or wrong, or a look at the solution. Right at once is Good,
right after a hint is Hard; wrong, or right after the solution was seen, is Again. The dates are those of FSRS-6 without
learning steps and without chance, in whole days of the learner, so that they follow from the events alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from app.progress.derived.recall import COUNTED
from app.progress.derived.study_day import study_day

if TYPE_CHECKING:
    from fsrs import Scheduler

    from app.progress.events.arrival import Arrival

AGAIN, HARD, GOOD = 1, 2, 3
"""FSRS's ratings; a verdict on one's own ease, its Easy, is not asked of anybody."""

RETENTION: Final = 0.9
"""A question comes back when it is still right with this probability."""
LONGEST: Final = 365
"""Days; whoever answers a year later has forgotten the course around the question."""
SLIPS_REMEMBERED: Final = 12
"""Kinds of slips of one question; no question of ours has so many."""

_RIGHT: Final = 4  # added to a day's rating if the question was answered rightly on that day

State = dict[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Memory:
    """What is remembered of one question.

    Days are those of `study_day`. ``last`` is the last one on which it was asked, ``rating`` that of that day, ``due``
    the one on which it comes back. On ``right`` days it was answered rightly and nothing had given the answer away, the
    last time on ``last_right``, 0 if never. ``slips`` has the last day of each misconception that an answer showed.
    """

    last: int
    rating: int
    right: int
    last_right: int
    stability: float
    difficulty: float
    due: int
    slips: Mapping[str, int]

    def retrievability(self, day: int) -> float:
        """Return the probability that it would be answered rightly on a day, by FSRS."""
        return _scheduler().get_card_retrievability(
            _card(self.stability, self.difficulty, self.due, self.last), _at(day)
        )


def remember(state: State | None, arrival: Arrival) -> State:
    """Return the state of a question after one more deed.

    Parameters
    ----------
    state
        The state before, None if there was none; it may be changed in place.
    arrival
        A hint, a solution or an answer, in any place where the question is asked.

    Notes
    -----
    Within a day the order of arrival decides; a day that arrives late, as from another device, is put where it belongs.
    """
    state = state or {"days": "", "last": 0, "right": 0, "last_right": 0, "card": None, "slips": {}}
    numbers = [arrival.lesson, arrival.body["seed"]]  # the same question shows others in another place
    if arrival.kind == "hint_shown":
        return state | {"hint": numbers}
    if arrival.kind == "solution_shown":
        _count(state, arrival, AGAIN, right=False)
        return state | {"solution": numbers}
    if arrival.body["verdict"] not in COUNTED:
        return state
    right = arrival.body["verdict"] == "right" and state.get("solution") != numbers
    rating = AGAIN if not right else HARD if state.get("hint") == numbers else GOOD
    day = _count(state, arrival, rating, right=right)
    if arrival.body.get("misconception"):
        slips = state["slips"]
        slip = arrival.body["misconception"]
        slips[slip] = max(day, slips.pop(slip, day))
        if len(slips) > SLIPS_REMEMBERED:
            del slips[next(iter(slips))]
    return state


def memory_of(state: State) -> Memory | None:
    """Return what a state tells, None if the question was never asked in earnest."""
    if not state["days"]:
        return None
    stability, difficulty, due = state["card"]
    return Memory(
        last=int(state["last"]),
        rating=int(state["days"][-1]) % _RIGHT,
        right=int(state["right"]),
        last_right=int(state["last_right"]),
        stability=float(stability),
        difficulty=float(difficulty),
        due=int(due),
        slips=MappingProxyType(dict(state["slips"])),
    )


def _count(state: State, arrival: Arrival, rating: int, *, right: bool) -> int:
    """Note a deed of a day, and plan anew if it is the day's first; return the day."""
    day = study_day(arrival.done or arrival.at, arrival.zone)
    if day > state["last"]:
        state["card"] = _reviewed(state["card"], state["last"], day, rating)
        state["days"] += f" {day}:{rating}"
        state["last"] = day
    elif f" {day}:" not in state["days"]:
        _insert(state, day, rating)
    if right:
        at = state["days"].rindex(f" {day}:") + len(f" {day}:")
        code = int(state["days"][at])
        if code < _RIGHT:
            state["days"] = f"{state['days'][:at]}{code + _RIGHT}{state['days'][at + 1 :]}"
            state["right"] += 1
            state["last_right"] = max(day, state["last_right"])
    return day


def _insert(state: State, day: int, rating: int) -> None:
    """Put a day where it belongs, and plan anew from the beginning."""
    days = [(int(each), int(code)) for each, code in (text.split(":") for text in state["days"].split())]
    days = sorted([*days, (day, rating)])
    state["days"] = "".join(f" {each}:{code}" for each, code in days)
    card, last = None, 0
    for each, code in days:
        card, last = _reviewed(card, last, each, code % _RIGHT), each
    state["card"] = card


def _reviewed(card: list[float] | None, last: int, day: int, rating: int) -> list[float]:
    """Return stability (days), difficulty (1 to 10) and the day when it is due, after a review."""
    from fsrs import Rating  # noqa: PLC0415 - as in `_scheduler`

    before = _card(None, None, day, None) if card is None else _card(card[0], card[1], int(card[2]), last)
    after, _ = _scheduler().review_card(before, Rating(rating), _at(day))
    assert after.stability is not None
    assert after.difficulty is not None
    return [after.stability, after.difficulty, after.due.toordinal()]


def _card(stability: float | None, difficulty: float | None, due: int, last: int | None) -> Any:
    from fsrs import Card, State  # noqa: PLC0415 - as in `_scheduler`

    return Card(
        card_id=0,  # without one it sleeps for a millisecond to find a fresh one
        state=State.Learning if last is None else State.Review,
        stability=stability,
        difficulty=difficulty,
        due=_at(due),
        last_review=None if last is None else _at(last),
    )


def _at(day: int) -> datetime:
    return datetime.fromordinal(day).replace(tzinfo=UTC)


@cache
def _scheduler() -> Scheduler:
    from fsrs import Scheduler  # noqa: PLC0415 - a start takes no time for it; `settle` loads it ahead

    return Scheduler(
        desired_retention=RETENTION,
        learning_steps=(),
        relearning_steps=(),
        maximum_interval=LONGEST,
        enable_fuzzing=False,
    )


def load_scheduler() -> None:
    """Load FSRS, which takes some milliseconds, before anybody waits for it."""
    _scheduler()
