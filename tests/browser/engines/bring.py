"""Bring Firefox and WebKit for the tour of all engines, from the system's packages where they can be had.

python -m tests.browser.engines.bring
"""

from __future__ import annotations

import shutil
import sys

from tests.system_packages import install

#: The program that shows that it is there, what brings it, and what is left out without it.
WANTED = (
    (("firefox-esr", "firefox"), ("firefox-esr",), "the tour in Firefox"),
    (("WebKitWebDriver",), ("webkit2gtk-driver",), "the tour in WebKit"),
    (("Xvfb",), ("xvfb",), "the tour in WebKit"),
)


def main() -> None:
    """Install what is missing; say aloud what could not be had. The tests go on without."""
    missing = [each for each in WANTED if not any(map(shutil.which, each[0]))]
    if missing:
        install(*(name for each in missing for name in each[1]))
    left_out = {each[2] for each in missing if not any(map(shutil.which, each[0]))}
    for each in sorted(left_out):
        sys.stderr.write(f"LEFT OUT: {each}; install {', '.join(name for one in WANTED for name in one[1])}.\n")


if __name__ == "__main__":
    main()
