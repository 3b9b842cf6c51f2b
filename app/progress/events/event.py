"""What a learner has done, one frozen dataclass a deed."""

from dataclasses import dataclass, fields
from functools import cache
from typing import Annotated, Any, ClassVar, TypeAlias, get_args, get_origin, get_type_hints

from app.progress.errors import EventError
from app.progress.events.field_rules import (
    Earlier,
    EventId,
    Hint,
    LearnerId,
    Misconception,
    Moment,
    Name,
    Number,
    Origin,
    Rule,
    Seed,
    Sure,
    Switch,
    Text,
    Verdict,
    Zone,
)

ABOUT_ARRIVAL = frozenset({"at", "done", "zone", "origin"})
"""Fields that say how a deed came here, and not what was done."""


@dataclass(frozen=True, kw_only=True)
class Deed:
    """What every event has: who did it, in which lesson, when, and an id under which it counts once.

    ``at`` is when it arrived. ``done`` is when it was done, where that was earlier: it waited for a connection.
    ``zone`` is how many minutes the learner's clock was ahead of UTC. ``origin`` is the id under which the same deed is
    kept of another learner, from whose file it was brought in. Events of schema 1 have none of these three.

    Raises
    ------
    EventError
        If a field breaks its rule (`app.progress.events.field_rules`).

    Notes
    -----
    Rows of long ago are read through the same rules: a rule may be loosened, but tightened only with a migration.
    """

    kind: ClassVar[str]
    judged: ClassVar[frozenset[str]] = frozenset()
    """The fields that the server adds; what the learner did is the same deed whatever they say."""

    event_id: EventId
    learner: LearnerId
    lesson: Name
    at: Moment
    done: Earlier = None
    zone: Zone = None
    origin: Origin = None

    def __post_init__(self) -> None:
        event_type: Any = type(self)  # mypy takes the __hash__ of a dataclass's values for that of the class
        for field, rule in _rules(event_type).items():
            rule.check(f"{type(self).__name__}.{field}", getattr(self, field))

    def is_same_deed(self, other: "Deed") -> bool:
        """Return whether both are one deed that arrived twice.

        Parameters
        ----------
        other
            Another event.

        Returns
        -------
        bool
            True if kind and all fields agree, apart from how it arrived and what the server judged.

        Notes
        -----
        A deed that is sent again is graded again, perhaps after an update and on another machine. The verdict, or the
        last digit of the truth, may then differ, and the learner has still done one thing.
        """
        added = self.judged | ABOUT_ARRIVAL
        return type(self) is type(other) and all(
            getattr(self, field.name) == getattr(other, field.name) for field in fields(self) if field.name not in added
        )


@dataclass(frozen=True, kw_only=True)
class CheckDeed(Deed):
    """What every event about a check has: the check, and the seed of the numbers that it showed."""

    check: Name
    seed: Seed


@dataclass(frozen=True, kw_only=True)
class AnswerGiven(CheckDeed):
    """The learner answered a check, and the server judged the answer.

    ``sure`` is the percentage that the learner gave, before the verdict, to being right; None if none was asked for.
    """

    kind = "answer_given"
    judged = frozenset({"verdict", "misconception"})

    answer_text: Text
    verdict: Verdict
    misconception: Misconception = None
    sure: Sure = None

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.misconception is not None and self.verdict != "wrong":
            raise EventError(
                f"AnswerGiven.misconception is {self.misconception!r} with the verdict {self.verdict!r}, "
                "but only a wrong answer shows a misconception; leave it out"
            )


@dataclass(frozen=True, kw_only=True)
class CheckRenewed(CheckDeed):
    """The learner asked for fresh numbers; the seed is the new one."""

    kind = "check_renewed"


@dataclass(frozen=True, kw_only=True)
class HintShown(CheckDeed):
    """The learner opened a hint, counted from 1."""

    kind = "hint_shown"

    hint: Hint


@dataclass(frozen=True, kw_only=True)
class SolutionShown(CheckDeed):
    """The learner opened the worked solution."""

    kind = "solution_shown"


@dataclass(frozen=True, kw_only=True)
class PredictionCommitted(Deed):
    """The learner guessed a quantity before its value was shown; guess and truth are in the same unit."""

    kind = "prediction_committed"
    judged = frozenset({"truth"})

    prediction: Name
    quantity: Name
    guess: Number
    truth: Number
    unit: Text


@dataclass(frozen=True, kw_only=True)
class LessonCompleted(Deed):
    """Every check of the lesson had been right once, and every prediction committed."""

    kind = "lesson_completed"


@dataclass(frozen=True, kw_only=True)
class SwitchSet(Deed):
    """The learner switched something of their own on or off, such as the display of points; the last one counts."""

    kind = "switch_set"

    name: Name
    on: Switch


Event: TypeAlias = (
    AnswerGiven | CheckRenewed | HintShown | SolutionShown | PredictionCommitted | LessonCompleted | SwitchSet
)
CheckEvent: TypeAlias = AnswerGiven | CheckRenewed | HintShown | SolutionShown

EVENT_TYPES: tuple[type[Event], ...] = get_args(Event)


@cache
def _rules(event_type: type[Deed]) -> dict[str, Rule]:
    hints = get_type_hints(event_type, include_extras=True)
    return {
        field.name: rule
        for field in fields(event_type)
        if get_origin(hints[field.name]) is Annotated
        for rule in get_args(hints[field.name])[1:]
    }
