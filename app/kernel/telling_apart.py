"""How well two distributions can be told apart: the best guess after n draws, and how fast it gets better."""

import math
from typing import Final

import numpy as np
from scipy.special import lambertw

from app.kernel.arrays import ArrayLike
from app.kernel.binomial import binomial_pmf
from app.kernel.divergences import kl_divergence
from app.kernel.errors import KernelError
from app.kernel.pmf import Pmf, as_pair
from app.kernel.searches import minimize_bounded
from app.kernel.total_variation import total_variation

#: The KL, in nats, from which on Bretagnolle and Huber bound total variation more closely than Pinsker: 1.5936.
BOUNDS_CROSS: Final = 2.0 + float(lambertw(-2.0 * math.exp(-2.0)).real)


def pinsker_bound(kl: float) -> float:
    r"""Return the most that total variation can be at a KL, by Pinsker's inequality.

    .. math:: \mathrm{TV}(P, Q) \le \sqrt{\tfrac12 \mathrm{KL}(P \| Q)}

    Parameters
    ----------
    kl
        In nats, at least 0; may be infinite.

    Returns
    -------
    float
        As the formula has it: 1 and more, which says nothing, from 2 nats on.

    Raises
    ------
    KernelError
        If the KL is negative or no number.

    Notes
    -----
    The usual misunderstanding: that a large bound is a large distance. It is the tighter the nearer P and Q are, and
    the nearer both are to a half.

    References
    ----------
    Pinsker (1964); Csiszár (1967). Tsybakov (2009), "Introduction to Nonparametric Estimation", lemma 2.5.

    Examples
    --------
    >>> pinsker_bound(0.5), pinsker_bound(2.0)
    (0.5, 1.0)
    """
    return math.sqrt(0.5 * _checked_kl(kl))


def bretagnolle_huber_bound(kl: float) -> float:
    r"""Return the most that total variation can be at a KL, by the inequality of Bretagnolle and Huber.

    .. math:: \mathrm{TV}(P, Q) \le \sqrt{1 - e^{-\mathrm{KL}(P \| Q)}}

    Parameters
    ----------
    kl
        In nats, at least 0; may be infinite.

    Returns
    -------
    float
        0 to 1: below 1 for every finite KL.

    Raises
    ------
    KernelError
        If the KL is negative or no number.

    Notes
    -----
    It says what Pinsker cannot: as long as the KL is finite, nobody tells the two apart without ever erring.

    References
    ----------
    Bretagnolle & Huber (1979). Canonne (2022), "A short note on an inequality between KL and TV".

    Examples
    --------
    >>> round(bretagnolle_huber_bound(2.0), 6), bretagnolle_huber_bound(math.inf)
    (0.929873, 1.0)
    """
    return math.sqrt(-math.expm1(-_checked_kl(kl)))


def least_kl(variation: float) -> tuple[float, Pmf, Pmf]:
    r"""Return the least KL(P ‖ Q) that a total variation leaves possible, and two coins that have it.

    .. math:: \min_{0 \le a \le 1 - v} \mathrm{KL}\bigl( (a, 1 - a) \,\|\, (a + v, 1 - a - v) \bigr)

    Parameters
    ----------
    variation
        v, from 0 to below 1.

    Returns
    -------
    float, Pmf, Pmf
        In nats, P and Q.

    Raises
    ------
    KernelError
        If the variation is outside that range.

    Notes
    -----
    Two outcomes are enough: merging all those to which Q gives more keeps the total variation and never raises KL.

    References
    ----------
    Fedotov, Harremoës & Topsøe (2003), "Refinements of Pinsker's Inequality".

    Examples
    --------
    >>> least, p, q = least_kl(0.5)
    >>> round(least, 9), round(total_variation(p, q), 12)
    (0.532297909, 0.5)
    """
    if not 0.0 <= variation < 1.0:
        raise KernelError(f"variation is {variation!r}, but below 1 a KL can be finite: give 0 to below 1.")

    def coins(a: float) -> tuple[Pmf, Pmf]:
        return Pmf([a, 1.0 - a]), Pmf([a + variation, max(0.0, 1.0 - a - variation)])

    def price(a: float) -> float:
        return kl_divergence(*coins(a), "nats")

    inside = minimize_bounded(price, 0.0, 1.0 - variation, xatol=1e-12)
    best = min(0.0, float(inside.x), key=price)
    return price(best), *coins(best)


def best_test_error(p: ArrayLike | Pmf, q: ArrayLike | Pmf, n: int = 1) -> float:
    r"""Return how often the best guess errs, when n draws come all from P or all from Q, each as likely.

    .. math:: \tfrac12 \bigl( 1 - \mathrm{TV}(P^n, Q^n) \bigr) = \tfrac12 \sum_x \min\bigl( P^n(x), Q^n(x) \bigr)

    Parameters
    ----------
    p, q
        Shape (k,): two distributions over the same outcomes; of two outcomes if n is above 1.
    n
        How many draws are seen, at least 0.

    Returns
    -------
    float
        0 to a half.

    Raises
    ------
    KernelError
        If P or Q is no distribution, their lengths differ, n is negative, or n > 1 with more than two outcomes.

    Notes
    -----
    The usual misunderstanding: that the Jensen-Shannon divergence says it. At JS of half a bit the error lies between
    0.110 and 0.25.

    References
    ----------
    Cover & Thomas (2006), section 11.9.

    Examples
    --------
    >>> [round(best_test_error([0.5, 0.5], [0.9, 0.1], n), 6) for n in (1, 2, 14)]
    [0.3, 0.22, 0.03641]
    """
    truth, model = as_pair(p, q)
    if n == 1:
        return 0.5 * (1.0 - total_variation(truth, model))
    return 0.5 * math.fsum(np.minimum(binomial_pmf(truth, n), binomial_pmf(model, n)).tolist())


def chernoff_information(p: ArrayLike | Pmf, q: ArrayLike | Pmf) -> float:
    r"""Return how fast the error of the best guess falls with the number of draws.

    .. math:: C(P, Q) = -\min_{0 \le s \le 1} \ln \sum_i p_i^s\, q_i^{1 - s} = -\lim_{n \to \infty} \tfrac1n \ln e_n

    Parameters
    ----------
    p, q
        Shape (k,): two distributions over the same outcomes.

    Returns
    -------
    float
        In nats a draw; `inf` if P and Q share no outcome.

    Raises
    ------
    KernelError
        If P or Q is no distribution, or if their lengths differ.

    Notes
    -----
    Less than either KL: a guess has to be right on both sides. KL is the rate where one of the two errors alone counts.

    References
    ----------
    Chernoff (1952). Cover & Thomas (2006), theorem 11.9.1.

    Examples
    --------
    >>> round(chernoff_information([0.5, 0.5], [0.9, 0.1]), 9)
    0.112377446
    """
    truth, model = as_pair(p, q)
    a, b = (each.probabilities / (1.0 + each.excess) for each in (truth, model))
    if np.array_equal(a, b):
        return 0.0
    shared = (a > 0.0) & (b > 0.0)
    if not shared.any():
        return math.inf
    log_a, log_b = np.log(a[shared]), np.log(b[shared])

    def log_overlap(s: float) -> float:
        return math.log(math.fsum(np.exp(s * log_a + (1.0 - s) * log_b).tolist()))

    inside = minimize_bounded(log_overlap, 0.0, 1.0, xatol=1e-12)
    return max(0.0, -min(float(inside.fun), log_overlap(0.0), log_overlap(1.0)))


def _checked_kl(kl: float) -> float:
    if not kl >= 0.0:
        raise KernelError(f"kl is {kl!r}, but a KL is at least 0: give one in nats.")
    return kl
