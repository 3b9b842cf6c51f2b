"""What stands beside the lessons: pages to practise with and to look things up in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from app.content import Course


@dataclass(frozen=True)
class Entry:
    """One page beside the lessons: where it is, its name, and what it is for."""

    address: str
    title: str
    about: str | Markup


PRACTICE: Final = (
    Entry(
        "/review",
        "Review",
        "The questions of all lessons and more, one at a time with fresh numbers: what went wrong first.",
    ),
)
SEARCH: Final = (
    Entry("/glossary", "Glossary", "Every word of the course, with its definition and the places that use it."),
    Entry("/search", "Search", "A word, a formula or a question: where it is."),
)


def shelf(course: Course) -> Iterator[Entry]:
    """Yield the pages beside the lessons, in their order on the course page."""
    yield from PRACTICE
    yield from (Entry(f"/{page.id}", page.title, page.about) for page in course.reference)
    yield from SEARCH
