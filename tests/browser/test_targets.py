"""Whatever is pressed is large enough for a finger, on a phone of 360 px."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from browser.pages import PAGES
from browser.targets import TOO_SMALL
from playwright.sync_api import Page, expect

if TYPE_CHECKING:
    from tests.served import Served

ALIVE = "html.alive"
HEAD = """() => [...document.querySelectorAll(".top a")].map((each) => each.getBoundingClientRect().height)"""


def test_targets_are_large_enough_on_a_phone(visit: Callable[..., Page], server: Served) -> None:
    """On each page nothing that one presses is under 24 px, and the links in its head have a finger's 44."""
    page = visit(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    small: dict[str, list[object]] = {}
    for path in PAGES:
        page.goto(server.url + path)
        expect(page.locator(ALIVE)).to_be_attached()
        expect(page.locator("figure.widget[data-alive=true]")).to_have_count(page.locator("figure.widget").count())
        found = page.evaluate(TOO_SMALL, 24)
        if found:
            small[path] = found
        assert all(height >= 44 for height in page.evaluate(HEAD)), path
    assert small == {}
