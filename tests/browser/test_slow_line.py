"""On a slow line nothing stands between the text and its living figures; our fonts come behind, for the next page."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.served import Served

SLOW = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 100_000}


@pytest.mark.parametrize("slow", [True, False], ids=["slow", "quick"])
def test_fonts_wait_where_they_would_come_too_late(visit: Callable[..., Page], server: Served, slow: bool) -> None:
    """They are asked for once the figures live, and used on the next page; on a quick line they come at once."""
    page = visit()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.partition("?")[0].rpartition("/")[2]))
    if slow:
        wire = page.context.new_cdp_session(page)
        wire.send("Network.enable")
        wire.send("Network.emulateNetworkConditions", SLOW)
    page.goto(f"{server.url}/lessons/kl-at-work")
    expect(page.locator("figure.widget:not([data-alive])")).to_have_count(0)
    expect(page.locator("html")).to_have_attribute("data-line", "slow") if slow else None
    while page.evaluate("localStorage.getItem('wd-fonts')") is None:
        page.wait_for_timeout(50)
    fonts = [name for name in asked if name.startswith("wd-")]
    assert sorted(set(fonts)) == ["wd-math.woff2", "wd-sans.woff2", "wd-serif-italic.woff2", "wd-serif.woff2"]
    script = next(name for name in asked if name.endswith(".js"))
    assert (asked.index(script) < min(map(asked.index, fonts))) or not slow
    page.reload()
    expect(page.locator("figure.widget:not([data-alive])")).to_have_count(0)
    expect(page.locator("html")).not_to_have_attribute("data-line", "slow")
    assert page.evaluate("document.fonts.ready.then(() => document.fonts.check('1em \"WD Serif\"'))")
