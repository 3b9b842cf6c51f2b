"""Softmax: from scores of any size to probabilities."""

import math

import numpy as np

from app.kernel.arrays import ArrayLike, FloatArray
from app.kernel.errors import KernelError
from app.kernel.reading import read_numbers


def softmax(logits: ArrayLike, temperature: float = 1.0) -> FloatArray:
    r"""Return the probabilities that belong to a row of logits.

    .. math:: q_i = \frac{e^{z_i / T}}{\sum_j e^{z_j / T}}

    Parameters
    ----------
    logits
        Shape (n,): z, finite numbers of any size and sign.
    temperature
        T > 0: above 1 evens the probabilities out, below 1 sharpens them.

    Returns
    -------
    array of shape (n,)
        Probabilities that sum to 1.

    Raises
    ------
    KernelError
        If a logit is not finite, there is none, or the temperature is not a finite number above 0.

    Notes
    -----
    The usual misunderstanding: that logits are log-probabilities. They are so only up to a constant that all of them
    share and softmax takes away: adding 7 to every logit changes nothing. No probability is ever 0, except by
    underflow, when a logit lies some 745 T below the largest.

    References
    ----------
    Goodfellow, Bengio & Courville (2016), "Deep Learning", sections 4.1 and 6.2.2.3.

    Examples
    --------
    >>> softmax([0.0, math.log(3.0)]).round(12).tolist()
    [0.25, 0.75]
    >>> bool(np.allclose(softmax([1.0, 2.0, 3.0]), softmax([8.0, 9.0, 10.0]), rtol=1e-15))
    True
    """
    below = _below_largest(logits, temperature)
    shares = np.exp(below)
    return shares / math.fsum(shares)


def log_softmax(logits: ArrayLike, temperature: float = 1.0) -> FloatArray:
    r"""Return the natural logarithms of the probabilities that belong to a row of logits.

    .. math:: \ln q_i = \frac{z_i}{T} - \ln \sum_j e^{z_j / T}

    Parameters
    ----------
    logits
        Shape (n,): z, finite numbers of any size and sign.
    temperature
        T > 0.

    Returns
    -------
    array of shape (n,)
        At most 0, in nats; its negative is the loss of each outcome.

    Raises
    ------
    KernelError
        If a logit is not finite, there is none, or the temperature is not a finite number above 0.

    Notes
    -----
    The usual mistake: to take the logarithm of `softmax`. Where a probability underflows to 0 that gives -∞, and
    where one rounds to 1 it loses the loss that is left. Here neither happens.

    References
    ----------
    Blanchard, Higham & Higham (2021), "Accurately computing the log-sum-exp and softmax functions".

    Examples
    --------
    >>> log_softmax([0.0, 1000.0]).tolist()
    [-1000.0, 0.0]
    >>> bool(np.allclose(np.exp(log_softmax([0.5, -2.0, 1.0])), softmax([0.5, -2.0, 1.0]), rtol=1e-15))
    True
    """
    below = _below_largest(logits, temperature)
    shares = np.exp(below)
    # The largest share is exactly 1, and the logarithm keeps every digit of what the others add to it.
    shares[np.argmax(below)] = 0.0
    return below - math.log1p(math.fsum(shares))


def _below_largest(logits: ArrayLike, temperature: float) -> FloatArray:
    """Return (z - max z) / T, none of which is above 0, or raise KernelError."""
    z = read_numbers(logits, "logits")
    if not np.isfinite(z).all():
        index = int(np.argmin(np.isfinite(z)))
        raise KernelError(f"logits[{index}] is {float(z[index])!r}, but a logit is a finite number: give one.")
    if not (math.isfinite(temperature) and temperature > 0.0):
        raise KernelError(f"temperature is {temperature!r}, but it is a finite number above 0: give one, such as 1.")
    with np.errstate(over="ignore"):
        below: FloatArray = (z - z.max()) / temperature
    return below
