"""What the figure holds: the normal Q, five draws from P that one may drag, and which draws follow them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Final

import numpy as np
import param

from app.figure.declared import DeclaredState, Guess, Numbers
from app.kernel import Normal, kl_estimators_of_normals, standard_normals
from app.kernel.arrays import FloatArray
from app.kernel.estimators import k1, k2, k3
from app.kernel.normals.pull import kl_normals

P: Final = Normal(0.0, 1.0)
#: So many draws are averaged in the end: the five, and others.
DRAWS: Final = 1000
FARTHEST: Final = 4.0
ESTIMATORS: Final = {"k1": k1, "k2": k2, "k3": k3}


class EstimatesState(DeclaredState):
    """KL(P ‖ Q) from draws of the standard normal P, for a normal Q.

    Examples
    --------
    >>> beside = EstimatesState.from_options({"mean": 1, "sd": 1})
    >>> {name: round(value, 3) for name, value in beside.results().items() if name.endswith("sd")}
    {'k1-sd': 1.0, 'k2-sd': 0.866, 'k3-sd': 0.848}
    """

    kind = "estimates"
    controls: ClassVar[tuple[str, ...]] = ("sd", "run")
    predictable: ClassVar[Mapping[str, Guess]] = {
        "k3-run": Guess(
            "the average of k3 over 1,000 draws",
            "Before you look: what will the average of k3 be after 1,000 draws?",
            0,
            1,
        ),
    }

    mean = param.Number(default=1.0, bounds=(-2.0, 2.0), doc="The mean of Q, in sd of P.")
    sd = param.Number(default=1.0, bounds=(0.5, 2.5), doc="The standard deviation of Q, in sd of P.")
    draws = Numbers([-1.3, -0.5, 0.2, 0.8, 1.6], low=-FARTHEST, high=FARTHEST, doc="The first five draws from P.")
    seed = param.Integer(default=1, bounds=(1, 9999), doc="Which draws follow.")

    def q(self) -> Normal:
        """Return the model."""
        return Normal(self.mean, self.sd)

    def log_ratios(self, x: FloatArray) -> FloatArray:
        """Return ln q(x)/p(x) of draws."""
        a, b = 0.5 * (self.sd - 1.0) / self.sd * ((self.sd + 1.0) / self.sd), self.mean / self.sd / self.sd
        ratios: FloatArray = a * (x - 1.0) * (x + 1.0) + b * x - kl_normals(P, self.q())
        return ratios

    def run(self) -> FloatArray:
        """Return all draws: the five, and those that follow."""
        return np.concatenate([self.draws, standard_normals(self.seed, DRAWS - len(self.draws), len(self.draws))])

    def running(self) -> dict[str, FloatArray]:
        """Return the average of each estimator over the first draws, for each number of them."""
        ratios = self.log_ratios(self.run())
        counts = np.arange(1, DRAWS + 1)
        return {name: np.cumsum(estimate(ratios)) / counts for name, estimate in ESTIMATORS.items()}

    def results(self) -> dict[str, float]:
        """Return the true KL, each estimator's averages over five and all draws, and what formulas say of one draw."""
        exact = kl_estimators_of_normals(P, self.q())
        numbers = {"kl": exact.k1.mean, "k2-mean": exact.k2.mean}
        for name, averages in self.running().items():
            numbers[f"{name}-five"] = float(averages[len(self.draws) - 1])
            numbers[f"{name}-run"] = float(averages[-1])
            numbers[f"{name}-sd"] = getattr(exact, name).sd
        return numbers
