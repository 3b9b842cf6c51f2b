"""What hands meet: a narrow page, a key that changes what is read, the wheel during a drag, a keypad, and paper."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from browser.pages import PAGES
from browser.touch import touch
from playwright.sync_api import Page, expect

if TYPE_CHECKING:
    from tests.served import Served

FIT = "/lab/gaussian_fit?show=landscape,table"
#: Whether the page has moved, and a grip's middle is at a height of the window all the same.
FOLLOWED = """([grip, y]) => {
  const { top, height } = grip.getBoundingClientRect();
  return scrollY >= 40 && Math.abs(top + height / 2 - y) < 6;
}"""
#: Where a picture and the frame around it stand, both at one moment.
BOXES = """(image) => [image, image.closest(".map-frame")].map((each) => {
  const { x, y, width, height } = each.getBoundingClientRect();
  return [x, y, width, height];
})"""


@pytest.mark.parametrize("path", PAGES)
def test_no_page_scrolls_sideways_at_320(visit: Callable[..., Page], server: Served, path: str) -> None:
    """At 320 px, which is 1280 at 400 %, nothing sticks out to the right."""
    page = visit(viewport={"width": 320, "height": 640})
    page.goto(server.url + path)
    if page.locator(".widget").count():
        expect(page.locator("figure[data-alive=true]").first).to_be_attached()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("beta", ["0.02", "0.05", "19.9"])
def test_every_arrow_changes_what_is_read(page: Page, server: Served, beta: str) -> None:
    """Where a step is smaller than the last digit, a key takes as many as that digit needs, there and back."""
    page.goto(f"{server.url}/lab/leash?beta={beta}")
    slider = page.locator(".dial[data-field=beta] input[type=range]")
    expect(page.locator("figure[data-alive=true]")).to_be_attached()
    said = [slider.get_attribute("aria-valuetext")]
    for key in ("ArrowLeft", "ArrowLeft") if beta == "19.9" else ("ArrowRight", "ArrowRight"):
        slider.press(key)
        said.append(slider.get_attribute("aria-valuetext"))
    assert len(set(said)) == 3, said


def test_the_wheel_leaves_the_grip_at_the_pointer(page: Page, server: Served) -> None:
    """While a bar is held, the page moves under the pointer, and the bar's top follows the pointer."""
    page.set_viewport_size({"width": 900, "height": 420})
    page.goto(f"{server.url}/lab/pmf_bars?show=table")
    expect(page.locator("figure[data-alive=true]")).to_be_attached()
    grip = page.locator(".column.q .grip").first
    box = grip.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y + 30, steps=3)
    page.mouse.wheel(0, 60)
    page.wait_for_function(FOLLOWED, arg=[grip.element_handle(), y + 30])
    page.mouse.up()


@pytest.mark.parametrize(
    ("path", "negative"),
    [
        ("/lab/gaussian_fit", "[data-typed=mu], [data-typed=means]"),
        ("/lab/gaussian_pull", ".typed"),
        ("/lab/loss_gradients", ".typed"),
    ],
)
def test_a_field_that_takes_negatives_has_a_minus(page: Page, server: Served, path: str, negative: str) -> None:
    """A phone's decimal keypad has no minus, so such a field asks for the whole keyboard."""
    page.goto(server.url + path)
    expect(page.locator("figure[data-alive=true]")).to_be_attached()
    told = json.loads(page.locator("figure .widget-state").inner_text())["fields"]
    modes = page.eval_on_selector_all(
        f":is({negative})",
        """(all, told) => all.map((each) => {
          const field = each.closest("[data-field]")?.dataset.field ?? each.dataset.typed;
          return [told[field].bounds[0] < 0, each.inputMode];
        })""",
        told,
    )
    assert any(below for below, _ in modes)
    assert all(mode == ("text" if below else "decimal") for below, mode in modes)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_landscape_is_printed_in_its_frame(visit: Callable[..., Page], server: Served, scheme: str) -> None:
    """On paper a picture of the canvas fills the frame and nothing else; the page is light; afterwards it is gone."""
    page = visit(viewport={"width": 1280, "height": 800}, color_scheme=scheme)
    page.goto(server.url + FIT)
    expect(page.locator("figure[data-alive=true]")).to_be_attached()
    touch(page)
    panel = page.locator(".panel.landscape")
    panel.scroll_into_view_if_needed()
    expect(panel).to_have_attribute("data-drawn", "true")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print", color_scheme=scheme)
    page.set_viewport_size({"width": 700, "height": 800})
    image = panel.locator(".canvas-printed")
    assert image.evaluate("async (image) => { await image.decode(); return image.naturalWidth; }") > 100
    own, frame = image.evaluate(BOXES)
    assert own == pytest.approx(frame, abs=1.5)
    expect(panel.locator(".canvas")).to_be_hidden()
    style = "getComputedStyle(document.documentElement)"
    assert page.evaluate(f"{style}.colorScheme") == "light"
    assert re.sub(r"\s", "", page.evaluate(f"{style}.getPropertyValue('--ground')")) == "#fff"
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(image).to_have_count(0)
