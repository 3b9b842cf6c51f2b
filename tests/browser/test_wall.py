"""Every figure on a wall: its type is read from the back row, it fills the window, and no label lies over another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from browser.learner import all_alive
from playwright.sync_api import Page

from app.pages.kinds import KINDS

if TYPE_CHECKING:
    from tests.served import Served

WALL = {"width": 1920, "height": 1080}
LEAST = 28.0  # px of 1080

TEXTS = """() => {
  const shown = (element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  const found = [];
  const add = (element, text, box) => {
    if (box.width < 2 || box.height < 2 || element.closest(".visually-hidden")) return;
    let size = parseFloat(getComputedStyle(element).fontSize);
    // An SVG is scaled to its place, and what it says with it.
    const scaled = element.closest("svg") && element.getScreenCTM();
    if (scaled) size *= Math.sqrt(Math.abs(scaled.a * scaled.d - scaled.b * scaled.c));
    let { left, top, right, bottom } = box;
    for (let around = element; around; around = around.parentElement) {
      if (getComputedStyle(around).overflow === "visible") continue;
      const window = around.getBoundingClientRect();
      left = Math.max(left, window.left);
      top = Math.max(top, window.top);
      right = Math.min(right, window.right);
      bottom = Math.min(bottom, window.bottom);
    }
    if (right <= left || bottom <= top) return;
    // A handle may stand on the mark of where it could stand.
    found.push({ text, size, handle: Boolean(element.closest("[role=slider]")), left, top, right, bottom });
  };
  const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    const text = node.textContent.trim();
    if (!text || element.closest("script, style, template, select") || !shown(element)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) add(element, text, box);
  }
  for (const field of document.querySelectorAll("main :is(input:is([type=text], [type=number]), select, textarea)")) {
    if (shown(field)) add(field, `${field.tagName} ${field.value}`, field.getBoundingClientRect());
  }
  return found;
}"""
FILLS = """() => {
  const figure = document.querySelector("main .widget").getBoundingClientRect();
  const fits = document.documentElement.scrollHeight <= innerHeight && figure.bottom <= innerHeight;
  return fits && figure.height > 0.94 * innerHeight;
}"""


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("letters", ["ours", "the system's"])
def test_a_figure_on_a_wall_is_read_from_the_back_row(page: Page, server: Served, kind: str, letters: str) -> None:
    """No type is under 28 px at 1920 x 1080, the figure is as high as the window, and no text lies over another."""
    page.set_viewport_size(WALL)
    if letters == "ours":  # they are at hand, so that no busy machine has them come too late
        page.goto(f"{server.url}/glossary")
        page.evaluate("() => Promise.all([...document.fonts].map((font) => font.load()))")
    else:
        page.route("**/fonts/**", lambda route: route.fulfill(status=200, body=b""))
    page.goto(f"{server.url}/lab/{kind}?view=projector")
    all_alive(page)
    page.wait_for_load_state("networkidle")
    page.wait_for_function(FILLS)
    texts = page.evaluate(TEXTS)
    assert len(texts) > 5
    assert [(one["text"], one["size"]) for one in texts if one["size"] < LEAST] == []
    assert covered(texts) == []


def covered(texts: list[dict[str, float]]) -> list[tuple[str, str]]:
    """Return the pairs of which one lies over a quarter of the other or more."""
    pairs = []
    for n, one in enumerate(texts):
        for other in texts[:n]:
            if one["handle"] or other["handle"]:
                continue
            wide = min(one["right"], other["right"]) - max(one["left"], other["left"])
            high = min(one["bottom"], other["bottom"]) - max(one["top"], other["top"])
            least = min((each["right"] - each["left"]) * (each["bottom"] - each["top"]) for each in (one, other))
            if wide > 0 and high > 0 and wide * high > least / 4:
                pairs.append((one["text"], other["text"]))
    return pairs
