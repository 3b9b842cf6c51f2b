"""How long the axes are: calm scales. `scale.js` repeats these rules."""

from __future__ import annotations

import math
from typing import Final

from app.ui.scale import HEADROOM, STEPS, step_at_least, ticks

#: Of an axis that ends in a torn edge, the part that the finite bar may fill.
FINITE_PART: Final = 0.7
#: While a prediction is pending the axis must not give it away: it follows from the number of outcomes alone.
GUESSING: Final = 3.0


def cost_scale(entropy: float, totals: list[float]) -> float:
    """Return the length of the axis of costs: room for every finite total, and for a torn edge beside a finite bar."""
    finite = [value for value in (entropy, *totals) if math.isfinite(value)]
    torn = entropy / FINITE_PART if len(finite) <= len(totals) else 0.0
    return step_at_least(max(HEADROOM * max(finite), torn), 1)


def guessing_scale(outcomes: int, unit: str) -> float:
    """Return the length of the axis of costs while a prediction is pending."""
    most = math.log(outcomes) / (math.log(2) if unit == "bits" else 1.0)
    return step_at_least(GUESSING * most, 1)


def probability_scale(values: list[float]) -> float:
    """Return the height of the bars' axis: 1, or less for the many small probabilities of an alphabet."""
    if len(values) <= 2 * 8:
        return 1.0
    return next(height for height in (0.1, 0.2, 0.4, 0.6, 1.0) if height >= min(1.0, HEADROOM * max(values)))


def term_scale(terms: list[float]) -> tuple[float, float]:
    """Return how far below and above 0 the running sum of the terms needs room."""
    sums, total = [0.0], 0.0
    for term in terms:
        if math.isfinite(term):
            total += term
            sums.append(total)
    low, high = min(sums), max(sums)
    return (step_at_least(-HEADROOM * low, 0.1) if low < 0 else 0.0), step_at_least(HEADROOM * high, 0.1)


__all__ = ["STEPS", "cost_scale", "guessing_scale", "probability_scale", "term_scale", "ticks"]
