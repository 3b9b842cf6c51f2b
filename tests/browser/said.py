"""What a page has said of its connection: good news, and what is tried again, goes by before a slow test looks."""

from __future__ import annotations

from playwright.sync_api import Page


def note_words(page: Page, place: str = "#connection") -> None:
    """From now on note what the page says of its connection, or in another place."""
    page.evaluate(
        """(place) => {
      const line = document.querySelector(place);
      globalThis.said = [];
      new MutationObserver(() => said.push(line.textContent)).observe(line, { childList: true });
    }""",
        place,
    )


def expect_said(page: Page, words: str) -> None:
    """Wait until the page has said something there."""
    page.wait_for_function("(words) => said.some((text) => text.includes(words))", arg=words)
