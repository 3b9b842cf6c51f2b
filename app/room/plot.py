"""What a class places its Gaussians over: the curve of P on an axis that follows from P alone. Pure."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from app.kernel.arrays import FloatArray
from app.kernel.normals import Normal, NormalMixture

WIDTH: Final = 600
HEIGHT: Final = 260
POINTS: Final = 241
#: Of each bump so many sd are seen, and twice P's height and a little, so that a Q on one of two bumps stands inside.
REACH: Final = 3.3
ROOM: Final = 2.15
#: The narrowest Q is so many times narrower than P's narrowest bump, the widest half as wide as the picture.
NARROWER: Final = 10.0


def _line(x: FloatArray, y: FloatArray, digits: int = 1) -> str:
    return "M" + "L".join(f"{a:.{digits}f} {b:.{digits}f}" for a, b in zip(x.tolist(), y.tolist(), strict=True))


_Z: Final = np.linspace(-4.2, 4.2, 57)
BELL: Final = _line(_Z, np.exp(Normal(0.0, 1.0).log_density(_Z)), 4)


@dataclass(frozen=True)
class Plot:
    """P, and the picture of it.

    Attributes
    ----------
    weights, means, sds
        The bumps of P.

    Examples
    --------
    >>> plot = Plot((0.5, 0.5), (-2.0, 2.0), (0.6, 0.6))
    >>> round(plot.low, 2), round(plot.high, 2), plot.ticks
    (-3.98, 3.98, (-2, 0, 2))
    """

    weights: tuple[float, ...]
    means: tuple[float, ...]
    sds: tuple[float, ...]

    @cached_property
    def truth(self) -> NormalMixture:
        """P as the kernel takes it."""
        return NormalMixture(self.weights, self.means, self.sds)

    @cached_property
    def low(self) -> float:
        """The left end of the axis."""
        return min(m - REACH * s for m, s in zip(self.means, self.sds, strict=True))

    @cached_property
    def high(self) -> float:
        """The right end of the axis."""
        return max(m + REACH * s for m, s in zip(self.means, self.sds, strict=True))

    @cached_property
    def top(self) -> float:
        """The density at the upper end of the picture."""
        return ROOM * float(np.exp(self.truth.log_density(self.means)).max())

    @property
    def narrowest(self) -> float:
        """The least width that Q may have."""
        return min(self.sds) / NARROWER

    @property
    def widest(self) -> float:
        """The greatest; the sd of anything that lies within the axis is less."""
        return (self.high - self.low) / 2.0

    @property
    def view_box(self) -> str:
        """What the paths and transforms are drawn in."""
        return f"0 0 {WIDTH} {HEIGHT}"

    @property
    def bell(self) -> str:
        """The standard normal's curve as an SVG path; every Gaussian is this one, moved and stretched."""
        return BELL

    @property
    def start(self) -> Normal:
        """Where Q stands before it is placed: on a flank, and no answer by itself."""
        length = self.high - self.low
        return Normal(round(self.low + 0.375 * length, 2), round(length / 12.0, 2))

    @property
    def ticks(self) -> tuple[int, ...]:
        """The whole numbers that the axis names: every one, every second, every fifth."""
        step = next(n for n in (1, 2, 5, 10, 20, 50) if (self.high - self.low) / n <= 5.5)
        return tuple(n * step for n in range(math.ceil(self.low / step), math.floor(self.high / step) + 1))

    def across(self, x: float) -> float:
        """Return where x is, in percent of the picture's width."""
        return 100.0 * (x - self.low) / (self.high - self.low)

    @cached_property
    def curve(self) -> str:
        """P's curve as an SVG path."""
        return self.path(self.truth)

    def path(self, density: NormalMixture) -> str:
        """Return a mixture's curve as an SVG path."""
        x = np.linspace(self.low, self.high, POINTS)
        return _line(
            WIDTH * (x - self.low) / (self.high - self.low),
            HEIGHT * (1.0 - np.exp(density.log_density(x)) / self.top),
        )

    def placed(self, q: Normal) -> str:
        """Return the transform that makes the curve of Q of the `bell`."""
        across, up = WIDTH / (self.high - self.low), HEIGHT / self.top
        return f"matrix({q.sd * across:.5g} 0 0 {-up / q.sd:.5g} {WIDTH * self.across(q.mean) / 100:.5g} {HEIGHT})"
