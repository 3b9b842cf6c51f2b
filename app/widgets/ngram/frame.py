"""What each part of the figure shows; `frame.js` is the twin, text for text.

The text carries its surprises as shades, 0 to 1 for 0 to FULL bits. The likeliest next signs are rows. The curves run
over how many signs the model sees; upwards runs perplexity from 1 to TOP, equal factors being equal ways.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from app.figure.drawing import Frame, coordinate, percent
from app.figure.format import format_number
from app.widgets.ngram.corpus import LONGEST, SIGNS, corpus

if TYPE_CHECKING:
    from app.widgets.ngram.state import NgramState

#: A surprise of so many bits has the full shade; only a sign of probability 0 has more.
FULL: Final = 8.0
ROWS: Final = 6
TOP: Final = 81.0
ROOM: Final = 0.1  # what a name needs of the height


def named(sign: str) -> str:
    """Return a sign as it is written where a blank would not be seen."""
    return "␣" if sign == " " else sign


def shade(surprise: float) -> str:
    """Return how dark a sign is, or a mark for one that the model ruled out."""
    return "never" if surprise == math.inf else coordinate(min(surprise / FULL, 1.0))


def height(perplexity: float) -> float:
    """Return where a perplexity lies from bottom to top, 0 to 1."""
    return math.log(min(perplexity, TOP)) / math.log(TOP)


def line(perplexities: Sequence[float]) -> str:
    """Return the path over all context lengths, in a drawing 100 wide and 100 high."""
    points = [
        f"{coordinate(100 * k / LONGEST)} {coordinate(100 * (1 - height(y)))}" for k, y in enumerate(perplexities)
    ]
    return f"M{' L'.join(points)}"


def apart(low: float, high: float) -> tuple[float, float]:
    """Return where the two curves' names stand: at their ends, but never on one another."""
    missing = max(0.0, ROOM - (high - low)) / 2
    return low - missing, high + missing


def frame(state: NgramState, results: Mapping[str, float], *, pending: bool = False) -> Frame:
    """Return what each part of the figure shows."""
    surprises = state.surprises()
    training, held_out = corpus().perplexities(state.share)
    ends = apart(height(training[-1]), height(held_out[-1]))
    sign, place = named(state.sign), f"sign {state.at} of {len(state.signs)}"
    told = format_number(results["surprisal"], state.unit)
    shown: dict[str, dict[str, str | None]] = {
        "tape": {
            "data-shades": " ".join("0.00" if pending else shade(surprise) for surprise in surprises),
            "aria-valuemax": str(len(state.signs)),
            "aria-valuenow": str(state.at),
            "aria-valuetext": f"{_spoken(state.sign)}, {place}" + ("" if pending else f": {told}"),
        },
        "signs": {"text": state.signs},
        "looked-at": {"text": sign},
        "context": {"text": "".join(map(named, state.context)) or "nothing"},
        "remark": {"text": "" if pending else remark(state, results, surprises)},
        "line-training": {"d": line(training)},
        "line-held-out": {"d": "" if pending else line(held_out)},
        "end-training": {"style.bottom": percent(ends[0])},
        "end-held-out": {
            "hidden": "" if pending else None,
            "text": f"not read{'' if pending else _beyond(held_out[-1])}",
            "style.bottom": percent(0 if pending else ends[1]),
        },
        "now": {"style.left": percent(state.sees / LONGEST)},
        "dot-training": {
            "style.bottom": percent(height(training[state.sees])),
            "style.left": percent(state.sees / LONGEST),
        },
        "dot-held-out": {
            "hidden": "" if pending else None,
            "style.bottom": percent(0 if pending else height(held_out[state.sees])),
            "style.left": percent(state.sees / LONGEST),
        },
    }
    return shown | _rows(state, pending=pending)


def _rows(state: NgramState, *, pending: bool) -> dict[str, dict[str, str | None]]:
    """Return the likeliest signs, what came being the last of them if it is not among them, and the others together."""
    expected = state.expected()
    came = SIGNS.index(state.sign)
    best = state.ranked(expected)[:ROWS]
    if came not in best:
        best[-1] = came
    shown: dict[str, dict[str, str | None]] = {}
    for index, code in enumerate(best):
        q = float(expected[code])
        shown[f"row-{index}"] = {"data-came": "true" if code == came else None}
        shown[f"sign-{index}"] = {"text": named(SIGNS[code])}
        shown[f"q-{index}"] = {"style.width": percent(0 if pending else q)}
        shown[f"value-{index}"] = {"text": "?" if pending else format_number(q)}
    others = math.fsum(float(q) for code, q in enumerate(expected) if code not in best)
    shown["q-others"] = {"style.width": percent(0 if pending else others)}
    shown["value-others"] = {"text": "?" if pending else format_number(others)}
    return shown


def _beyond(perplexity: float) -> str:
    return " ∞" if perplexity == math.inf else " ↑" if perplexity > TOP else ""


def remark(state: NgramState, results: Mapping[str, float], surprises: Sequence[float]) -> str:
    """Return what is special about this text for this model."""
    if results["perplexity"] == math.inf:
        first = surprises.index(math.inf)
        before = " " + state.signs[:first]
        seen = before[len(before) - min(state.sees, len(before)) :]
        never = f"“{named(state.signs[first])}” never followed “{''.join(map(named, seen))}” in what it has read."
        return f"{never} Unsmoothed, that is impossible: one sign, and the whole text costs ∞."
    if state.share == 1:
        return "Everything is left to chance: 27 equally likely signs, whatever came before."
    if results["perplexity"] > len(SIGNS):
        return "More than 27: a blind guess would have done better than this model on this text."
    return ""


def _spoken(sign: str) -> str:
    return "space" if sign == " " else sign
