"""Samples that a browser and Python draw alike: a counter, a mixer of 32 bits, and the outcomes that they choose."""

from typing import Any, Final

import numpy as np
import numpy.typing as npt

from app.kernel.arrays import ArrayLike, FloatArray
from app.kernel.errors import KernelError
from app.kernel.pmf import Pmf, as_pmf

LARGEST_SEED: Final = 2**32 - 1
#: By how much the counter goes on, and the odd constants of the mixer: those of mulberry32.
_STRIDE: Final = 0x6D2B79F5
_ODD: Final = 61


def uniforms(seed: int, count: int, skip: int = 0) -> FloatArray:
    r"""Return numbers that look evenly scattered over [0, 1), the same ones for the same seed on every machine.

    .. math:: u_k = 2^{-32}\, h(\text{seed} + k c \bmod 2^{32}), \qquad k = \text{skip} + 1, \ldots

    Parameters
    ----------
    seed
        A whole number, 0 to 2**32 - 1.
    count
        How many.
    skip
        How many of the sequence to leave out first.

    Returns
    -------
    array of shape (count,)
        Multiples of 2**-32, at least 0 and below 1.

    Raises
    ------
    KernelError
        If the seed is out of range, or a count is negative.

    Notes
    -----
    The usual mistake: to expect chance of it. It is a fixed table, good enough to draw figures and too small for
    science: 32 bits of state. It is used because a browser can compute it to the last bit.

    References
    ----------
    Ettinger (2017), "mulberry32", in the public domain; `static/js/kernel/sampling.js` is the twin.

    Examples
    --------
    >>> uniforms(1, 3).round(6).tolist()
    [0.627074, 0.002736, 0.527447]
    >>> uniforms(1, 2, skip=1).tolist() == uniforms(1, 3)[1:].tolist()
    True
    """
    if not 0 <= seed <= LARGEST_SEED:
        raise KernelError(f"seed is {seed}, but it lies between 0 and {LARGEST_SEED}: give a number between these.")
    if count < 0 or skip < 0:
        raise KernelError(f"count is {count} and skip {skip}, but neither is negative: give numbers from 0.")
    counter = np.arange(skip + 1, skip + count + 1, dtype=np.uint64) * np.uint64(_STRIDE) + np.uint64(seed)
    mixed = counter.astype(np.uint32)
    mixed = (mixed ^ mixed >> 15) * (mixed | 1)
    mixed ^= mixed + (mixed ^ mixed >> 7) * (mixed | _ODD)
    scattered: FloatArray = (mixed ^ mixed >> 14) / 2.0**32
    return scattered


def standard_normals(seed: int, count: int, skip: int = 0) -> FloatArray:
    r"""Return draws that look like those of the standard normal, the same ones for the same seed on every machine.

    .. math:: z_k = \sqrt{-2 \ln(1 - u_{2k - 1})}\, \cos(2 \pi u_{2k}), \qquad k = \text{skip} + 1, \ldots

    Parameters
    ----------
    seed
        A whole number, 0 to 2**32 - 1.
    count
        How many.
    skip
        How many of the sequence to leave out first.

    Returns
    -------
    array of shape (count,)
        None further from 0 than 6.7.

    Raises
    ------
    KernelError
        If the seed is out of range, or a count is negative.

    Notes
    -----
    The usual mistake is that of `uniforms`, to expect chance of it; and the outermost tails are missing. A browser
    agrees but for the last bits of its logarithm and its cosine.

    References
    ----------
    Box & Muller (1958), "A Note on the Generation of Random Normal Deviates".

    Examples
    --------
    >>> z = standard_normals(1, 10_000)
    >>> abs(float(z.mean())) < 0.03, abs(float(z.std()) - 1.0) < 0.03
    (True, True)
    """
    u = uniforms(seed, 2 * count, 2 * skip)
    normals: FloatArray = np.sqrt(-2.0 * np.log1p(-u[0::2])) * np.cos(2.0 * np.pi * u[1::2])
    return normals


def draw_counts(p: ArrayLike | Pmf, n: int, seed: int, skip: int = 0) -> npt.NDArray[np.int64]:
    r"""Return how often each outcome came in a sample of n from P.

    .. math:: \text{outcome of } u: \quad \min \{ i : u < p_1 + \ldots + p_i \}

    Parameters
    ----------
    p
        Shape (k,): the truth.
    n
        The size of the sample.
    seed
        Which sample: a whole number, 0 to 2**32 - 1.
    skip
        How many draws of the seed to leave out first, for a sample that has nothing in common with another.

    Returns
    -------
    array of shape (k,)
        Whole numbers that sum to n.

    Raises
    ------
    KernelError
        If P is no distribution, the seed is out of range, or a count is negative.

    Notes
    -----
    With the same seed a larger sample contains the smaller one. What P makes impossible is never drawn. The usual
    misunderstanding: that the counts, divided by n, are P. They are the model of maximum likelihood, and vary.

    Examples
    --------
    >>> draw_counts([0.5, 0.25, 0.25], 8, seed=1).tolist()
    [2, 4, 2]
    >>> bool(np.all(draw_counts([0.5, 0.5], 90, seed=7) >= draw_counts([0.5, 0.5], 60, seed=7)))
    True
    """
    counts: npt.NDArray[np.int64] = draw_samples(p, n, 1, seed, skip)[0]
    return counts


def draw_samples(p: ArrayLike | Pmf, n: int, count: int, seed: int, skip: int = 0) -> npt.NDArray[np.int64]:
    """Return how often each outcome came in each of several samples of n, one after the other: shape (count, k).

    What `draw_counts` returns for each, with `skip` n larger every time. KernelError as there.

    Examples
    --------
    >>> draw_samples([0.5, 0.25, 0.25], 8, 2, seed=1).tolist() == [
    ...     draw_counts([0.5, 0.25, 0.25], 8, seed=1, skip=skip).tolist() for skip in (0, 8)
    ... ]
    True
    """
    truth = as_pmf(p).probabilities
    drawn: npt.NDArray[Any] = np.searchsorted(np.cumsum(truth), uniforms(seed, n * count, skip), side="right")
    # The sum of rounded probabilities may end a hair below 1.
    last_possible = int(np.flatnonzero(truth)[-1])
    cells = np.minimum(drawn, last_possible) + truth.size * np.repeat(np.arange(count), n)
    counts: npt.NDArray[np.int64] = np.bincount(cells, minlength=count * truth.size)
    return counts.reshape(count, truth.size)
