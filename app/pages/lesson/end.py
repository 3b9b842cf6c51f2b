"""The end of a lesson: the learner's guesses beside the truths, what is possible now, and what comes next."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from app.content import Course, Lesson
from app.pages.lesson.map import lesson_map
from app.pages.lesson.picture import lesson_picture
from app.pages.study.final import takings
from app.pages.study.lesson_progress import Recalled, recap, standing
from app.progress import LessonProgress
from app.ui.format import format_number, format_plain

ROOM: Final = 1.08
"""How far a strip reaches beyond its greatest number."""
ENDLESS: Final = 0.985
"""Where infinity stands on a strip: at its torn end."""
STEPS: Final = (1.0, 2.0, 2.5, 5.0)
MARKS: Final = 4


@dataclass(frozen=True)
class Pair:
    """A guess and its truth on a strip, as parts of its length."""

    recalled: Recalled
    guess: float
    truth: float


@dataclass(frozen=True)
class Strip:
    """All guesses of a lesson that are counted in one unit, on one axis from 0."""

    unit: str | None
    pairs: tuple[Pair, ...]
    marks: tuple[tuple[float, str], ...]
    endless: bool


def strips(recalled: Sequence[Recalled]) -> list[Strip]:
    """Return the guesses beside the truths, a strip for each unit, in the order of the lesson."""
    units = dict.fromkeys(each.unit for each in recalled)
    return [_strip(unit, [each for each in recalled if each.unit == unit]) for unit in units]


def _strip(unit: str | None, recalled: Sequence[Recalled]) -> Strip:
    numbers = [number for each in recalled for number in (each.guess_value, each.truth_value)]
    most = max([number for number in numbers if math.isfinite(number)], default=1.0) or 1.0
    endless = any(math.isinf(number) for number in numbers)
    length = most * ROOM / (0.9 if endless else 1.0)
    step = _step(most)
    marks = [index * step for index in range(math.floor(most / step) + 1)]

    def at(number: float) -> float:
        return ENDLESS if math.isinf(number) else max(number, 0.0) / length

    return Strip(
        unit,
        tuple(Pair(each, at(each.guess_value), at(each.truth_value)) for each in recalled),
        tuple(
            (at(mark), format_number(mark, unit, _decimals(step)) if mark == marks[-1] else format_plain(mark))
            for mark in marks
        ),
        endless,
    )


def _step(most: float) -> float:
    """Return a round distance of marks, so that there are about four of them.

    Examples
    --------
    >>> _step(1.75), _step(0.9), _step(31)
    (0.5, 0.25, 10.0)
    """
    size = 10.0 ** math.floor(math.log10(most / MARKS))
    return next(step * size for step in (*STEPS, 10.0) if step * size * MARKS >= most)


def _decimals(step: float) -> int:
    return next((digits for digits in range(6) if round(step, digits) == step), 6)


def now_open(course: Course, finished: frozenset[str], lesson: Lesson) -> list[Lesson]:
    """Return the lessons that stand on this one, and of which all that they stand on is complete now."""
    return [
        each
        for each in course.lessons
        if lesson.id in each.needs and each.id not in finished and finished.issuperset(each.needs)
    ]


def end_context(course: Course, lesson: Lesson, progress: LessonProgress, finished: frozenset[str]) -> dict[str, Any]:
    """Return what the end of a lesson shows; `finished` names the lessons that are complete."""
    before, after = course.neighbours(lesson.id)
    here = standing(lesson, progress)
    context = {"lesson": lesson, "progress": here, "before": before, "after": after, "recap": []}
    context["takings"] = takings(lesson, progress) if lesson.final else ()
    if not here.complete:
        return context
    finished |= {lesson.id}
    recalled = recap(lesson, progress)
    here_at = course.lessons.index(lesson)
    onwards = (*course.lessons[here_at + 1 :], *course.lessons[:here_at])  # first what comes later, then what was left
    following = next((each for each in onwards if each.id not in finished), None)
    return context | {
        "recap": recalled,
        "strips": strips(recalled),
        "following": following,
        "picture": lesson_picture(following) if following else None,
        "opened": [each for each in now_open(course, finished, lesson) if each is not following],
        "map": lesson_map({each.id: each.needs for each in course.lessons}),
        "states": {
            each.id: "new" if each is lesson else "complete" if each.id in finished else "open"
            for each in course.lessons
        },
        "lessons": course.lessons,
    }
