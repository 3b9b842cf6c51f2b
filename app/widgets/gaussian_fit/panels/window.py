"""The part of the line that is seen. It follows P and Q and is for the eye alone; `frame.js` repeats these rules."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np

from app.kernel.normals import Normal, NormalMixture

#: Of each bump this many sd are seen, of Q the part with its handles.
BUMP: Final = 3.3
MODEL: Final = 1.35
MARGIN: Final = 0.03
#: How high the picture is, in heights of P: room for a Q on one of two bumps, and for a narrower one up to a limit.
LEAST: Final = 2.15
MOST: Final = 4.0
MOST_TICKS: Final = 9


@dataclass(frozen=True)
class Window:
    """What is seen: from `low` to `high`, and densities up to `top`."""

    low: float
    high: float
    top: float

    def across(self, x: float) -> float:
        """Return where x is: 0 at the left edge, 1 at the right."""
        return (x - self.low) / (self.high - self.low)

    def ticks(self) -> list[float]:
        """Return the round numbers that the axis names.

        Examples
        --------
        >>> Window(-4.1, 4.1, 1.0).ticks()
        [-4.0, -3.0, -2.0, -1.0, 0.0, 1.0, 2.0, 3.0, 4.0]
        """
        step = tick_step(self.high - self.low)
        first, last = math.ceil(self.low / step), math.floor(self.high / step)
        return [index * step for index in range(first, last + 1)]


def tick_step(length: float) -> float:
    """Return the smallest of 1, 2, 5 times a power of ten that marks a length at most nine times.

    Examples
    --------
    >>> tick_step(8.2), tick_step(20.0), tick_step(0.7)
    (1.0, 5.0, 0.1)
    """
    power = 10.0 ** math.floor(math.log10(length / MOST_TICKS))
    return next(size * power for size in (1.0, 2.0, 5.0, 10.0) if length / (size * power) <= MOST_TICKS)


def window(truth: NormalMixture, model: Normal) -> Window:
    """Return what is seen of P and Q.

    Examples
    --------
    >>> seen = window(NormalMixture([1.0], [0.0], [1.0]), Normal(5.0, 1.0))
    >>> seen.low < -3.3 and seen.high > 6.35
    True
    """
    low = min(m - BUMP * s for m, s in zip(truth.means, truth.sds, strict=True))
    high = max(m + BUMP * s for m, s in zip(truth.means, truth.sds, strict=True))
    low, high = min(low, model.mean - MODEL * model.sd), max(high, model.mean + MODEL * model.sd)
    margin = MARGIN * (high - low)
    height = truth_height(truth)
    top = max(LEAST * height, min(1.12 * peak(model.sd), MOST * height))
    return Window(low - margin, high + margin, top)


def truth_height(truth: NormalMixture) -> float:
    """Return the greatest density of P at its bumps' centres: its peak, but for the shift by a neighbour's tail."""
    return float(np.exp(truth.log_density(truth.means)).max())


def peak(sd: float) -> float:
    """Return the density of a Gaussian at its centre."""
    return 1.0 / (math.sqrt(2.0 * math.pi) * sd)
