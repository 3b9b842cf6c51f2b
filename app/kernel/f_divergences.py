"""The family to which KL, Jensen-Shannon, Hellinger, chi-squared and total variation belong."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import numpy as np

from app.kernel.arrays import ArrayLike
from app.kernel.divergences import js_divergence, kl_divergence, on_one_scale
from app.kernel.errors import KernelError
from app.kernel.gap import gap
from app.kernel.pmf import Pmf, as_pair
from app.kernel.total_variation import total_variation


@dataclass(frozen=True, slots=True)
class FDivergence:
    r"""One member of the family, in nats where it has a unit.

    .. math:: D_f(P \| Q) = \sum_i q_i\, f\Bigl(\frac{p_i}{q_i}\Bigr), \qquad f \text{ convex}, \quad f(1) = 0

    Attributes
    ----------
    name : str
        As one says it.
    f : function of t ≥ 0
        Normalised so that it is never negative: a multiple of t - 1 adds nothing to the sum.
    of : function of P and Q
        The divergence, without cancellation where P and Q nearly agree.
    at_zero, slope_at_infinity : float
        f(0), what an outcome of Q costs that P never has; lim f(t)/t, what one of P costs that Q never has.
    curvature : float
        f″(1): near P = Q all are half of it times chi-squared; `inf` where f has a kink there.
    largest : float
        f(0) + f′(∞), reached where P and Q share no outcome.

    Notes
    -----
    The usual misunderstanding: that the choice of one is a matter of taste. Near P = Q it is, but for total variation;
    far from it each has its own opinion of the impossible, f(0) and f′(∞).

    References
    ----------
    Csiszár (1967); Ali & Silvey (1966). Liese & Vajda (2006), "On Divergences and Informations in Statistics".

    Examples
    --------
    >>> kl = F_DIVERGENCES["kl"]
    >>> kl.f(1.0), kl.f(0.0), kl.largest
    (0.0, 1.0, inf)
    >>> p, q = [0.6, 0.3, 0.1], [0.2, 0.3, 0.5]
    >>> {name: round(each.of(p, q), 6) for name, each in F_DIVERGENCES.items()}  # doctest: +NORMALIZE_WHITESPACE
    {'kl': 0.498224, 'reverse-kl': 0.584996, 'chi-squared': 1.12, 'js': 0.125101, 'hellinger': 0.129983,
     'total-variation': 0.4}
    """

    name: str
    f: Callable[[float], float]
    of: Callable[[ArrayLike | Pmf, ArrayLike | Pmf], float]
    at_zero: float
    slope_at_infinity: float
    curvature: float

    @property
    def largest(self) -> float:
        """The value for distributions that share no outcome."""
        return self.at_zero + self.slope_at_infinity


def chi_squared(p: ArrayLike | Pmf, q: ArrayLike | Pmf) -> float:
    r"""Return the chi-squared divergence, the variance of p/q under Q.

    .. math:: \chi^2(P \| Q) = \sum_i \frac{(p_i - q_i)^2}{q_i}

    Parameters
    ----------
    p, q
        Shape (n,): two distributions over the same outcomes.

    Returns
    -------
    float
        At least 0, without a unit; `inf` if Q gives 0 to something that P can do.

    Raises
    ------
    KernelError
        If P or Q is no distribution, or if their lengths differ.

    Notes
    -----
    Near P = Q it is twice the KL, in nats. The usual misunderstanding: that it is symmetric. Only one is divided by.

    References
    ----------
    Pearson (1900). Tsybakov (2009), section 2.4.

    Examples
    --------
    >>> chi_squared([0.75, 0.25], [0.5, 0.5]), chi_squared([0.5, 0.5], [1, 0])
    (0.25, inf)
    """
    truth, model = as_pair(p, q)
    a, b, difference = on_one_scale(truth, model)
    if ((b == 0.0) & (a > 0.0)).any():
        return math.inf
    there = b > 0.0
    with np.errstate(over="ignore"):
        squares = difference[there] * (difference[there] / b[there])
    return math.fsum(squares.tolist()) / (1.0 + truth.excess)


def squared_hellinger(p: ArrayLike | Pmf, q: ArrayLike | Pmf) -> float:
    r"""Return the squared Hellinger distance.

    .. math:: H^2(P, Q) = \tfrac12 \sum_i \bigl( \sqrt{p_i} - \sqrt{q_i} \bigr)^2 = 1 - \sum_i \sqrt{p_i q_i}

    Parameters
    ----------
    p, q
        Shape (n,): two distributions over the same outcomes.

    Returns
    -------
    float
        0 (P = Q) to 1 (P and Q share no outcome), without a unit.

    Raises
    ------
    KernelError
        If P or Q is no distribution, or if their lengths differ.

    Notes
    -----
    Its root is a distance. Conventions differ: some leave the half out.

    References
    ----------
    Tsybakov (2009), section 2.4.

    Examples
    --------
    >>> squared_hellinger([1, 0], [0, 1]), round(squared_hellinger([0.5, 0.5], [0.9, 0.1]), 6)
    (1.0, 0.105573)
    """
    truth, model = as_pair(p, q)
    a, b, difference = on_one_scale(truth, model)
    sums = np.sqrt(a) + np.sqrt(np.maximum(b, 0.0))
    roots = np.divide(difference, sums, out=np.zeros_like(sums), where=sums > 0.0)
    return min(1.0, 0.5 * math.fsum((roots**2).tolist()) / (1.0 + truth.excess))


def _js_generator(t: float) -> float:
    half = 0.5 * (t - 1.0)
    return 0.5 * (gap(t, t - half, -half, "nats") + gap(1.0, 1.0 + half, half, "nats"))


#: By the name that a lesson uses.
F_DIVERGENCES: Final = MappingProxyType(
    {
        "kl": FDivergence(
            "KL(P ‖ Q)",
            lambda t: gap(t, 1.0, 1.0 - t, "nats"),
            lambda p, q: kl_divergence(p, q, "nats"),
            at_zero=1.0,
            slope_at_infinity=math.inf,
            curvature=1.0,
        ),
        "reverse-kl": FDivergence(
            "KL(Q ‖ P)",
            lambda t: gap(1.0, t, t - 1.0, "nats"),
            lambda p, q: kl_divergence(q, p, "nats"),
            at_zero=math.inf,
            slope_at_infinity=1.0,
            curvature=1.0,
        ),
        "chi-squared": FDivergence(
            "χ²(P ‖ Q)",
            lambda t: (t - 1.0) ** 2,
            chi_squared,
            at_zero=1.0,
            slope_at_infinity=math.inf,
            curvature=2.0,
        ),
        "js": FDivergence(
            "Jensen-Shannon",
            _js_generator,
            lambda p, q: js_divergence(p, q, "nats"),
            at_zero=0.5 * math.log(2.0),
            slope_at_infinity=0.5 * math.log(2.0),
            curvature=0.25,
        ),
        "hellinger": FDivergence(
            "squared Hellinger",
            lambda t: 0.5 * ((t - 1.0) / (math.sqrt(t) + 1.0)) ** 2,
            squared_hellinger,
            at_zero=0.5,
            slope_at_infinity=0.5,
            curvature=0.25,
        ),
        "total-variation": FDivergence(
            "total variation",
            lambda t: 0.5 * abs(t - 1.0),
            total_variation,
            at_zero=0.5,
            slope_at_infinity=0.5,
            curvature=math.inf,
        ),
    }
)


def f_divergence(p: ArrayLike | Pmf, q: ArrayLike | Pmf, name: str) -> float:
    """Return one member of the family by its name in `F_DIVERGENCES`; KernelError if there is none of it.

    Examples
    --------
    >>> f_divergence([0.5, 0.5, 0.0], [0.0, 0.5, 0.5], "total-variation")
    0.5
    """
    if name not in F_DIVERGENCES:
        raise KernelError(f"there is no f-divergence {name!r} here: give one of {', '.join(F_DIVERGENCES)}.")
    return F_DIVERGENCES[name].of(p, q)
