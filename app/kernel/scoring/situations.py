"""The situations in which a forecaster says how probable yes is, and how probable it is there."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.kernel.arrays import ArrayLike, FloatArray
from app.kernel.errors import KernelError
from app.kernel.pmf import Pmf, as_pmf
from app.kernel.reading import read_numbers


@dataclass(frozen=True, slots=True)
class Situations:
    """How frequent each situation is, the truth in it, and the forecast."""

    weights: FloatArray
    truths: FloatArray
    forecasts: FloatArray

    def of_one_forecast(self) -> "tuple[Situations, NDArray[np.intp]]":
        """Return what can be seen from outside, for each forecast its frequency and how often yes came with it.

        And, for each situation, which of them it is one of.
        """
        forecasts, group = np.unique(self.forecasts, return_inverse=True)
        weights = np.bincount(group, self.weights).astype(np.float64)
        first = self.truths[[int(np.argmax(group == g)) for g in range(forecasts.size)]]
        # From one of them on: the average of equal truths is then that truth, to the last digit.
        aside = np.bincount(group, self.weights * (self.truths - first[group]))
        mean_aside = np.divide(aside, weights, out=np.zeros_like(aside), where=weights > 0.0)
        mean = np.clip(first + mean_aside, 0.0, 1.0)
        # An average of what is not certain is not certain either, though it may round to it.
        counted = self.weights > 0.0
        doubtful = np.bincount(group, counted & (self.truths < 1.0)) > 0
        possible = np.bincount(group, counted & (self.truths > 0.0)) > 0
        mean = np.where(doubtful & (mean == 1.0), np.nextafter(1.0, 0.0), mean)
        mean = np.where(possible & (mean == 0.0), np.nextafter(0.0, 1.0), mean)
        return Situations(weights, mean, forecasts), group


def read_situations(truths: ArrayLike, forecasts: ArrayLike, weights: ArrayLike | Pmf | None) -> Situations:
    """Return the situations, weights equal if left out and else normalised; or raise KernelError."""
    o, f = read_numbers(truths, "truths"), read_numbers(forecasts, "forecasts")
    for name, values in (("truths", o), ("forecasts", f)):
        wrong = ~((values >= 0.0) & (values <= 1.0))
        if wrong.any():
            index = int(np.argmax(wrong))
            raise KernelError(
                f"{name}[{index}] is {float(values[index])!r}, but it is how probable yes is: give 0 to 1."
            )
    shares = Pmf.uniform(o.size) if weights is None else as_pmf(weights, "weights")
    if not o.size == f.size == len(shares):
        raise KernelError(
            f"there are {o.size} truths, {f.size} forecasts and {len(shares)} weights: each situation has one of each."
        )
    return Situations(shares.probabilities / (1.0 + shares.excess), o, f)
