"""The kept pages with figures, by their addresses: each is made when it is first asked for, or ahead of that."""

from __future__ import annotations

import asyncio

from app.content import Lesson
from app.pages.course_page import CoursePage
from app.pages.drawn import Drawn
from app.pages.kept import Whole
from app.pages.kinds import KINDS
from app.pages.lesson_page import NEWCOMER, LessonPage
from app.pages.pages import lab_figure, lab_html
from app.pages.site import Site
from app.pages.slots import PageSlots, place_lesson
from app.pages.visit import Visit
from app.ui.widget import Widget

CODINGS = ("br", "gzip")
BREATH = 0.02  # seconds between two pages that are made ahead, for those who wait


def course_page(site: Site) -> CoursePage:
    """Return the course page."""
    return site.pages.get("course", lambda: CoursePage(site))


async def lesson_page(site: Site, lesson: Lesson, visit: Visit) -> LessonPage:
    """Return a lesson with its figures in the states that an address asks for."""
    asked = visit.asked(tuple(f"{widget_id}." for widget_id in lesson.widgets))
    pages, key = _kept(site, asked), ("lesson", lesson.id, asked)
    if asked and key not in pages:
        for figure in PageSlots(site, lesson, visit, place_lesson(lesson, visit)).shown():
            await figure.draw_beside(site, visit.learner)
    return pages.get(key, lambda: LessonPage(site, lesson, visit))


async def lab_page(site: Site, widget: Widget, visit: Visit) -> Whole:
    """Return the page of one figure alone, in the state that an address asks for."""
    asked = visit.asked()
    pages, key = _kept(site, asked), ("lab", widget.kind, asked)
    if asked and key not in pages:
        await lab_figure(widget, visit).draw_beside(site, visit.learner)
    return pages.get(key, lambda: Whole(lab_html(site, lab_figure(widget, visit), visit).encode()))


def _kept(site: Site, asked: tuple[tuple[str, str], ...]) -> Drawn:
    """Return where a page is kept: of those whose address asks for something, only the last ones are."""
    return site.asked_pages if asked else site.pages


async def draw_ahead(site: Site) -> None:
    """Make and compress the pages that everybody asks for, so that no learner is the first."""
    nobody = Visit("")
    for coding in CODINGS:
        course_page(site).newcomers.encoded(coding)
        await asyncio.sleep(BREATH)
    for lesson in site.course.lessons:
        for coding in CODINGS:
            (await lesson_page(site, lesson, nobody)).encoded(NEWCOMER, coding)
            await asyncio.sleep(BREATH)
        (await lesson_page(site, lesson, nobody)).draw_ahead()
        await asyncio.sleep(BREATH)
    for widget in KINDS.values():
        for coding in CODINGS:
            (await lab_page(site, widget, nobody)).encoded(coding)
            await asyncio.sleep(BREATH)
