"""What each part of the figure shows: bars for every outcome, and losses against steps. `frame.js` is the twin.

Losses are drawn in nats, from 0, whatever the unit: changing it changes the numbers on the axis and no shape.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from app.figure.drawing import Frame, coordinate, percent
from app.figure.format import format_plain
from app.kernel.units import PER_NAT
from app.widgets.descent.training import STEPS

if TYPE_CHECKING:
    from app.widgets.descent.state import DescentState

DRINKS: Final = ("tea", "coffee", "cocoa", "juice", "cola", "milk", "soup", "cider")
MARKS: Final = 9
#: Where the bars' axis may end; a share beyond 1 by rounding is 1.
BARS: Final = (0.4, 0.6, 1.0)
ROUNDING: Final = 1e-9
#: Where a smooth curve is looked at: at each step while it falls, then at every fifth.
SMOOTH: Final = (*range(40), *range(40, STEPS + 1, 5))
#: The step from which on the playhead is near the right edge.
LATE: Final = 270
#: Nats by which new data must rise again, over what the sample rises, before the remark calls it so.
RISE: Final = 0.005


def frame(state: DescentState, results: Mapping[str, float], *, pending: bool = False) -> Frame:
    """Return what each part of the figure shows; with a prediction pending, nothing of what new data cost."""
    run, at = state.training(), state.step
    new, sample, printed = run.new.tolist(), run.sample.tolist(), run.printed.tolist()
    floor = results["entropy"] / PER_NAT[state.unit]
    top = ceiling(max(sample) if pending else max(*new, *sample))
    stops = range(STEPS + 1) if state.batch else SMOOTH

    def up(nats: float) -> str:
        return percent(nats / top)

    def curve(losses: Sequence[float], steps: Iterable[int]) -> str:
        return "M" + " ".join(f"{step} {coordinate(100 * (1 - losses[step] / top))}" for step in steps)

    last_new, last_sample = new[-1], sample[-1]
    shown: dict[str, dict[str, str | None]] = {
        "stage": {"data-truth": _flag(state.truth), "data-batch": _flag(state.batch)},
        "floor": {"style.height": up(floor)},
        "gap": {"style.clip-path": "none" if pending else _band(new, floor, stops, top)},
        "new": {"d": "" if pending else curve(new, stops)},
        "sample": {"d": curve(sample, stops)},
        "printed": {"d": curve(printed, range(STEPS + 1)) if state.batch else ""},
        "name-new": {"style.bottom": up(0 if pending else last_new), "data-side": _side(last_new >= last_sample)},
        "name-sample": {"style.bottom": up(last_sample), "data-side": _side(last_sample > last_new)},
        "dot-new": {"style.left": percent(at / STEPS), "style.bottom": up(0 if pending else new[at])},
        "dot-sample": {"style.left": percent(at / STEPS), "style.bottom": up(sample[at])},
        "handle-step": {
            "style.left": percent(at / STEPS),
            "style.bottom": "0%",
            # Its hint has no room on the right.
            "data-late": "" if at > LATE else None,
        },
        "remark": {"text": "" if pending else remark(state, results, new, sample)},
        "step": {"text": f"{at} of {STEPS}"},
        "size": {"text": f"{state.n} guests"},
    }
    for mark in range(MARKS):
        nats = mark / PER_NAT[state.unit]
        shown[f"mark-{mark}"] = {
            "text": format_plain(mark),
            "hidden": None if nats <= top else "",
            "style.bottom": up(nats),
        }
    rows = zip(state.p, run.counts, run.models[at].tolist(), strict=True)
    tallest = max(*state.p, *run.shares.tolist(), *run.models[at].tolist())
    scale = next(end for end in BARS if tallest <= end + ROUNDING)
    for row, (p, count, q) in enumerate(rows):
        shown[f"p-{row}"] = {"style.width": percent(p / scale)}
        shown[f"q-{row}"] = {"style.width": percent(q / scale)}
        shown[f"f-{row}"] = {"style.left": percent(count / state.n / scale)}
        shown[f"count-{row}"] = {"text": str(count), "data-none": _flag(count == 0)}
        shown[f"model-{row}"] = {"text": f"model {format_plain(q)}"}
    return shown


def ceiling(most: float) -> float:
    """Return the top of the axis, in nats: it moves in halves, so that another sample rarely moves it.

    Examples
    --------
    >>> ceiling(2.08), ceiling(2.6)
    (2.5, 3.0)
    """
    return max(2.5, math.ceil(2 * most + 0.1) / 2)


def remark(state: DescentState, results: Mapping[str, float], new: Sequence[float], sample: Sequence[float]) -> str:
    """Return what is worth seeing in this run."""
    best = round(results["best-step"])
    # A last batch that spoils the model spoils it for the sample too, and then nothing was learned by heart.
    spoiled = max(0.0, sample[-1] - sample[best])
    if new[-1] - new[best] - spoiled < RISE:
        return "What helped on the sample helped on new data too, down to the end."
    if state.step <= best:
        return f"Up to step {best} both costs fall."
    return f"New data were cheapest at step {best}. Since then the model has learned the sample, not the truth."


def _band(new: Sequence[float], floor: float, stops: Iterable[int], top: float) -> str:
    """Return the shape between a curve and the floor, as CSS clips it."""
    corners = [(step, new[step]) for step in stops] + [(STEPS, floor), (0, floor)]
    return f"polygon({', '.join(f'{percent(step / STEPS)} {percent(1 - nats / top)}' for step, nats in corners)})"


def _flag(on: bool) -> str:
    return "true" if on else "false"


def _side(above: bool) -> str:
    return "above" if above else "below"
