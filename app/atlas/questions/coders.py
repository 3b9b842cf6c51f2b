"""Bits that a coder really writes."""

import math

import numpy as np

from app.atlas.question import Known
from app.atlas.questions.pairs import BOOK, FAIR
from app.kernel import surprisal

LETTERS = 1000
#: A coder may need a word of its own more to finish, and a byte to fill.
SLACK = 40.0
ABOVE = "more than the letters need: headers, tables, or whole bits"


def coders() -> dict[str, Known]:
    """Return the questions for a message of letters and the book that it is written with."""
    fair = [int(each < 0.5) for each in np.random.default_rng(11).random(LETTERS)]
    skew = [int(each < 0.1) for each in np.random.default_rng(12).random(LETTERS)]
    return {"coder-fair": _message(fair, FAIR), "coder-skew": _message(skew, BOOK), "coder-wrong": _message(fair, BOOK)}


def _message(letters: list[int], book: tuple[float, float]) -> Known:
    bits = math.fsum(surprisal(book, "bits")[letters])
    others = {"one bit a letter, whatever the book": float(LETTERS), "two bits a letter": 2.0 * LETTERS}
    others = {name: number for name, number in others.items() if number != bits}
    given = {"letters": letters, "text": "".join("et"[letter] for letter in letters), "book": list(book)}
    return Known(given, bits, others, unit=None, slack=SLACK, bound=ABOVE)
