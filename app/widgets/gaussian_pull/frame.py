"""Where everything lies in the picture of the pull. `frame.js` is the twin, number for number.

Across runs z from -4.5 to 4.5; upwards density, from 0 to 1: a narrower q is cut off above. An arrow is as long as the
pull is strong, up to a longest.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from app.figure.drawing import Frame, coordinate, percent

if TYPE_CHECKING:
    from app.widgets.gaussian_pull.state import GaussianPullState

EDGE: Final = 4.5
TOP: Final = 1.0
#: Of what the bar of costs shows, its full length.
DEAREST: Final = 6.0
#: How far along z an arrow reaches for a pull of 1, and at most.
REACH: Final = 0.4
LONGEST: Final = 1.6
#: Below this nothing is drawn: an arrow would be all head.
SHORTEST: Final = 0.12
#: Where the handle of the width sits on its curve: at σ from the mean, unless that is cut off.
HIGHEST_GRIP: Final = 0.86


def across(z: float) -> float:
    """Return where a value of z lies from left to right, 0 to 1."""
    return (z + EDGE) / (2 * EDGE)


def density(z: float) -> float:
    """Return the density of N(0, 1)."""
    return math.exp(-0.5 * z * z) / math.sqrt(2 * math.pi)


def bell(mean: float, sd: float) -> str:
    """Return the curve of a normal, on a drawing 100 wide and 100 high, out to 4.4 of its widths."""
    points = []
    for step in range(-44, 45, 2):
        z = step / 10
        height = density(z) / sd
        points.append(f"{coordinate(100 * across(mean + sd * z))} {coordinate(100 * (1 - height / TOP))}")
    return "M" + " L".join(points)


def arrow(start: float, pull: float) -> dict[str, str | None]:
    """Return an arrow from a place on z, in the direction of the pull."""
    length = min(REACH * abs(pull), LONGEST)
    left = start if pull > 0 else start - length
    return {
        "style.left": percent(across(left)),
        "style.width": percent(length / (2 * EDGE)),
        "data-to": "right" if pull > 0 else "left",
        "hidden": "" if length < SHORTEST else None,
    }


def frame(state: GaussianPullState, results: Mapping[str, float], *, pending: bool = False) -> Frame:
    """Return what each part of the figure shows; with a prediction pending, neither prices nor pulls."""
    middle, peak = percent(across(state.mean)), percent(min(density(0.0) / state.sd / TOP, 1.0))
    grip = percent(min(density(1.0) / state.sd / TOP, HIGHEST_GRIP))
    paid = 0.0 if pending else 1.0
    mean_part, spread_part = (paid * min(results[f"{name}-part"] / DEAREST, 1.0) for name in ("mean", "spread"))
    return {
        "q": {"d": bell(state.mean, state.sd)},
        "handle-mean": {"style.left": middle, "style.bottom": "0.00%"},
        "tag-q": {"style.left": middle, "style.bottom": peak},
        "handle-sd": {"style.left": percent(across(state.mean + state.sd)), "style.bottom": grip},
        "ruler": {"style.left": middle, "style.width": percent(2.0 / (2 * EDGE))},
        "pull-mean": arrow(state.mean, paid * results["pull-mean"]),
        "pull-sd": {**arrow(state.mean + state.sd, paid * results["pull-sd"]), "style.bottom": grip},
        "mean-part": {"style.width": percent(mean_part)},
        "spread-part": {"style.width": percent(spread_part)},
        "remark": {"text": "" if pending else remark(state, results)},
    }


def remark(state: GaussianPullState, results: Mapping[str, float]) -> str:
    """Return what is special about this q."""
    if results["kl-reverse"] == 0:
        return "Blue is the prior itself: nothing to pay, nothing that pulls. And every input gets the same answer."
    if state.sd < 0.2:
        return "So narrow a q is dear: each further halving of σ costs about ln 2, without end."
    if state.sd == 1:
        return "At σ = 1 only the place is paid for, and both orders agree."
    if abs(state.mean) < 0.05:
        return "In the right place, with the wrong width: only the width is paid for."
    return "The mean is pulled to 0 and the width to 1, each by its own part of the price."
