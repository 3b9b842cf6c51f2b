"""The twelve questions that are asked before the course and after it, and what has changed between.

What is answered is kept as events under names of their own, with the verdict "kept": it is no attempt, completes
nothing and moves no date. It is graded when it is shown. Both forms have the same questions with other numbers, those
of the seeds 1 and 2; half of the learners meet the one first and half the other, so that it matters little which is
the easier one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from app.checks import Check, PresentedCheck, Verdict, grade, present
from app.kernel.gain import normalised_gain
from app.pages.http.learner import mark_of
from app.progress import AnswerGiven, Progress

ADDRESS: Final = "/before-and-after"
TIMES: Final = ("before", "after")
NOT_KNOWN: Final = "not-known"
"""The answer of who does not know yet."""


def place_of(time: str) -> str:
    """Return the name under which the answers of one time are kept; an id of a lesson has no dot."""
    return f"course.{time}"


@dataclass(frozen=True)
class Asked:
    """The answers of one time: which form, and what was right, by question."""

    seed: int
    right: Mapping[str, bool]

    @property
    def count(self) -> int:
        """How many were right."""
        return sum(self.right.values())


@dataclass(frozen=True)
class Row:
    """One question at both times, with its solution."""

    name: str
    before: bool
    after: bool
    solution: Markup


@dataclass(frozen=True)
class Gain:
    """What has changed: `part` is the normalised gain, None where nothing was left to gain."""

    rows: tuple[Row, ...]
    before: int
    after: int
    part: float | None

    @property
    def won(self) -> int:
        """How many are right that were not."""
        return sum(row.after and not row.before for row in self.rows)

    @property
    def lost(self) -> int:
        """How many were right and are not."""
        return sum(row.before and not row.after for row in self.rows)


@dataclass(frozen=True)
class BeforeAfter:
    """Where a learner is with the questions."""

    before: Asked | None
    after: Asked | None

    @property
    def time(self) -> str | None:
        """Which time is to be asked now, None if both are answered."""
        return "before" if self.before is None else "after" if self.after is None else None


def where_with_them(checks: Mapping[str, Check], progress: Progress) -> BeforeAfter:
    """Return where a learner is with the questions."""
    return BeforeAfter(*(_asked(checks, progress, time) for time in TIMES))


def seed_of(now: BeforeAfter, learner: str) -> int:
    """Return the form that is asked now: the other one after the first, which depends on the learner."""
    return 3 - now.before.seed if now.before else 1 + int(mark_of(learner)[0], 16) % 2


def questions(checks: Mapping[str, Check], seed: int) -> list[PresentedCheck]:
    """Return the questions of a form."""
    return [present(check, seed) for check in checks.values()]


def gain(checks: Mapping[str, Check], now: BeforeAfter) -> Gain | None:
    """Return what has changed, None before both times were answered."""
    if now.before is None or now.after is None:
        return None
    rows = tuple(
        Row(
            name.replace("-", " "),
            now.before.right.get(name, False),
            now.after.right.get(name, False),
            present(check, now.after.seed).solution_html,
        )
        for name, check in checks.items()
    )
    before, after = sum(row.before for row in rows), sum(row.after for row in rows)
    return Gain(rows, before, after, normalised_gain(before, after, len(rows)))


def _asked(checks: Mapping[str, Check], progress: Progress, time: str) -> Asked | None:
    kept = progress.lesson(place_of(time)).checks
    answers = {name: done.last for name, done in kept.items() if done.last is not None and name in checks}
    if not answers:
        return None
    seed = next(iter(answers.values())).seed
    return Asked(seed, {name: _is_right(checks[name], answer) for name, answer in answers.items()})


def _is_right(check: Check, answer: AnswerGiven) -> bool:
    return grade(check, answer.seed, [answer.answer_text]).verdict is Verdict.RIGHT
