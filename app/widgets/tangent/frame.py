"""Where everything lies in the picture of the logarithm. `frame.js` is the twin, number for number.

Across runs z from 0 to 4; upwards the logarithm, from -3 to 2 bits, whatever the unit: changing it changes the numbers
on the axis and no shape.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from app.figure.drawing import Frame, coordinate, percent
from app.figure.format import format_plain
from app.kernel.units import BITS_IN, NATS_PER_BIT
from app.widgets.tangent.state import LARGEST

if TYPE_CHECKING:
    from app.widgets.tangent.state import TangentState

BOTTOM: Final = -3.0
TOP: Final = 2.0


def across(z: float) -> float:
    """Return where a value lies from left to right, 0 to 1."""
    return z / LARGEST


def up(bits: float) -> float:
    """Return where a logarithm lies from bottom to top, 0 to 1."""
    return (max(bits, BOTTOM) - BOTTOM) / (TOP - BOTTOM)


def point(z: float, bits: float) -> str:
    """Return a point of the drawing, which is 100 wide and 100 high."""
    return f"{coordinate(100 * across(z))} {coordinate(100 * (1 - up(bits)))}"


def log2(z: float) -> float:
    """Return the logarithm in bits, minus infinity at 0."""
    return math.log2(z) if z > 0 else -math.inf


def tangent(at: float) -> str:
    """Return the line that touches the curve at a value, from edge to edge of the drawing."""
    slope, height = 1 / (at * NATS_PER_BIT), math.log2(at)
    # Where it is steep it leaves through the bottom, where it is flat through the right edge.
    left = max(0.0, at + (BOTTOM - height) / slope)
    return f"M{point(left, height + slope * (left - at))} L{_leaving(at, height, slope)}"


def _leaving(at: float, height: float, slope: float) -> str:
    right = min(LARGEST, at + (TOP - height) / slope)
    return point(right, height + slope * (right - at))


def curve() -> str:
    """Return the logarithm's own curve, which nothing moves."""
    return "M" + " L".join(point(z, log2(z)) for z in (2 ** (step / 10) for step in range(-30, 21)))


def frame(state: TangentState, results: Mapping[str, float], *, pending: bool = False) -> Frame:
    """Return what each part of the figure shows."""
    per_unit = BITS_IN[state.unit]
    mean = results["mean"]
    top, low = results["log-mean"] * per_unit, results["mean-log"] * per_unit
    hidden = "" if pending else None
    middle = percent(across(mean))
    shown: dict[str, dict[str, str | None]] = {
        "hull": {"d": f"M{' L'.join(point(z, log2(z)) for z in sorted(state.values))} Z"},
        "line": {"d": _line(state.line, mean)},
        "above": {"style.left": middle, "style.bottom": percent(up(top))},
        "below": {"hidden": hidden, "style.left": middle, "style.bottom": percent(up(0.0 if pending else low))},
        "gap": {
            "hidden": hidden,
            "style.left": middle,
            "style.bottom": percent(up(0.0 if pending else low)),
            "style.height": percent(0 if pending else up(top) - up(low)),
        },
        "mean": {"style.left": middle},
        "remark": {"text": "" if pending else remark(state, results)},
    }
    for index, (z, weight) in enumerate(zip(state.values, state.weights, strict=True)):
        place = {"style.left": percent(across(z)), "style.bottom": percent(up(log2(z)))}
        shown[f"handle-values.{index}"] = {**place, "style.--weight": coordinate(weight)}
    for index, bits in enumerate((-3, -2, -1, 0, 1, 2)):
        shown[f"mark-{index}"] = {"text": format_plain(bits / per_unit, 2)}
    return shown


def _line(line: str, mean: float) -> str:
    if line == "one":
        return tangent(1.0)
    return tangent(mean) if line == "mean" and mean > 0 else ""


def remark(state: TangentState, results: Mapping[str, float]) -> str:
    """Return what is special about this Z."""
    happens = [z for z, weight in zip(state.values, state.weights, strict=True) if weight > 0]
    if len(set(happens)) == 1:
        return "Z is always the same: both sides agree, and the gap is 0."
    if min(happens) == 0:
        return "Z can be 0, where the logarithm falls without limit: the gap is infinite."
    if results["jensen-gap"] < 0.05:
        return "Over so short a stretch the curve is nearly straight, and the gap nearly 0."
    return "The average of the points lies inside the shaded shape, and the curve bends over it: the gap is positive."
