"""Whole numbers that stand for probabilities, so that an encoder and a decoder round alike."""

import heapq
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import Self

import numpy as np

from app.kernel.arrays import ArrayLike, FloatArray
from app.kernel.errors import KernelError
from app.kernel.pmf import Pmf, as_pmf


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
    are not. The price is KL(Q ‖ Q̂), a tiny amount with a total of 2**32.

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
    def from_pmf(cls, q: ArrayLike | Pmf, total: int = 2**32) -> Self:
        """Return the table of this total nearest to Q in which every possible outcome keeps a frequency of 1 or more.

        KernelError if Q is no distribution, or the total is smaller than the number of possible outcomes.
        """
        model = as_pmf(q, "Q")
        possible = model.probabilities > 0.0
        if total < int(possible.sum()):
            raise KernelError(
                f"total is {total}, but {int(possible.sum())} outcomes are possible and each needs 1: "
                "give a larger total."
            )
        exact = model.probabilities * (total / (1.0 + model.excess))
        whole = np.maximum(np.floor(exact), possible).astype(np.int64)
        frequencies = whole.tolist()
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
        return np.array(self.frequencies, dtype=np.float64) / self.total

    def starts(self) -> tuple[int, ...]:
        """Return where each outcome's share of the total begins, and the total: shape (n + 1,)."""
        return (0, *accumulate(self.frequencies))


def outcome_at(starts: tuple[int, ...], position: int) -> int:
    """Return the outcome whose share holds this position; an outcome of frequency 0 has no share."""
    return bisect_right(starts, position) - 1


def as_table(q: FrequencyTable | ArrayLike | Pmf) -> FrequencyTable:
    """Return `q` itself if it is a table, else the table made of it."""
    return q if isinstance(q, FrequencyTable) else FrequencyTable.from_pmf(q)
