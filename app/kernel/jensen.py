"""Jensen's inequality for the logarithm: how far the average logarithm lies below the logarithm of the average."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from app.kernel.divergences import kl_divergence
from app.kernel.errors import KernelError
from app.kernel.pmf import Pmf
from app.kernel.units import Unit, check_unit

__all__ = ["Jensen", "jensen"]


@dataclass(frozen=True, slots=True)
class Jensen:
    """Both sides of E log Z ≤ log E Z.

    Parameters
    ----------
    mean
        E Z.
    log_of_mean, mean_of_log
        log E Z and E log Z, in the unit asked for; minus infinity where Z can be 0.
    gap
        log E Z - E log Z, at least 0; infinity if Z is 0 with positive probability, but not always.

    Examples
    --------
    >>> jensen([1.0, 4.0], [0.5, 0.5]).mean_of_log
    1.0
    """

    mean: float
    log_of_mean: float
    mean_of_log: float
    gap: float


def jensen(values: Sequence[float], weights: Sequence[float] | Pmf, unit: Unit = "bits") -> Jensen:
    r"""Return both sides of Jensen's inequality for a random variable with finitely many values.

    .. math:: E \log Z = \sum_i w_i \log z_i \;\le\; \log \sum_i w_i z_i = \log E Z

    Parameters
    ----------
    values
        The values of Z, shape (n,), each finite and at least 0.
    weights
        Their probabilities, shape (n,), summing to 1.
    unit
        "bits" for base-2 logarithms, "nats" for natural ones.

    Returns
    -------
    Jensen
        Mean, both sides, and the gap.

    Raises
    ------
    KernelError
        If a value is negative or not finite, there are more or fewer values than weights, or the weights are no
        distribution.

    Notes
    -----
    The gap is itself a KL divergence: with q_i = w_i z_i / E Z it is KL(w ‖ q). That is how it is computed, so that
    it keeps its digits when both sides nearly agree. And with Z = q/p, weighted by p, the gap is KL(p ‖ q) plus the
    logarithm of the mass that q has where p has any.

    References
    ----------
    Cover and Thomas, Elements of Information Theory, 2nd ed., theorem 2.6.2.

    Examples
    --------
    >>> both = jensen([1.8, 0.2], [0.5, 0.5])
    >>> both.mean, round(both.gap, 6)
    (1.0, 0.736966)
    """
    check_unit(unit)
    pmf = weights if isinstance(weights, Pmf) else Pmf(weights, name="weights")
    z = np.asarray(values, dtype=float)
    w = pmf.probabilities
    if z.shape != w.shape:
        raise KernelError(f"values has {z.size} numbers for {w.size} weights: give one for each.")
    for index, value in enumerate(z.tolist()):
        if not (math.isfinite(value) and value >= 0):
            raise KernelError(f"values[{index}] is {value!r}, but a logarithm is asked for: give a number from 0 on.")
    mean = math.fsum((w * z).tolist())
    if mean == 0:
        return Jensen(0.0, -math.inf, -math.inf, 0.0)
    log = math.log2 if unit == "bits" else math.log
    possible = [(weight, value) for weight, value in zip(w.tolist(), z.tolist(), strict=True) if weight > 0]
    # Not log E Z - gap: where the logarithms cancel, as those of 2 and 1/4 do, that leaves a rounding for a zero.
    mean_of_log = -math.inf
    if all(value > 0 for _, value in possible):
        mean_of_log = math.fsum(weight * log(value) for weight, value in possible)
    gap = kl_divergence(pmf, Pmf.from_weights((w * z).tolist()), unit)
    # Where all values are alike both are the same logarithm, rounded twice: the average is not the larger one.
    return Jensen(mean, log(mean), min(mean_of_log, log(mean)), gap)
