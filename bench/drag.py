"""From a pointer's move to the painted number: 2, 8 and 27 outcomes, a slow wire, and a server that stands still.

A Panel slider with a callback is measured in the same run. Times are from the move's handler in the page to the frame
that shows the new number.

python bench/drag.py
"""

from __future__ import annotations

import signal
import statistics
from collections.abc import Callable
from functools import partial

from playwright.sync_api import Browser, Page
from rig import browser, course, delayed, free_port, in_turn, panel_serve, table

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


def peer(chromium: Browser, url: str) -> list[float]:
    """Drag the slider of the plain Panel app."""
    page = chromium.new_page()
    page.goto(url)
    page.locator(".noUi-handle").first.wait_for()
    page.wait_for_timeout(1000)
    return drag(page, ".noUi-handle", THEIRS, horizontal=True)


def main() -> None:
    """Measure every case and print one table."""
    slow_port = free_port()
    with (
        course((slow_port,)) as (process, port),
        delayed(port, slow_port, 0.150),
        panel_serve(PEER) as (_, peer_port),
        browser() as chromium,
    ):
        lab, slow = (f"http://localhost:{each}/lab/" for each in (port, slow_port))
        bars, fit, drawn = f"{lab}pmf_bars?", f"{lab}gaussian_fit", partial(ours, chromium)

        def stopped(url: str, handle: str, *, horizontal: bool) -> list[float]:
            times = drawn(url, handle, partial(process.send_signal, signal.SIGSTOP), horizontal=horizontal)
            process.send_signal(signal.SIGCONT)
            return times

        cases = [
            (f"two dictionaries, {count} outcomes", partial(drawn, bars + outcomes(count))) for count in (2, 8, 27)
        ]
        cases += [
            ("the same, 8 outcomes, wire 150 ms slower", partial(drawn, f"{slow}pmf_bars?{outcomes(8)}")),
            ("the same, server stopped mid-drag", partial(stopped, bars + outcomes(8), BAR, horizontal=False)),
        ]
        cases += [
            (f"one Gaussian, Q's {name}", partial(drawn, fit + query, handle, horizontal=True))
            for name, handle, query in (("centre", CENTRE, ""), ("width", WIDTH, ""), ("dot", DOT, "?show=landscape"))
        ]
        cases.append(("the same, server stopped mid-drag", partial(stopped, fit, CENTRE, horizontal=True)))
        cases += [(kind, partial(small, chromium, lab + kind)) for kind in SMALL]
        cases.append(("Panel slider and callback", partial(peer, chromium, f"http://localhost:{peer_port}/peer")))
        rows = [row(name, times) for name, times in in_turn(cases)]
    table(
        f"From pointer move to painted number; the limit is a frame, {FRAME:.1f} ms",
        ["case", "frames", "median", "p95", "max", "p95 within a frame"],
        rows,
    )


if __name__ == "__main__":
    main()
