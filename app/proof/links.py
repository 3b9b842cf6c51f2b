"""Where texts lead: each address must be one of ours, and each anchor must be on its page."""

import re
from collections.abc import Iterator

from markupsafe import Markup

from app.atlas.atlas import the_atlas
from app.content import Course, Lesson, Problem, ReferencePage
from app.content.course.lesson import links_in
from app.content.load.course import IDEAS
from app.pages.kinds import KINDS

_IN_PAGE = re.compile(r'href="#([^"]*)"')
#: Pages that hold no text of the course's own.
OTHERS = ("/", "/glossary", "/help", "/review", "/search", "/mastery", "/your-data", "/devices", "/before-and-after")


def broken_links(course: Course) -> Iterator[Problem]:
    """Yield a problem for each link of a lesson's text or of a reference page that leads nowhere.

    Parameters
    ----------
    course
        The course.

    Yields
    ------
    Problem
        With the file, the link, and what there is instead.
    """
    known = _addresses(course)
    texts = [(f"{lesson.folder}/lesson.md", lesson.links) for lesson in course.lessons]
    texts += [(f"{page.folder}/page.md", page.links) for page in course.reference]
    texts += [(IDEAS, (idea.place, *links_in(idea.says))) for idea in course.ideas]
    texts += [(f"{lesson.folder}/lesson.md", _within(lesson)) for lesson in course.lessons]
    for file, links in texts:
        for link in links:
            address, _, anchor = link.partition("#")
            if address not in known:
                yield Problem(file, 0, f"a link to `{address}`", f"use one of: {', '.join(known)}")
            elif anchor and anchor not in known[address]:
                some = ", ".join(sorted(known[address])) or "none"
                yield Problem(file, 0, f"a link to `{link}`: no such anchor", f"use one of: {some}")


def _within(lesson: Lesson) -> tuple[str, ...]:
    """Return where a lesson leads within itself, as to one of its figures."""
    text = "".join(part for part in lesson.body if isinstance(part, Markup))
    return tuple(f"/lessons/{lesson.id}#{anchor}" for anchor in _IN_PAGE.findall(text))


def _addresses(course: Course) -> dict[str, set[str]]:
    known: dict[str, set[str]] = {address: set() for address in OTHERS}
    known["/glossary"] = set(course.glossary)
    known["/libraries"] = the_atlas().anchors
    known |= {f"/lessons/{lesson.id}": _anchors(lesson) for lesson in course.lessons}
    known |= {f"/{page.id}": _headings(page) for page in course.reference}
    known |= {f"/lab/{kind}": set() for kind in KINDS}
    return known


def _anchors(lesson: Lesson) -> set[str]:
    placed = {f"{slot.kind}-{slot.ref}" for slot in lesson.slots if slot.kind in {"widget", "check"}}
    return _headings(lesson) | placed


def _headings(text: Lesson | ReferencePage) -> set[str]:
    return {section.id for section in text.sections} | {use.anchor for use in text.uses if use.defines}
