"""Which characters the served fonts can show; `static/fonts/make.py` writes the list when it makes them."""

import json
from pathlib import Path
from typing import Literal

#: The file beside the fonts: kind of font -> the code points that every font of that kind has.
COVERAGE = "coverage.json"
#: Word joiner, function application and the like: a formula holds them for screen readers, and nobody sees them.
_INVISIBLE = frozenset(map(chr, range(0x2060, 0x2065)))


def missing_glyphs(fonts: Path, kind: Literal["math", "text"], text: str) -> tuple[str, ...]:
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
    shown = {c for c in text if not c.isspace() and c not in _INVISIBLE}
    return tuple(sorted(c for c in shown if ord(c) not in covered))
