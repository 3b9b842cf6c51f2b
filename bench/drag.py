"""From a pointer's move to the painted number: 2, 8 and 27 outcomes, a slow wire, and a server that stands still.

A Panel slider with a callback is measured in the same run. Times are from the move's handler in the page to the frame
that shows the new number.

python bench/drag.py
"""

from __future__ import annotations

import signal
import statistics
import sys
from collections.abc import Callable
from functools import partial

from playwright.sync_api import Browser, Page
from rig import ROOT, browser, course, delayed, free_port, panel_serve, table

sys.path.insert(0, str(ROOT))
from app.figure.drawing import DrawnWidget
from app.pages.kinds import KINDS

MOVES = 80
SMALL = [kind for kind, widget in KINDS.items() if isinstance(widget, DrawnWidget)]
FRAME = 1000 / 60

PEER = """
import panel as pn
pn.extension()
slider = pn.widgets.FloatSlider(name="q", start=0, end=1, step=0.001, value=0.5, width=600)
number = pn.pane.HTML(pn.bind(lambda q: f"<b class='number'>{q:.4f}</b>", slider))
pn.Column(slider, number).servable()
"""

# Notes when each move is handled, and when the frame that first shows a changed number has been painted. A message
# that is posted while a frame is made arrives after its painting; a change outside a frame waits for the next one.
WATCH = """() => {
  window.times = [];
  let moved = null, began = null, inFrame = false;
  document.addEventListener("pointerdown", () => { moved = null; }, true);
  document.addEventListener("pointermove", () => { moved ??= performance.now(); }, true);
  const after = (callback) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = callback;
    port2.postMessage(0);
  };
  const frame = () => { inFrame = true; after(() => { inFrame = false; }); requestAnimationFrame(frame); };
  requestAnimationFrame(frame);
  const painted = () => { times.push(performance.now() - began); began = null; };
  const number = FIND;
  // A peer may replace the element itself.
  const home = number.getRootNode() === document ? number : number.getRootNode();
  new MutationObserver(() => {
    if (moved === null || began !== null) return;
    began = moved;
    moved = null;
    if (inFrame) after(painted); else requestAnimationFrame(() => after(painted));
  }).observe(home, { attributes: true, childList: true, characterData: true, subtree: true });
}"""


def outcomes(count: int) -> str:
    """Return the query of a state with so many outcomes."""
    p = ",".join(["%.17g" % (1 / count)] * (count - 1)) + "," + "%.17g" % (1 - sum([1 / count] * (count - 1)))
    return f"p={p}&q={p}"


def drag(
    page: Page, handle: str, find: str, horizontal: bool = False, midway: Callable[[], None] | None = None
) -> list[float]:
    """Drag a handle to and fro; return the times in ms."""
    page.evaluate(WATCH.replace("FIND", find))
    box = page.locator(handle).first.bounding_box()
    assert box is not None, handle
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    for i in range(MOVES):
        # Each move changes the value by more than 0.01, also on a track as wide as the page.
        step = (i % 20 if (i // 20) % 2 == 0 else 20 - i % 20) * (12 if horizontal else 5) + 1
        page.mouse.move(*((x + step, y) if horizontal else (x, y + step)))
        page.wait_for_timeout(25)
        if midway is not None and i == MOVES // 4:
            midway()
    page.mouse.up()
    page.wait_for_timeout(300)
    return page.evaluate("times")


def row(name: str, times: list[float]) -> list[str]:
    """Return a row of the table."""
    if not times:
        return [name, "0", "never", "never", "never", ""]
    ordered = sorted(times)
    p95 = ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
    return [
        name,
        str(len(times)),
        f"{statistics.median(times):.1f} ms",
        f"{p95:.1f} ms",
        f"{ordered[-1]:.1f} ms",
        "yes" if p95 <= FRAME else "no",
    ]


OURS = "document.querySelector('[data-quantity=\"kl\"]')"
# The peer's number lives in shadow roots.
THEIRS = """(() => {
  const inside = (element) => {
    if (element.shadowRoot) return all(element.shadowRoot);
    return element.classList.contains("number") ? [element] : [];
  };
  const all = (root) => [...root.querySelectorAll("*")].flatMap(inside);
  return all(document)[0];
})()"""


BAR = "figure.widget [role=slider][data-side=q]"
CENTRE, WIDTH, DOT = (f"figure.widget [data-grip={name}]" for name in ("centre", "right", "dot"))


def ours(
    chromium: Browser,
    url: str,
    handle: str = BAR,
    midway: Callable[[], None] | None = None,
    *,
    horizontal: bool = False,
) -> list[float]:
    """Drag a handle on a lab page."""
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    page.goto(url)
    page.locator("figure.widget[data-alive=true]").wait_for()
    page.wait_for_timeout(1500)  # let Panel's own scripts come to rest
    times = drag(page, handle, OURS, horizontal, midway)
    page.close()
    return times


def small(chromium: Browser, url: str) -> list[float]:
    """Drag the first handle of a small widget; one without a handle is moved by its first slider."""
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    page.goto(url)
    page.locator("figure.widget[data-alive=true]").wait_for()
    page.wait_for_timeout(1500)
    handle = page.locator(".grab:visible, .dial input[type=range]").first
    handle.evaluate("(element) => { element.dataset.bench = ''; }")
    across = handle.get_attribute("data-axis") != "y"
    times = drag(page, "[data-bench]", "document.querySelector('figure.widget')", horizontal=across)
    page.close()
    return times


def main() -> None:
    """Measure every case and print one table."""
    slow_port = free_port()
    rows = []
    with course((slow_port,)) as (process, port), panel_serve(PEER) as (_, peer_port), browser() as chromium:
        stop = partial(process.send_signal, signal.SIGSTOP)
        lab = f"http://localhost:{port}/lab/pmf_bars?"
        rows.extend(
            row(f"two dictionaries, {count} outcomes", ours(chromium, lab + outcomes(count))) for count in (2, 8, 27)
        )
        with delayed(port, slow_port, 0.150):
            rows.append(
                row(
                    "the same, 8 outcomes, wire 150 ms slower",
                    ours(chromium, f"http://localhost:{slow_port}/lab/pmf_bars?" + outcomes(8)),
                )
            )
        rows.append(row("the same, server stopped mid-drag", ours(chromium, lab + outcomes(8), midway=stop)))
        process.send_signal(signal.SIGCONT)

        fit = f"http://localhost:{port}/lab/gaussian_fit"
        for name, handle, query in (("centre", CENTRE, ""), ("width", WIDTH, ""), ("dot", DOT, "?show=landscape")):
            rows.append(row(f"one Gaussian, Q's {name}", ours(chromium, fit + query, handle, horizontal=True)))
        rows.append(row("the same, server stopped mid-drag", ours(chromium, fit, CENTRE, stop, horizontal=True)))
        process.send_signal(signal.SIGCONT)

        rows.extend(row(kind, small(chromium, f"http://localhost:{port}/lab/{kind}")) for kind in SMALL)

        page = chromium.new_page()
        page.goto(f"http://localhost:{peer_port}/peer")
        page.locator(".noUi-handle").first.wait_for()
        page.wait_for_timeout(1000)
        rows.append(row("Panel slider and callback", drag(page, ".noUi-handle", THEIRS, horizontal=True)))
    table(
        f"From pointer move to painted number; the limit is a frame, {FRAME:.1f} ms",
        ["case", "frames", "median", "p95", "max", "p95 within a frame"],
        rows,
    )


if __name__ == "__main__":
    main()
