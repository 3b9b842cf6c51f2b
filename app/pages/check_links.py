"""Where the pages of the reference lead: each address must be one of ours, and each anchor must be on its page."""

from collections.abc import Iterator

from app.content import Course, Lesson, Problem, ReferencePage
from app.pages.kinds import KINDS

#: Pages that hold no text of the course's own.
OTHERS = ("/", "/glossary", "/review", "/search")


def broken_links(course: Course) -> Iterator[Problem]:
    """Yield a problem for each link of a reference page that leads nowhere.

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
    for page in course.reference:
        for link in page.links:
            address, _, anchor = link.partition("#")
            file = f"{page.folder}/page.md"
            if address not in known:
                yield Problem(file, 0, f"a link to `{address}`", f"use one of: {', '.join(known)}")
            elif anchor and anchor not in known[address]:
                some = ", ".join(sorted(known[address])) or "none"
                yield Problem(file, 0, f"a link to `{link}`: no such anchor", f"use one of: {some}")


def _addresses(course: Course) -> dict[str, set[str]]:
    known: dict[str, set[str]] = {address: set() for address in OTHERS}
    known["/glossary"] = set(course.glossary)
    known |= {f"/lessons/{lesson.id}": _anchors(lesson) for lesson in course.lessons}
    known |= {f"/{page.id}": _headings(page) for page in course.reference}
    known |= {f"/lab/{kind}": set() for kind in KINDS}
    return known


def _anchors(lesson: Lesson) -> set[str]:
    placed = {f"{slot.kind}-{slot.ref}" for slot in lesson.slots if slot.kind in {"widget", "check"}}
    return _headings(lesson) | placed


def _headings(text: Lesson | ReferencePage) -> set[str]:
    return {section.id for section in text.sections} | {use.anchor for use in text.uses if use.defines}
