"""What the figure holds: three values of Z, how probable each is, and which line is drawn."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

import param

from app.figure.declared import DeclaredState, Distribution, Guess, Numbers
from app.kernel import jensen

LARGEST = 4.0


class TangentState(DeclaredState):
    """A random variable Z with three values, and the logarithm that is taken of it.

    Examples
    --------
    >>> ratio = TangentState.from_options({"preset": "two-coins"})
    >>> round(ratio.results()["jensen-gap"], 3)
    0.737
    """

    kind = "tangent"
    predictable: ClassVar[Mapping[str, Guess]] = {
        "jensen-gap": Guess(
            "the gap log E Z − E log Z",
            "Before you look: by how much will the average of the logarithms miss the logarithm of the average? "
            "Below zero would mean that it lies above.",
            -2,
            2,
        ),
    }
    units: ClassVar[Mapping[str, str | None]] = {"mean": None}

    values = Numbers([0.4, 1.4, 3.2], low=0, high=LARGEST, doc="The values of Z.")
    weights = Distribution([0.3, 0.4, 0.3], doc="How probable each value is.")
    line: param.Selector[str] = param.Selector(
        default="none", objects=["none", "mean", "one"], doc="Where the curve's tangent is drawn."
    )
    unit: param.Selector[str] = param.Selector(
        default="bits", objects=["bits", "nats"], doc="What logarithms are counted in."
    )

    def results(self) -> dict[str, float]:
        """Return E Z, both sides of Jensen's inequality, and the gap between them."""
        both = jensen(self.values, self.weights, self.unit)
        return {
            "mean": both.mean,
            "log-mean": both.log_of_mean,
            "mean-log": both.mean_of_log,
            "jensen-gap": both.gap,
        }
