"""Whole numbers that stand for probabilities, so that an encoder and a decoder round alike."""

import heapq
import math
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import Final, Self

import numpy as np

from app.kernel.arrays import ArrayLike, FloatArray
from app.kernel.errors import KernelError
from app.kernel.pmf import Pmf, as_pmf

#: A table has at least this many bits, and its smallest entry at least these digits: 2,000 letters of it are then
#: counted to within a millionth of a bit.
_LEAST_BITS: Final = 32
_DIGITS: Final = 32


@dataclass(frozen=True, slots=True)
class FrequencyTable:
    r"""A distribution in whole numbers.

    .. math:: \hat q_i = f_i / F, \qquad F = \sum_i f_i

    Parameters
    ----------
    frequencies
        One whole number ≥ 0 an outcome, not all 0.

    Raises
    ------
    KernelError
        If a frequency is negative or no whole number, or if all are 0.

    Notes
    -----
    An encoder and its decoder must agree on every bit; whole numbers are the same on every machine, logarithms
    are not. The price is KL(Q ‖ Q̂), a tiny amount: an entry is off by less than one part in 2**32.

    Examples
    --------
    >>> FrequencyTable.from_pmf([0.5, 0.25, 0.25, 0.0], total=16).frequencies
    (8, 4, 4, 0)
    """

    frequencies: tuple[int, ...]

    def __post_init__(self) -> None:
        for index, frequency in enumerate(self.frequencies):
            if not isinstance(frequency, int) or frequency < 0:
                raise KernelError(f"frequencies[{index}] is {frequency!r}, but a frequency is a whole number ≥ 0.")
        if not sum(self.frequencies):
            raise KernelError("every frequency is 0, so nothing could be coded: give some outcome 1 or more.")

    @classmethod
    def from_pmf(cls, q: ArrayLike | Pmf, total: int | None = None) -> Self:
        """Return the table of this total nearest to Q in which every possible outcome keeps a frequency of 1 or more.

        Without a total it is 2**32, or a power of two so large that the smallest probability above 0 has a frequency
        of 2**32: no outcome is lifted, not even one of 1e-300. KernelError if Q is no distribution, or the total is
        smaller than the number of possible outcomes.
        """
        model = as_pmf(q, "Q")
        possible = model.probabilities > 0.0
        if total is None:
            total = 1 << max(_LEAST_BITS, _DIGITS - math.frexp(float(model.probabilities[possible].min()))[1] + 1)
        if total < int(possible.sum()):
            raise KernelError(
                f"total is {total}, but {int(possible.sum())} outcomes are possible and each needs 1: "
                "give a larger total."
            )
        # Doubles are whole numbers over powers of two, so that their exact ratios are ratios of whole numbers.
        ratios = [probability.as_integer_ratio() for probability in model.probabilities.tolist()]
        finest = max(bottom for _, bottom in ratios)
        weights = [top * (finest // bottom) for top, bottom in ratios]
        everything = sum(weights)
        frequencies = [max(weight * total // everything, 1) if weight else 0 for weight in weights]
        # What rounding left over goes to the largest entries, where it matters least.
        left = total - sum(frequencies)
        if left > 0:
            frequencies[int(np.argmax(model.probabilities))] += left
        largest_first = [(-frequency, outcome) for outcome, frequency in enumerate(frequencies)]
        heapq.heapify(largest_first)
        for _ in range(-left):
            negative, outcome = largest_first[0]
            frequencies[outcome] -= 1
            heapq.heapreplace(largest_first, (negative + 1, outcome))
        return cls(tuple(frequencies))

    @property
    def total(self) -> int:
        """The sum of the frequencies."""
        return sum(self.frequencies)

    @property
    def probabilities(self) -> FloatArray:
        """The distribution that the table stands for, shape (n,)."""
        total = self.total
        return np.array([frequency / total for frequency in self.frequencies])

    def starts(self) -> tuple[int, ...]:
        """Return where each outcome's share of the total begins, and the total: shape (n + 1,)."""
        return (0, *accumulate(self.frequencies))


def outcome_at(starts: tuple[int, ...], position: int) -> int:
    """Return the outcome whose share holds this position; an outcome of frequency 0 has no share."""
    return bisect_right(starts, position) - 1


def as_table(q: FrequencyTable | ArrayLike | Pmf) -> FrequencyTable:
    """Return `q` itself if it is a table, else the table made of it."""
    return q if isinstance(q, FrequencyTable) else FrequencyTable.from_pmf(q)
