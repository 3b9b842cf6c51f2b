"""What a page says for a moment only."""

from __future__ import annotations

from playwright.sync_api import Page

HOUR = 3600.0  # seconds


def hold_time(page: Page) -> None:
    """Let no timer of the page run out from here on, unless `page.clock` is moved: what is said for a moment stays."""
    page.clock.install(time=0)
    page.clock.pause_at(HOUR)
