"""The cost of one outcome that is never negative: p log(p/q) - p + q."""

import math
import sys
from typing import Final

import numpy as np

from app.kernel.arrays import FloatArray
from app.kernel.units import PER_NAT, Unit

#: Below this relative difference the two logarithms nearly cancel, and the series takes over.
NEAR: Final = 0.3

#: 1/23, 1/21, … 1/3. At |x| = 0.3, r² is at most 0.0312: the first term left out is below 1e-17 of the sum.
_ODD_RECIPROCALS: Final = tuple(1.0 / k for k in range(23, 1, -2))

#: The smallest double with all its digits: below it, p/q has lost some.
_SMALLEST_NORMAL: Final = sys.float_info.min


def gap(p: float, q: float, difference: float, unit: Unit) -> float:
    r"""Return the gap of one outcome.

    .. math:: g(p, q) = p \log(p/q) - p + q \ge 0, \qquad g(0, q) = q, \qquad g(p, 0) = \infty

    Parameters
    ----------
    p, q
        Numbers ≥ 0.
    difference
        q - p. Passed beside q because the caller may know it to more digits than the two floats do.
    unit
        "bits" (where -p + q is multiplied by log2 e) or "nats".

    Returns
    -------
    float
        At least 0, in that unit; `inf` if p > 0 = q.

    Raises
    ------
    Nothing: the arguments come from valid distributions.

    Notes
    -----
    Summed over distributions, -p + q adds nothing; but it makes each term non-negative, so that no sum can come out
    negative. With x = (q - p) / p the gap is p (x - log1p x), and for small x that is
    p (x r - 2 r³ (1/3 + r²/5 + r⁴/7 + …)) with r = x / (2 + x), free of cancellation.

    Examples
    --------
    >>> gap(0.5, 0.5, 0.0, "nats"), gap(0.0, 0.25, 0.25, "nats"), gap(0.25, 0.0, -0.25, "nats")
    (0.0, 0.25, inf)
    """
    if p == 0.0:
        return difference * PER_NAT[unit]
    if q == 0.0:
        return math.inf
    if abs(difference) < NEAR * p:
        x = difference / p
        r = x / (2.0 + x)
        square = r * r
        series = 0.0
        for reciprocal in _ODD_RECIPROCALS:
            series = series * square + reciprocal
        return p * (x * r - 2.0 * r * square * series) * PER_NAT[unit]
    return p * log_ratio(p, q, unit) + difference * PER_NAT[unit]


def gaps(p: FloatArray, q: FloatArray, differences: FloatArray, unit: Unit) -> FloatArray:
    """Return the gap of each outcome: the same branches as `gap`, over arrays of shape (n,)."""
    result: FloatArray = p * log_ratios(p, q, unit) + differences * PER_NAT[unit]
    near = np.flatnonzero(np.abs(differences) < NEAR * p)
    if near.size:
        p_near = p[near]
        x = differences[near] / p_near
        r = x / (2.0 + x)
        square = r * r
        series = np.zeros_like(x)
        for reciprocal in _ODD_RECIPROCALS:
            series *= square
            series += reciprocal
        result[near] = p_near * (x * r - 2.0 * r * square * series) * PER_NAT[unit]
    return result


def log_ratio(p: float, q: float, unit: Unit) -> float:
    """Return log(p/q) of positive numbers, also where p/q is no double."""
    log = math.log2 if unit == "bits" else math.log
    ratio = p / q
    return log(ratio) if _SMALLEST_NORMAL < ratio < math.inf else log(p) - log(q)


def log_ratios(p: FloatArray, q: FloatArray, unit: Unit) -> FloatArray:
    """Return log(p/q) over arrays of shape (n,): 0 where p is 0 (for 0 log 0 = 0), else `inf` where q is 0."""
    log = np.log2 if unit == "bits" else np.log
    with np.errstate(all="ignore"):
        ratio = p / q
        logs: FloatArray = log(ratio)
        outside = np.flatnonzero(~((ratio > _SMALLEST_NORMAL) & (ratio < np.inf)))
        if outside.size:
            p_out, q_out = p[outside], q[outside]
            logs[outside] = np.where(p_out > 0.0, log(p_out) - log(q_out), 0.0)
    return logs
