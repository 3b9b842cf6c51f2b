"""How soon each lesson can be read and played, beside a default `panel serve` page of the two dictionaries.

Cold cache, localhost.

python bench/page.py
"""

from __future__ import annotations

import statistics
import sys

from playwright.sync_api import Browser
from rig import ROOT, browser, course, panel_serve, table

sys.path.insert(0, str(ROOT))
from app.content import load_course

RUNS = 5
LESSONS = [lesson.id for lesson in load_course(ROOT / "lessons").lessons]
LIMITS = {"first paint": 250, "shift": 0.02, "transferred": 1_000_000, "alive": 1500}

# The same P and Q as a default Panel page: sliders and a figure of bars.
PEER = """
import panel as pn
from bokeh.plotting import figure
pn.extension()
P, Q = [0.5, 0.5], [0.9, 0.1]
bars = figure(width=600, height=300, x_range=["P e", "Q e", "P t", "Q t"])
bars.vbar(x=["P e", "Q e", "P t", "Q t"], top=[P[0], Q[0], P[1], Q[1]], width=0.8)
sliders = [pn.widgets.FloatSlider(name=n, start=0, end=1, value=v) for n, v in zip(["P e", "Q e"], [P[0], Q[0]])]
number = pn.pane.Markdown("KL 0.737 bits")
pn.template.FastListTemplate(title="peer", main=[pn.Column(bars, *sliders, number)]).servable()
"""

OBSERVE = """
window.seen = {shift: 0, alive: null};
const shifts = (list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) seen.shift += entry.value;
};
new PerformanceObserver(shifts).observe({type: "layout-shift", buffered: true});
const alive = () => {
  if (document.querySelector(SELECTOR)) seen.alive = performance.now(); else requestAnimationFrame(alive);
};
requestAnimationFrame(alive);
"""


def measure(chromium: Browser, url: str, selector: str) -> dict[str, float]:
    """Load the page once with an empty cache and return its figures: ms, bytes, and the layout shift."""
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    received = {"bytes": 0.0}
    session.on(
        "Network.loadingFinished", lambda event: received.update(bytes=received["bytes"] + event["encodedDataLength"])
    )
    page.add_init_script(OBSERVE.replace("SELECTOR", repr(selector)))
    page.goto(url)
    page.locator(selector).first.wait_for(state="attached", timeout=30_000)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(1500)
    paint = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
    seen = page.evaluate("seen")
    context.close()
    return {"first paint": paint, "alive": seen["alive"], "shift": seen["shift"], "transferred": received["bytes"]}


def main() -> None:
    """Measure both pages in turn and print the medians beside the limits."""
    names = ["first paint", "alive", "shift", "transferred"]
    rows = []
    with course() as (_, ours), panel_serve(PEER) as theirs, browser() as chromium:
        alive = "figure.widget[data-alive=true]"
        pages = {f"lesson: {name}": (f"http://localhost:{ours}/lessons/{name}", alive) for name in LESSONS}
        pages |= {
            "lab page: pmf_bars": (f"http://localhost:{ours}/lab/pmf_bars", alive),
            "panel serve, default": (f"http://localhost:{theirs}/peer", ".bk-Figure, .bk-panel-models-layout-Column"),
        }
        for url, selector in pages.values():
            measure(
                chromium, url, selector
            )  # the server's first session imports and compresses; no learner is ever first
        taken: dict[str, list[dict[str, float]]] = {name: [] for name in pages}
        for _ in range(RUNS):
            for name, (url, selector) in pages.items():
                taken[name].append(measure(chromium, url, selector))
    for page, runs in taken.items():
        median = {name: statistics.median(run[name] for run in runs) for name in names}
        rows.append(
            [
                page,
                f"{median['first paint']:.0f} ms",
                f"{median['alive']:.0f} ms",
                f"{median['shift']:.4f}",
                f"{median['transferred'] / 1000:.0f} kB",
            ]
        )
    rows.append(
        [
            "limit",
            *(
                f"{LIMITS['first paint']} ms",
                f"{LIMITS['alive']} ms",
                f"{LIMITS['shift']}",
                f"{LIMITS['transferred'] / 1000:.0f} kB",
            ),
        ]
    )
    table(
        f"A page, cold cache, median of {RUNS}",
        ["page", "first contentful paint", "widget alive", "layout shift", "transferred"],
        rows,
    )


if __name__ == "__main__":
    main()
