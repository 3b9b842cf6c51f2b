"""How soon each lesson can be read and played, beside `/glossary` and a default `panel serve` page of two dictionaries.

Cold cache. First on localhost; then on a phone's network, emulated in the browser: 1.6 Mbit/s, 150 ms.

python bench/page.py [visits of each page, 5 if no number is named]
"""

from __future__ import annotations

import statistics
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field

from peer import BARS
from playwright.sync_api import Browser, Page
from rig import ROOT, browser, course, panel_serve, table

from app.content import load_course
from app.told import Told

RUNS = int(sys.argv[1]) if len(sys.argv) > 1 else 5
LESSONS = load_course(ROOT / "lessons").lessons
PHONE = {"offline": False, "latency": 150, "downloadThroughput": 1_600_000 / 8, "uploadThroughput": 750_000 / 8}

OBSERVE = """
window.seen = {shift: 0, alive: null, requests: null};
const shifts = (list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) seen.shift += entry.value;
};
new PerformanceObserver(shifts).observe({type: "layout-shift", buffered: true});
const alive = () => {
  const done = document.querySelector(SELECTOR) && !document.querySelector("figure.widget:not([data-alive])");
  if (!done) { requestAnimationFrame(alive); return; }
  seen.alive = performance.now();
  seen.requests = 1 + performance.getEntriesByType("resource").length;
};
requestAnimationFrame(alive);
"""
ALIVE = "figure.widget[data-alive=true]"
PEER_ALIVE = ".bk-Figure, .bk-panel-models-layout-Column"


@dataclass
class Visit:
    """What one visit with an empty cache took: ms, bytes, the layout shift, and requests until the figures lived."""

    paint: float
    alive: float
    shift: float
    requests: int
    read: float = 0
    played: float = 0


@dataclass
class Series:
    """The visits to one page."""

    url: str
    alive: str
    visits: list[Visit] = field(default_factory=list)

    def median(self, name: str) -> float:
        """Return the median of one measure."""
        return statistics.median(getattr(visit, name) for visit in self.visits)

    def visit(self, chromium: Browser, *, phone: bool = False) -> None:
        """Visit the page once more: load it; on a good network also read it, answer a question, play its figures."""
        context = chromium.new_context(viewport={"width": 1280, "height": 800})
        page = context.new_page()
        wire = context.new_cdp_session(page)
        wire.send("Network.enable")
        if phone:
            wire.send("Network.emulateNetworkConditions", PHONE)
        received = [0.0]
        wire.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
        page.add_init_script(OBSERVE.replace("SELECTOR", repr(self.alive)))
        page.goto(self.url)
        page.locator(self.alive).first.wait_for(state="attached", timeout=30_000)
        page.wait_for_function("() => seen.alive !== null")
        page.wait_for_load_state("networkidle")
        paint = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
        seen = page.evaluate("seen")
        visit = Visit(paint, seen["alive"], seen["shift"], seen["requests"])
        if not phone:
            read(page)
            visit.read = sum(received)
            visit.shift = page.evaluate("seen.shift")
            play(page)
            visit.played = sum(received)
        self.visits.append(visit)
        context.close()


def read(page: Page) -> None:
    """Read to the end, and answer the first question that there is."""
    height = page.evaluate("document.documentElement.scrollHeight")
    for top in range(0, height, 700):
        page.evaluate("(top) => scrollTo(0, top)", top)
        page.wait_for_timeout(30)
    check = page.locator(".check").locator("visible=true").first  # an earlier lesson's question stands folded
    if check.count():
        check.locator("input[name=answer]").first.fill("1") if check.locator("input[type=text]").count() else (
            check.locator("input[name=answer]").first.check()
        )
        check.get_by_role("button", name="Check", exact=True).click()
        page.locator(".check .verdict").first.wait_for()
    page.wait_for_timeout(2500)  # what a page fetches when it is at rest
    page.wait_for_load_state("networkidle")


def play(page: Page) -> None:
    """Touch every figure, so that it fetches whatever it wants."""
    for figure in page.locator("figure.widget").all():
        handle = figure.locator("[role=slider], input[type=range], input[type=radio], button").locator("visible=true")
        handle.first.focus()
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(300)
    page.wait_for_timeout(1500)
    page.wait_for_load_state("networkidle")


def taken(chromium: Browser, series: Iterable[Series], *, phone: bool = False) -> None:
    """Visit all pages in turn, so that what slows one slows all; the very first visits do not count."""
    told, pages = Told(), list(series)
    for number in range(RUNS + 1):
        for place, each in enumerate(pages):
            told(f"visits, now {each.url}", number * len(pages) + place, (RUNS + 1) * len(pages))
            each.visit(chromium, phone=phone)
            if number == 0:
                each.visits.clear()
    told.end()


def main() -> None:
    """Measure all pages, and print the medians beside their bounds."""
    with course() as (_, ours), panel_serve(BARS) as (_, theirs), browser() as chromium:
        home = f"http://localhost:{ours}"
        pages = {
            f"lesson: {each.id}": Series(f"{home}/lessons/{each.id}", ALIVE if each.widgets else "main")
            for each in LESSONS
        }
        lessons = list(pages.values())
        pages["lab page: pmf_bars"] = Series(f"{home}/lab/pmf_bars", ALIVE)
        pages["/glossary"] = Series(f"{home}/glossary", "main")
        pages["panel serve, default"] = Series(f"http://localhost:{theirs}/peer", PEER_ALIVE)
        taken(chromium, pages.values())
        glossary, peer = pages["/glossary"].median("paint"), pages["panel serve, default"].median("paint")
        rows = []
        for name, each in pages.items():
            paint = each.median("paint")
            rows.append([
                name, f"{paint:.0f} ms", f"{paint / glossary:.2f}", f"{paint / peer:.2f}",
                f"{each.median('alive'):.0f} ms", f"{each.median('shift'):.4f}",
                f"{each.median('read') / 1000:.0f} kB", f"{each.median('played') / 1000:.0f} kB",
            ])  # fmt: skip
        rows.append(["bound, for a lesson", "", "1.25", "0.30", "", "0", "300 kB", "1000 kB"])
        head = ["page", "first paint", "x glossary", "x panel serve", "figures alive", "layout shift",
                "read, answered", "all played"]  # fmt: skip
        table(f"A page, cold cache, localhost, median of {RUNS}", head, rows)

        for each in pages.values():
            each.visits.clear()
        slow = {name: each for name, each in pages.items() if each in lessons or name == "/glossary"}
        taken(chromium, slow.values(), phone=True)
        rows = [
            [name, f"{each.median('paint'):.0f} ms", f"{each.median('alive'):.0f} ms", f"{each.median('requests'):.0f}"]
            for name, each in slow.items()
        ]
        rows.append(["bound, for a lesson", "", "1100 ms", "12"])
        head = ["page", "first paint", "figures alive", "requests until then"]
        table(f"The same at 1.6 Mbit/s and 150 ms, median of {RUNS}", head, rows)


if __name__ == "__main__":
    main()
