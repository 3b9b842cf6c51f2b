"""The unit interval: a message is written by touching words where they lie, and by buttons."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import Locator, Page, expect

if TYPE_CHECKING:
    from tests.served import Served


def word(page: Page, row: str, block: str) -> Locator:
    return page.locator(f"[data-row={row}] [data-block={block}]")


def test_a_message_is_written_word_by_word(page: Page, server: Served) -> None:
    """A word that is touched is written; its sibling takes its place; buttons, Undo and the limit do what they say."""
    page.goto(f"{server.url}/lab/interval?message=&code=huffman&block=2")
    expect(page.locator(".interval[data-alive]")).to_be_visible()
    message, bits = page.locator("[data-at=message]"), page.locator("[data-at=written]")
    expect(message).to_have_text("nothing yet")
    expect(word(page, "b", "ee")).to_be_hidden()

    word(page, "a", "tt").click()
    expect(message).to_have_text("tt")
    expect(bits).to_have_text("111")
    expect(word(page, "a", "tt")).to_have_attribute("data-chosen", "")
    word(page, "b", "ee").click()
    expect(message).to_have_text("tt ee")
    expect(bits).to_have_text("1110")
    word(page, "a", "tt").click()  # in place of the word that was chosen last
    expect(message).to_have_text("tt tt")
    expect(page.locator("[data-at=where-a]")).to_have_text("after tt")

    page.get_by_role("button", name="e", exact=True).press("Enter")
    expect(message).to_have_text("tt tt e")
    expect(page.locator("[data-at=remark]")).to_contain_text("still waits")
    page.get_by_role("button", name="Take one back").click()
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(message).to_have_text("tt tt e")
    expect(page).to_have_url(re.compile(r"message=tttte(&|$)"))

    page.goto(f"{server.url}/lab/interval?message={'e' * 40}")
    expect(page.locator(".interval[data-alive]")).to_be_visible()
    page.get_by_role("button", name="t", exact=True).click()
    expect(page.locator("[data-role=message]")).to_contain_text("The figure holds 40 letters")
    expect(page.locator("[data-quantity=bits]")).to_have_text("6.08 bits")
