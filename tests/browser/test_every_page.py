"""What holds for every page that a reader can open."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser.pages import PAGES
from playwright.sync_api import Page

if TYPE_CHECKING:
    from conftest import Server, Watch

LIMIT = 1_000_000
WIDTHS = (360, 640, 1280, 1920)  # 640 is a laptop at 200 % zoom
WIDER_THAN_ITS_WINDOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize("path", PAGES)
def test_no_page_is_too_heavy_or_too_wide(page: Page, server: Server, path: str) -> None:
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


@pytest.mark.parametrize("path", [*PAGES, "/nothing-here"])
def test_axe_finds_nothing(page: Page, server: Server, watch: Watch, path: str) -> None:
    """No page breaks an accessibility rule that axe knows, in light or dark."""
    watch.offline_expected = path == "/nothing-here"
    page.goto(server.url + path)
    page.wait_for_load_state("networkidle")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        found = Axe().run(page).response["violations"]
        broken = [(each["id"], each["impact"], [node["html"][:160] for node in each["nodes"][:3]]) for each in found]
        assert not broken, scheme
