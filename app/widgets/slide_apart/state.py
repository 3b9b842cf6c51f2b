"""What the figure holds: two funnels over one row of bins, and how far the blue one was pushed."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import ClassVar, Final

import param

from app.figure.declared import DeclaredState, Guess
from app.kernel import Pmf, js_divergence, kl_divergence, smooth

BINS: Final = 36
#: The bin under the middle of the red funnel, which stands still, and how many bins it reaches to either side.
MIDDLE: Final = 6
REACH: Final = 5
FARTHEST: Final = 24
SHAPES: Final = ("pins", "triangle", "box")


class SlideApartState(DeclaredState):
    """Two distributions of one shape, P standing still and Q pushed to the right by whole bins.

    Examples
    --------
    >>> near, far = SlideApartState.from_options({"shift": 1}), SlideApartState.from_options({"shift": 11})
    >>> near.results()["kl"], far.results()["js"]
    (inf, 1.0)
    """

    kind = "slide_apart"
    controls = ("shape", "reach", "floor", "js", "middle")
    units: ClassVar[Mapping[str, str | None]] = {"overlap": None}
    predictable: ClassVar[Mapping[str, Guess]] = {
        "js": Guess("JS(P, Q)", "Before you look: how far apart are these two, by Jensen–Shannon?", 0.0, 3.0),
    }

    shape: param.Selector[str] = param.Selector(
        default="pins", objects=list(SHAPES), doc="How the balls of a funnel spread."
    )
    shift = param.Integer(default=0, bounds=(0, FARTHEST), doc="How many bins Q hangs to the right of P.")
    reach = param.Integer(default=REACH, bounds=(0, REACH), doc="How many bins Q reaches to either side of its middle.")
    floor = param.Number(default=0.0, bounds=(0.0, 0.5), doc="The share of balls that go to any bin, of either funnel.")
    unit: param.Selector[str] = param.Selector(
        default="bits", objects=["bits", "nats"], doc="What information is counted in."
    )

    def pair(self, shift: int | None = None) -> tuple[Pmf, Pmf]:
        """Return P and Q, Q pushed as far as it is or as far as is said."""
        apart = self.shift if shift is None else shift
        return (
            smooth(spread(self.shape, MIDDLE, REACH), self.floor),
            smooth(spread(self.shape, MIDDLE + apart, self.reach), self.floor),
        )

    def at(self, shift: int) -> dict[str, float]:
        """Return both KLs and JS with Q pushed so far."""
        p, q = self.pair(shift)
        return {
            "kl": kl_divergence(p, q, self.unit),
            "kl-reverse": kl_divergence(q, p, self.unit),
            "js": js_divergence(p, q, self.unit),
        }

    def results(self) -> dict[str, float]:
        """Return both KLs and JS in the state's unit, and the part of the balls that is common to both."""
        p, q = self.pair()
        return {**self.at(self.shift), "overlap": overlap(p.probabilities.tolist(), q.probabilities.tolist())}


def overlap(p: Sequence[float], q: Sequence[float]) -> float:
    """Return what two distributions have in common, Σ min(p, q).

    Examples
    --------
    >>> overlap([0.5, 0.5, 0], [0, 0.5, 0.5])
    0.5
    """
    return min(1.0, math.fsum(min(a, b) for a, b in zip(p, q, strict=True)))


def spread(shape: str, middle: int, reach: int) -> list[float]:
    """Return the probabilities of all bins under a funnel without a floor.

    `pins` is what `2 * reach` rows of pins make of it, each passed left or right as a fair coin falls.

    Examples
    --------
    >>> spread("pins", 6, 1)[4:9]
    [0.0, 0.25, 0.5, 0.25, 0.0]
    """
    heights = {
        "pins": [math.comb(2 * reach, k) for k in range(2 * reach + 1)],
        "triangle": [reach + 1 - abs(k - reach) for k in range(2 * reach + 1)],
        "box": [1] * (2 * reach + 1),
    }[shape]
    row = [0.0] * BINS
    for k, height in enumerate(heights):
        row[middle - reach + k] = height / sum(heights)
    return row
