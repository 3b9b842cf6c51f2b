"""What the first paint shows: numbers with their texts, and where bars begin and end.

`view.js` keeps the same layout alive.
"""

from __future__ import annotations

import math
from itertools import accumulate, pairwise
from typing import Any

from app.figure.format import format_number, format_plain
from app.figure.options import WidgetOptions
from app.figure.outcomes import probability_text
from app.widgets.pmf_bars.scale import cost_scale, guessing_scale, probability_scale, term_scale, ticks
from app.widgets.pmf_bars.state import PmfBarsState


def percent(part: float) -> str:
    """Return a length along a track, kept inside it."""
    return f"{min(max(part, 0.0), 1.0) * 100:.4f}%"


def first_paint(state: PmfBarsState, options: WidgetOptions) -> dict[str, Any]:
    """Return the names that the template uses."""
    results, pending = state.results(), options.pending
    totals = [results["cross-entropy"]]
    if "reverse" in state.show:
        totals += [results["entropy-q"], results["cross-entropy-reverse"]]
    scale = guessing_scale(len(state.labels), state.unit) if pending else cost_scale(results["entropy"], totals)
    height = probability_scale([*state.p, *state.q])
    count = len(state.labels)
    return {
        "state": state,
        "options": options,
        "pending": pending,
        "size": _size(count),
        "height": height,
        "scale": scale,
        "axis": [(percent(tick / scale), format_plain(tick)) for tick in ticks(scale)],
        "measures": {name: _measure(value, scale, state.unit) for name, value in results.items()},
        "rows": _rows(state, pending=pending),
        "waterfall": _waterfall([0.0] * count if pending else state.terms()),
        "guilty": _guilty(state),
        "probability_text": probability_text,
        "percent": percent,
        "hidden": frozenset(options.hide),
    }


def _size(count: int) -> str:
    """Return how much room an outcome gets: up to eight have handles of full size, more have narrow ones."""
    return "few" if count <= 4 else "several" if count <= 6 else "some" if count <= 8 else "many"


def _measure(value: float, scale: float, unit: str) -> dict[str, Any]:
    return {
        "value": "Infinity" if value == math.inf else repr(value),
        "text": format_number(value, unit),
        "end": min(value / scale, 1.0),
        "torn": value > scale,
    }


def _rows(state: PmfBarsState, *, pending: bool) -> list[dict[str, Any]]:
    """Return one row an outcome for the table: its name, its probabilities, its surprise and its part of KL."""
    surprises, terms = state.surprises(), state.terms()
    return [
        {
            "label": label,
            "p": p,
            "q": q,
            "surprise": "?" if pending else format_number(surprise),
            "term": "?" if pending else format_number(term),
        }
        for label, p, q, surprise, term in zip(state.labels, state.p, state.q, surprises, terms, strict=True)
    ]


def _waterfall(terms: list[float]) -> dict[str, Any]:
    """Return the bars of the running sum that ends at KL, and the bar of the whole."""
    below, above = term_scale(terms)
    length = below + above
    bars = [_step(start, end, below, length) for start, end in pairwise(accumulate(terms, initial=0.0))]
    return {"zero": percent(below / length), "bars": bars, "total": _step(0.0, sum(terms), below, length)}


def _step(start: float, end: float, below: float, length: float) -> dict[str, Any]:
    if math.isinf(start):
        return {"x": "0%", "width": "0%", "falls": False, "torn": False}
    left, right = ((min(max((edge + below) / length, 0.0), 1.0)) for edge in sorted((start, end)))
    return {"x": percent(left), "width": percent(right - left), "falls": end < start, "torn": math.isinf(end)}


def _guilty(state: PmfBarsState) -> list[tuple[str, float]]:
    """Return the outcomes that make KL infinite: P gives them something, Q nothing."""
    return [(label, p) for label, p, q in zip(state.labels, state.p, state.q, strict=True) if p > 0 and q == 0]
