"""A page of the reference is read like a lesson, but holds nothing that a page would have to fill."""

import pytest

from app.content import ContentError, Use, load_course, stray_files

PAGE = """\
+++
title = "Formulas"
about = "For the wall."

[quantities]
P = { heads = "1/2", tails = "1/2" }
+++

## Entropy

A [[kl|gap]], {{ entropy(P) }}, and [a lesson](/lessons/coins#the-gap).

::: definition kl
Extra.
:::
"""
CLAIMS = """\
[[claim]]
id = "fair"
text = "A fair coin has {{ entropy(P) }}."
source = "by hand"
holds = "entropy(P) == 1"
"""


@pytest.fixture
def course_with_page(small_course):
    """The small course, with one page to look things up in."""
    small_course.write("course.toml", 'title = "A course"\nlessons = ["01-coins"]\nreference = ["formulas"]\n')
    small_course.write("reference/formulas/page.md", PAGE)
    small_course.write("reference/formulas/claims.toml", CLAIMS)
    return small_course


def test_a_page_is_read(course_with_page):
    """Title, text with its numbers, headings, claims and links come from its two files, and none is stray."""
    (page,) = load_course(course_with_page.root).reference
    assert (page.id, page.title, page.about) == ("formulas", "Formulas", "For the wall.")
    assert "1.000" in page.body
    assert [section.id for section in page.sections] == ["entropy"]
    assert list(page.claims) == ["fair"]
    assert page.links == ("/lessons/coins#the-gap",)
    assert stray_files(course_with_page.root) == []


def test_uses_of_words_are_known_with_their_place(course_with_page):
    """A word is found under the heading above it, and its definition where it stands."""
    (page,) = load_course(course_with_page.root).reference
    assert page.uses == (Use("kl", "entropy", defines=False), Use("kl", "definition-kl", defines=True))
    assert load_course(course_with_page.root).lessons[0].uses == (Use("kl", "", defines=False),)


def test_a_widget_belongs_into_a_lesson(course_with_page):
    """A page of the reference with a slot is refused, with its line."""
    course_with_page.replace("reference/formulas/page.md", "## Entropy", '## Entropy\n\nNow {{ live("bars.kl") }}.')
    with pytest.raises(ContentError, match=r"page\.md:11: live `bars\.kl` on a page of the reference; move it"):
        load_course(course_with_page.root)
