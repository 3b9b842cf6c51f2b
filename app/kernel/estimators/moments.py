"""What one draw's estimate of a KL is worth: means and variances of the three estimators, exactly."""

import math
from dataclasses import dataclass

import numpy as np

from app.kernel.arrays import ArrayLike, FloatArray
from app.kernel.divergences import kl_divergence, on_one_scale
from app.kernel.gap import NEAR, gaps, log_ratios
from app.kernel.pmf import Pmf, as_pair


@dataclass(frozen=True, slots=True)
class EstimateMoments:
    """Mean and variance of the estimate that one draw gives.

    Attributes
    ----------
    mean : float
        In nats.
    variance : float
        In nats squared; `inf` where it is infinite, or larger than the largest double.

    Examples
    --------
    >>> EstimateMoments(0.5, 4.0).standard_error(100)
    0.2
    """

    mean: float
    variance: float

    @property
    def sd(self) -> float:
        """The standard deviation of one draw's estimate."""
        return math.sqrt(self.variance)

    def standard_error(self, draws: int) -> float:
        """Return the standard deviation of the average over independent draws."""
        return self.sd / math.sqrt(draws)


@dataclass(frozen=True, slots=True)
class KlEstimators:
    """The three estimators of one pair.

    Examples
    --------
    >>> three = kl_estimators([0.5, 0.5], [0.9, 0.1])
    >>> [round(each.mean, 6) for each in (three.k1, three.k2, three.k3)]
    [0.510826, 0.733946, 0.510826]
    """

    k1: EstimateMoments
    k2: EstimateMoments
    k3: EstimateMoments


def kl_estimators(p: ArrayLike | Pmf, q: ArrayLike | Pmf) -> KlEstimators:
    r"""Return means and variances of k1, k2 and k3 for one draw from P.

    .. math:: k_1 = -\ln r, \qquad k_2 = \tfrac12 \ln^2 r, \qquad k_3 = r - 1 - \ln r, \qquad
        r = \frac{q(x)}{p(x)}, \quad x \sim P

    Parameters
    ----------
    p, q
        Shape (n,): P, which is drawn from, and Q, over the same outcomes.

    Returns
    -------
    KlEstimators
        In nats; all infinite if Q gives 0 to something that P can draw.

    Raises
    ------
    KernelError
        If P or Q is no distribution, or if their lengths differ.

    Notes
    -----
    The usual misunderstanding: that k3 is unbiased. Its mean is KL(P ‖ Q) less what Q gives to outcomes that P never
    draws: E r falls short of 1 by that. And its variance beats that of k1 near P = Q alone; where Q has much and P
    little, it is the larger by any factor.

    Near P = Q the variances of k2 and k3 are far below the squares of their means; 1e-12 of variance and squared
    mean together is what they keep.

    References
    ----------
    Schulman (2020), "Approximating KL Divergence".

    Examples
    --------
    >>> three = kl_estimators([0.5, 0.5], [0.9, 0.1])
    >>> [round(each.variance, 6) for each in (three.k1, three.k2, three.k3)]
    [1.206949, 0.314945, 0.089169]
    >>> round(kl_estimators([1, 0], [0.5, 0.5]).k3.mean, 6)  # the KL is 0.693147
    0.193147
    """
    truth, model = as_pair(p, q)
    drawn = truth.probabilities > 0.0
    a, b, difference = (each[drawn] for each in on_one_scale(truth, model))
    if not b.all():
        infinite = EstimateMoments(math.inf, math.inf)
        return KlEstimators(infinite, infinite, infinite)
    costs, whole = costs_of_draws(a, b, difference), 1.0 + truth.excess
    return KlEstimators(
        k1=EstimateMoments(kl_divergence(truth, model, "nats"), _moments(a * costs, a, whole).variance),
        k2=_moments(0.5 * a * costs**2, a, whole),
        k3=_moments(gaps(a, b, difference, "nats"), a, whole),
    )


def costs_of_draws(p: FloatArray, q: FloatArray, difference: FloatArray) -> FloatArray:
    """Return ln(p/q) of each outcome, with the digits of q - p where the two nearly agree; 0 where p is 0."""
    costs = log_ratios(p, q, "nats")
    near = np.abs(difference) < NEAR * p
    costs[near] = 0.0 - np.log1p(difference[near] / p[near])
    return costs


def _moments(products: FloatArray, p: FloatArray, whole: float) -> EstimateMoments:
    """Return mean and variance from p·value of each outcome: a value itself may be no double where p is tiny."""
    mean = math.fsum(products.tolist()) / whole
    deviations = products - mean * p
    with np.errstate(over="ignore"):
        squares = deviations * (deviations / p)
    return EstimateMoments(mean, math.fsum(squares.tolist()) / whole)
