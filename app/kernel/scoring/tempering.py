"""Temperature: one number that makes all forecasts bolder or more timid."""

import math
from dataclasses import dataclass

import numpy as np
from scipy.special import expit

from app.kernel.arrays import ArrayLike, FloatArray
from app.kernel.errors import KernelError
from app.kernel.pmf import Pmf
from app.kernel.reading import read_numbers
from app.kernel.scoring.situations import read_situations
from app.kernel.searches import brentq


@dataclass(frozen=True, slots=True)
class Tempering:
    """The best temperature, and the expected log loss with it, in nats.

    Examples
    --------
    >>> Tempering(2.0, 0.5).temperature
    2.0
    """

    temperature: float
    loss: float


def temper(logits: ArrayLike, temperature: float) -> FloatArray:
    r"""Return the forecasts that belong to log odds at a temperature.

    .. math:: f = \frac{1}{1 + e^{-z/T}}

    Parameters
    ----------
    logits
        Shape (n,): z, the log odds of yes, finite.
    temperature
        T > 0: above 1 draws all forecasts towards a half, below 1 away from it. `inf` says a half always.

    Returns
    -------
    array of shape (n,)
        In the order of the logits: no temperature changes which of two is the larger.

    Raises
    ------
    KernelError
        If a logit is not finite, or the temperature is not above 0.

    Notes
    -----
    The usual misunderstanding: that it repairs calibration. It has one number to turn: forecasts that are wrong in
    opposite directions stay so.

    References
    ----------
    Platt (1999); Guo et al. (2017), section 4.2.

    Examples
    --------
    >>> temper([math.log(9.0), 0.0], 2.0).round(12).tolist()
    [0.75, 0.5]
    """
    z = _finite(logits)
    if not temperature > 0.0:
        raise KernelError(f"temperature is {temperature!r}, but it is above 0: give a number such as 1.")
    with np.errstate(over="ignore"):
        return np.asarray(expit(z / temperature))


def best_temperature(truths: ArrayLike, logits: ArrayLike, weights: ArrayLike | Pmf | None = None) -> Tempering:
    r"""Return the temperature at which the expected log loss is least.

    .. math:: \sum_x w_x z_x \Bigl( \frac{1}{1 + e^{-z_x / T}} - o_x \Bigr) = 0

    Parameters
    ----------
    truths
        Shape (n,): o, how probable yes is in each situation, or how often it came.
    logits
        Shape (n,): z, the log odds that the forecaster gives, finite.
    weights
        Shape (n,): how frequent each situation is; equally, if left out.

    Returns
    -------
    Tempering
        T is 0 where all that the logits say comes true always, `inf` where they are no better than a half. Its loss is
        the limit there.

    Raises
    ------
    KernelError
        If a truth is no probability, a logit is not finite, or the numbers of them differ.

    Notes
    -----
    The loss is convex in 1/T, so there is one best. The usual misunderstanding: that it lowers the calibration error.
    It lowers the loss; the calibration error may rise.

    References
    ----------
    Guo et al. (2017).

    Examples
    --------
    >>> best = best_temperature([0.95, 0.8], [2.0, 5.0])
    >>> round(best.temperature, 6), round(best.loss, 6)
    (2.297837, 0.468012)
    """
    z = _finite(logits)
    there = read_situations(truths, expit(z), weights)
    w, o = there.weights, there.truths
    # In units of the largest, so that tiny logits, whose temperature is tiny too, need no sharpness beyond a double.
    scale = float(np.abs(z).max()) or 1.0
    z = z / scale

    def slope(sharpness: float) -> float:
        x = sharpness * z
        # 1/(1 + e^-x) - o, without a difference of what is nearly ½ or nearly 1.
        errors = np.where(np.abs(x) < 1.0, (0.5 - o) + 0.5 * np.tanh(0.5 * x), expit(x) - o)
        errors = np.where(x >= 1.0, (1.0 - o) - expit(-x), errors)
        return math.fsum((w * z * errors).tolist())

    if slope(0.0) >= 0.0:
        return Tempering(math.inf, math.log(2.0))
    if not (w * np.abs(z) * np.where(z > 0.0, 1.0 - o, o)).any():
        return Tempering(0.0, math.log(2.0) * math.fsum(w[z == 0.0].tolist()))
    high = 1.0
    while slope(high) < 0.0:
        high *= 2.0
        if high > _SURE:
            # By now the larger logits are sure, and right: the smallest decide, in units of their own.
            left = np.abs(z) < 1.0 / _SURE
            unit = float(np.abs(z[left]).max())
            w, o, z = w[left], o[left], z[left] / unit
            scale, high = scale * unit, 1.0
    # The least may lie at any power of two, and the slopes there may be as small: the search is made in units of both.
    low = high / 2.0
    while low > 0.0 and slope(low) >= 0.0:
        high, low = low, low / 2.0
    sharpness = high
    if low > 0.0:
        steep = -slope(low)
        sharpness = low * brentq(lambda times: slope(low * times) / steep, 1.0, 2.0, xtol=1e-16, rtol=1e-15)
    costs = np.logaddexp(0.0, sharpness * z) - o * sharpness * z
    return Tempering(scale / sharpness, math.fsum((w * costs).tolist()))


_SURE = 2.0**900
"""A sharpness at which no double is told apart from the surest forecast, unless it is as small as its reciprocal."""


def _finite(logits: ArrayLike) -> FloatArray:
    z = read_numbers(logits, "logits")
    if not np.isfinite(z).all():
        index = int(np.argmin(np.isfinite(z)))
        raise KernelError(f"logits[{index}] is {float(z[index])!r}, but a logit is a finite number: give one.")
    return z
