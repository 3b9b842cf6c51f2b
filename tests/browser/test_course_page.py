"""The course page in a real browser: by keyboard, without scripts, on a phone, in the dark, on paper."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from browser.learner import answer_rightly, asked
from browser.rules import broken_rules
from playwright.sync_api import Page, expect

from tests.shipped import COURSE

if TYPE_CHECKING:
    from tests.served import Served

FIRST = COURSE.lessons[0]


def test_a_key_leads_to_the_lesson_to_go_on_with(page: Page, server: Served) -> None:
    """Tab reaches the first lesson from the top of the page, and Enter opens it; work shows when one comes back."""
    page.goto(server.url)
    begin = page.locator(".continue a")
    for _ in range(6):
        page.keyboard.press("Tab")
        if begin.evaluate("link => link === document.activeElement"):
            break
    expect(begin).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(FIRST.title)
    answer_rightly(page, FIRST.id, asked(FIRST)[0])
    page.goto(server.url)
    expect(page.locator(".card.here .facts")).to_contain_text("1 of ")
    assert page.locator(".card.here .dots .done").count() == 1
    expect(begin).to_contain_text("Resume at 1 · ")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_and_nothing_overflows(page: Page, server: Served, scheme: str, width: int) -> None:
    """On a phone and a laptop, in light and dark: no fault that axe sees, no sideways scrolling, the map whole."""
    page.set_viewport_size({"width": width, "height": 740})
    page.emulate_media(color_scheme=scheme)
    page.goto(server.url)
    assert broken_rules(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
    drawing = page.locator(".lesson-map svg").bounding_box()
    assert drawing["x"] >= 0
    assert drawing["x"] + drawing["width"] <= width


def test_the_contents_need_no_scripts(visit: Callable[..., Page], server: Served) -> None:
    """Without scripts the page is whole: every lesson, the map, and links that work."""
    page = visit(java_script_enabled=False)
    page.goto(server.url)
    expect(page.locator(".card")).to_have_count(len(COURSE.lessons))
    expect(page.locator(".lesson-map circle")).to_have_count(len(COURSE.lessons))
    page.locator(".card h3 a").last.click()
    expect(page.locator("h1")).to_have_text(COURSE.lessons[-1].title)


def test_the_contents_can_be_printed(page: Page, server: Served) -> None:
    """On paper stand the lessons and their minutes; what one would press is gone."""
    page.goto(server.url)
    page.emulate_media(media="print")
    expect(page.locator(".card .minutes").first).to_be_visible()
    expect(page.locator(".continue")).to_be_hidden()
    expect(page.locator(".foot")).to_be_hidden()
