"""What holds for every page that a reader can open."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from browser.pages import FONTS, PAGES
from browser.rules import broken_rules
from playwright.sync_api import Page

if TYPE_CHECKING:
    from conftest import Watch

    from tests.served import Served

LIMIT = 1_000_000
# 308 is a phone of 320 beside a scroll bar of 12, 640 a laptop at 200 % zoom.
WIDTHS = (308, 320, 360, 640, 1280, 1920)
WIDER_THAN_ITS_WINDOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize("path", PAGES)
def test_no_page_is_too_heavy_or_too_wide(page: Page, server: Served, path: str) -> None:
    """A first visit transfers less than 1.0 MB; from a phone to a wall, a page is never wider than its window."""
    received: list[float] = []
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    page.goto(server.url + path)
    page.wait_for_load_state("networkidle")
    assert 1000 < sum(received) < LIMIT
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(WIDER_THAN_ITS_WINDOW) <= 0, width


@pytest.mark.parametrize("fonts", FONTS)
@pytest.mark.parametrize("path", PAGES)
def test_no_page_needs_our_fonts(page: Page, server: Served, watch: Watch, path: str, fonts: str) -> None:
    """Where fonts come too late a page is shown in the reader's own, and fits the narrowest window in them too."""
    watch.offline_expected = True
    page.set_viewport_size({"width": 308, "height": 800})
    page.route(fonts, lambda route: route.abort())
    page.goto(server.url + path)
    assert not page.evaluate("document.fonts.ready.then(() => document.fonts.check('1em \"WD Math\"'))")
    for width in WIDTHS[:3]:
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(WIDER_THAN_ITS_WINDOW) <= 0, width


@pytest.mark.parametrize("path", [*PAGES, "/nothing-here"])
def test_axe_finds_nothing(page: Page, server: Served, watch: Watch, path: str) -> None:
    """No page breaks an accessibility rule that axe knows, in light or dark."""
    watch.offline_expected = path == "/nothing-here"
    page.goto(server.url + path)
    page.wait_for_load_state("networkidle")
    # Another scheme changes colours, so only what is asked of colours is asked again; and more: a category turns on
    # the contrast of AAA, which is off by itself, and dark has it.
    for scheme, asked in (("light", {}), ("dark", {"runOnly": {"type": "tag", "values": ["cat.color"]}})):
        page.emulate_media(color_scheme=scheme)
        assert broken_rules(page, **asked) == [], scheme
