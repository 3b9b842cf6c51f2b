"""The text that is guessed, and what its letters tell: the data are in passage.toml."""

from __future__ import annotations

import tomllib
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import ascii_lowercase
from typing import Final

from app.kernel import Pmf, entropy, surprisal

FILE: Final = Path(__file__).with_name("passage.toml")
ALPHABET: Final = ascii_lowercase + " "


@dataclass(frozen=True)
class Passage:
    """A text over 27 signs, and how much each of them tells in it.

    Attributes
    ----------
    text
        Small letters and single spaces.
    source
        Author, title and year.
    surprises
        For each sign that occurs, its surprise in bits by the frequencies of this very text.
    entropy
        The average surprise of a letter of this text by these frequencies, in bits.
    ceiling
        The surprise of any sign if all 27 were equally likely, in bits.
    """

    text: str
    source: str
    surprises: dict[str, float]
    entropy: float
    ceiling: float


@cache
def passage() -> Passage:
    """Return the text, with the kernel's numbers.

    Examples
    --------
    >>> round(passage().ceiling, 3)
    4.755
    >>> passage().surprises[" "] < passage().surprises["e"] < passage().surprises["k"]
    True
    """
    data = tomllib.loads(FILE.read_text(encoding="utf-8"))
    text = data["text"].strip()
    counts = Counter(text)
    signs = sorted(counts)
    frequencies = Pmf.from_weights([counts[sign] for sign in signs], signs)
    return Passage(
        text,
        f"{data['author']}, {data['title']} ({data['year']})",
        dict(zip(signs, surprisal(frequencies).tolist(), strict=True)),
        entropy(frequencies),
        entropy(Pmf.uniform(len(ALPHABET))),
    )
