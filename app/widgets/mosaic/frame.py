"""Where everything lies in the mosaic. `frame.js` is the twin, number for number.

Strips side by side, as wide as their times are frequent; each is cut in height by what is ordered then. So an area is a
probability. Below it one bar, whose length is H(time, drink): what the two say together, and what each says alone.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from app.figure.drawing import Frame, Parts, percent
from app.figure.format import format_number, format_percent
from app.kernel import Joint, Unit, joint_entropy
from app.kernel.units import BITS_IN
from app.widgets.mosaic.state import DRINKS, TIMES, WHOLE, Groups, added, groups, parts

if TYPE_CHECKING:
    from app.widgets.mosaic.state import MosaicState

#: The most that twelve cells can have: as long as the bar can get, in bits.
LONGEST: Final = math.log2(len(TIMES) * len(DRINKS))

#: A strip narrower than this, in percent, has neither name nor handles; a cell needs more for its number.
NARROW: Final = 7.0
ROOM: Final = 12.0


def frame(state: MosaicState, results: Mapping[str, float], *, pending: bool = False) -> Frame:
    """Return what each part of the figure shows."""
    widths = state.widths()
    table = state.table()
    merged = groups(TIMES, state.joined_times)
    overall = _shares(added(table, [[0, 1, 2, 3]])[0].tolist())
    shown: Parts = {
        "remark": {"text": "" if pending else remark(state, results)},
        **_bar(state, results, pending=pending),
        **_sides(overall),
    }
    left = 0.0
    for row, time in enumerate(TIMES):
        group = next(group for group in merged if row in group)
        together = added(table, [group])[0].tolist()
        heights = _shares(together) if sum(together) > 0 else parts(getattr(state, time))
        shown |= _strip(state, row, left, heights, pending=pending)
        shown |= _handles(state, row, left, own_lines=len(group) > 1)
        left += widths[row]
    for index, place in enumerate(state.times):
        shown[f"handle-times.{index}"] = {"style.left": _along(place), "style.bottom": "100.00%"}
    return shown


def _along(part: float) -> str:
    return percent(part / WHOLE)


def _shares(weights: list[float]) -> list[float]:
    """Return weights in percent of their sum."""
    total = sum(weights)
    return [weight / total * WHOLE for weight in weights]


def _strip(state: MosaicState, row: int, left: float, heights: list[float], *, pending: bool) -> Parts:
    """Return one time's cells, from the bottom up, its name, and how unsure of the drink it leaves one."""
    width, drinks = state.widths()[row], groups(DRINKS, state.joined_drinks)
    shown: Parts = {
        f"name-{row}": {
            "hidden": "" if width < NARROW else None,
            "style.left": _along(left + width / 2),
            "text": f"{TIMES[row]} {format_percent(width / WHOLE, 0)}",
        },
        f"leaves-{row}": {
            "hidden": "" if pending or width < ROOM else None,
            "style.left": _along(left + width / 2),
            "text": "" if pending else f"leaves {_left_by(heights, drinks, state.unit)}",
        },
    }
    bottom = 0.0
    for column, height in enumerate(heights):
        shown[f"cell-{row}.{column}"] = {
            "hidden": None if width * height else "",
            "data-as": str(next(group[0] for group in drinks if column in group)),
            "style.left": _along(left),
            "style.width": _along(width),
            "style.bottom": _along(bottom),
            "style.height": _along(height),
            "text": format_percent(width * height / WHOLE**2, 0) if width >= ROOM and height >= ROOM else "",
        }
        bottom += height
    return shown


def _left_by(heights: list[float], drinks: Groups, unit: Unit) -> str:
    """Return the entropy of the drink at one time; its unit stands over the picture."""
    shares = [sum(heights[column] for column in group) for group in drinks]
    return format_number(joint_entropy(Joint.from_weights([shares]), unit))


def _handles(state: MosaicState, row: int, left: float, *, own_lines: bool) -> Parts:
    """Return one time's handles, and the lines at which they stand where its cells show a merged strip."""
    width, time = state.widths()[row], TIMES[row]
    shown: Parts = {}
    for index, place in enumerate(getattr(state, time)):
        shown[f"own-{row}.{index}"] = {
            "hidden": None if own_lines else "",
            "style.left": _along(left),
            "style.width": _along(width),
            "style.bottom": _along(place),
        }
        shown[f"handle-{time}.{index}"] = {
            "hidden": "" if width < NARROW else None,
            "style.left": _along(left + width / 2),
            "style.bottom": _along(place),
        }
    return shown


def _sides(overall: list[float]) -> Parts:
    """Return what is ordered over the whole day: names at the side, lines across all strips."""
    shown: Parts = {}
    bottom = 0.0
    for column, height in enumerate(overall):
        shown[f"drink-{column}"] = {
            "hidden": "" if height < NARROW else None,
            "style.bottom": _along(bottom + height / 2),
            "text": f"{DRINKS[column]} {format_percent(height / WHOLE, 0)}",
        }
        bottom += height
        if column < len(overall) - 1:
            shown[f"mean-{column}"] = {"style.bottom": _along(bottom)}
    return shown


def _bar(state: MosaicState, results: Mapping[str, float], *, pending: bool) -> Parts:
    """Return the bar: what is left of the time, what both say, what is left of the drink."""
    per_unit = BITS_IN[state.unit]
    names = ("time-left", "information", "drink-left")
    lengths = [0.0 if pending else results[name] * per_unit / LONGEST for name in names]
    starts = [0.0, lengths[0], lengths[0] + lengths[1], sum(lengths)]
    shown: Parts = {
        f"part-{name}": {
            "hidden": None if length else "",
            "style.left": percent(start),
            "style.width": percent(length),
        }
        for name, start, length in zip(names, starts, lengths, strict=False)
    }
    for name, start, end in (("time", 0, 2), ("drink", 1, 3)):
        shown[f"span-{name}"] = {
            "hidden": "" if pending else None,
            "style.left": percent(starts[start]),
            "style.width": percent(starts[end] - starts[start]),
        }
    return shown


def remark(state: MosaicState, results: Mapping[str, float]) -> str:
    """Return what is special about this table."""
    joined = state.joined_times != "none" or state.joined_drinks != "none"
    if joined and results["lost"] == 0.0:
        return "Nothing is lost: what is not told apart any more had the same shares."
    if results["information"] == 0.0:
        return "At each time the same shares: the time says nothing about the drink."
    if joined:
        return "Who tells less apart never knows more: what the time says can only shrink."
    return "Where a strip is not cut at the dashed lines, its time says something about the drink."
