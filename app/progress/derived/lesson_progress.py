"""How far a learner has come: plain values that follow from the events."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from app.progress.derived.recall import Question, Recall
from app.progress.events.event import AnswerGiven, PredictionCommitted

NUMBERS_REMEMBERED = 4
"""Of so many numbers of a check, those touched last, the answer and the opened hints are remembered."""


@dataclass(frozen=True, kw_only=True)
class CheckProgress:
    """One check: what it shows now, and whether it has ever been right.

    ``seed``, ``last``, ``hints_opened`` and ``solution_shown`` speak of the numbers that the check shows now;
    ``ever_right`` and ``attempts`` of all numbers that it has shown. ``seed`` is None while the learner has not touched
    the check. Only an answer that was right or wrong is an attempt.
    """

    seed: int | None = None
    last: AnswerGiven | None = None
    hints_opened: int = 0
    solution_shown: bool = False
    attempts: int = 0
    ever_right: bool = False

    @property
    def last_answer(self) -> str | None:
        """The text that the learner sent last for the present numbers."""
        return None if self.last is None else self.last.answer_text

    @property
    def last_verdict(self) -> str | None:
        """The verdict on that text, one of `VERDICTS`."""
        return None if self.last is None else self.last.verdict


@dataclass(frozen=True, kw_only=True)
class LessonProgress:
    """One lesson: its checks, its predictions (the first commitment of each) and when it was first completed."""

    checks: Mapping[str, CheckProgress] = field(default_factory=lambda: MappingProxyType({}))
    predictions: Mapping[str, PredictionCommitted] = field(default_factory=lambda: MappingProxyType({}))
    completed_at: datetime | None = None

    def check(self, check: str) -> CheckProgress:
        """Return the progress of a check, that of an untouched one if nothing was done."""
        return self.checks.get(check, CheckProgress())

    @property
    def is_begun(self) -> bool:
        """Whether the learner has done anything in the lesson."""
        return bool(self.checks or self.predictions or self.completed_at)


@dataclass(frozen=True, kw_only=True)
class Progress:
    """All lessons that a learner has touched, by lesson id, and what is known of each question that was answered."""

    lessons: Mapping[str, LessonProgress] = field(default_factory=lambda: MappingProxyType({}))
    known: Mapping[Question, Recall] = field(default_factory=lambda: MappingProxyType({}))

    def lesson(self, lesson: str) -> LessonProgress:
        """Return the progress of a lesson, that of an untouched one if nothing was done."""
        return self.lessons.get(lesson, LessonProgress())
