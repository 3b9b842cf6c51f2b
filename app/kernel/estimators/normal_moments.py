"""Means and variances of the three estimators between two normals, where a formula has them."""

import math
from fractions import Fraction
from typing import Final

import numpy as np

from app.kernel.estimators.moments import EstimateMoments, KlEstimators
from app.kernel.estimators.values import k3
from app.kernel.normals.normal import Normal
from app.kernel.normals.pull import kl_normals

#: Below this variance of k3 its formula is a small difference of large numbers, and the sum takes over.
_CANCELS: Final = 1e-3

#: The trapezoidal rule, whose error for a normal density times a smooth function is below e**-300 at this step.
_STEP: Final = 0.25
_POINTS: Final = np.arange(-48, 49) * _STEP
_WEIGHTS: Final = _STEP * np.exp(-0.5 * _POINTS**2) / math.sqrt(2.0 * math.pi)


def kl_estimators_of_normals(p: Normal, q: Normal) -> KlEstimators:
    r"""Return means and variances of k1, k2 and k3 for one draw from a normal P, and a normal Q.

    .. math:: \ln r = A (z^2 - 1) + B z - K, \qquad A = \frac{s^2 - 1}{2 s^2}, \quad B = \frac{m}{s^2}, \quad
        K = \mathrm{KL}(P \| Q)

    .. math:: \operatorname{Var} k_1 = 2 A^2 + B^2, \qquad \mathrm{E}\, k_2 = \tfrac12 (\operatorname{Var} k_1 + K^2),
        \qquad \operatorname{Var} k_3 = \frac{e^{m^2/(2 - s^2)}}{s \sqrt{2 - s^2}} - 1 + \operatorname{Var} k_1
        - 2\, \mathrm{KL}(Q \| P) - 2 K

    Parameters
    ----------
    p, q
        The normal that is drawn from, and the model; m and s are mean and sd of Q in units of P's sd.

    Returns
    -------
    KlEstimators
        In nats.

    Raises
    ------
    KernelError
        Never: a `Normal` has a finite mean and a width above 0.

    Notes
    -----
    The variance of k3 is infinite as soon as Q is √2 times as wide as P, wherever its mean is, at a KL of 0.097. The
    usual misunderstanding: that one would see it. The large values are so rare that most samples show a running mean
    that is smooth, and too low.

    In Hermite polynomials of z, Var k2 is a sum of squares, free of cancellation. Near P = Q the formula of Var k3
    is not; there the expectation is summed.

    References
    ----------
    Schulman (2020). Trefethen & Weideman (2014), "The Exponentially Convergent Trapezoidal Rule".

    Examples
    --------
    >>> three = kl_estimators_of_normals(Normal(0, 1), Normal(1, 1))
    >>> [round(each.mean, 6) for each in (three.k1, three.k2, three.k3)]
    [0.5, 0.625, 0.5]
    >>> [round(each.variance, 6) for each in (three.k1, three.k2, three.k3)]  # 1, 0.75, e - 2
    [1.0, 0.75, 0.718282]
    >>> kl_estimators_of_normals(Normal(0, 1), Normal(0, 1.5)).k3.variance
    inf
    """
    a = 0.5 * (q.sd - p.sd) / q.sd * ((q.sd + p.sd) / q.sd)
    b = (q.mean - p.mean) / q.sd * (p.sd / q.sd)
    kl = kl_normals(p, q)
    variance = 2.0 * a * a + b * b
    fourth, third = a * a, 2.0 * a * b
    second, first = 4.0 * a * a + b * b - 2.0 * a * kl, 4.0 * a * b - 2.0 * b * kl
    return KlEstimators(
        k1=EstimateMoments(kl, variance),
        k2=EstimateMoments(
            0.5 * (variance + kl * kl),
            0.25 * (24.0 * fourth**2 + 6.0 * third**2 + 2.0 * second**2 + first**2),
        ),
        k3=EstimateMoments(kl, _variance_of_k3(p, q, a, b)),
    )


def _variance_of_k3(p: Normal, q: Normal, a: float, b: float) -> float:
    room = float(2 - (Fraction(q.sd) / Fraction(p.sd)) ** 2)  # exact, and so is where it ends
    power = ((q.mean - p.mean) / p.sd) ** 2 / room if room > 0.0 else math.inf
    if power > 700.0:
        return math.inf
    forward, backward = kl_normals(p, q), kl_normals(q, p)
    # E r² - 1, from logarithms: near P = Q both are nearly 0.
    beyond_one = math.expm1(power - math.log(q.sd / p.sd) - 0.5 * math.log(room))
    closed = beyond_one + 2.0 * a * a + b * b - 2.0 * (backward + forward)
    if closed > _CANCELS:
        return closed
    heights = k3(a * (_POINTS - 1.0) * (_POINTS + 1.0) + b * _POINTS - forward)
    return math.fsum((_WEIGHTS * (heights - forward) ** 2).tolist())
