"""Panel's pages: the figure in the browser and the parameters in Python are one, in both directions."""

from __future__ import annotations

import math
import os
import re
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Locator, Page, expect

from app.notebook import NAMES
from tests.patience import PATIENCE
from tests.ports import free_port

if TYPE_CHECKING:
    from tests.served import Served

ROOT = Path(__file__).resolve().parents[2]
ALIVE = "figure.widget[data-alive=true]"


def opened(page: Page, url: str) -> Page:
    """Open a page of Panel's; the first one waits for Panel."""
    page.goto(url)
    page.locator(ALIVE).wait_for()
    return page


def cell(page: Page, name: str) -> Locator:
    """A number's place in the table, which Python wrote."""
    return page.locator("tr").filter(has=page.locator("th", has_text=re.compile(rf"^{name}$"))).locator("td")


def painted(page: Page, name: str) -> float:
    """A number as the figure itself shows it, in full precision."""
    return float(page.locator(f"{ALIVE} [data-quantity={name}]").first.get_attribute("data-value") or "nan")


def test_a_bar_that_is_dragged_changes_the_parameter(page: Page, server: Served) -> None:
    """A hand on a bar of Q: the widget of q and the table of numbers follow, and they come from Python."""
    opened(page, f"{server.url}/panel/pmf_bars")
    expect(cell(page, "kl")).to_have_text("0.736966")
    bar = page.locator("[role=slider].q").first
    box = bar.locator(".grip").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y + 60, steps=5)
    page.mouse.up()
    moved = float(bar.get_attribute("aria-valuenow") or "nan")
    assert moved < 0.8
    field = page.get_by_label("Q", exact=True)
    expect(field).to_have_value(re.compile(rf"^\[{re.escape(str(moved))}, "))
    q = [float(each) for each in field.input_value().strip("[]").split(",")]
    assert q[0] == pytest.approx(moved)
    expect(cell(page, "kl")).to_have_text(f"{sum(0.5 * math.log2(0.5 / each) for each in q):.6g}")


def test_a_number_that_is_typed_moves_the_figure(page: Page, server: Served) -> None:
    """A parameter set by Panel's own widget: the bar stands where Python says, and an impossible one is taken back."""
    opened(page, f"{server.url}/panel/pmf_bars?q=0.25,0.75")
    expect(cell(page, "kl")).to_have_text("0.207519")
    field = page.get_by_label("Q", exact=True)
    field.fill("[0.5, 0.5]")
    field.press("Enter")
    expect(page.locator("[role=slider].q").first).to_have_attribute("aria-valuenow", "0.5")
    expect(cell(page, "kl")).to_have_text("0")
    assert painted(page, "kl") == 0
    field.fill("[0.5, 0.1]")
    field.press("Enter")
    expect(field).to_have_value("[0.5, 0.5]")
    field.fill("[1.0, 0.0]")
    field.press("Enter")
    expect(cell(page, "kl")).to_have_text("∞")
    expect(page.locator(f"{ALIVE} [data-quantity=kl]").first).to_contain_text("∞")


def test_a_slider_of_panels_moves_the_figure(page: Page, server: Served) -> None:
    """Keys on Panel's slider: the figure and the table show the new number, the same in both."""
    opened(page, f"{server.url}/panel/gaussian_pull")
    before = cell(page, "kl").inner_text()
    page.locator(".noUi-handle").first.focus()
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    expect(cell(page, "kl")).not_to_have_text(before)
    for _ in range(int(PATIENCE * 20)):  # a slider's last steps are still on their way
        if painted(page, "kl") == pytest.approx(float(cell(page, "kl").inner_text()), rel=1e-5):
            return
        page.wait_for_timeout(50)
    pytest.fail("the figure and the table show different numbers")


def test_a_question_is_answered_on_a_page_of_panels(page: Page, server: Served) -> None:
    """What takes long is computed by a worker: the landscape of two bumps is there when its panel is opened."""
    opened(page, f"{server.url}/panel/gaussian_fit")
    page.get_by_role("button", name="Landscape").click()
    expect(page.locator(".panel.landscape")).to_have_attribute("data-drawn", "true")
    expect(page.get_by_label("Show", exact=True)).to_have_value("['landscape']")


APP = """
import panel as pn
from app.notebook import TwoDictionaries

bars = TwoDictionaries(p=[0.5, 0.5], q=[0.9, 0.1])
typed = pn.Param(bars.param, parameters=["q"], widgets={"q": pn.widgets.LiteralInput})
pn.Column(bars, typed, pn.bind(lambda numbers: f"kl {numbers['kl']:.6f}", bars.param.numbers)).servable()
"""


def test_a_figure_stands_in_an_app_of_somebody_else(page: Page, tmp_path: Path) -> None:
    """`panel serve` with a figure in a column: keys on a bar reach Python, and what is typed moves the bar."""
    (tmp_path / "mine.py").write_text(APP)
    port = free_port()
    command = [sys.executable, "-m", "panel", "serve", str(tmp_path / "mine.py"), "--port", str(port)]
    with (tmp_path / "log").open("wb") as log:
        serving = subprocess.Popen(
            command, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}, stdout=log, stderr=log
        )
    try:
        until_open(port)
        opened(page, f"http://localhost:{port}/mine")
        bar = page.locator("[role=slider].q").first
        bar.focus()
        page.keyboard.press("PageDown")
        expect(page.get_by_text("kl 0.321928")).to_be_visible()
        field = page.get_by_label("Q", exact=True)
        field.fill("[0.25, 0.75]")
        field.press("Enter")
        expect(bar).to_have_attribute("aria-valuenow", "0.25")
    finally:
        serving.terminate()
        serving.wait(PATIENCE)


def until_open(port: int) -> None:
    """Wait until something listens."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.2)
    pytest.fail("panel serve does not listen")


@pytest.mark.parametrize("kind", NAMES.values())
def test_every_kind_is_alive(page: Page, server: Served, kind: str) -> None:
    """Each figure comes to life in a page of Panel's, without a foreign request or an error."""
    opened(page, f"{server.url}/panel/{kind}")
    expect(page.locator("section td").first).to_be_visible()
