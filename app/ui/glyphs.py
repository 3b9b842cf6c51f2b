"""Which characters the served fonts can show; `static/fonts/make.py` writes the list when it makes them."""

import json
from pathlib import Path
from typing import Literal

#: The file beside the fonts: kind of font -> the code points that every font of that kind has.
COVERAGE = "coverage.json"


def missing_glyphs(fonts: Path, kind: str | Literal["math", "text"], text: str) -> tuple[str, ...]:
    """Return the characters of a text that the fonts of a kind lack, in order.

    Parameters
    ----------
    fonts
        The folder of the served fonts.
    kind
        "math" for formulas, "text" for prose.
    text
        What is to be shown.

    Returns
    -------
    tuple of str
        Each lacking character once; spaces and invisible operators are not looked for.

    Raises
    ------
    FileNotFoundError
        If the fonts were not made.
    """
    covered = set(json.loads((fonts / COVERAGE).read_text(encoding="utf-8"))[kind])
    return tuple(
        sorted({c for c in text if not c.isspace() and ord(c) not in covered and not 0x2060 <= ord(c) <= 0x2064})
    )
