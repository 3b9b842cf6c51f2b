"""The expected calibration error, which depends on its bins."""

import math

import numpy as np

from app.kernel.arrays import ArrayLike
from app.kernel.errors import KernelError
from app.kernel.pmf import Pmf
from app.kernel.scoring.situations import read_situations


def expected_calibration_error(
    truths: ArrayLike, forecasts: ArrayLike, weights: ArrayLike | Pmf | None = None, bins: int = 10
) -> float:
    r"""Return the expected calibration error of forecasts of yes or no, in bins of equal width.

    .. math:: \mathrm{ECE} = \sum_{b=1}^{B} \Bigl| \sum_{x:\, f_x \in (\frac{b-1}{B}, \frac bB]} w_x (o_x - f_x) \Bigr|

    Parameters
    ----------
    truths, forecasts, weights
        As for `log_loss_parts`.
    bins
        B, at least 1. A forecast on an edge belongs to the bin below it, and 0 to the first.

    Returns
    -------
    float
        0 to 1.

    Raises
    ------
    KernelError
        If a number is no probability, the numbers of them differ, or there is no bin.

    Notes
    -----
    The usual misunderstanding: that it measures calibration. Errors that meet in a bin cancel, so that more bins or
    other edges give another number, larger or smaller, for the same forecasts. And measured from counts it is above 0
    for a perfect forecaster.

    References
    ----------
    Naeini, Cooper & Hauskrecht (2015), "Obtaining Well Calibrated Probabilities Using Bayesian Binning". Guo et al.
    (2017), "On Calibration of Modern Neural Networks", for the edges.

    Examples
    --------
    >>> [round(expected_calibration_error([0.69, 0.61], [0.61, 0.69], bins=b), 12) for b in (10, 15)]
    [0.0, 0.08]
    """
    there = read_situations(truths, forecasts, weights)
    if bins < 1:
        raise KernelError(f"bins is {bins}, but every forecast belongs to one: give 1 or more.")
    edges = np.arange(1, bins) / bins
    bin_of = np.searchsorted(edges, there.forecasts, side="left")
    aside = there.weights * (there.truths - there.forecasts)
    return math.fsum(abs(math.fsum(aside[bin_of == b].tolist())) for b in np.unique(bin_of).tolist())
