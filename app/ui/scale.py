"""Calm scales: a few round lengths, so that an axis seldom changes. `scale.js` repeats these rules."""

from __future__ import annotations

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
#: How much longer an axis is, at least, than what it has to show.
HEADROOM: Final = 1.04


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
