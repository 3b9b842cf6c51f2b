"""The pages that everybody asks for, made and compressed before anybody does."""

from __future__ import annotations

import asyncio

from app.pages.base.site import Site
from app.pages.course.page import course_page
from app.pages.figure.lab_page import lab_page
from app.pages.http.visit import Visit
from app.pages.kinds import KINDS
from app.pages.lesson.page import NEWCOMER, lesson_page

CODINGS = ("br", "gzip")
BREATH = 0.02  # seconds between two pages that are made ahead, for those who wait


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
