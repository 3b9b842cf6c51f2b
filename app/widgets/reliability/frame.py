"""Where everything lies: forecasts to the right, what came upwards, and three strips that are the loss.

`frame.js` is the twin, number for number. Where several kinds of morning get one forecast, a mark stands at how often
rain came with it: how far they lie from it is lost refinement, how far it lies from the diagonal is miscalibration.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from app.figure.drawing import Frame, coordinate, percent
from app.widgets.reliability.state import SKIES

if TYPE_CHECKING:
    from app.widgets.reliability.state import ReliabilityState

#: How many nats the strips have room for.
LONGEST: Final = 1.2
#: Parts of a loss below this are none.
NOTHING: Final = 1e-9


def frame(state: ReliabilityState, results: Mapping[str, float], *, pending: bool = False) -> Frame:
    """Return what each part of the figure shows."""
    said, observed = state.said(), state.observed()
    shown: dict[str, dict[str, str | None]] = {
        "remark": {"text": "" if pending else remark(results)},
        "edges": {"d": "".join(f"M{coordinate(100 * k / state.bins)} 0 V100" for k in range(1, state.bins))},
        **_strips(results, pending=pending),
    }
    for index in range(len(SKIES)):
        truth, forecast, seen = state.truths[index], said[index], observed[index]
        empty = state.shares[index] == 0.0
        shown[f"handle-forecasts.{index}"] = {
            "hidden": "" if empty else None,
            "style.left": percent(state.forecasts[index]),
            "style.bottom": percent(truth),
        }
        shown[f"dot.{index}"] = {
            "hidden": "" if empty else None,
            "style.left": percent(forecast),
            "style.bottom": percent(truth),
            "style.--size": coordinate(8 + 48 * math.sqrt(state.shares[index])),
        }
        shown[f"seen.{index}"] = {
            "hidden": "" if empty or pending or seen == truth else None,
            "style.left": percent(forecast),
            "style.bottom": percent(seen),
        }
        shown[f"lost.{index}"] = {
            "hidden": "" if empty or pending else None,
            "style.left": percent(forecast),
            "style.bottom": percent(min(truth, seen)),
            "style.height": percent(abs(truth - seen)),
        }
        shown[f"miss.{index}"] = {
            "hidden": "" if empty or pending else None,
            "style.left": percent(min(forecast, seen)),
            "style.width": percent(abs(forecast - seen)),
            "style.bottom": percent(seen),
        }
    return shown


def _strips(results: Mapping[str, float], *, pending: bool) -> dict[str, dict[str, str | None]]:
    shown: dict[str, dict[str, str | None]] = {}
    start = 0.0
    for name in ("floor", "lost", "miscalibration"):
        length = min(results[name] / LONGEST, 1.0 - start)
        hide = length <= 0.0 or (pending and name != "floor")
        shown[f"part-{name}"] = {
            "hidden": "" if hide else None,
            "style.left": percent(start),
            "style.width": percent(0.0 if hide else length),
        }
        start += length
    return shown


def remark(results: Mapping[str, float]) -> str:
    """Return what these forecasts are like."""
    if math.isinf(results["miscalibration"]):
        return "What was said to be impossible came: that costs infinitely much."
    if results["miscalibration"] > NOTHING:
        if results["lost"] > NOTHING:
            return "It says the same of mornings that differ, and what it says does not come true as often."
        return "It tells the mornings apart, but what it says does not come true as often as it says."
    if results["lost"] > NOTHING:
        return "What it says comes true as often as it says. But it says the same of mornings that differ."
    return "It tells all mornings apart and keeps its word: nothing but the floor is left."
