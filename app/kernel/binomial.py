"""How often the first of two outcomes comes in n draws."""

import math
from typing import Final

import numpy as np

from app.kernel.arrays import ArrayLike, FloatArray
from app.kernel.errors import KernelError
from app.kernel.gap import gaps
from app.kernel.pmf import Pmf, as_pmf

#: From here on, four terms of Stirling's series give what the formula leaves out to 1e-16.
_SERIES_FROM: Final = 64


def binomial_pmf(p: ArrayLike | Pmf, n: int) -> FloatArray:
    r"""Return how probable it is that the first of two outcomes comes 0, 1, … n times in n draws.

    .. math:: \binom{n}{k} p_1^k\, p_2^{n - k}

    Parameters
    ----------
    p
        Shape (2,).
    n
        How many draws, at least 0.

    Returns
    -------
    array of shape (n + 1,)
        Summing to 1.

    Raises
    ------
    KernelError
        If P is no distribution of two outcomes, or n is negative.

    Notes
    -----
    From the gaps k ln(k/np) - k + np, not from logarithms of factorials, whose difference loses digits as n grows.

    References
    ----------
    Loader (2000), "Fast and Accurate Computation of Binomial Probabilities".

    Examples
    --------
    >>> binomial_pmf([0.5, 0.5], 2).round(12).tolist()
    [0.25, 0.5, 0.25]
    """
    pair = as_pmf(p)
    if len(pair) != 2:
        raise KernelError(f"P has {len(pair)} outcomes, but draws are counted here of one out of two: give two.")
    if n < 0:
        raise KernelError(f"n is {n}, but a number of draws is never negative: give 0 or more.")
    first, second = (pair.probabilities / (1.0 + pair.excess)).tolist()
    if n == 0 or first == 0.0 or second == 0.0:
        certain: FloatArray = np.eye(n + 1)[n if first > 0.5 else 0]
        return certain
    k = np.arange(n + 1.0)
    between = np.maximum(k * (n - k), 1.0)
    logs = _remainder(np.array([float(n)]))[0] - _remainder(k) - _remainder(n - k)
    logs -= gaps(k, np.full(n + 1, n * first), n * first - k, "nats")
    logs -= gaps(n - k, np.full(n + 1, n * second), n * second - (n - k), "nats")
    probabilities: FloatArray = np.exp(logs) * np.sqrt(n / (2.0 * math.pi * between))
    probabilities[0], probabilities[n] = math.exp(n * math.log(second)), math.exp(n * math.log(first))
    return probabilities


def _series(k: FloatArray) -> FloatArray:
    square = k * k
    return (1.0 / 12.0 - (1.0 / 360.0 - (1.0 / 1260.0 - 1.0 / (1680.0 * square)) / square) / square) / k


def _small_remainders() -> FloatArray:
    """Return what Stirling's formula leaves out of ln 0!, ln 1!, …, downwards from where the series is exact."""
    remainders = np.zeros(_SERIES_FROM + 1)
    remainders[-1] = _series(np.array([float(_SERIES_FROM)]))[0]
    for k in range(_SERIES_FROM - 1, 0, -1):
        remainders[k] = remainders[k + 1] + ((k + 0.5) * math.log1p(1.0 / k) - 1.0)
    return remainders


_SMALL: Final = _small_remainders()


def _remainder(k: FloatArray) -> FloatArray:
    """Return ln k! less Stirling's formula for it; 0 where k is 0, which has none."""
    small = _SMALL[np.minimum(k, _SERIES_FROM).astype(np.int64)]
    return np.where(k <= _SERIES_FROM, small, _series(np.maximum(k, _SERIES_FROM)))
