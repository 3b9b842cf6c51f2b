"""Where things are: the program's own folder, and the house that holds the lessons, the static files and the bundles.

In a checkout the house is the folder around `app`; in the wheel, where the program is called `wrong_dictionary`, it
stands inside.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

CODE: Final = Path(__file__).resolve().parent
"""The program: `app`, or `wrong_dictionary` where it was installed."""

HOUSE: Final = CODE.parent if CODE.name == "app" else CODE / "house"
"""What holds `lessons`, `static` and `.cache/bundles`."""


def code_in(house: Path) -> Path:
    """Return the folder of the program whose house this is."""
    return house / "app" if (house / "app").is_dir() else CODE
