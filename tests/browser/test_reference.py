"""The pages to look things up in, in a browser and on paper."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from browser.pages import FONTS
from playwright.sync_api import Page, expect

if TYPE_CHECKING:
    from conftest import Watch

    from tests.served import Served


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("margin", ["10mm", "15mm"])
def test_the_formula_sheet_is_one_page(page: Page, server: Served, paper: str, margin: str) -> None:
    """Printed on either paper, with narrow margins or wide ones, the sheet takes exactly one page."""
    page.goto(server.url + "/formulas")
    page.evaluate("document.fonts.ready")
    pdf = page.pdf(format=paper, margin=dict.fromkeys(("top", "right", "bottom", "left"), margin))
    assert len(re.findall(rb"/Type\s*/Page[^s]", pdf)) == 1


@pytest.mark.parametrize("without", [None, *FONTS])
def test_no_formula_leaves_its_column_on_paper(page: Page, server: Served, watch: Watch, without: str | None) -> None:
    """At the width of a printed page nothing is cut off or stands in the neighbouring column, in any fonts."""
    if without:
        watch.offline_expected = True
        page.route(without, lambda route: route.abort())
    page.set_viewport_size({"width": 718, "height": 1047})
    page.emulate_media(media="print")
    page.goto(server.url + "/formulas")
    wide = page.evaluate(
        "[...document.querySelectorAll('.display-maths')]"
        ".filter((box) => box.scrollWidth > box.clientWidth + 1).map((box) => box.textContent)"
    )
    assert wide == []


def test_a_word_can_be_linked_to(page: Page, server: Served) -> None:
    """An address with a word's name shows its entry, and its link leads to the definition in a lesson."""
    page.goto(server.url + "/glossary#kl")
    entry = page.locator("#kl")
    expect(entry).to_be_in_viewport()
    entry.get_by_role("link", name="A friend with the wrong dictionary").click()
    expect(page).to_have_url(server.url + "/lessons/wrong-dictionary#definition-kl")
    expect(page.locator("#definition-kl")).to_be_in_viewport()


def test_every_page_leads_to_the_reference(page: Page, server: Served) -> None:
    """From a lesson's foot one comes to the glossary, the formula sheet, the field guide, the review and the search."""
    page.goto(server.url + "/lessons/never-negative")
    links = page.locator(".foot .reference-links a")
    assert [link.get_attribute("href") for link in links.all()] == [
        "/glossary",
        "/formulas",
        "/field-guide",
        "/libraries",
        "/review",
        "/search",
        "/help",
    ]
