"""Where a learner was, as an address and in words."""

from __future__ import annotations

from dataclasses import dataclass

from app.content import Course
from app.progress import Place, Question


@dataclass(frozen=True)
class Where:
    """A place in a lesson: its address, the lesson's title, and what stands there."""

    address: str
    title: str
    what: str


def where(course: Course, place: Place | None) -> Where | None:
    """Return where a learner was; None if nowhere, or if the lesson is no more.

    What has left the lesson since is not named, and the address is that of its beginning.
    """
    lesson = course.lesson(place.lesson) if place is not None else None
    if place is None or lesson is None:
        return None
    beginning = Where(f"/lessons/{lesson.id}", lesson.title, "")
    if place.kind == "prediction":
        asking = [item.id for item in lesson.widgets.values() if item.prediction == place.name]
        return Where(f"{beginning.address}#widget-{asking[0]}", lesson.title, "a prediction") if asking else beginning
    asked = [slot.ref for slot in lesson.slots if slot.kind == place.kind]
    if place.name not in asked:
        return beginning
    if place.kind == "recall":
        anchor = Question.named(place.name).check
        return Where(f"{beginning.address}#check-{anchor}", lesson.title, "the question before it")
    return Where(f"{beginning.address}#check-{place.name}", lesson.title, f"question {asked.index(place.name) + 1}")
