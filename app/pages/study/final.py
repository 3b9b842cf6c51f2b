"""The final: how it is taken, again with fresh numbers, and what came of each task.

The first taking is kept as any lesson is. Each later one has fresh numbers, those of its seed, and is kept under a name
of its own, `final.2`, with its tasks named in full; so no taking changes what came of another.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from app.content import Lesson
from app.progress import CheckProgress, LessonProgress, Progress, Question

MOST: Final = 99
"""So often one can take it."""


@dataclass(frozen=True, kw_only=True)
class FinalProgress(LessonProgress):
    """How far a learner is in the present taking, with all earlier ones, the first of them first."""

    number: int = 1
    earlier: tuple[LessonProgress, ...] = ()

    @property
    def is_begun(self) -> bool:
        """Whether anything was done; a taking after the first was at least begun."""
        return self.number > 1 or bool(self.checks)


@dataclass(frozen=True)
class Result:
    """What came of one task: right at once, or after how much, or nothing yet."""

    task: str
    name: str
    right: bool
    answers: int
    helped: bool

    @property
    def at_once(self) -> bool:
        """Whether the first answer was right, and no hint was open: the solution opens after a hint or an answer."""
        return self.right and self.answers == 1 and not self.helped

    @property
    def said(self) -> str:
        """The result in words."""
        if self.at_once:
            return "right at once"
        many = f"{self.answers} answer{'' if self.answers == 1 else 's'}"
        if not self.right:
            return f"open, after {many}" if self.answers else "open"
        return f"right after {many}{', with a hint' if self.helped else ''}"


@dataclass(frozen=True)
class Taking:
    """What came of one taking, task by task."""

    results: tuple[Result, ...]

    @property
    def at_once(self) -> int:
        """How many tasks were right at once."""
        return sum(result.at_once for result in self.results)

    @property
    def right(self) -> int:
        """How many were right in the end."""
        return sum(result.right for result in self.results)

    @property
    def begun(self) -> bool:
        """Whether anything was answered."""
        return any(result.answers for result in self.results)


def place_of(lesson: Lesson, taking: int) -> str:
    """Return the name under which a taking is kept."""
    return lesson.id if taking == 1 else f"{lesson.id}.{taking}"


def tasks_of(lesson: Lesson) -> list[str]:
    """Return the tasks, in order."""
    return [slot.ref for slot in lesson.slots if slot.kind == "check"]


def final_progress(lesson: Lesson, progress: Progress) -> FinalProgress:
    """Return how far a learner is in the final, of all their progress."""
    number = max((taking for taking in range(2, MOST + 1) if place_of(lesson, taking) in progress.lessons), default=1)
    takings_kept = [_taken(lesson, taking, progress) for taking in range(1, number + 1)]
    return FinalProgress(
        checks=_asked(lesson, number, takings_kept[-1]),
        completed_at=takings_kept[0].completed_at,
        number=number,
        earlier=tuple(takings_kept[:-1]),
    )


def takings(lesson: Lesson, progress: LessonProgress) -> tuple[Taking, ...]:
    """Return what came of every taking, the first one first and the present one last."""
    earlier = progress.earlier if isinstance(progress, FinalProgress) else ()
    return tuple(
        Taking(tuple(_result(task, each.check(task)) for task in tasks_of(lesson))) for each in (*earlier, progress)
    )


def _result(task: str, done: CheckProgress) -> Result:
    return Result(task, task.replace("-", " "), done.ever_right, done.attempts, bool(done.hints_opened))


def _taken(lesson: Lesson, taking: int, progress: Progress) -> LessonProgress:
    kept = progress.lesson(place_of(lesson, taking))
    if taking == 1:
        return kept
    names = {task: Question(lesson.id, task).name for task in tasks_of(lesson)}
    return LessonProgress(
        checks=MappingProxyType({task: kept.checks[name] for task, name in names.items() if name in kept.checks})
    )


def _asked(lesson: Lesson, taking: int, taken: LessonProgress) -> Mapping[str, CheckProgress]:
    """Return the tasks that were touched; of a later taking all of them, since its numbers are others."""
    if taking == 1:
        return taken.checks
    fresh = CheckProgress(seed=taking - 1)
    return MappingProxyType({task: taken.checks.get(task, fresh) for task in tasks_of(lesson)})
