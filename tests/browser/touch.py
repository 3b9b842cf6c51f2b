"""What a hand does: a figure's first touch, with which the page opens its wire, and a finger that is drawn along."""

from __future__ import annotations

from playwright.sync_api import Locator, Page


def touch(figure: Locator | Page) -> None:
    """Press a key in a figure that changes nothing."""
    figure.locator("[role=slider], input[type=range]").locator("visible=true").first.press("Shift")


def swipe(page: Page, start: tuple[float, float], *path: tuple[float, float]) -> None:
    """Put a finger down, draw it along a path and lift it; return when the page has felt all of it.

    A browser may say that it has taken a touch before the page has heard of it.
    """
    page.evaluate("""() => {
      globalThis.lifted = false;
      const lift = () => { lifted = true; };
      for (const end of ["pointerup", "pointercancel"]) addEventListener(end, lift, { capture: true, once: true });
    }""")
    finger = page.context.new_cdp_session(page)
    for kind, places in (("touchStart", [start]), *(("touchMove", [place]) for place in path), ("touchEnd", [])):
        points = [{"x": x, "y": y} for x, y in places]
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    page.wait_for_function("lifted")
    finger.detach()
