"""The clocks of a page, taken from the machine: stopped until a test moves them, or slow where a server is awaited."""

from __future__ import annotations

from playwright.sync_api import BrowserContext, Page

LATER = 3_600_000  # seconds: later than any page came alive
#: What Playwright's clock leaves out.
SIGNAL = """AbortSignal.timeout = (ms) => {
  const ends = new AbortController();
  setTimeout(() => ends.abort(new DOMException("", "TimeoutError")), ms);
  return ends.signal;
}"""
#: What waits for four seconds or more waits for a server, or for a picture.
SLOWLY = """{
  const [later, signal] = [setTimeout, AbortSignal.timeout.bind(AbortSignal)];
  globalThis.setTimeout = (act, ms = 0, ...rest) => later(act, ms < 4000 ? ms : 20 * ms, ...rest);
  AbortSignal.timeout = (ms) => signal(20 * ms);
}"""


def wind(page: Page) -> None:
    """Give the page that is opened next a clock that `stop` can stop."""
    page.clock.install(time=0)
    page.add_init_script(SIGNAL)


def stop(page: Page) -> None:
    """Stop the clock of a page that has come alive: its time passes in `page.clock.run_for` alone."""
    page.clock.pause_at(LATER)


def hold(page: Page) -> None:
    """Stop the clock of a page that is open, from here on: what it says for a moment stays."""
    wind(page)
    stop(page)


def be_patient(pages: Page | BrowserContext) -> None:
    """Let the pages that are opened next wait for a server as long as a test: one that stalls is none that is away."""
    pages.add_init_script(SLOWLY)
