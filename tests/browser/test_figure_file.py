"""A figure in a file: opened from the disk with the network off, it is moved by hand and by keys, and asks nobody."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from app.export.command import export
from app.export.figure_file import LARGEST, figure_file
from app.export.parts import ExportError
from app.figure.format import format_number
from app.pages.kinds import KINDS
from tests.shipped import COURSE

NUMBERS = """() => [...document.querySelectorAll("[data-quantity]")].filter((each) => each.getClientRects().length)
  .map((each) => each.dataset.value + each.textContent)"""


@pytest.fixture
def offline(chromium: Browser) -> Iterator[Page]:
    """A page without any network; it fails on a request for anything but a file, and on an error in the console."""
    context = chromium.new_context(viewport={"width": 1100, "height": 800}, offline=True, reduced_motion="reduce")
    page = context.new_page()
    noted: list[str] = []
    page.on("request", lambda request: None if _is_local(request.url) else noted.append(request.url))
    page.on("console", lambda message: noted.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: noted.append(str(error)))
    yield page
    context.close()
    assert not noted


def _is_local(url: str) -> bool:
    return url.startswith(("file:", "data:", "blob:", "about:"))


@pytest.mark.parametrize("kind", KINDS)
def test_a_figure_lives_in_a_file(offline: Page, tmp_path: Path, kind: str) -> None:
    """Within 350 kB; a key and a hand move it, its numbers follow, and nothing is asked of anybody."""
    out = tmp_path / f"{kind}.html"
    export(COURSE, [f"lab/{kind}"], "", out)
    assert out.stat().st_size <= LARGEST
    offline.goto(out.as_uri())
    figure = offline.locator("figure.widget[data-alive=true]")
    expect(figure).to_have_count(1)
    expect(figure.locator(".problem")).to_have_count(0)
    before = offline.evaluate(NUMBERS)
    if kind in {"letter_guess", "telegram"}:
        offline.get_by_role("button", name={"letter_guess": "Show it", "telegram": "Rewind"}[kind]).click()
    else:
        handles = figure.locator("[role=slider]:visible:not([aria-disabled=true]), input[type=range]:visible")
        handle = handles.first
        handle.focus()
        for _ in range(3):
            handle.press("ArrowRight")
    offline.wait_for_function(f"(before) => JSON.stringify(({NUMBERS})()) !== before", arg=_json(before))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def test_a_file_shows_the_state_that_was_asked_for(offline: Page, tmp_path: Path) -> None:
    """The state of the command is the one in the file; its bar is dragged, and the number is the kernel's."""
    out = tmp_path / "kl.html"
    export(COURSE, ["lab/pmf_bars"], "p=.5,.5&q=.9,.1&unit=nats", out)
    offline.goto(out.as_uri())
    kl = offline.locator("[data-quantity=kl]").first
    expect(kl).to_have_attribute("data-value", re.compile(r"^0\.5108256237659"))
    expect(offline.locator("figure.widget[data-alive=true]")).to_have_count(1)
    grip = offline.locator("[data-side=q] .grip").first
    box = grip.bounding_box()
    assert box
    offline.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    offline.mouse.down()
    offline.mouse.move(box["x"] + box["width"] / 2, box["y"] + 90, steps=4)
    offline.mouse.up()
    bar = offline.locator("[data-side=q][role=slider]").first
    q = float(bar.get_attribute("aria-valuenow") or "nan")
    assert 0.3 < q < 0.85
    truth = 0.5 * math.log(0.5 / q) + 0.5 * math.log(0.5 / (1 - q))
    assert math.isclose(float(kl.get_attribute("data-value") or "nan"), truth, rel_tol=1e-9)
    expect(offline.get_by_role("button", name="Copy link")).to_have_count(0)


def test_what_python_was_asked_is_in_the_file(offline: Page, tmp_path: Path) -> None:
    """Best Q and the landscape of the first P are there, without Bokeh; for another P the file says what it lacks."""
    out = tmp_path / "fit.html"
    export(COURSE, ["lab/gaussian_fit"], "", out)
    offline.goto(out.as_uri())
    expect(offline.locator("figure.widget[data-alive=true]")).to_have_count(1)
    offline.get_by_role("button", name="Best Q, forward").click()
    best = format_number(KINDS["gaussian_fit"].State.from_options({}).optima().forward.kl, "nats")
    expect(offline.locator("[data-quantity=kl]").first).to_have_text(best.replace("\u00a0", " "))
    offline.get_by_role("button", name="Landscape").click()
    panel = offline.locator(".landscape")
    expect(panel).to_have_attribute("data-drawn", "true")
    painted = """() => { const canvas = document.querySelector(".landscape .canvas canvas"); if (!canvas) return false;
      const dots = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
      return new Set(new Uint32Array(dots.buffer)).size > 40; }"""
    offline.wait_for_function(painted)
    offline.locator("select[data-control=presets]").select_option(index=2)
    expect(offline.locator("figure.widget")).to_contain_text("this copy holds its answer for the first state alone")


def test_what_cannot_be_exported_is_refused() -> None:
    """No figure, or no such state: each is told with what to do."""
    with pytest.raises(ExportError, match="there is no figure 'nothing'; there are surprise"):
        figure_file(COURSE, "lab/nothing")
    with pytest.raises(ExportError, match="cannot be"):
        figure_file(COURSE, "lab/pmf_bars", "p=2,3")
