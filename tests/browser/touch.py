"""The first touch of a figure, with which the page opens its wire and the figure gets its canvas."""

from __future__ import annotations

from playwright.sync_api import Locator, Page


def touch(figure: Locator | Page) -> None:
    """Press a key in a figure that changes nothing."""
    figure.locator("[role=slider], input[type=range]").locator("visible=true").first.press("Shift")
