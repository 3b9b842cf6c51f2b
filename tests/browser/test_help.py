"""The help: all that it lists can be done, and no more; it comes by a key and a link, and gives the focus back."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from browser.learner import all_alive
from browser.rules import broken_rules
from playwright.sync_api import Locator, Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError

from app.figure.ways import KEYS, Way
from app.pages.kinds import KINDS

if TYPE_CHECKING:
    from tests.served import Served

#: What a figure shows and holds; two are different if anything in it is.
LOOK = """() => { const figure = document.querySelector("figure.widget"); return JSON.stringify([figure.innerHTML,
  location.search,
  [...figure.querySelectorAll("input, select, details")].map((each) => [each.value, each.checked, each.open]),
]); }"""
#: What is pressed before a key, so that there is a way to go.
OPPOSITE = {"←": "→", "→": "←", "↑": "↓", "↓": "↑", "Page Up": "↓", "Page Down": "↑", "Home": "End", "End": "Home"}
#: What has an effect only once something else has been done.
LATER = {"undo", "redo", "reset", "rewind", "best-forward", "best-reverse"}


def stir(page: Page, figure: Locator) -> None:
    """Change something, so that there is something to undo."""
    for slider in figure.locator("[role=slider]:visible, input[type=range]:visible").all()[:2]:
        slider.press("ArrowLeft")
        slider.press("ArrowLeft")
    for tape in figure.locator("[data-role=tape]").all():
        tape.press("e")
    page.keyboard.press("Tab")


def changed(page: Page, place: Locator, way: Way, key: str) -> bool:
    """Do it, and wait for what comes of it."""
    before = page.evaluate(LOOK)
    if way.types:
        place.fill(way.types)
    place.press(KEYS[key])
    if page.evaluate(LOOK) != before:
        return True
    try:
        page.wait_for_function(f"(before) => ({LOOK})() !== before", arg=before)
    except PlaywrightTimeoutError:
        return False
    return True


@pytest.mark.parametrize("kind", KINDS)
def test_all_that_the_help_lists_can_be_done(page: Page, server: Served, kind: str) -> None:
    """Each key of each line that is shown for a figure does something there; what a figure has not is not shown."""
    page.goto(f"{server.url}/lab/{kind}")
    all_alive(page)
    figure = page.locator("figure.widget")
    page.keyboard.press("?")
    lines = page.locator(f"dialog [data-kind={kind}] [data-at]:visible")
    shown = lines.evaluate_all("all => all.map(each => each.dataset.at)")
    page.keyboard.press("Escape")
    ways = [way for way in KINDS[kind].ways() if figure.locator(way.at).locator("visible=true").count()]
    assert shown == [way.at for way in ways]
    assert len(ways) > 3
    for way in ways:
        place = figure.locator(way.at).locator("visible=true").first
        control = way.at.partition('"')[2].partition('"')[0]
        if control in LATER:
            stir(page, figure)
        if control == "rewind":
            figure.locator('[data-control="step"]').press("Enter")
        if control == "redo":
            figure.locator('[data-control="undo"]').press("Control+z")
        if not place.is_visible():
            figure.locator('[data-control="reset"]').press("Enter")
        for key in way.keys:
            if key in OPPOSITE:
                place.press(KEYS[OPPOSITE[key]])
            assert changed(page, place, way, key), (way, key)


def test_it_opens_by_a_key_and_gives_the_focus_back(page: Page, server: Served) -> None:
    """`?` opens it from where one is, Escape closes it and one is there again; in a field it is a question mark."""
    page.goto(f"{server.url}/lessons/wrong-dictionary")
    all_alive(page)
    handle = page.get_by_role("slider").first
    handle.focus()
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="What hands and keys can do here")
    expect(dialog).to_be_visible()
    assert broken_rules(page) == []
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(handle).to_be_focused()
    field = page.get_by_role("textbox").locator("visible=true").first
    field.focus()
    page.keyboard.press("?")
    expect(dialog).to_be_hidden()


def test_a_lesson_that_leaves_a_control_out_leaves_out_its_line(page: Page, server: Served) -> None:
    """What is hidden in a figure is not in the list either."""
    page.goto(f"{server.url}/lab/pmf_bars?hide=swap,lock")
    all_alive(page)
    page.keyboard.press("?")
    expect(page.get_by_role("dialog").get_by_text("Raise or lower a bar")).to_be_visible()
    expect(page.get_by_role("dialog").get_by_text("change places")).to_be_hidden()


def test_a_finger_reaches_it_and_so_does_who_has_no_scripts(visit: Callable[..., Page], server: Served) -> None:
    """The link in the head of a page opens it; without scripts it leads to a page with all figures."""
    page = visit(viewport={"width": 360, "height": 740}, has_touch=True)
    page.goto(f"{server.url}/lab/triangle")
    all_alive(page)
    page.get_by_role("link", name="Help").tap()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.get_by_role("button", name="Close").tap()
    expect(page.get_by_role("dialog")).to_be_hidden()
    still = visit(java_script_enabled=False)
    still.goto(f"{server.url}/lab/triangle")
    still.get_by_role("link", name="Help").click()
    still.wait_for_url(re.compile("/help$"))
    for widget in KINDS.values():
        expect(still.get_by_role("heading", name=widget.title, exact=True)).to_be_visible()
