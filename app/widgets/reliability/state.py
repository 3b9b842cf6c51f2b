"""What the figure holds: four kinds of morning, how often each is wet, and what a forecaster says of each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Final

import param

from app.figure.declared import DeclaredState, Distribution, Guess, Numbers
from app.figure.outcomes import pmf_of
from app.kernel.scoring import brier_parts, expected_calibration_error, log_loss_parts

SKIES: Final = ("clear", "hazy", "grey", "dark")


class ReliabilityState(DeclaredState):
    """Forecasts of rain on four kinds of morning; what is said is the forecast at a temperature.

    Examples
    --------
    >>> lumped = ReliabilityState.from_options({"preset": "lumped"}).results()
    >>> [round(lumped[name], 4) for name in ("floor", "lost", "miscalibration")]
    [0.468, 0.0324, 0.0]
    """

    kind = "reliability"
    controls: ClassVar[tuple[str, ...]] = ("world", "shares", "temperature", "bins")
    predictable: ClassVar[Mapping[str, Guess]] = {
        "miscalibration": Guess(
            "the miscalibration",
            "Before you look: how much of the loss is miscalibration here?",
            0,
            0.7,
        ),
        "ece": Guess(
            "the calibration error in bins",
            "Before you look: what is the calibration error in bins?",
            0,
            0.5,
        ),
    }

    truths = Numbers([0.1, 0.3, 0.7, 0.9], low=0, high=1, doc="How often it rains on each kind of morning.")
    forecasts = Numbers([0.1, 0.3, 0.7, 0.9], low=0, high=1, doc="What is said of each, at temperature 1.")
    shares = Distribution([0.25, 0.25, 0.25, 0.25], doc="How frequent each kind of morning is.")
    temperature = param.Number(default=1.0, bounds=(0.25, 4.0), doc="By what the forecasts' log odds are divided.")
    bins = param.Integer(default=10, bounds=(1, 30), doc="In how many bins calibration is looked at.")

    def said(self) -> list[float]:
        """Return what is said of each kind of morning."""
        return [tempered(forecast, self.temperature) for forecast in self.forecasts]

    def observed(self) -> list[float]:
        """Return, for each kind of morning, how often it rains where the same is said."""
        said = self.said()
        return [
            _average(
                [
                    (share, truth)
                    for share, truth, each in zip(self.shares, self.truths, said, strict=True)
                    if each == forecast
                ]
            )
            for forecast in said
        ]

    def results(self) -> dict[str, float]:
        """Return the log loss and its three parts, in nats, the Brier score, and the calibration error in bins."""
        said, shares = self.said(), pmf_of(self.shares, name="shares")
        log = log_loss_parts(self.truths, said, shares, "nats")
        return {
            "loss": log.loss,
            "floor": log.floor,
            "lost": log.lost_refinement,
            "miscalibration": log.miscalibration,
            "brier": brier_parts(self.truths, said, shares).loss,
            "ece": expected_calibration_error(self.truths, said, shares, self.bins),
        }


def tempered(forecast: float, temperature: float) -> float:
    """Return a probability whose log odds are divided by a temperature.

    Examples
    --------
    >>> round(tempered(0.9, 2.0), 12), tempered(0.3, 1.0), tempered(0.0, 0.5)
    (0.75, 0.3, 0.0)
    """
    if temperature == 1.0:
        return forecast
    yes, no = forecast ** (1.0 / temperature), (1.0 - forecast) ** (1.0 / temperature)
    return float(yes / (yes + no))


def _average(weighted: list[tuple[float, float]]) -> float:
    total = sum(weight for weight, _ in weighted)
    first = weighted[0][1]
    return first + sum(weight * (value - first) for weight, value in weighted) / total if total > 0.0 else first
