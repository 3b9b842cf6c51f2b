"""Where everything lies in the two pictures: what one draw's estimates are, and how their averages settle.

`frame.js` is the twin, number for number. The upper picture runs from -4 to 4 sd of P and from -2 to 6 nats; below zero
stand the two densities. The lower one runs over the number of draws, from 1 to 1,000, equal factors being equal ways.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

import numpy as np

from app.figure.drawing import Frame, coordinate, percent
from app.figure.format import format_plain
from app.widgets.estimates.state import DRAWS, ESTIMATORS, FARTHEST

if TYPE_CHECKING:
    from app.widgets.estimates.state import EstimatesState

BOTTOM: Final = -2.0
TOP: Final = 6.0
#: Curves that leave the picture are drawn so far beyond it.
BEYOND: Final = 4.0
GRID: Final = tuple(step / 10 for step in range(-40, 41))
#: How high a density of 1 stands over the bottom, in nats of the picture.
DENSITY: Final = 3.0
#: After so many draws the running averages are drawn.
STOPS: Final = tuple(dict.fromkeys(round(10 ** (step / 16)) for step in range(49)))
#: Where the lower picture may end, in nats; below zero it shows a third of that.
CEILINGS: Final = (0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0)
BELOW: Final = 1 / 3


def frame(state: EstimatesState, results: Mapping[str, float], *, pending: bool = False) -> Frame:
    """Return what each part of the figure shows."""
    return {
        **_curves(state),
        **_draws(state),
        **_averages(state, results, pending=pending),
        "remark": {"text": "" if pending else remark(results)},
    }


def up(nats: float) -> float:
    """Return how high a number of nats lies in the upper picture, 0 to 1."""
    return (min(max(nats, BOTTOM - BEYOND), TOP + BEYOND) - BOTTOM) / (TOP - BOTTOM)


def across(x: float) -> float:
    """Return where a draw lies from left to right, 0 to 1."""
    return (x + FARTHEST) / (2 * FARTHEST)


def path(points: Iterable[tuple[float, float]]) -> str:
    """Return a line through points, given from 0 to 1, in a drawing of 100 by 100."""
    return "M" + " L".join(f"{coordinate(100 * x)} {coordinate(100 * (1 - y))}" for x, y in points)


def bell(mean: float, sd: float) -> str:
    """Return the area under a normal's density, on the bottom of the upper picture."""
    heights = [math.exp(-0.5 * ((x - mean) / sd) ** 2) / (sd * math.sqrt(2 * math.pi)) for x in GRID]
    top = path((across(x), up(BOTTOM + DENSITY * height)) for x, height in zip(GRID, heights, strict=True))
    return f"{top} L100.00 100.00 L0.00 100.00 Z"


def _curves(state: EstimatesState) -> Frame:
    ratios = state.log_ratios(np.array(GRID))
    shown = {"q": {"d": bell(state.mean, state.sd)}}
    for name, estimate in ESTIMATORS.items():
        heights = estimate(ratios).tolist()
        shown[f"curve-{name}"] = {"d": path((across(x), up(y)) for x, y in zip(GRID, heights, strict=True))}
    return shown


def _draws(state: EstimatesState) -> Frame:
    """Return the handles of the five draws, and a dot on each curve over them."""
    ratios = state.log_ratios(np.array(state.draws))
    shown: dict[str, dict[str, str | None]] = {}
    for index, x in enumerate(state.draws):
        left = percent(across(x))
        shown[f"handle-draws.{index}"] = {"style.left": left, "style.bottom": percent(up(0.0))}
        for name, estimate in ESTIMATORS.items():
            height = float(estimate(ratios)[index])
            outside = not BOTTOM <= height <= TOP
            shown[f"dot-{name}.{index}"] = {
                "hidden": "" if outside else None,
                "style.left": left,
                "style.bottom": percent(up(height)),
            }
    return shown


def ceiling(kl: float) -> float:
    """Return the top of the lower picture, in nats.

    Examples
    --------
    >>> ceiling(0.5), ceiling(0.0)
    (2.0, 0.05)
    """
    return next(top for top in CEILINGS if 2.5 * kl <= top)


def _averages(state: EstimatesState, results: Mapping[str, float], *, pending: bool) -> Frame:
    top = ceiling(results["kl"])

    def height(nats: float) -> float:
        part = (nats / top + BELOW) / (1 + BELOW)
        return min(max(part, -1.0), 2.0)

    def along(n: int) -> float:
        return math.log10(n) / math.log10(DRAWS)

    def spread(sd: float) -> str:
        if math.isinf(sd):
            return ""
        ends = [(along(n), results["kl"] + sd / math.sqrt(n)) for n in STOPS]
        back = [(along(n), results["kl"] - sd / math.sqrt(n)) for n in reversed(STOPS)]
        return path((x, height(nats)) for x, nats in ends + back) + " Z"

    shown: dict[str, dict[str, str | None]] = {
        "truth": {"style.bottom": percent(height(results["kl"]))},
        "zero": {"style.bottom": percent(height(0.0))},
        "zero-text": {"style.bottom": percent(height(0.0))},
        "top-text": {"style.bottom": "100.00%", "text": format_plain(top)},
        "spread-k1": {"d": spread(results["k1-sd"])},
        "spread-k3": {"d": "" if pending else spread(results["k3-sd"])},
    }
    for name, averages in state.running().items():
        line = path((along(n), height(float(averages[n - 1]))) for n in STOPS)
        shown[f"run-{name}"] = {"d": "" if pending else line}
    return shown


def remark(results: Mapping[str, float]) -> str:
    """Return what is worth knowing about this pair."""
    if results["kl"] == 0.0:
        return "P and Q are the same: every draw gives 0, whatever the estimator."
    if math.isinf(results["k3-sd"]):
        return "Q is so much wider than P that k3’s variance is infinite: mostly it looks calm, and is too low."
    if results["k3-sd"] > results["k1-sd"]:
        return "Where Q has much and P little, k3 is huge: here it scatters more than k1."
    return "Here k3 scatters less than k1, and both are right on average. k2 is not."
