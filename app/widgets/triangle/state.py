"""What the figure holds: three coins, and by which measure ways between them are long."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import ClassVar, Final

import param

from app.figure.declared import DeclaredState, Guess
from app.kernel import Pmf, js_divergence, kl_divergence

Measure = Callable[[Pmf, Pmf], float]

#: How long the way is from one coin to another. The root of JS is counted in the root of bits.
MEASURES: Final[Mapping[str, Measure]] = MappingProxyType(
    {
        "kl": kl_divergence,
        "jeffreys": lambda p, q: kl_divergence(p, q) + kl_divergence(q, p),
        "js": js_divergence,
        "root-js": lambda p, q: math.sqrt(js_divergence(p, q)),
    }
)


class TriangleState(DeclaredState):
    """Three coins A, B and C, each with its chance of heads, and the measure chosen.

    Examples
    --------
    >>> round(TriangleState().results()["excess"], 3)
    0.39
    >>> TriangleState.from_options({"measure": "root-js"}).results()["excess"]
    0.0
    """

    kind = "triangle"
    predictable: ClassVar[Mapping[str, Guess]] = {
        "way-round": Guess(
            "the way round by B",
            "The direct way is known. Before you look: how long is the way round, from A to B and from B to C?",
            0.0,
            2.0,
        ),
    }

    a = param.Number(default=0.5, bounds=(0.0, 1.0), doc="How often coin A shows heads.")
    b = param.Number(default=0.7, bounds=(0.0, 1.0), doc="How often coin B shows heads.")
    c = param.Number(default=0.9, bounds=(0.0, 1.0), doc="How often coin C shows heads.")
    measure: param.Selector[str] = param.Selector(default="kl", objects=list(MEASURES), doc="By what a way is long.")

    def results(self) -> dict[str, float]:
        """Return the direct way, the way round with its two steps, and how much the way round saves (at least 0)."""
        a, b, c = (Pmf([heads, 1 - heads]) for heads in (self.a, self.b, self.c))
        length = MEASURES[self.measure]
        direct, first, second = length(a, c), length(a, b), length(b, c)
        around = first + second
        # Where the direct way is infinite one of the steps is too, so that infinity is never taken from infinity.
        return {
            "direct": direct,
            "first": first,
            "second": second,
            "way-round": around,
            "excess": direct - around if direct > around else 0.0,
        }
