"""What a page asks of a phone's line: few requests until its figures live, and nothing that nobody touched."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from browser.learner import all_alive
from playwright.sync_api import Page

from app.pages.files.assets import ROOT
from app.pages.files.bundles import Bundles, page_kinds
from tests.shipped import COURSE

if TYPE_CHECKING:
    from tests.served import Served

MOST = 12
READ = 300_000
SHIFT = """
window.shift = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shift += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""


@pytest.fixture(scope="module")
def bundled() -> None:
    """Skip where no bundler could be had: the modules are served one by one there, and all of this takes longer."""
    if not Bundles(ROOT, page_kinds(COURSE)).files():
        pytest.skip("the pages' scripts are not bundled here: run `make bundle` where npm's packages can be had")


@pytest.mark.parametrize("lesson", COURSE.lessons, ids=lambda lesson: lesson.id)
def test_a_lesson_lives_after_a_dozen_requests(page: Page, server: Served, bundled: None, lesson) -> None:
    """All figures live after at most twelve requests, nothing has moved, and reading has cost less than 300 kB."""
    asked: list[str] = []
    received: list[float] = []
    page.on("request", lambda request: asked.append(request.url))
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    page.add_init_script(SHIFT)
    page.goto(f"{server.url}/lessons/{lesson.id}")
    all_alive(page)
    assert len(asked) <= MOST, asked
    page.wait_for_load_state("networkidle")
    assert sum(received) < READ
    assert page.evaluate("window.shift") < 5e-5  # 0.0000: half a pixel of a rounding is seen by nobody
