"""Contrast themes: what a library draws on a canvas takes the reader's own colours too."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from browser.clocks import be_patient
from browser.touch import touch
from playwright.sync_api import Page, expect

if TYPE_CHECKING:
    from conftest import Watch

    from tests.served import Served

DRAWN = "() => (globalThis.Bokeh?.documents ?? [])"
PALETTE = f"""{DRAWN}.map((each) => each.get_model_by_name("colours")).find(Boolean)?.palette ?? []"""
LINE = f"""{DRAWN}.map((each) => each.get_model_by_name("line-p")).find(Boolean)?.glyph.line_color.value"""
SYSTEM = """() => { const probe = document.body.appendChild(document.createElement("i"));
  probe.style.color = "CanvasText";
  const found = getComputedStyle(probe).color; probe.remove();
  return "#" + found.match(/\\d+/g).slice(0, 3).map((part) => Number(part).toString(16).padStart(2, "0")).join(""); }"""


LIGHT = """(part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)"""
CONTRAST = f"""([first, second, strength]) => {{
  const canvas = Object.assign(document.createElement("canvas"), {{ width: 1, height: 1 }}).getContext("2d");
  const probe = document.body.appendChild(document.createElement("i"));
  probe.style.forcedColorAdjust = "none";
  const light = (...colours) => {{
    colours.forEach(([colour, alpha]) => {{
      probe.style.color = colour;
      canvas.fillStyle = getComputedStyle(probe).color;
      canvas.globalAlpha = alpha;
      canvas.fillRect(0, 0, 1, 1);
    }});
    const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map((part) => ({LIGHT})(part / 255));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
  }};
  const [a, b] = [light([second, 1]), light([second, 1], [first, strength])];
  probe.remove();
  return Math.max(a, b) / Math.min(a, b);
}}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_gap_stands_out_beside_the_truth(
    visit: Callable[..., Page], server: Served, watch: Watch, scheme: str
) -> None:
    """In forced colours KL's fill is told from the ground and from P's, whatever grey the theme has for what is off."""
    page = visit(forced_colors="active", color_scheme=scheme)
    watch.follow(page)
    page.goto(f"{server.url}/lab/pmf_bars")
    for beside in ("var(--ground)", "var(--p)"):
        assert page.evaluate(CONTRAST, ["var(--kl)", beside, 1]) >= 3, beside


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_paler_bars_between_the_directions_can_be_seen(page: Page, server: Served, scheme: str) -> None:
    """Each stretch of the α panel, the paler ones too, has 3 : 1 on the ground."""
    page.emulate_media(color_scheme=scheme)
    be_patient(page)
    page.goto(f"{server.url}/lab/gaussian_fit?show=between")
    expect(page.locator("figure[data-alive=true]")).to_be_attached()
    touch(page)
    expect(page.locator(".reach.now")).to_be_attached()
    bars = page.locator(".reach").evaluate_all(
        "all => all.map((bar) => getComputedStyle(bar)).map(({ stroke, opacity }) => [stroke, Number(opacity)])"
    )
    assert len(bars) == 3
    for stroke, opacity in bars:
        assert page.evaluate(CONTRAST, [stroke, "var(--ground)", opacity]) >= 3, stroke


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_landscape_is_drawn_in_the_readers_colours(
    visit: Callable[..., Page], server: Served, watch: Watch, scheme: str
) -> None:
    """In forced colours each shade of the landscape is a colour, from one to another, and P's line is the text's."""
    page = visit(
        viewport={"width": 1280, "height": 900}, forced_colors="active", color_scheme=scheme, reduced_motion="reduce"
    )
    watch.follow(page)
    be_patient(page)
    page.goto(f"{server.url}/lab/gaussian_fit?show=landscape")
    expect(page.locator("figure[data-alive=true]")).to_be_attached()
    touch(page)
    page.wait_for_function(f"() => ({PALETTE})().length === 256 && new Set(({PALETTE})()).size > 40")
    assert all(re.fullmatch("#[0-9a-f]{6}", shade) for shade in page.evaluate(PALETTE))
    page.wait_for_function(f"() => ({LINE})() === ({SYSTEM})()")  # on a canvas of its own, which may come later
