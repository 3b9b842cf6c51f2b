"""Find a Chromium for the browser tests, or bring one: from the system's packages first, from Playwright last."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.system_packages import install

# The shell is the same engine without a browser's window around it: pages open in half the time.
SHELL = "chromium-headless-shell"
NAMES = (SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def chromium_path() -> str | None:
    """Return the browser that the tests drive: `WD_CHROMIUM` if set, else the first one on the path."""
    return os.environ.get("WD_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


def playwright_has_its_own() -> bool:
    """Say whether Playwright has downloaded a Chromium before."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - needed only where no system browser is

    with sync_playwright() as playwright:
        return Path(playwright.chromium.executable_path).exists()


def main() -> int:
    """Make sure that there is a browser; say what to do where none can be had."""
    if "WD_CHROMIUM" in os.environ or shutil.which(SHELL):
        return 0
    install(SHELL)
    if not chromium_path():
        install("chromium")
    if not (chromium_path() or playwright_has_its_own()):
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)
    if chromium_path() or playwright_has_its_own():
        return 0
    sys.stderr.write("No Chromium: install the system's package (chromium), or name a browser in WD_CHROMIUM.\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
