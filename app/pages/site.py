"""What every page is made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from jinja2 import Environment

from app.checks import Check
from app.content import Course, Lesson
from app.pages.drawn import Drawn
from app.pages.search_index import SearchIndex
from app.pages.visit import Visit
from app.progress import LessonProgress, Store, derive


# Bokeh writes out all handlers with their arguments when it starts: a whole course would take it twenty seconds.
@dataclass(frozen=True, repr=False)
class Site:
    """What every page is made from; one object a server, made by the composition root."""

    course: Course
    checks: Mapping[str, Mapping[str, Check]]
    store: Store
    environment: Environment
    search: SearchIndex
    drawn: Drawn = field(default_factory=Drawn)

    def progress(self, visit: Visit, lesson: Lesson) -> LessonProgress:
        """Return how far the visitor has come in a lesson."""
        return derive(self.store.events(visit.learner, lesson.id)).lessons.get(lesson.id, LessonProgress())
