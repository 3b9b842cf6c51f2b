"""What a page has said of its connection: good news goes by itself, before a slow test looks."""

from __future__ import annotations

from playwright.sync_api import Page


def note_words(page: Page) -> None:
    """From now on note what the page says of its connection."""
    page.evaluate("""() => {
      const line = document.getElementById("connection");
      globalThis.said = [];
      new MutationObserver(() => said.push(line.textContent)).observe(line, { childList: true });
    }""")


def expect_said(page: Page, words: str) -> None:
    """Wait until the page has said something of its connection."""
    page.wait_for_function("(words) => said.some((text) => text.includes(words))", arg=words)
