"""What each part of the figure shows; `frame.js` repeats the rules."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

from app.figure.drawing import Frame, coordinate, percent
from app.figure.format import format_number
from app.widgets.triangle.state import TriangleState

#: How much of a bar's track the longest finite way takes; only what is infinite fills it.
LONGEST: Final = 0.9
UNITS: Final[Mapping[str, str]] = {"kl": "bits", "jeffreys": "bits", "js": "bits", "root-js": "√bits"}
NAMES: Final[Mapping[str, str]] = {"kl": "KL", "jeffreys": "Jeffreys", "js": "JS", "root-js": "√JS"}
WRITTEN: Final[Mapping[str, str]] = {
    "kl": "KL({} ‖ {})",
    "jeffreys": "KL({0} ‖ {1}) + KL({1} ‖ {0})",
    "js": "JS({}, {})",
    "root-js": "√JS({}, {})",
}
#: How far an arc bends away from the line, as a share of its width, and at the least.
BEND: Final = 0.9


def frame(state: TriangleState, results: Mapping[str, float], *, pending: bool) -> Frame:
    """Return what each part shows; with a prediction pending, of the ways only the direct one."""
    whole = max([0.0, *(results[name] for name in ("direct", "way-round") if math.isfinite(results[name]))])
    direct, first, around = (length(results[name], whole) for name in ("direct", "first", "way-round"))
    saves, hidden = results["excess"] > 0, "" if pending else None
    unsaved = None if saves and not pending else ""
    holds = None if pending else "no" if saves else "yes"
    written, unit = WRITTEN[state.measure], UNITS[state.measure]
    heads = [format_number(value, digits=2) for value in (state.a, state.b, state.c)]
    return {
        "handle-a": {"style.left": percent(state.a)},
        "handle-b": {"style.left": percent(state.b)},
        "handle-c": {"style.left": percent(state.c)},
        "coins": {"text": "heads: A {}, B {}, C {}".format(*heads)},
        "arc-direct": {"d": arc(state.a, state.c, -1)},
        "arc-first": {"d": arc(state.a, state.b, 1), "hidden": hidden},
        "arc-second": {"d": arc(state.b, state.c, 1), "hidden": hidden},
        "bar-direct": {"style.width": percent(direct), "data-endless": endless(results["direct"])},
        "bar-first": {"style.width": percent(first), "data-endless": endless(results["first"]), "hidden": hidden},
        "bar-second": {
            "style.left": percent(first),
            "style.width": percent(around - first),
            "data-endless": endless(results["second"]),
            "hidden": hidden,
        },
        "bar-saved": {
            "style.left": percent(around),
            "style.width": percent(direct - around if saves else 0),
            "hidden": unsaved,
        },
        "formula-direct": {"text": written.format("A", "C")},
        "formula-first": {"text": written.format("A", "B")},
        "formula-second": {"text": written.format("B", "C")},
        "unit-direct": {"text": unit},
        "unit-round": {"text": unit},
        "unit-saved": {"text": unit},
        "verdict": {"text": "" if pending else verdict(state, results), "data-holds": holds},
        "saving": {"hidden": unsaved},
    }


def length(value: float, whole: float) -> float:
    """Return how much of its track a way takes."""
    if math.isinf(value):
        return 1.0
    return LONGEST * value / whole if whole else 0.0


def endless(value: float) -> str | None:
    """Return the mark of an infinite bar."""
    return "" if math.isinf(value) else None


def arc(start: float, end: float, side: int) -> str:
    """Return the arc of a way over (side 1) or under (-1) the line of coins, which is 100 wide."""
    bend = 50 - side * BEND * 100 * abs(end - start)
    return (
        f"M{coordinate(100 * start)} 50Q{coordinate(50 * (start + end))} {coordinate(bend)} {coordinate(100 * end)} 50"
    )


def verdict(state: TriangleState, results: Mapping[str, float]) -> str:
    """Return what the comparison comes to."""
    name = NAMES[state.measure]
    if results["excess"] > 0:
        return f"The way round is shorter: {name} is no distance."
    if math.isinf(results["way-round"]):
        return "The way round is infinite, so it saves nothing here."
    if state.measure == "root-js":
        return "The way round is not shorter, and with √JS it never is."
    return f"The way round is not shorter here. Try other coins: {name} can be caught."
