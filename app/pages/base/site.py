"""What every page is made from."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from jinja2 import Environment

from app.checks import Check, lesson_checks
from app.content import Course, Lesson
from app.pages.http.cache import Cache
from app.pages.http.faults import unread
from app.pages.http.visit import Visit
from app.pages.search.index import SearchIndex
from app.pages.study.due import Due, Probes, due, probes_of
from app.pages.study.lesson_progress import is_complete
from app.progress import LessonProgress, Progress, ProgressError, Record, Study, study_day

Beside = Callable[[str, Mapping[str, Any]], Awaitable[Mapping[str, Any]]]
"""For a learner, `{"kind": ..., "draw": ...}` to the answer of `Widget.draw`, computed beside the event loop."""

Told = Callable[[str, str], Awaitable[str]]

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Seen:
    """What a page knows of its visitor: how far they have come, or why that is not known, in a sentence."""

    progress: Progress
    note: str | None = None


@dataclass(frozen=True)
class Studied:
    """What a page knows of all that its visitor did, or why that is not known, in a sentence."""

    study: Study
    due: Due
    note: str | None = None


@dataclass(frozen=True, repr=False)
class Site:
    """What every page is made from; one object a server, made by the composition root."""

    course: Course
    checks: Mapping[str, Mapping[str, Check]]
    record: Record
    environment: Environment
    search: SearchIndex
    beside: Beside
    told: Told | None = None
    """For a learner and a lesson, what a course system knows of their mark, as HTML; "" if they came from none."""
    parts: Cache = field(default_factory=lambda: Cache(256))
    """Figures by their states, and questions by their numbers."""
    pieces: Cache = field(default_factory=lambda: Cache(2048))
    """Questions as learners have left them."""
    pages: Cache = field(default_factory=Cache)
    """Pages that are the same for everybody: no more than there are lessons, figures and pages of the reference."""
    asked_pages: Cache = field(default_factory=lambda: Cache(32))
    """Pages whose address asks for a state."""

    def kept_pages(self, asked: tuple[tuple[str, str], ...]) -> Cache:
        """Return where a page is kept: of those whose address asks for something, only the last ones are."""
        return self.asked_pages if asked else self.pages

    async def progress(self, visit: Visit, lesson: Lesson) -> LessonProgress:
        """Return how far the visitor has come in a lesson; raises what `Record.progress` raises."""
        return (await self.record.progress(visit.learner, lesson.id)).lesson(lesson.id)

    @cached_property
    def before_and_after(self) -> Mapping[str, Check]:
        """The questions that are asked before the course and after it; none in a course without them."""
        asked = self.course.before_and_after
        return {} if asked is None else lesson_checks(asked, self.course.glossary)

    @cached_property
    def probes(self) -> Probes:
        """The questions that would show each misconception."""
        return probes_of(self.checks)

    async def studied(self, visit: Visit, zone: int | None) -> Studied:
        """Return what is known of all that the visitor did, and what is due.

        Parameters
        ----------
        visit
            The visit.
        zone
            Minutes by which the browser's clock is ahead of UTC, None if it does not say; then that of the last deed.
        """
        study, note = Study(), None
        if not visit.is_new:
            try:
                study = await self.record.study(visit.learner)
            except ProgressError as error:
                log.warning("A page is shown without progress: %s", error)
                note = unread(error)
        return Studied(study, self.due(study, zone), note)

    def due(self, study: Study, zone: int | None) -> Due:
        """Return what is due on the learner's day."""
        now = datetime.now(UTC)
        return due(study, self.course, self.probes, study.today(now) if zone is None else study_day(now, zone))

    async def seen(self, visit: Visit, lesson: str | None = None) -> Seen:
        """Return what is known of the visitor, for a page that can do without."""
        if visit.is_new:
            return Seen(Progress())
        try:
            return Seen(await self.record.progress(visit.learner, lesson))
        except ProgressError as error:
            log.warning("A page is shown without progress: %s", error)
            return Seen(Progress(), unread(error))

    async def finished(self, visit: Visit) -> frozenset[str]:
        """Return the ids of the lessons that the visitor has completed; none if that cannot be read."""
        progress = (await self.seen(visit)).progress
        return frozenset(each.id for each in self.course.lessons if is_complete(each, progress.lesson(each.id)))
