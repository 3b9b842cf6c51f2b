"""Where everything lies in the picture of growing evidence. `frame.js` is the twin, number for number.

Across run the flips, upwards the evidence in bits. A line is the average, a band around it one sd. Beside the flips
that there were stand bars, one for each number of heads, as long as it is probable.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from app.figure.drawing import Frame, coordinate, percent
from app.figure.format import format_number
from app.widgets.evidence.state import MOST

if TYPE_CHECKING:
    from app.widgets.evidence.state import EvidenceState

BOTTOM: Final = -15.0
TOP: Final = 45.0

#: The longest bar, and the thickest and thinnest, in percent of the picture.
LONGEST: Final = 20.0
THICKEST: Final = 4.0
THINNEST: Final = 0.8

#: From here on the bars stand on the left of the flips.
TURN: Final = 46


def up(bits: float) -> float:
    """Return where an amount of evidence lies from bottom to top, 0 to 1 within the picture."""
    return (bits - BOTTOM) / (TOP - BOTTOM)


def point(n: float, bits: float) -> str:
    """Return a point of the drawing, which is 100 wide and 100 high; what lies outside is cut off there."""
    return f"{coordinate(100 * n / MOST)} {coordinate(100 * (1 - up(bits)))}"


def frame(state: EvidenceState, results: Mapping[str, float], *, pending: bool = False) -> Frame:
    """Return what each part of the figure shows."""
    kl, sd = results["kl"], results["sd"] / state.n**0.5
    upper = [point(n, n * kl + n**0.5 * sd) for n in range(MOST + 1)]
    lower = [point(n, n * kl - n**0.5 * sd) for n in range(MOST, -1, -1)]
    reached, short = _bars(state)
    return {
        "band": {"d": f"M{' L'.join(upper + lower)} Z"},
        "average": {"d": f"M{point(0, 0)} L{point(MOST, MOST * kl)}"},
        "reached": {"d": "" if pending else reached},
        "short": {"d": "" if pending else short},
        "flips": {"style.left": percent(state.n / MOST)},
        "line": {"style.bottom": percent(up(state.limit))},
        "odds": {"text": odds(state.limit)},
        "handle-n": {"style.left": percent(state.n / MOST)},
        "handle-limit": {"style.bottom": percent(up(state.limit))},
        "remark": {"text": "" if pending else remark(state, results)},
    }


def odds(limit: float) -> str:
    """Return the odds that so many bits are."""
    return f"{format_number(2.0**limit, digits=0 if limit >= 5 else 1)} : 1"


def _bars(state: EvidenceState) -> tuple[str, str]:
    """Return the bars of what reaches the limit, and of what does not."""
    amounts, chances = state.amounts(), state.chances()
    most = max(chances)
    step = abs(amounts[0] - amounts[-1]) / state.n
    thick = min(max(0.7 * 100 * step / (TOP - BOTTOM), THINNEST), THICKEST)
    way = -1 if state.n >= TURN else 1
    drawn: tuple[list[str], list[str]] = ([], [])
    slack = 1e-12 * max(1.0, state.limit)
    for amount, chance in zip(amounts, chances, strict=True):
        length = LONGEST * chance / most
        if BOTTOM <= amount <= TOP and length >= 0.05:
            bar = (
                f"M{coordinate(100 * state.n / MOST)} {coordinate(100 * (1 - up(amount)) - thick / 2)}"
                f"h{coordinate(way * length)}v{coordinate(thick)}h{coordinate(-way * length)}Z"
            )
            drawn[0 if amount >= state.limit - slack else 1].append(bar)
    return "".join(drawn[0]), "".join(drawn[1])


def remark(state: EvidenceState, results: Mapping[str, float]) -> str:
    """Return what is special about this moment."""
    if results["kl"] == 0.0:
        return "Truth and claim are the same: no flip speaks for either."
    if results["mean"] < state.limit <= results["mean"] + results["kl"] * 3:
        return "The average is not there yet; some runs are."
    if results["mean"] >= state.limit and results["chance"] < 0.99:
        return "The average has passed the limit; not every run has."
    if results["mean"] >= state.limit:
        return "Nearly every run has passed the limit."
    return "Dark bars have reached the limit. The average grows with the flips, the spread with their root."
