"""Every small widget in a real browser, before the real server: what all of them can do with mouse, finger and keys."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

import pytest
from browser.pages import address
from browser.touch import swipe
from playwright.sync_api import BrowserContext, Locator, Page, expect
from widgets.drawn_states import DRAWN

from app.figure.drawing import DrawnWidget
from app.figure.widget import WidgetState

if TYPE_CHECKING:
    from conftest import Watch

    from tests.served import Served

kinds = pytest.mark.parametrize("widget", DRAWN, ids=lambda widget: widget.kind)


def opened(page: Page, server: Served, widget: DrawnWidget, query: str = "") -> Page:
    page.goto(f"{server.url}/lab/{widget.kind}{query}")
    expect(page.locator(f".{widget.kind}[data-alive]")).to_be_visible()
    return page


def state_of(page: Page, widget: DrawnWidget) -> WidgetState:
    """What the address says that the figure shows."""
    query = dict(parse_qsl(urlsplit(address(page)).query, keep_blank_values=True))
    return widget.State.from_query(query, widget.State())


def expect_the_kernels_numbers(page: Page, widget: DrawnWidget) -> None:
    """Every number on the page is the kernel's for the state in the address."""
    results = state_of(page, widget).results()
    shown = page.locator("[data-quantity]").evaluate_all("all => all.map(e => [e.dataset.quantity, e.dataset.value])")
    assert shown
    for name, value in shown:
        assert float(value) == pytest.approx(results[name], rel=1e-9, abs=1e-12), name


def drag(page: Page, handle: Locator, by: int) -> None:
    """Drag a handle along its axis by so many pixels."""
    box = handle.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    across = handle.get_attribute("data-axis") == "x"
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + by * across, y - by * (not across), steps=4)
    page.mouse.up()


def moved(handle: Locator, act) -> bool:
    """Whether something moves a handle."""
    before = handle.get_attribute("aria-valuenow")
    act()
    return handle.get_attribute("aria-valuenow") != before


@kinds
def test_every_handle_follows_the_mouse(page: Page, server: Served, widget: DrawnWidget) -> None:
    """Dragging a handle changes its value, and every number is then the kernel's."""
    opened(page, server, widget)
    for handle in page.locator(".grab").all():
        if not handle.is_visible():
            continue
        handle.scroll_into_view_if_needed()
        assert moved(handle, lambda h=handle: drag(page, h, 60)) or moved(handle, lambda h=handle: drag(page, h, -60))
        expect_the_kernels_numbers(page, widget)


@kinds
def test_every_handle_follows_the_keys_and_can_be_undone(page: Page, server: Served, widget: DrawnWidget) -> None:
    """An arrow moves a handle by a step; Undo takes it back."""
    opened(page, server, widget)
    for handle in page.locator(".grab").all():
        if not handle.is_visible():
            continue
        before = handle.get_attribute("aria-valuenow")
        assert moved(handle, lambda h=handle: h.press("ArrowUp")) or moved(
            handle, lambda h=handle: h.press("ArrowDown")
        )
        expect_the_kernels_numbers(page, widget)
        page.get_by_role("button", name="Undo", exact=True).click()
        expect(handle).to_have_attribute("aria-valuenow", before)


@kinds
def test_every_slider_moves_by_keys_and_by_typing(page: Page, server: Served, widget: DrawnWidget) -> None:
    """An arrow on a slider changes its number; a number can be typed; nonsense is explained and changes nothing."""
    opened(page, server, widget)
    for dial in page.locator(".dial").all():
        slider, typed = dial.locator("input[type=range]"), dial.locator(".typed")
        before = typed.input_value()
        slider.press("PageUp")
        if typed.input_value() == before:
            slider.press("PageDown")
        after = typed.input_value()
        assert after != before
        expect_the_kernels_numbers(page, widget)
        typed.fill(before)
        typed.press("Enter")
        expect(typed).to_have_value(before)
        typed.fill("rather much")
        typed.press("Enter")
        expect(page.locator("[data-role=message]")).to_contain_text("“rather much” is no number")
        typed.press("Escape")
        expect(typed).to_have_value(before)


@kinds
def test_choices_boxes_and_examples_change_the_state(page: Page, server: Served, widget: DrawnWidget) -> None:
    """Each choice, box and example leads to the state that it names, with the kernel's numbers."""
    opened(page, server, widget)
    for radio in page.locator(".choice input, .units input").all():
        if radio.is_checked() or not radio.is_visible():
            continue
        before = address(page)
        radio.check(force=True)
        expect(radio).to_be_checked()
        assert address(page) != before
        expect_the_kernels_numbers(page, widget)
    for box in page.locator(".flag input").all():
        before = address(page)
        box.click()
        assert address(page) != before
    examples = widget.State.examples()
    for each in examples.all if examples else ():
        page.locator("[data-control=presets]").select_option(each.id)
        now = state_of(page, widget).as_dict()
        assert {name: now[name] for name in each.fields} == dict(each.fields)
        expect_the_kernels_numbers(page, widget)


@kinds
def test_the_address_brings_the_figure_back(page: Page, server: Served, widget: DrawnWidget) -> None:
    """After a gesture the page can be reloaded, and shows the same."""
    opened(page, server, widget)
    control = page.locator(".grab:visible, .dial input[type=range]").first
    control.press("ArrowUp")
    control.press("ArrowUp")
    numbers = page.locator("[data-quantity]").evaluate_all("all => all.map(e => e.textContent)")
    page.reload()
    expect(page.locator(f".{widget.kind}[data-alive]")).to_be_visible()
    assert page.locator("[data-quantity]").evaluate_all("all => all.map(e => e.textContent)") == numbers


def test_they_work_on_without_the_server(context: BrowserContext, own_server: Served, watch: Watch) -> None:
    """With the server gone every control of every figure answers as before, and the numbers are still right."""
    watch.offline_expected = True
    pages = [opened(context.new_page(), own_server, widget) for widget in DRAWN]
    own_server.stop()
    for widget, page in zip(DRAWN, pages, strict=True):
        page.bring_to_front()
        control = page.locator(".grab:visible, .dial input[type=range]").first
        before = address(page)
        control.press("ArrowUp")
        if address(page) == before:
            control.press("ArrowDown")
        assert address(page) != before, widget.kind
        expect_the_kernels_numbers(page, widget)


@kinds
def test_what_became_of_it_is_said(page: Page, server: Served, widget: DrawnWidget) -> None:
    """After a gesture the live region says what was moved, and the numbers."""
    opened(page, server, widget)
    control = page.locator(".grab:visible, .dial input[type=range]").first
    control.press("ArrowUp")
    control.press("ArrowUp")
    control.blur()
    expect(page.locator("[data-role=announcer]")).not_to_be_empty()


@kinds
def test_a_finger_moves_a_handle_and_not_the_page(
    visit: Callable[..., Page], server: Served, widget: DrawnWidget
) -> None:
    """On a phone a finger drags the first handle while the page stays where it is."""
    page = opened(
        visit(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True, reduced_motion="reduce"),
        server,
        widget,
    )
    handles = [handle for handle in page.locator(".grab").all() if handle.is_visible()]
    if not handles:
        return
    handle = handles[0]
    handle.scroll_into_view_if_needed()
    box, top = handle.bounding_box(), page.evaluate("scrollY")
    across = handle.get_attribute("data-axis") == "x"
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    def drawn(by: int) -> None:
        parts = (by * step / 4 for step in range(5))
        swipe(page, *((x + part * across, y - part * (not across)) for part in parts))

    assert moved(handle, lambda: drawn(30)) or moved(handle, lambda: drawn(-30))
    assert page.evaluate("scrollY") == top
