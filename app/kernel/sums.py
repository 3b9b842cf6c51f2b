"""Sums of independent draws: how often they come out above a limit."""

import math
from typing import Final

import numpy as np

from app.kernel.arrays import ArrayLike
from app.kernel.errors import KernelError
from app.kernel.pmf import Pmf, as_pmf
from app.kernel.reading import read_numbers

#: So many draws are added, and so large is a number in size: an array of a few million entries at most.
MOST_DRAWS: Final = 10_000
LARGEST: Final = 100


def chance_above(p: ArrayLike | Pmf, values: ArrayLike, draws: int, limit: float) -> float:
    r"""Return how probable it is that independent draws, added up, exceed a limit.

    .. math:: \Pr\Big[\sum_{k=1}^{n} X_k > \ell\Big], \qquad \Pr[X_k = x_i] = p_i

    Parameters
    ----------
    p
        Shape (n,): the distribution of one draw.
    values
        Shape (n,): x, the whole number that each outcome adds, at most 100 in size.
    draws
        How many draws are added, 0 to 10,000.
    limit
        ℓ, any number.

    Returns
    -------
    float
        A probability.

    Raises
    ------
    KernelError
        If P is no distribution, the lengths differ, a value is not such a whole number, or there are too many draws.

    Notes
    -----
    Computed by adding the distribution to itself, draw by draw: exact but for rounding. The usual misunderstanding is
    that a mean of zero keeps a sum near zero. It spreads like the square root of the number of draws.

    Examples
    --------
    >>> chance_above([0.5, 0.5], [1, -1], 2, 0.0)
    0.25
    >>> round(chance_above([0.5, 0.5], [1, -1], 100, 9.0), 12)  # a tenth of the draws, and no great feat
    0.184100808663
    """
    one = as_pmf(p, "p")
    x = read_numbers(values, "values")
    if len(x) != len(one):
        raise KernelError(f"p has {len(one)} outcomes and values {len(x)}: give each outcome its number.")
    for index, value in enumerate(x.tolist()):
        if not (abs(value) <= LARGEST and value == int(value)):
            raise KernelError(
                f"values[{index}] is {value!r}, but it is a whole number from {-LARGEST} to {LARGEST}: change it."
            )
    if not 0 <= draws <= MOST_DRAWS:
        raise KernelError(f"draws is {draws}, but at most {MOST_DRAWS} are added: take fewer.")
    steps = x.astype(int)
    least = int(steps.min())
    single = np.zeros(int(steps.max()) - least + 1)
    np.add.at(single, steps - least, one.probabilities)
    total = np.ones(1)
    for _ in range(draws):
        total = np.convolve(total, single)
    above = np.arange(len(total)) + draws * least > limit
    return min(1.0, math.fsum(total[above].tolist()))
