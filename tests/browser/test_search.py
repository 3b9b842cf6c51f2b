"""The search: from the keyboard, with a finger, without a connection, without scripts."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from browser.pages import PAGES
from browser.rules import broken_rules
from playwright.sync_api import Page, expect

from app.pages.search.rank import Entry, landing, rank

if TYPE_CHECKING:
    from conftest import Watch

    from tests.served import Served

PATH = "/lessons/wrong-dictionary"
QUERIES = (
    "kl",
    "KL(P ‖ Q)",
    "cross entropy",
    "Jensen",
    "relative ent",
    "müller",
    "not free",
    "log₂",
    "½",
    "e",
    "zzz",
    "",
    "crossentropy",
    "xross entropy",
    "F.kl_div",
    "torch kl_div order",
    "why is my kl negative",
    "why",
    "huffmann",
    "etnropy",
    "Müler",
    "logloss JSD",
    "entropy zzzz coin",
)


def opened(page: Page):
    """Press the key until the page listens, and return the dialog."""
    dialog = page.locator("dialog.search")
    expect(page.locator("html.alive")).to_be_attached()
    page.keyboard.press("/")
    expect(dialog).to_be_visible()
    return dialog


def test_the_keyboard_alone_finds_and_opens(page: Page, server: Served) -> None:
    """Slash opens, typing finds, the arrows choose, Enter goes there; the focus never leaves the field."""
    page.goto(server.url + PATH)
    dialog = opened(page)
    field = dialog.get_by_role("combobox", name="Search the course")
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-expanded", "false")
    page.keyboard.type("gibbs")
    options = dialog.get_by_role("option")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(dialog.get_by_role("status")).to_contain_text("place")
    page.keyboard.press("ArrowDown")
    second = options.nth(1)
    expect(second).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", second.get_attribute("id") or "")
    page.keyboard.press("ArrowUp")
    expect(field).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(server.url + "/glossary#gibbs")


@pytest.mark.parametrize(
    ("query", "answer"),
    [
        ("torch kl_div", "F.kl_div(q.log(), p"),
        ("F.kl_div argument order", "F.kl_div(log_q, p"),
        ("batchmean", 'reduction="batchmean"'),
        ("CrossEntropyLoss", "F.cross_entropy(logits, target)"),
        ("why is my KL negative", "Logarithms were not given."),
        ("KL nan", "(s * np.log(s / q)).sum()"),
    ],
)
@pytest.mark.parametrize("hand", ["keys", "finger"])
def test_an_answer_is_two_presses_from_the_search(
    visit: Callable[..., Page], server: Served, query: str, answer: str, hand: str
) -> None:
    """From a lesson: one press opens the search, words are typed, one press more and the line that answers is seen."""
    page = visit(viewport={"width": 390, "height": 844}, has_touch=True)
    page.goto(server.url + PATH)
    expect(page.locator("html.alive")).to_be_attached()
    presses = []

    def press(key: str, place: str) -> None:
        presses.append(key)
        if hand == "keys":
            page.keyboard.press(key)
        else:
            page.locator(place).locator("visible=true").first.tap()

    press("/", "[data-search]")
    dialog = page.locator("dialog.search")
    expect(dialog).to_be_visible()
    page.keyboard.insert_text(query)
    expect(dialog.get_by_role("option").first).to_have_attribute("aria-selected", "true")
    press("Enter", "dialog.search [role=option]")
    expect(page.get_by_text(answer).first).to_be_in_viewport()
    assert len(presses) == 2


def test_escape_gives_the_focus_back(page: Page, server: Served) -> None:
    """Escape closes, and the one who searched stands where he stood."""
    page.goto(server.url + PATH)
    link = page.get_by_role("link", name="Search").first
    expect(page.locator("html.alive")).to_be_attached()
    link.focus()
    dialog = opened(page)
    page.keyboard.type("kl")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(link).to_be_focused()


def test_a_slash_in_a_field_is_a_slash(page: Page, server: Served) -> None:
    """Who types 7/8 into an answer does not open the search."""
    page.goto(server.url + PATH)
    expect(page.locator("html.alive")).to_be_attached()
    field = page.locator(".check input[type=text]").locator("visible=true").first
    field.click()
    page.keyboard.type("7/8")
    expect(field).to_have_value("7/8")
    expect(page.locator("dialog.search[open]")).to_have_count(0)


def test_a_place_on_the_same_page_is_shown(page: Page, server: Served) -> None:
    """A section of the lesson that one reads is scrolled to, and the search is gone."""
    page.goto(server.url + PATH)
    dialog = opened(page)
    page.keyboard.type("when the model says never")
    expect(dialog.get_by_role("option").first).to_be_visible()
    page.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    expect(page.locator("#when-the-model-says-never")).to_be_in_viewport()


def test_it_works_when_the_connection_is_gone(page: Page, server: Served, watch: Watch) -> None:
    """Who only reads fetches no index; a hand that comes near does, and then a connection is no longer needed."""
    watch.offline_expected = True
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(server.url + PATH)
    expect(page.locator("html.alive")).to_be_attached()
    page.wait_for_function("() => performance.now() > 4000")
    assert not [url for url in asked if "/data/" in url]
    with page.expect_request_finished(lambda request: "/data/search.json" in request.url):
        page.get_by_role("link", name="Search").first.hover()
    page.context.set_offline(True)
    dialog = opened(page)
    page.keyboard.type("entropy")
    expect(dialog.get_by_role("option").first).to_contain_text("entropy")


def test_it_fits_a_phone(visit: Callable[..., Page], server: Served) -> None:
    """At 360 px a finger opens it, nothing is wider than the screen, and a tap goes there."""
    page = visit(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    page.goto(server.url + PATH)
    expect(page.locator("html.alive")).to_be_attached()
    page.get_by_role("link", name="Search").first.tap()
    dialog = page.locator("dialog.search")
    dialog.get_by_role("combobox").fill("perplexity")
    expect(dialog.get_by_role("option").first).to_be_visible()
    assert page.evaluate("document.querySelector('dialog.search').scrollWidth") <= 360
    dialog.get_by_role("option").first.tap()
    expect(page).to_have_url(server.url + "/glossary#perplexity")


def test_the_open_search_has_no_accessibility_fault(page: Page, server: Served) -> None:
    """Axe finds nothing in the search, empty or full."""
    page.goto(server.url + "/glossary")
    dialog = opened(page)
    assert broken_rules(page, "dialog.search") == []
    page.keyboard.type("kl")
    expect(dialog.get_by_role("option").first).to_be_visible()
    assert broken_rules(page, "dialog.search") == []


@pytest.mark.parametrize("path", [path for path in PAGES if not path.startswith("/lab")])
def test_every_page_has_a_way_in(visit: Callable[..., Page], server: Served, path: str) -> None:
    """With scripts off the link in the head leads to a page that searches."""
    page = visit(java_script_enabled=False)
    page.goto(server.url + path)
    page.locator("[data-search]").click()
    page.get_by_label("Words to look for").fill("gibbs")
    page.get_by_role("button", name="Search").click()
    expect(page.locator(".found a").first).to_have_attribute("href", "/glossary#gibbs")


def test_the_twin_finds_the_same_in_the_same_order(page: Page, server: Served) -> None:
    """For many queries the page and the server list the same places, and lead to the same words there."""
    page.goto(server.url + "/glossary")
    found = page.evaluate(
        """async (queries) => {
            const { landing, rank } = await import("/js/page/search_rank.js");
            const entries = await (await fetch(document.querySelector("meta[name=search-index]").content)).json();
            return [entries, queries.map((query) => rank(entries, query).map((entry) => landing(entry, query)))];
        }""",
        list(QUERIES),
    )
    entries = [Entry(**each) for each in found[0]]
    assert len(entries) > 100
    assert [[landing(entry, query) for entry in rank(entries, query)] for query in QUERIES] == found[1]
