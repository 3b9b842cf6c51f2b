"""What a lesson page says about how far the learner has come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.content import Course, Lesson
from app.pages.kinds import KINDS
from app.progress import LessonProgress
from app.ui.drawing import DeclaredWidget
from app.ui.format import format_number


@dataclass(frozen=True)
class Item:
    """One thing to do in a lesson: a question or a prediction."""

    anchor: str
    name: str
    done: bool


@dataclass(frozen=True)
class Standing:
    """How far a lesson is done."""

    items: tuple[Item, ...]

    @property
    def total(self) -> int:
        """How many things there are to do."""
        return len(self.items)

    @property
    def done(self) -> int:
        """How many of them are done."""
        return sum(item.done for item in self.items)

    @property
    def complete(self) -> bool:
        """Whether all are done; a lesson that asks for nothing is never complete."""
        return 0 < self.total == self.done


def standing(lesson: Lesson, progress: LessonProgress) -> Standing:
    """Return what is done and what is open, in the order of the page."""
    items = []
    questions = guesses = 0
    several = len(lesson.predictions) > 1
    for slot in lesson.slots:
        if slot.kind == "check":
            questions += 1
            name = f"{'task' if lesson.final else 'question'} {questions}"
            items.append(Item(f"check-{slot.ref}", name, progress.check(slot.ref).ever_right))
        elif slot.kind == "widget" and (prediction := lesson.widgets[slot.ref].prediction) is not None:
            guesses += 1
            name = f"prediction {guesses}" if several else "the prediction"
            items.append(Item(f"widget-{slot.ref}", name, prediction in progress.predictions))
    return Standing(tuple(items))


def is_complete(lesson: Lesson, progress: LessonProgress) -> bool:
    """Return whether all of a lesson is done."""
    return standing(lesson, progress).complete


@dataclass(frozen=True)
class Recalled:
    """One prediction of the learner, beside the truth: as it is written, and as numbers in the unit."""

    widget: str
    quantity: str
    guess: str
    truth: str
    unit: str | None
    guess_value: float
    truth_value: float


def recap(lesson: Lesson, progress: LessonProgress) -> list[Recalled]:
    """Return the learner's own predictions in the order of the lesson."""
    recalled = []
    for widget in lesson.widgets.values():
        event = progress.predictions.get(widget.prediction or "")
        if event is not None:
            kind = KINDS[widget.kind]
            own = kind.State.predictable.get(event.quantity) if isinstance(kind, DeclaredWidget) else None
            name = event.quantity if own is None else own.name
            own_units = kind.State.units if isinstance(kind, DeclaredWidget) else {}
            unit = own_units.get(event.quantity, event.unit)
            written = (format_number(event.guess, unit), format_number(event.truth, unit))
            recalled.append(Recalled(widget.id, name, *written, unit or None, event.guess, event.truth))
    return recalled


def lesson_context(course: Course, lesson: Lesson, progress: LessonProgress) -> dict[str, Any]:
    """Return what the frame of a lesson shows: its place in the course, and how far the learner has come."""
    return {
        "lesson": lesson,
        "position": course.lessons.index(lesson) + 1,
        "total": len(course.lessons),
        "progress": standing(lesson, progress),
    }
