"""Calm scales: a few round lengths, so that an axis seldom changes. `scale.js` repeats these rules."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

#: The lengths, with the number of intervals between their ticks.
#: The longest holds the surprise of the smallest double, 1074 bits.
STEPS: Final[Mapping[float, int]] = {
    0.1: 2, 0.2: 2, 0.3: 3, 0.4: 4, 0.6: 3, 0.8: 4,
    1: 2, 2: 2, 3: 3, 4: 4, 6: 3, 8: 4,
    10: 2, 20: 2, 30: 3, 40: 4, 60: 3, 80: 4,
    100: 2, 200: 2, 300: 3, 400: 4, 600: 3, 800: 4,
    1000: 2, 2000: 2,
}  # fmt: skip
HEADROOM: Final = 1.04
#: Of an axis that ends in a torn edge, the part that the finite bar may fill.
FINITE_PART: Final = 0.7
#: While a prediction is pending the axis must not give it away: it follows from the number of outcomes alone.
GUESSING: Final = 3.0


def step_at_least(needed: float, least: float) -> float:
    """Return the smallest round length that is `needed` or more, and no shorter than `least`.

    Examples
    --------
    >>> step_at_least(1.737, 1), step_at_least(0.2, 1), step_at_least(25, 1)
    (2, 1, 30)
    """
    return next((step for step in STEPS if step >= max(needed, least)), max(STEPS))


def ticks(step: float) -> list[float]:
    """Return where an axis from 0 to `step` is marked.

    Examples
    --------
    >>> ticks(3)
    [0.0, 1.0, 2.0, 3.0]
    """
    return [step * index / STEPS[step] for index in range(STEPS[step] + 1)]


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
