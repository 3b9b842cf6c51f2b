"""What the figure holds: a coin, a rival's claim about it, how often it was flipped, and the evidence asked for."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import ClassVar, Final

import param

from app.figure.declared import DeclaredState, Guess
from app.kernel import kl_divergence
from app.kernel.binomial import binomial_pmf
from app.kernel.evidence import chance_of_evidence, evidence

MOST: Final = 60
HIGHEST: Final = 40.0
LEAST: Final = 0.01


class EvidenceState(DeclaredState):
    """A truth and a rival claim, as the share of heads; evidence is the log odds of truth over claim, in bits.

    Examples
    --------
    >>> results = EvidenceState.from_options({"preset": "loaded"}).results()
    >>> round(results["mean"], 3), round(results["chance"], 6)
    (10.318, 0.604736)
    """

    kind = "evidence"
    controls: ClassVar[tuple[str, ...]] = ("p", "q")
    predictable: ClassVar[Mapping[str, Guess]] = {
        "chance": Guess(
            "the chance to have reached the limit",
            "Before you look: how probable is it that the evidence has reached the limit after so many flips?",
            0,
            1,
        ),
    }
    units: ClassVar[Mapping[str, str | None]] = {
        "kl": "bits",
        "mean": "bits",
        "sd": "bits",
        "chance": None,
        "wrong": None,
    }

    p = param.Number(default=0.5, bounds=(LEAST, 1 - LEAST), doc="How often the coin truly shows heads.")
    q = param.Number(default=0.9, bounds=(LEAST, 1 - LEAST), doc="How often it does, as the rival claims.")
    n = param.Integer(default=14, bounds=(1, MOST), doc="How many flips there were.")
    limit = param.Number(default=10.0, bounds=(0.0, HIGHEST), doc="The evidence that is asked for, in bits.")

    def amounts(self) -> list[float]:
        """Return the evidence after 0, 1, … n heads."""
        heads, tails = math.log2(self.p / self.q), math.log2((1 - self.p) / (1 - self.q))
        return [k * heads + (self.n - k) * tails for k in range(self.n + 1)]

    def chances(self) -> list[float]:
        """Return how probable 0, 1, … n heads are."""
        chances: list[float] = binomial_pmf([self.p, 1 - self.p], self.n).tolist()
        return chances

    def results(self) -> dict[str, float]:
        """Return what a flip brings, average and spread of them all, and two chances."""
        truth, claim = [self.p, 1 - self.p], [self.q, 1 - self.q]
        spread = evidence(truth, claim, self.n)
        return {
            "kl": kl_divergence(truth, claim),
            "mean": spread.mean,
            "sd": spread.sd,
            "chance": chance_of_evidence(truth, claim, self.n, self.limit),
            "wrong": max(0.0, 1.0 - chance_of_evidence(truth, claim, self.n, 0.0)),
        }
