"""What the first paint shows: numbers with their texts, and where areas and lines lie. `frame.js` repeats the rules.

Across the figure runs probability, from 0 to 1; upwards runs surprise. Each outcome is a rectangle as wide as it is
probable and as high as it surprises, so that all areas together are the entropy: as large as a single rectangle of
width 1 whose height is the entropy.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, Final

from app.ui.format import format_number, format_plain
from app.ui.options import WidgetOptions
from app.ui.outcomes import probability_text
from app.ui.scale import HEADROOM, step_at_least, ticks
from app.widgets.surprise.state import SurpriseState

#: The heights that the axis may have: round ones from 1 to this. What is higher is torn off.
GREATEST: Final = 10
#: While a prediction is pending the axis must not give it away: it follows from the number of outcomes alone.
GUESSING: Final = 2.0
#: A rectangle at least this wide has room for its name; a narrower one may borrow some over a lower neighbour
#: that is at least NEIGHBOUR wide and lower by CLEARANCE of the axis.
ROOM: Final = 0.085
TIGHT: Final = 0.14  # on a phone there is room for the name alone
NEIGHBOUR: Final = 0.2
CLEARANCE: Final = 0.2


def percent(part: float) -> str:
    """Return a length along a track, kept inside it."""
    return f"{min(max(part, 0.0), 1.0) * 100:.4f}%"


def axis_height(needed: float) -> float:
    """Return the smallest round height with room for what is needed, or the greatest there is.

    Examples
    --------
    >>> axis_height(1), axis_height(3), axis_height(30)
    (2, 4, 10)
    """
    return min(step_at_least(HEADROOM * needed, 1), GREATEST)


def needed_height(state: SurpriseState) -> float:
    """Return the highest thing that is to be seen: a finite surprise, the ceiling, or a codeword where these show."""
    heights = [height for height in state.surprises() if math.isfinite(height)]
    if "codewords" in state.show:
        per_bit = state.results()["ceiling"] / math.log2(len(state.p))
        heights += [length * per_bit for length in state.code_lengths() if math.isfinite(length)]
    return max([*heights, state.results()["ceiling"]])


def tag_sides(p: Sequence[float], surprises: Sequence[float], height: float) -> list[str]:
    """Return where each outcome's name stands: over its rectangle, over a lower neighbour, or nowhere.

    Examples
    --------
    >>> tag_sides([0.95, 0.05], [0.07, 4.3], 6)
    ['over', 'left']
    """

    def free(neighbour: int, index: int) -> bool:
        if not 0 <= neighbour < len(p) or p[neighbour] < NEIGHBOUR:
            return False
        return min(surprises[index], height) - surprises[neighbour] >= CLEARANCE * height

    return [
        "over"
        if p[index] >= ROOM
        else "none"
        if p[index] == 0
        else "left"
        if free(index - 1, index)
        else "right"
        if free(index + 1, index)
        else "none"
        for index in range(len(p))
    ]


def first_paint(state: SurpriseState, options: WidgetOptions) -> dict[str, Any]:
    """Return the names that the template uses."""
    results, pending = state.results(), options.pending
    height = axis_height(GUESSING * results["ceiling"] / HEADROOM if pending else needed_height(state))
    return {
        "state": state,
        "options": options,
        "pending": pending,
        "height": height,
        "marks": [(percent(mark / height), format_plain(mark)) for mark in ticks(height)],
        "measures": {name: _measure(value, height, state.unit) for name, value in results.items()},
        "rows": _rows(state, height, pending=pending),
        "log": f"{'log₂' if state.unit == 'bits' else 'ln'} {len(state.p)}",
        "remark": "" if pending else remark(state),
        "percent": percent,
        "hidden": frozenset(options.hide),
    }


def remark(state: SurpriseState) -> str:
    """Return the line under the figure: what is special about this distribution."""
    if max(state.p) == 1:
        return f"{state.labels[state.p.index(1)]} is certain: no surprise, nothing to learn. The entropy is 0."
    if max(state.p) - min(state.p) <= 1e-12:
        return "All are equally likely: the entropy is at its ceiling, log n."
    if min(state.p) == 0:
        never = state.labels[state.p.index(0)]
        return f"{never} never happens: its surprise would be infinite, its weight is 0, and it adds nothing."
    return "What sticks out above the dashed line is exactly what is missing below it."


def _measure(value: float, height: float, unit: str) -> dict[str, Any]:
    return {"value": repr(value), "text": format_number(value, unit), "at": percent(value / height)}


def _rows(state: SurpriseState, height: float, *, pending: bool) -> list[dict[str, Any]]:
    """Return one row an outcome: its bar, its rectangle, its name's place and its line of the table."""
    level = 0.0 if pending else state.results()["entropy"]
    per_bit = state.results()["ceiling"] / math.log2(len(state.p))
    surprises, lengths = state.surprises(), state.code_lengths()
    sides = tag_sides(state.p, surprises, height)
    rows, left = [], 0.0
    for index, (label, p, surprise, length) in enumerate(zip(state.labels, state.p, surprises, lengths, strict=True)):
        top = 0.0 if pending or p == 0 else surprise
        word = 0.0 if pending else min(length * per_bit, height)
        under = max(top, level, word if "codewords" in state.show else 0.0)
        rows.append(
            {
                "label": label,
                "p": p,
                "p_text": probability_text(p),
                "x": percent(left),
                "width": percent(p),
                "top": percent(top / height),
                "low": percent(min(top, level) / height),
                "gap": percent(0 if pending else (level - top) / height),
                "level": percent(level / height),
                "over": percent((top - level) / height),
                "tight": p < TIGHT,
                "side": "none" if pending else sides[index],
                "middle": percent(left + p / 2),
                "right": percent(1 - left - p),
                "value": "Infinity" if surprise == math.inf else repr(surprise),
                "surprise": format_number(surprise),
                "share": format_number(0.0 if p == 0 else p * surprise),
                "length": format_plain(length),
                "word": percent(word / height),
                "tag": percent((under if sides[index] == "over" and not pending else top) / height),
                "torn": not pending and math.isfinite(surprise) and surprise > height,
            }
        )
        left += p
    return rows
