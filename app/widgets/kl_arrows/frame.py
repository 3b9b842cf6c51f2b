"""Where everything lies: arrows in the plane of three logits, and the logits on a line each. `frame.js` is the twin.

Only differences of logits count, so slopes by three logits sum to 0 and lie in a plane: each answer has a ray, and an
arrow shows where a step down a gradient goes. The longest arrow is as long as there is room.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

import numpy as np

from app.figure.drawing import Frame, coordinate, percent
from app.figure.format import format_percent
from app.widgets.kl_arrows.state import ANSWERS, LOWEST, in_plane

if TYPE_CHECKING:
    from app.kernel.arrays import FloatArray
    from app.widgets.kl_arrows.state import KlArrowsState

#: How long the longest arrow is, in a drawing of 100 by 100, and how long its head.
LONGEST: Final = 34.0
HEAD: Final = 4.0
#: Arrows shorter than this are not there, in nats for each unit of a logit.
NOTHING: Final = 1e-9
#: Where a name stands, beyond its arrow's tip.
BEYOND: Final = 6.0


def frame(state: KlArrowsState, results: Mapping[str, float], *, pending: bool = False) -> Frame:
    """Return what each part of the figure shows."""
    found = state.gradients()
    arrows = {
        "true": found.kl,
        "reverse": found.reverse_kl,
        "k1": found.k1.mean,
        "k2": found.k2.mean,
        "k3": found.k3.mean,
    }
    longest = max(_length(arrow) for arrow in arrows.values())
    scale = LONGEST / longest if longest > NOTHING else 0.0
    shown: dict[str, dict[str, str | None]] = {"remark": {"text": "" if pending else remark(state, results)}}
    for name, arrow in arrows.items():
        there = not pending and scale * _length(arrow) > HEAD / 4
        x, y = in_plane(arrow)
        tip = (50 - scale * x, 50 + scale * y)  # down the gradient; a drawing counts from the top
        shown[f"arrow-{name}"] = {"d": _arrow(*tip) if there else ""}
        if name.startswith("k"):
            shown[f"name-{name}"] = _name(tip, there=there, pending=pending)
    for row, weights in (("policy", state.policies()[0]), ("reference", state.policies()[1])):
        for index, weight in enumerate(weights.tolist()):
            side = (index + (0.3 if row == "policy" else 0.7)) / len(ANSWERS)
            place = (getattr(state, row)[index] - LOWEST) / -LOWEST
            shown[f"handle-{row}.{index}"] = {"style.left": percent(side), "style.bottom": percent(place)}
            shown[f"stem-{row}.{index}"] = {"style.left": percent(side), "style.height": percent(place)}
            shown[f"share-{row}.{index}"] = {"text": format_percent(weight, 1)}
    return shown


def _length(arrow: FloatArray) -> float:
    return math.hypot(*in_plane(arrow))


def _arrow(x: float, y: float) -> str:
    """Return a line from the middle to a point, with a head."""
    angle = math.atan2(y - 50, x - 50)
    sides = [(x - HEAD * math.cos(angle + turn), y - HEAD * math.sin(angle + turn)) for turn in (-0.45, 0.45)]
    (a, b), (c, d) = sides
    points = [f"{coordinate(u)} {coordinate(v)}" for u, v in ((x, y), (a, b), (c, d))]
    return f"M50.00 50.00 L{points[0]} M{points[1]} L{points[0]} L{points[2]}"


def _name(tip: tuple[float, float], *, there: bool, pending: bool) -> dict[str, str | None]:
    """Return where an arrow's name stands: beyond its tip, or in the middle if there is no arrow."""
    x, y = tip
    far = math.hypot(x - 50, y - 50)
    if there:
        x, y = x + (x - 50) / far * BEYOND, y + (y - 50) / far * BEYOND
    else:
        x, y = 50.0, 50.0
    return {
        "hidden": "" if pending else None,
        "data-none": None if there else "",
        "style.left": percent(x / 100),
        "style.top": percent(y / 100),
    }


def remark(state: KlArrowsState, results: Mapping[str, float]) -> str:
    """Return what is worth seeing in these arrows."""
    if np.array_equal(*state.policies()):
        return "π and the reference are the same: there is nothing to go down."
    if state.draws == "some":
        return "Over twenty draws all three arrows stray. k1’s is nothing but straying."
    if state.step > 0 and results["after-k3"] > results["kl"]:
        return "A step down k3’s gradient raises the very KL that k3 estimates."
    if any(results[f"k3-{answer.lower()}"] * results[f"true-{answer.lower()}"] < 0 for answer in ANSWERS):
        return "k3 and the true gradient disagree on which answers to make likelier."
    return "k2 goes where KL(π ‖ ref) falls fastest; k3 goes where KL(ref ‖ π) does; k1 goes nowhere."
