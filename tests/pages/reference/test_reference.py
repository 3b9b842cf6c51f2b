"""The glossary, the formula sheet and the field guide."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from app.pages.reference.pages import word_places
from app.proof.links import broken_links

if TYPE_CHECKING:
    from conftest import Live


def test_every_word_has_its_entry_in_the_order_of_the_alphabet(live: Live):
    """The glossary page has an anchor for each word, sorted as a reader would look for it."""
    course = live.server.site.course
    page = live.page("/glossary")
    ids = re.findall(r'<div class="entry" id="([\w-]+)"', page)
    assert sorted(ids) == sorted(course.glossary)
    words = [course.glossary[each].word.casefold().replace("-", " ").replace("’", "") for each in ids]
    assert words == sorted(words)


def test_a_word_leads_to_where_it_is_defined(live: Live):
    """KL is defined in the second lesson, and the places that only use it are named too."""
    course = live.server.site.course
    places = list(word_places(course, course.glossary["kl"]))
    defining = [place for place in places if place.defines]
    assert "/lessons/wrong-dictionary#definition-kl" in [place.address for place in defining]
    assert len({place.address.partition("#")[0] for place in places}) == len(places)


def test_every_place_of_a_word_has_its_anchor(live: Live):
    """The links of the glossary lead to headings and definitions that are there."""
    course = live.server.site.course
    pages: dict[str, str] = {}
    for term in course.glossary.values():
        for place in word_places(course, term):
            address, _, anchor = place.address.partition("#")
            pages.setdefault(address, live.page(address) if address not in pages else "")
            assert not anchor or f'id="{anchor}"' in pages[address], place.address


@pytest.mark.parametrize("name", ["formulas", "field-guide"])
def test_a_page_of_the_reference_is_complete_without_scripts(live: Live, name: str):
    """Title, headings and MathML stand in the first response."""
    page = live.page(f"/{name}")
    found = next(each for each in live.server.site.course.reference if each.id == name)
    assert f"<h1>{found.title}</h1>" in page
    assert page.count("<math") > 10
    for section in found.sections:
        assert f'id="{section.id}"' in page


def test_links_between_pages_hold(live: Live):
    """No link of the reference leads nowhere."""
    assert list(broken_links(live.server.site.course)) == []
