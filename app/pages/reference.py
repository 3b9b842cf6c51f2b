"""The pages to look things up in: the glossary, the formula sheet, the field guide, and what a search finds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from app.content import Course, ReferencePage, Term
from app.pages.search_rank import fold, rank
from app.pages.site import Site

#: What kinds of things can be found, as they are called on the page; the page's script says the same.
KIND_NAMES: Final = {"word": "word", "lesson": "lesson", "page": "reference", "question": "question"}
LONGEST_EXCERPT: Final = 160


@dataclass(frozen=True)
class WordPlace:
    """Where a word stands in the course: in which text, at which address, and whether it is defined there."""

    title: str
    address: str
    defines: bool


def glossary_html(site: Site) -> Markup:
    """Return the glossary: every word in the order of the alphabet, with the places that define or use it."""
    terms = sorted(site.course.glossary.values(), key=lambda term: fold(term.word))
    return _page(site, "glossary.html", words=[(term, list(word_places(site.course, term))) for term in terms])


def word_places(course: Course, term: Term) -> Iterator[WordPlace]:
    """Yield where a word is defined or used: one place in each text, its definition there or else its first use."""
    texts = [(lesson, f"/lessons/{lesson.id}") for lesson in course.lessons]
    for text, address in (*texts, *((page, f"/{page.id}") for page in course.reference)):
        uses = [use for use in text.uses if use.term == term.id]
        if uses:
            best = next((use for use in uses if use.defines), uses[0])
            yield WordPlace(text.title, f"{address}#{best.anchor}" if best.anchor else address, best.defines)


def reference_html(site: Site, page: ReferencePage) -> Markup:
    """Return a page of the reference."""
    return _page(site, "reference.html", page=page)


def search_html(site: Site, query: str) -> Markup:
    """Return what a search finds, as a page: for readers without scripts, and for links."""
    found = rank(site.search.entries, query)
    return _page(site, "search.html", query=query, found=found, kinds=KIND_NAMES, longest=LONGEST_EXCERPT)


def _page(site: Site, template: str, **names: object) -> Markup:
    return Markup(site.environment.get_template(template).render(**names))  # noqa: S704 - autoescaping templates
