"""The pages to look things up in: the glossary, the formula sheet, the field guide, and what a search finds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Final

from markupsafe import Markup

from app.content import Course, Lesson, ReferencePage, Term
from app.pages.base.site import Site
from app.pages.http.compressed_page import Whole
from app.pages.kinds import KINDS
from app.pages.reference.libraries import libraries_html
from app.pages.search.rank import excerpt, fold, landing, nearest, rank

#: What kinds of things can be found, as they are called on the page; the page's script says the same.
KIND_NAMES: Final = {
    "word": "word",
    "lesson": "lesson",
    "page": "reference",
    "figure": "figure",
    "code": "program",
    "question": "question",
}


@dataclass(frozen=True)
class WordPlace:
    """Where a word stands in the course: in which text, at which address, and whether it is defined there."""

    title: str
    address: str
    defines: bool


def public_page(site: Site, page_id: str) -> Whole:
    """Return a page that is the same for everybody: the glossary, the help, the atlas, the reference; else KeyError."""
    makers: dict[str, Callable[[], Markup]] = {
        "glossary": partial(glossary_html, site),
        "help": partial(help_html, site),
        "libraries": partial(libraries_html, site, {}),
        **{page.id: partial(reference_html, site, page) for page in site.course.reference},
    }
    make = makers[page_id]
    return site.pages.get(page_id, lambda: Whole(make().encode()))


def offline_html(site: Site) -> Markup:
    """Return what stands, without a network, in the place of a page that no browser keeps."""
    return _page(site, "offline.html", lessons=site.course.lessons)


def glossary_html(site: Site) -> Markup:
    """Return the glossary: every word in the order of the alphabet, with the places that define or use it."""
    terms = sorted(site.course.glossary.values(), key=lambda term: fold(term.word))
    firsts: dict[str, str] = {}  # each letter, and the first word that begins with it
    for term in terms:
        firsts.setdefault(fold(term.word)[0][0].upper(), term.id)
    words = [(term, list(word_places(site.course, term))) for term in terms]
    return _page(site, "glossary.html", words=words, letters=list(firsts.items()))


def word_places(course: Course, term: Term) -> Iterator[WordPlace]:
    """Yield where a word is defined or used: one place in each text, its definition there or else its first use."""
    texts: list[tuple[Lesson | ReferencePage, str]] = [(lesson, f"/lessons/{lesson.id}") for lesson in course.lessons]
    texts += [(page, f"/{page.id}") for page in course.reference]
    for text, address in texts:
        uses = [use for use in text.uses if use.term == term.id]
        if uses:
            best = next((use for use in uses if use.defines), uses[0])
            yield WordPlace(text.title, f"{address}#{best.anchor}" if best.anchor else address, best.defines)


def reference_html(site: Site, page: ReferencePage) -> Markup:
    """Return a page of the reference."""
    return _page(site, "reference.html", page=page)


def help_html(site: Site) -> Markup:
    """Return what hands and keys can do in every figure, and how figures are heard."""
    return _page(site, "help.html", every_kind=tuple(KINDS))


def search_html(site: Site, query: str) -> Markup:
    """Return what a search finds, as a page: for readers without scripts, and for links."""
    found = rank(site.search.entries, query)
    near = [] if found else nearest(site.search.entries, query)
    return _page(
        site,
        "search.html",
        query=query,
        found=found or near,
        partly=bool(near),
        kind_names=KIND_NAMES,
        excerpt=excerpt,
        landing=landing,
    )


def _page(site: Site, template: str, **names: object) -> Markup:
    return Markup(site.environment.get_template(template).render(**names))  # noqa: S704 - autoescaping templates
