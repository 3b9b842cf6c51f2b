"""How far it is by keyboard: what one passes with Tab, and what one can skip."""

from __future__ import annotations

from typing import TYPE_CHECKING

from browser.learner import all_alive
from playwright.sync_api import Page, expect

if TYPE_CHECKING:
    from tests.served import Served

STOPS = 30
FOCUSED = "() => document.activeElement?.closest('.check')?.id ?? document.activeElement?.getAttribute('href') ?? ''"


def test_the_first_question_is_thirty_stops_away_at_most(page: Page, server: Served) -> None:
    """Who skips each figure, by its first stop and Enter, comes to the first question soon."""
    page.goto(f"{server.url}/lessons/wrong-dictionary")
    all_alive(page)
    stops = 0
    while "check-" not in (focused := page.evaluate(FOCUSED)) or focused.startswith("#"):
        page.keyboard.press("Tab")
        stops += 1
        assert stops <= STOPS, focused
        if page.evaluate(FOCUSED).startswith("#after-"):
            page.keyboard.press("Enter")
    assert stops > 1


def test_skip_links_lead_on(page: Page, server: Served) -> None:
    """The page begins with links to the text, the first figure and the first question; each is seen when reached."""
    page.goto(f"{server.url}/lessons/wrong-dictionary")
    for name in ("Skip to the text", "Skip to the first figure", "Skip to the first question"):
        page.keyboard.press("Tab")
        link = page.get_by_role("link", name=name)
        expect(link).to_be_focused()
        assert link.bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.closest('.check') !== null")


def test_the_focus_comes_out_behind_a_skipped_figure(page: Page, server: Served) -> None:
    """After a skip the next stop stands behind the figure."""
    page.goto(f"{server.url}/lab/pmf_bars")
    page.locator("figure.widget .skip").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.closest('figure.widget') === null")
