"""What becomes of k3 when a program cuts it off."""

import math

import numpy as np
from scipy.special import lambertw

from app.kernel.arrays import ArrayLike
from app.kernel.divergences import on_one_scale
from app.kernel.errors import KernelError
from app.kernel.estimators.moments import costs_of_draws
from app.kernel.estimators.values import k3
from app.kernel.pmf import Pmf, as_pair


def clamped_k3_mean(p: ArrayLike | Pmf, q: ArrayLike | Pmf, cap: float = 10.0) -> float:
    r"""Return the mean of k3 when it is cut off at a cap.

    .. math:: \mathrm{E}_P \min(k_3, c)

    Parameters
    ----------
    p, q
        Shape (n,): P, which is drawn from, and Q.
    cap
        c > 0, in nats.

    Returns
    -------
    float
        At least 0 and at most the mean of k3, in nats; finite always.

    Raises
    ------
    KernelError
        If P or Q is no distribution, their lengths differ, or the cap is not a finite number above 0.

    Notes
    -----
    What is cut off is not noise but part of the mean: where P makes rare what Q has often, nearly all of it.

    Examples
    --------
    >>> round(clamped_k3_mean([0.9999, 0.0001], [0.9, 0.1]), 6)  # of a KL of 0.104559
    0.00635
    """
    _check_cap(cap)
    truth, model = as_pair(p, q)
    drawn = truth.probabilities > 0.0
    a, b, difference = (each[drawn] for each in on_one_scale(truth, model))
    heights = np.minimum(k3(-costs_of_draws(a, b, difference)), cap)
    return math.fsum((a * heights).tolist()) / (1.0 + truth.excess)


def clamp_reach(cap: float = 10.0) -> tuple[float, float]:
    r"""Return the smallest and the largest ratio r at which k3 stays within a cap.

    .. math:: r - 1 - \ln r = c, \qquad r = -W(-e^{-1 - c}) \text{ on both branches of Lambert's W}

    Parameters
    ----------
    cap
        c, above 0 and at most 700 nats.

    Returns
    -------
    two floats
        Below 1, and above 1. Outside of them a cut-off k3 has no gradient.

    Raises
    ------
    KernelError
        If the cap is outside that range.

    Notes
    -----
    The usual misunderstanding: that the cap only stops runaways. With the usual 10, an outcome that P has made 13.6
    times as rare as Q is no longer pulled back at all.

    References
    ----------
    Corless et al. (1996), "On the Lambert W Function".

    Examples
    --------
    >>> [round(r, 7) for r in clamp_reach(10)]
    [1.67e-05, 13.6108686]
    """
    _check_cap(cap)
    if cap > 700.0:
        raise KernelError(f"cap is {cap!r}, but beyond 700 nats e to the cap is no double: give at most 700.")
    argument = -math.exp(-1.0 - cap)
    return -float(lambertw(argument, 0).real), -float(lambertw(argument, -1).real)


def _check_cap(cap: float) -> None:
    if not (math.isfinite(cap) and cap > 0.0):
        raise KernelError(f"cap is {cap!r}, but it is a finite number above 0: give one, such as 10.")
