"""The pages: the course, a lesson, and a figure alone."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from markupsafe import Markup

from app.content import Lesson, render
from app.pages.course_page import course_context
from app.pages.kinds import KINDS
from app.pages.lesson_progress import recap, standing
from app.pages.session import PanelPage, Placed
from app.pages.shelf import shelf
from app.pages.site import Site
from app.pages.slots import PageSlots, place_lesson, place_one
from app.pages.visit import Visit
from app.progress import LessonProgress, derive
from app.ui.widget import Widget


def panel_pages(site: Site) -> dict[str, PanelPage]:
    """Return the pages that hold widgets, by their addresses: one a lesson, one a kind of widget."""
    lessons = {f"/lessons/{lesson.id}": _lesson_page(site, lesson) for lesson in site.course.lessons}
    labs = {f"/lab/{kind}": _lab_page(site, widget) for kind, widget in KINDS.items()}
    return lessons | labs


def _lesson_page(site: Site, lesson: Lesson) -> PanelPage:
    def place(visit: Visit | None) -> list[Placed]:
        return place_lesson(lesson, visit)

    def show(visit: Visit, placed: list[Placed]) -> Markup:
        progress = site.progress(visit, lesson)
        slots = PageSlots(site, lesson, visit, placed, progress)
        kinds = sorted({item.widget.kind for item in placed})
        return _markup(
            site,
            "lesson.html",
            visit=visit,
            body=render(lesson, slots),
            kinds=kinds,
            **lesson_context(site, lesson, progress),
        )

    return PanelPage(site.environment, place, show)


def lesson_context(site: Site, lesson: Lesson, progress: LessonProgress) -> dict[str, Any]:
    """Return what the frame of a lesson shows: its place in the course, and how far the learner has come."""
    before, after = site.course.neighbours(lesson.id)
    return {
        "lesson": lesson,
        "position": site.course.lessons.index(lesson) + 1,
        "total": len(site.course.lessons),
        "before": before,
        "after": after,
        "progress": standing(lesson, progress),
        "recap": recap(lesson, progress),
    }


def _lab_page(site: Site, widget: Widget) -> PanelPage:
    def place(visit: Visit | None) -> list[Placed]:
        return [place_one(widget.kind, widget, {}, {} if visit is None else visit.query)]

    def show(visit: Visit, placed: list[Placed]) -> Markup:
        item = placed[0]
        options = {"hide": list(visit.hidden), "projector": visit.projector, "link": f"/lab/{widget.kind}"}
        return _markup(
            site,
            "lab.html",
            visit=visit,
            name=widget.title,
            kinds=[widget.kind],
            body=item.widget.html(item.state, item.id, options),
            problem=item.problem,
            projector_url=f"/lab/{widget.kind}?{urlencode({**item.state.to_query(), 'view': 'projector'})}",
        )

    return PanelPage(site.environment, place, show)


def course_html(site: Site, visit: Visit) -> Markup:
    """Return the course page: the contents of a book, with where the learner is in it."""
    progress = derive(site.store.events(visit.learner))
    return _markup(site, "course.html", shelf=list(shelf(site.course)), **course_context(site.course, progress))


def _markup(site: Site, template: str, **context: Any) -> Markup:
    return Markup(site.environment.get_template(template).render(**context))  # noqa: S704 - autoescaping templates
