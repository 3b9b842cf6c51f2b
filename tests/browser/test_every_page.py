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


@pytest.mark.parametrize("path", [*PAGES, "/nothing-here"])
def test_a_page_is_light_narrow_and_open_to_everybody(page: Page, server: Served, watch: Watch, path: str) -> None:
    """One visit transfers less than 1.0 MB, fits from a phone to a wall, and breaks no rule that axe knows."""
    watch.offline_expected = path == "/nothing-here"
    received: list[float] = []
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    page.goto(server.url + path)
    page.wait_for_load_state("networkidle")
    assert 1000 < sum(received) < LIMIT
    usual = page.viewport_size
    assert usual is not None
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(WIDER_THAN_ITS_WINDOW) <= 0, width
    page.set_viewport_size(usual)
    # Another scheme changes colours, so only what is asked of colours is asked again; and more: a category turns on
    # the contrast of AAA, which is off by itself, and dark has it.
    # AA is asked beside it: of what fails that, the rule for AAA says nothing.
    for scheme, asked in (("light", {}), ("dark", {"runOnly": {"type": "tag", "values": ["cat.color"]}})):
        page.emulate_media(color_scheme=scheme)
        assert broken_rules(page, **asked) == [], scheme


@pytest.mark.parametrize("path", PAGES)
def test_no_page_needs_our_fonts(page: Page, server: Served, watch: Watch, path: str) -> None:
    """Where fonts come too late a page is shown in the reader's own, and fits the narrowest window in them too."""
    watch.offline_expected = True
    for fonts in FONTS:
        page.unroute_all()
        page.route(fonts, lambda route: route.abort())
        page.set_viewport_size({"width": WIDTHS[0], "height": 800})
        page.goto(server.url + path)
        assert not page.evaluate("document.fonts.ready.then(() => document.fonts.check('1em \"WD Math\"'))")
        for width in WIDTHS[:3]:
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate(WIDER_THAN_ITS_WINDOW) <= 0, (fonts, width)
