"""Evidence that adds up draw by draw: what a wrong code costs in a long message, and when the odds have grown."""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np

from app.kernel.arrays import ArrayLike, FloatArray
from app.kernel.binomial import binomial_pmf
from app.kernel.divergences import kl_divergence
from app.kernel.errors import KernelError
from app.kernel.estimators.moments import kl_estimators
from app.kernel.pmf import Pmf, as_pair
from app.kernel.units import PER_NAT, Unit, check_unit

#: Evidence within this of a limit has reached it: the logarithms of decimals are rounded.
_ROUNDING: Final = 1e-12

#: A wait is followed until less than this is still waiting.
_LEFT: Final = 1e-16
_LONGEST: Final = 20_000


@dataclass(frozen=True, slots=True)
class Spread:
    """A mean, and a standard deviation around it.

    Examples
    --------
    >>> Spread(737.0, 50.0).mean
    737.0
    """

    mean: float
    sd: float


@dataclass(frozen=True, slots=True)
class Wait:
    """How many draws it takes, on average and at the median.

    Examples
    --------
    >>> Wait(15.02, 13).median
    13
    """

    mean: float
    median: int


def evidence(p: ArrayLike | Pmf, q: ArrayLike | Pmf, n: int, unit: Unit = "bits") -> Spread:
    r"""Return the log odds of P over Q after n draws of P: what coding them for Q costs more than for P.

    .. math:: \sum_{t=1}^{n} \log\frac{p(x_t)}{q(x_t)}: \qquad \text{mean } n\, \mathrm{KL}(P \| Q), \qquad
        \text{sd } \sqrt{n \operatorname{Var} \log\tfrac{p}{q}}

    Parameters
    ----------
    p, q
        Shape (k,): the truth, which is drawn from, and the other.
    n
        How many draws, at least 0.
    unit
        "bits" or "nats".

    Returns
    -------
    Spread
        Infinite if Q rules out what P can draw.

    Raises
    ------
    KernelError
        If P or Q is no distribution, their lengths differ, n is negative, or the unit is unknown.

    Notes
    -----
    The usual misunderstanding: that the law of large numbers brings the total ever nearer to its mean. The total
    spreads more and more, as √n; it is the average a draw that settles.

    References
    ----------
    Cover & Thomas (2006), section 11.8 (Stein's lemma). Good (1950), "Probability and the Weighing of Evidence".

    Examples
    --------
    >>> extra = evidence([0.5, 0.5], [0.9, 0.1], 1000)  # a thousand letters in the wrong code
    >>> round(extra.mean, 3), round(extra.sd, 3)
    (736.966, 50.121)
    """
    check_unit(unit)
    _check_count(n)
    one = kl_estimators(p, q).k1
    if n == 0:
        return Spread(0.0, 0.0)
    return Spread(n * one.mean * PER_NAT[unit], math.sqrt(n) * one.sd * PER_NAT[unit])


def chance_of_evidence(
    p: ArrayLike | Pmf,
    q: ArrayLike | Pmf,
    n: int,
    at_least: float,
    *,
    below: float = math.inf,
    unit: Unit = "bits",
) -> float:
    r"""Return how probable it is that n draws of P give evidence within limits, for two outcomes.

    .. math:: P^n \Bigl( a \le \sum_{t=1}^{n} \log\frac{p(x_t)}{q(x_t)} < b \Bigr)

    Parameters
    ----------
    p, q
        Shape (2,): the truth and the other.
    n
        How many draws, at least 0.
    at_least, below
        a and b, in the unit; b is infinite if left out, and then infinite evidence counts.
    unit
        "bits" or "nats".

    Returns
    -------
    float
        0 to 1.

    Raises
    ------
    KernelError
        If P or Q is no distribution of two outcomes, n is negative, or the unit is unknown.

    Notes
    -----
    The usual misunderstanding: that it is a half when the mean has come. Evidence moves in steps of one letter or
    the other, and with one draw more it can even be less probable to have passed a limit.

    Examples
    --------
    >>> odds = math.log2(1000)
    >>> [round(chance_of_evidence([0.5, 0.5], [0.9, 0.1], n, odds), 6) for n in (13, 14, 15)]
    [0.5, 0.604736, 0.5]
    """
    check_unit(unit)
    _check_count(n)
    truth, other = _two_outcomes(p, q)
    amounts = _evidence_by_count(truth, other, n) * PER_NAT[unit]
    slack = _ROUNDING * max(1.0, abs(at_least) if math.isfinite(at_least) else 1.0)
    within = (amounts >= at_least - slack) & ((amounts < below - slack) | (below == math.inf))
    return min(1.0, math.fsum(binomial_pmf(truth, n)[within].tolist()))


def wait_for_odds(p: ArrayLike | Pmf, q: ArrayLike | Pmf, odds: float) -> Wait:
    r"""Return how many draws of P it takes until the odds of P over Q have reached a limit for the first time.

    .. math:: T = \min \Bigl\{ n : \prod_{t=1}^{n} \frac{p(x_t)}{q(x_t)} \ge \text{odds} \Bigr\}, \qquad
        \mathrm{E}\, T = \sum_{n \ge 0} P(T > n)

    Parameters
    ----------
    p, q
        Shape (2,): the truth and the other.
    odds
        Above 1, such as 1000.

    Returns
    -------
    Wait
        Mean and median of T.

    Raises
    ------
    KernelError
        If P or Q is no distribution of two outcomes, the odds are not a finite number above 1, P equals Q, or the two
        are so near that a wait may take more than 20,000 draws.

    Notes
    -----
    Wald's identity: the mean is that of the evidence at the moment of stopping, divided by KL(P ‖ Q). As the last draw
    overshoots, that is more than the logarithm of the odds divided by KL.

    References
    ----------
    Wald (1947), "Sequential Analysis".

    Examples
    --------
    >>> wait = wait_for_odds([0.5, 0.5], [0.9, 0.1], 1000)
    >>> round(wait.mean, 4), wait.median
    (15.0197, 13)
    """
    truth, other = _two_outcomes(p, q)
    if not (math.isfinite(odds) and odds > 1.0):
        raise KernelError(f"odds is {odds!r}, but they are to grow: give a finite number above 1, such as 1000.")
    too_near = KernelError(
        f"P and Q are so near that a wait may take {_LONGEST} draws and more: take two that differ more, or lower odds."
    )
    # At four times the time that the average takes, next to nobody waits.
    if 4.0 * math.log(odds) > _LONGEST * kl_divergence(truth, other, "nats"):
        raise too_near
    first, second = (truth.probabilities / (1.0 + truth.excess)).tolist()
    limit = math.log(odds) * (1.0 - _ROUNDING)
    waiting, mean, median = np.ones(1), 0.0, 0
    for n in range(1, _LONGEST + 1):
        left = float(waiting.sum())
        mean += left
        # By how often the first outcome came: it comes once more, or it does not.
        waiting = np.append(waiting * second, 0.0) + np.append(0.0, waiting * first)
        waiting[_evidence_by_count(truth, other, n) >= limit] = 0.0
        if left > 0.5 >= waiting.sum():
            median = n
        if waiting.sum() < _LEFT:
            return Wait(mean, median)
    raise too_near


def _evidence_by_count(truth: Pmf, other: Pmf, n: int) -> FloatArray:
    """Return the log odds, in nats, after n draws of which 0, 1, … n were the first outcome; 0 times ∞ is 0."""
    k = np.arange(n + 1.0)
    scale = (1.0 + other.excess) / (1.0 + truth.excess)
    with np.errstate(divide="ignore", invalid="ignore"):
        first, second = np.log(truth.probabilities / other.probabilities * scale)
        total: FloatArray = np.where(k > 0, k * first, 0.0) + np.where(k < n, (n - k) * second, 0.0)
    return total


def _two_outcomes(p: ArrayLike | Pmf, q: ArrayLike | Pmf) -> tuple[Pmf, Pmf]:
    truth, other = as_pair(p, q)
    if len(truth) != 2:
        raise KernelError(f"P has {len(truth)} outcomes, but draws are counted here of one out of two: give two.")
    return truth, other


def _check_count(n: int) -> None:
    if n < 0:
        raise KernelError(f"n is {n}, but a number of draws is never negative: give 0 or more.")
