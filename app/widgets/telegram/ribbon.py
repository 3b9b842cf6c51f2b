"""The paper ribbon: each letter with the bits that it adds under both dictionaries. `ribbon.js` continues it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Final

from app.figure.format import format_number
from app.widgets.telegram.spending import Spending
from app.widgets.telegram.state import TelegramState
from app.widgets.telegram.tape import Tape

WHOLE: Final = 64
"""A telegram of at most so many letters lies before the reader as a whole."""

WINDOW: Final = 90
"""Of a longer one, so many letters are kept in sight; the narrow end is cut off by the page."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One letter on the ribbon; `sent` is false for one that is still to come."""

    letter: str
    p: str
    q: str
    sent: bool


def cells(state: TelegramState, tape: Tape) -> list[Cell]:
    """Return the part of the ribbon that is seen."""
    total = len(tape.letters)
    sent = total if state.sent is None else state.sent
    short = total <= WHOLE
    seen = range(total) if short else range(max(0, sent - WINDOW), sent)
    bits = {name: _bits(spent, total) for name, spent in (("p", tape.p), ("q", tape.q))}
    return [
        Cell(state.labels[tape.letters[place]], bits["p"][place], bits["q"][place], sent=place < sent) for place in seen
    ]


def ribbon_label(state: TelegramState, tape: Tape) -> str:
    """Return what the ribbon says to somebody who cannot see it: all its letters and bits if they are few."""
    if len(tape.letters) > WHOLE:
        return (
            "The last letters sent, each with its bits under both dictionaries; the numbers below are for all of them."
        )
    seen = [cell for cell in cells(state, tape) if cell.sent]
    letters, p, q = (" ".join(filter(None, (getattr(cell, name) for cell in seen))) for name in ("letter", "p", "q"))
    return (
        f"Letters {letters}. With the right dictionary {p}. With the wrong dictionary {q}."
        if seen
        else "No letter is sent yet."
    )


def _bits(spent: Spending, total: int) -> list[str]:
    """Return what each letter adds: zeros and ones, a number where there are none, ∞ where there is no word."""
    if spent.bits is None:
        shown = [format_number(step, None, 2) for step in spent.steps]
    else:
        ends = [int(end) for end in accumulate(spent.steps, initial=0)]
        shown = [spent.bits[start:end] for start, end in pairwise(ends)]
    return shown + ["∞"] * (total - len(shown))
