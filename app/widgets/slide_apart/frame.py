"""What each part of the figure shows; `frame.js` repeats the rules.

Bars and curves share one scale from left to right: a curve has its point for a shift under Q's middle at that shift.
The curves' drawing is 100 high from zero to the top of the axis, and above that there is a rail for what is infinite.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Final

from app.figure.drawing import Frame, coordinate, percent
from app.figure.format import format_number, format_plain
from app.kernel.units import NATS_PER_BIT
from app.widgets.slide_apart.state import BINS, FARTHEST, MIDDLE, SlideApartState

#: The heights that the axis may have: the lowest that all finite numbers fit under, a whole number beyond these.
TOPS: Final = (1.2, 2, 3, 4, 6, 8, 10)
#: The drawing's height above zero, and the rails of infinity, the two directions a little apart.
HEIGHT: Final = 126.0
RAILS: Final[Mapping[str, float]] = {"kl": 5.0, "kl-reverse": 9.0, "js": 7.0}
CURVES: Final = ("kl", "kl-reverse", "js")
HEADROOM: Final = 1.08
#: Half the length of a point that stands alone on its curve, in bins.
ALONE: Final = 0.3


def frame(state: SlideApartState, results: Mapping[str, float], *, pending: bool) -> Frame:
    """Return what each part shows; with a prediction pending, no curve and no point on one."""
    along = [state.at(shift) for shift in range(FARTHEST + 1)]
    ceiling = 1.0 if state.unit == "bits" else NATS_PER_BIT
    finite = [value for each in along for value in each.values() if math.isfinite(value)]
    top = next((each for each in TOPS if each >= max(finite)), math.ceil(max(finite)))
    p, q = (each.probabilities.tolist() for each in state.pair())
    middle = [(a + b) / 2 for a, b in zip(p, q, strict=True)]
    tallest = HEADROOM * max(*p, *q)
    here = percent((MIDDLE + state.shift + 0.5) / BINS)
    parts: dict[str, dict[str, str | None]] = {
        "p": {"d": steps(p, tallest)},
        "q": {"d": steps(q, tallest)},
        "m": {"d": steps(middle, tallest)},
        "handle-shift": {"style.left": here},
        "line": {"style.left": here},
        "name-q": {"style.left": here},
        "top": {"text": "" if top == TOPS[0] else format_plain(top)},
        "ceiling": {"style.bottom": percent(100 / HEIGHT * ceiling / top), "hidden": "" if pending else None},
        "ceiling-text": {"text": format_number(ceiling, state.unit, 0 if ceiling == 1 else 3)},
        "remark": {"text": "" if pending else remark(results)},
    }
    for name in CURVES:
        values = [each[name] for each in along]
        parts[f"curve-{name}"] = {"d": "" if pending else curve(values, top, name)}
        down = percent(1 - place(values[state.shift], top, name) / HEIGHT)
        parts[f"dot-{name}"] = {"style.left": here, "style.bottom": down, "hidden": "" if pending else None}
    return parts


def place(value: float, top: float, name: str) -> float:
    """Return how far from the upper edge of the drawing a value lies; infinity lies on its rail."""
    return RAILS[name] if math.isinf(value) else HEIGHT - 100 * value / top


def curve(values: Sequence[float], top: float, name: str) -> str:
    """Return the path over all shifts, broken between what is finite and the rail: nothing leads from one to the other.

    A value that stands alone is a short level stroke.
    """
    path = ""
    points = [(MIDDLE + shift + 0.5, value) for shift, value in enumerate(values)]
    for _, run in groupby(points, lambda point: math.isinf(point[1])):
        part = list(run)
        if len(part) == 1:
            ((x, value),) = part
            part = [(x - ALONE, value), (x + ALONE, value)]
        path += "M" + "L".join(f"{coordinate(x)} {coordinate(place(value, top, name))}" for x, value in part)
    return path


def steps(row: Sequence[float], tallest: float) -> str:
    """Return the outline of a distribution, a step a bin, from the first bin that it reaches to the last."""
    reached = [index for index, value in enumerate(row) if value > 0]
    first, last = reached[0], reached[-1]
    bars = "".join(f"V{coordinate(100 - 100 * row[i] / tallest)}H{i + 1}" for i in range(first, last + 1))
    return f"M{first} 100{bars}V100Z"


def remark(results: Mapping[str, float]) -> str:
    """Return the line under the figure: what is special about this place."""
    lost = [name for name in ("kl", "kl-reverse") if math.isinf(results[name])]
    if results["overlap"] == 0:
        return "No bin in common: both KLs are infinite, near or far."
    if len(lost) == 2:
        return "Each reaches a bin that the other never does: both KLs are infinite."
    if lost == ["kl"]:
        return "P reaches a bin that Q never does, and not the other way round: only KL(P ‖ Q) is infinite."
    if lost:
        return "Q reaches a bin that P never does, and not the other way round: only KL(Q ‖ P) is infinite."
    if results["js"] == 0:
        return "The same distribution twice: there is nothing between them."
    return "Every bin that one reaches the other reaches too: both KLs are finite."
