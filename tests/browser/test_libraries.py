"""The atlas of libraries in a browser: filtered at once, by address, without scripts; each call can be linked to."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, Route, expect

from app.atlas.atlas import the_atlas

if TYPE_CHECKING:
    from tests.served import Served

SHOWN = "details.cell:not([hidden])"


def visible_calls(page: Page) -> int:
    return page.evaluate(
        "[...document.querySelectorAll('details.cell')].filter((cell) => cell.checkVisibility()).length"
    )


def expected(library: str = "", question: str = "", *, bites: bool = False) -> int:
    return sum(
        library in {"", each.id} and question in {"", cell.question.id} and (not bites or cell.verdict.kind.bites)
        for each in the_atlas().libraries
        for cell in each.cells
    )


def test_what_bites_me_is_shown_at_once(page: Page, server: Served) -> None:
    """Choosing a library and "only what bites" leaves its traps, counts them, and the address says the same."""
    page.goto(server.url + "/libraries")
    expect(page.locator("html.alive")).to_be_attached()
    assert visible_calls(page) == expected()
    page.get_by_role("combobox", name="Library").select_option(label="PyTorch")
    page.get_by_label("only what bites").check()
    assert 0 < expected("torch", bites=True) < expected("torch")
    expect(page.locator("[data-count]")).to_have_text(str(expected("torch", bites=True)))
    assert visible_calls(page) == expected("torch", bites=True)
    expect(page).to_have_url(server.url + "/libraries?library=torch&bites=1")
    expect(page.locator(".overview")).to_be_hidden()
    page.reload()
    expect(page.locator("html.alive")).to_be_attached()
    assert visible_calls(page) == expected("torch", bites=True)
    page.get_by_label("only what bites").uncheck()
    page.get_by_role("combobox", name="Library").select_option(value="")
    assert visible_calls(page) == expected()
    expect(page).to_have_url(server.url + "/libraries")
    expect(page.locator(".overview")).to_be_visible()


def test_a_choice_before_the_page_lives_counts(page: Page, server: Served) -> None:
    """What is chosen while the page's script is on its way is shown when it is there; nobody has to choose again."""
    held: list[Route] = []
    scripts = re.compile("/(bundle|js)/")

    def hold(route: Route) -> None:
        held.append(route)

    page.route(scripts, hold)
    page.goto(server.url + "/libraries", wait_until="commit")
    page.get_by_role("combobox", name="Library").select_option(label="PyTorch")
    for script in held:
        script.continue_()
    page.unroute(scripts)
    expect(page.locator("html.alive")).to_be_attached()
    assert visible_calls(page) == expected("torch")
    expect(page).to_have_url(server.url + "/libraries?library=torch")


def test_it_works_without_scripts(visit: Callable[..., Page], server: Served) -> None:
    """The form asks the server; a link for each library does the same; the lines fold out."""
    page = visit(java_script_enabled=False)
    page.goto(server.url + "/libraries")
    page.get_by_role("combobox", name="Question").select_option(label="A zero in the truth")
    page.get_by_role("button", name="Show").click()
    expect(page).to_have_url(re.compile("question=zero-in-p"))
    expect(page.locator(SHOWN)).to_have_count(expected(question="zero-in-p"))
    page.goto(server.url + "/libraries")
    page.locator(".bites-me").get_by_role("link", name="dit", exact=True).click()
    expect(page.locator(SHOWN)).to_have_count(expected("dit", bites=True))
    cell = page.locator(SHOWN).first
    cell.locator("summary").click()
    expect(cell.locator("pre").first).to_be_visible()


def test_every_call_has_an_address(page: Page, server: Served) -> None:
    """An address opens its call, even one that the filter hides; a sign of the overview leads to its call."""
    page.goto(server.url + "/libraries?library=dit&bites=1#zero-in-p.torch")
    cell = page.locator("[id='zero-in-p.torch']")
    expect(cell).to_be_in_viewport()
    expect(cell).to_have_attribute("open", "")
    page.goto(server.url + "/libraries")
    page.get_by_role("link", name="PyInform, A zero in the model: no number").click()
    expect(page.locator("[id='zero-in-q.pyinform']")).to_be_in_viewport()
    expect(page.locator("[id='zero-in-q.pyinform'] pre").first).to_be_visible()


def test_the_keys_reach_a_call(page: Page, server: Served) -> None:
    """Tab and Enter alone open the lines of a call."""
    page.goto(server.url + "/libraries?library=river")
    summary = page.locator(f"{SHOWN} summary").first
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.locator(SHOWN).first.locator("pre").first).to_be_visible()


@pytest.mark.parametrize("query", ["", "?library=torch", "?library=numpy&bites=1"])
def test_nothing_is_cut_off_on_a_phone(page: Page, server: Served, query: str) -> None:
    """At 360 px nothing but the overview's and the code's own boxes is wider than the window, opened or not."""
    page.set_viewport_size({"width": 360, "height": 780})
    page.goto(server.url + "/libraries" + query)
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    wide = page.evaluate(
        "[...document.querySelectorAll('.cell summary > *, .cell p, .column p, .asked > p')]"
        ".filter((each) => each.getBoundingClientRect().right > innerWidth + 1).map((each) => each.textContent)"
    )
    assert wide == []


def test_the_print_fits_its_paper(page: Page, server: Served) -> None:
    """At the width of a printed page the overview is whole, with all of its columns."""
    page.set_viewport_size({"width": 718, "height": 1047})
    page.emulate_media(media="print")
    page.goto(server.url + "/libraries")
    page.evaluate("Promise.all([...document.fonts].map((font) => font.load()))")
    page.reload()  # with its fonts
    over = page.evaluate(
        "(() => { const box = document.querySelector('.overview-box'); return box.scrollWidth - box.clientWidth; })()"
    )
    assert over <= 0


def test_the_data_are_for_everybody(page: Page, server: Served) -> None:
    """The page links to one JSON file that holds every call."""
    page.goto(server.url + "/libraries#data")
    address = page.get_by_role("link", name="/data/atlas.json").get_attribute("href")
    answer = page.request.get(server.url + address)
    assert answer.headers["content-type"] == "application/json"
    assert sum(len(each["cells"]) for each in json.loads(answer.body())["libraries"]) == the_atlas().count


def test_a_figures_lines_lead_to_the_columns(page: Page, server: Served) -> None:
    """Below the lines for SciPy and PyTorch stands a link to what these libraries print at the edges."""
    page.goto(server.url + "/lab/pmf_bars")
    page.locator("details.python > summary").click()
    links = page.locator(".python-more a")
    expect(links).to_have_count(2)
    links.nth(1).click()
    expect(page).to_have_url(server.url + "/libraries?library=torch")
    page.wait_for_load_state()
    assert visible_calls(page) == expected("torch")
