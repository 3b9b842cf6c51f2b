"""Is the smaller loss the better model? The standard error of a difference."""

import math
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from app.kernel.arrays import ArrayLike
from app.kernel.errors import KernelError
from app.kernel.reading import read_numbers


@dataclass(frozen=True, slots=True)
class LossDifference:
    """The mean difference of two losses, and how sure it is.

    Attributes
    ----------
    mean : float
        The second less the first, in their unit.
    standard_error : float
        How far such a mean strays, typically, from the true difference.

    Examples
    --------
    >>> LossDifference(0.05, 0.025).z
    2.0
    """

    mean: float
    standard_error: float

    @property
    def z(self) -> float:
        """The difference in standard errors; infinite for a difference that never varies, 0 for none."""
        if self.standard_error == 0.0:
            return math.copysign(math.inf, self.mean) if self.mean else 0.0
        return self.mean / self.standard_error

    @property
    def chance_first_is_better(self) -> float:
        """How probable it is, by a normal approximation and with no opinion before, that the first is the better."""
        return float(ndtr(self.z))


def loss_difference(first: ArrayLike, second: ArrayLike) -> LossDifference:
    r"""Return the difference of two models' losses on the same tokens.

    .. math:: d_i = b_i - a_i, \qquad \bar d, \qquad \mathrm{SE} = \sqrt{\frac{\sum_i (d_i - \bar d)^2}{n (n - 1)}}

    Parameters
    ----------
    first, second
        Shape (n,), n ≥ 2: the loss of each token under the one model and the other, finite.

    Returns
    -------
    LossDifference
        In the unit of the losses.

    Raises
    ------
    KernelError
        If there are fewer than two, not as many of both, or one is not finite.

    Notes
    -----
    The usual mistake: to compare two means by the spread of the losses themselves. Both models find the same tokens
    hard; what counts is how the difference varies from token to token, which is far less.

    References
    ----------
    Student (1908), "The Probable Error of a Mean", for pairs. Miller (2024), "Adding Error Bars to Evals".

    Examples
    --------
    >>> difference = loss_difference([2.0, 4.0, 1.0, 5.0], [2.5, 4.0, 1.5, 5.0])
    >>> difference.mean, round(difference.standard_error, 6)
    (0.25, 0.144338)
    """
    a, b = read_numbers(first, "first"), read_numbers(second, "second")
    if a.size != b.size or a.size < 2:
        raise KernelError(f"first has {a.size} losses and second {b.size}: give both of each token, and at least two.")
    differences = b - a
    if not np.isfinite(differences).all():
        index = int(np.argmin(np.isfinite(differences)))
        raise KernelError(f"the losses [{index}] differ by {float(differences[index])!r}: give finite losses alone.")
    mean = math.fsum(differences.tolist()) / a.size
    squares = math.fsum(((differences - mean) ** 2).tolist())
    return LossDifference(mean, math.sqrt(squares / (a.size * (a.size - 1))))


def difference_from_summary(mean: float, sd: float, n: int) -> LossDifference:
    r"""Return the same from what a report says: the mean difference and its standard deviation over n tokens.

    .. math:: \mathrm{SE} = \frac{s}{\sqrt n}

    Parameters
    ----------
    mean, sd
        Of the differences a token; the sd at least 0.
    n
        How many tokens, at least 1.

    Returns
    -------
    LossDifference
        In the unit of the losses.

    Raises
    ------
    KernelError
        If the mean is not finite, the sd is negative or not finite, or there is no token.

    Examples
    --------
    >>> difference = difference_from_summary(2.31 - 2.30, 0.5, 400)
    >>> round(difference.standard_error, 12), round(difference.z, 6), round(difference.chance_first_is_better, 3)
    (0.025, 0.4, 0.655)
    """
    if not (math.isfinite(mean) and math.isfinite(sd) and sd >= 0.0 and n >= 1):
        raise KernelError(
            f"mean is {mean!r}, sd {sd!r} and n {n!r}: give a finite mean, an sd of 0 or more, and at least one token."
        )
    return LossDifference(mean, sd / math.sqrt(n))


def tokens_needed(mean: float, sd: float, z: float = 2.0) -> int:
    r"""Return how many tokens it takes for a difference to be z standard errors.

    .. math:: n = \Bigl\lceil \bigl( z s / \bar d \bigr)^2 \Bigr\rceil

    Parameters
    ----------
    mean, sd
        Of the differences a token: the mean not 0, the sd at least 0.
    z
        How many standard errors, above 0.

    Returns
    -------
    int
        At least 1.

    Raises
    ------
    KernelError
        If the mean is 0, or a number is out of its range.

    Examples
    --------
    >>> tokens_needed(0.01, 0.5)
    10000
    """
    if mean == 0.0 or not (math.isfinite(mean) and math.isfinite(sd) and sd >= 0.0 and math.isfinite(z) and z > 0.0):
        raise KernelError(
            f"mean is {mean!r}, sd {sd!r} and z {z!r}: a difference of 0 is never seen; give one, an sd of 0 or more, "
            "and a z above 0."
        )
    exact = (z * sd / mean) ** 2
    return max(1, math.ceil(exact * (1.0 - 1e-12)))
