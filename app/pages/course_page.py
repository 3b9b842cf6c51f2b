"""What the course page shows: the lessons as the contents of a book, and where the learner is in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.content import Course, Lesson
from app.pages.kinds import KINDS
from app.pages.lesson_map import lesson_map
from app.pages.lesson_progress import Standing, standing
from app.progress import Progress
from app.ui.widget import Widget


@dataclass(frozen=True)
class Card:
    """One line of the contents: a lesson, what it stands on, and how far it is done."""

    lesson: Lesson
    number: int
    standing: Standing
    begun: bool
    needs: tuple[tuple[int, Lesson], ...]

    @property
    def complete(self) -> bool:
        """Whether all of it is done; a lesson that asks for nothing is never complete."""
        return self.standing.complete and self.standing.total > 0


@dataclass(frozen=True)
class Labs:
    """The figures that one lesson shows first; those of no lesson have none."""

    number: int | None
    lesson: Lesson | None
    widgets: tuple[Widget, ...]


def course_context(course: Course, progress: Progress) -> dict[str, Any]:
    """Return what the template of the course page is filled with.

    `here` is the first lesson that is not complete, None if all are; `states` says how each circle of the map is drawn.
    """
    cards = _cards(course, progress)
    here = next((card for card in cards if not card.complete), None)
    states = {card.lesson.id: "complete" if card.complete else "here" if card is here else "open" for card in cards}
    return {
        "cards": cards,
        "here": here,
        "finished": sum(card.complete for card in cards),
        "begun": any(card.begun for card in cards),
        "minutes": sum(lesson.minutes for lesson in course.lessons),
        "map": lesson_map({lesson.id: lesson.needs for lesson in course.lessons}),
        "states": states,
        "labs": labs_by_lesson(course.lessons, KINDS),
    }


def _cards(course: Course, progress: Progress) -> list[Card]:
    numbers = {lesson.id: number for number, lesson in enumerate(course.lessons, 1)}
    cards = []
    for lesson in course.lessons:
        own = progress.lesson(lesson.id)
        needs = tuple((numbers[name], course.lessons[numbers[name] - 1]) for name in lesson.needs if name in numbers)
        cards.append(Card(lesson, numbers[lesson.id], standing(lesson, own), own.is_begun, needs))
    return cards


def labs_by_lesson(lessons: Sequence[Lesson], kinds: Mapping[str, Widget]) -> list[Labs]:
    """Return every kind of widget once, under the lesson that shows it first; those of no lesson at the end."""
    left = dict(kinds)
    groups = []
    for number, lesson in enumerate(lessons, 1):
        own = dict.fromkeys(item.kind for item in lesson.widgets.values() if item.kind in left)
        if own:
            groups.append(Labs(number, lesson, tuple(left.pop(kind) for kind in own)))
    return [*groups, Labs(None, None, tuple(left.values()))] if left else groups
