"""Sums and products that keep what rounding cut off: a number as the sum of two doubles."""

import math
from collections.abc import Iterable
from typing import Final

import numpy as np

from app.kernel.arrays import FloatArray

#: 2**27 + 1: times this, and taken away again, a double falls into two halves of 26 bits.
_SPLITTER: Final = 134217729.0


def exact_sums(rows: Iterable[list[float]]) -> tuple[FloatArray, FloatArray]:
    r"""Return the sum of each row, and what is left of it when it is rounded to a double.

    .. math:: h_i + l_i = \sum_j x_{ij}, \qquad |l_i| \le \tfrac12 \operatorname{ulp}(h_i)

    Parameters
    ----------
    rows
        Lists of finite numbers.

    Returns
    -------
    two arrays of shape (rows,)
        h and l.

    Raises
    ------
    Nothing: the rows come from a valid table.

    References
    ----------
    Shewchuk (1997), "Adaptive Precision Floating-Point Arithmetic": the exact sum that `math.fsum` rounds once.

    Examples
    --------
    >>> sums, rests = exact_sums([[1.0, 1e-20], [0.5, 0.25]])
    >>> sums.tolist(), rests.tolist()
    ([1.0, 0.75], [1e-20, 0.0])
    """
    pairs = [(total := math.fsum(row), math.fsum([*row, -total])) for row in rows]
    sums, rests = np.array(pairs).T
    return sums, rests


def two_product(a: FloatArray, b: FloatArray) -> tuple[FloatArray, FloatArray]:
    r"""Return the product of two arrays, and what rounding cut off it.

    .. math:: h + l = a b \quad\text{exactly}

    Parameters
    ----------
    a, b
        Of shapes that go together, each entry below 1e300 in size. Where the product is below 1e-290, l is lost.

    Returns
    -------
    two arrays
        h and l.

    Raises
    ------
    Nothing: sizes are those of probabilities.

    References
    ----------
    Dekker (1971), "A floating-point technique for extending the available precision".

    Examples
    --------
    >>> high, low = two_product(np.array([0.1]), np.array([0.1]))
    >>> from fractions import Fraction
    >>> Fraction(float(high[0])) + Fraction(float(low[0])) == Fraction(0.1) ** 2
    True
    """
    product = a * b
    a_high, a_low = _split(a)
    b_high, b_low = _split(b)
    return product, a_low * b_low - (((product - a_high * b_high) - a_low * b_high) - a_high * b_low)


def _split(x: FloatArray) -> tuple[FloatArray, FloatArray]:
    scaled = _SPLITTER * x
    high = scaled - (scaled - x)
    return high, x - high
