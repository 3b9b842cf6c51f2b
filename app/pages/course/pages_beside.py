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
        "The questions of all lessons and more, with fresh numbers: what is due today, or what went wrong first.",
    ),
    Entry("/mastery", "How firm each idea is", "The ideas of the course by your own answers, and your predictions."),
)
BEFORE_AND_AFTER: Final = Entry(
    "/before-and-after", "Before and after", "Twelve questions before the course and after it, and what has changed."
)
SEARCH: Final = (
    Entry("/glossary", "Glossary", "Every word of the course, with its definition and the places that use it."),
    Entry("/search", "Search", "A word, a formula or a question: where it is."),
    Entry("/help", "Help", "What mouse, finger and keys can do in each figure, and how figures are heard."),
)


def pages_beside(course: Course) -> Iterator[Entry]:
    """Yield the pages beside the lessons, in their order on the course page."""
    yield from PRACTICE
    if course.before_and_after is not None:
        yield BEFORE_AND_AFTER
    yield from (Entry(f"/{page.id}", page.title, page.about) for page in course.reference)
    yield from SEARCH
