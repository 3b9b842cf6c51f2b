"""A distribution over finitely many outcomes."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Self

import numpy as np

from app.kernel.arrays import ArrayLike, FloatArray
from app.kernel.errors import KernelError
from app.kernel.reading import entry_name, read_numbers, read_probabilities


@dataclass(frozen=True, eq=False, slots=True)
class Pmf:
    r"""A probability mass function: one probability for each outcome, and a name for each if wanted.

    .. math:: p_i \ge 0, \qquad \sum_i p_i = 1

    Parameters
    ----------
    probabilities
        Shape (n,), n ≥ 1, each in [0, 1]. Fractions and decimals are welcome. The sum may be off 1 by 1e-9.
    labels
        One string an outcome, or None.

    Attributes
    ----------
    probabilities : array of shape (n,)
        As given, in double precision; read-only.
    labels : tuple of str, or None
    excess : float
        Their sum minus 1, far below 1e-9; every quantity accounts for it, so that it is the answer for
        the exactly normalised distribution.

    Raises
    ------
    KernelError
        If an entry is negative, NaN, infinite or no number, if there is none, if the sum is off by more than 1e-9, or
        if there are not as many labels as outcomes.

    Notes
    -----
    A probability of exactly 0 is allowed, and means "never". It is not a very small number: a model that says 0
    for something that happens pays an infinite price.

    Examples
    --------
    >>> telegram = Pmf([0.5, 0.5], labels=("e", "t"))
    >>> len(telegram), telegram["t"]
    (2, 0.5)
    >>> Pmf.from_weights([3, 1]) == Pmf([0.75, 0.25])
    True
    """

    probabilities: FloatArray
    labels: tuple[str, ...] | None
    excess: float = field(repr=False)

    def __init__(self, probabilities: ArrayLike, labels: Sequence[str] | None = None, *, name: str = "P") -> None:
        names = None if labels is None else tuple(labels)
        if names is not None and len(names) != np.size(probabilities):
            raise KernelError(
                f"{name} has {np.size(probabilities)} probabilities and {len(names)} labels: "
                "give one label for each outcome, or none at all."
            )
        array, excess = read_probabilities(probabilities, name, names)
        object.__setattr__(self, "probabilities", array)
        object.__setattr__(self, "labels", names)
        object.__setattr__(self, "excess", excess)

    @classmethod
    def uniform(cls, n: int, labels: Sequence[str] | None = None) -> Self:
        """Return the distribution that gives each of n outcomes the same probability."""
        if n < 1:
            raise KernelError(f"n is {n}, but a distribution has at least one outcome: give 1 or more.")
        return cls(np.full(n, 1.0 / n), labels)

    @classmethod
    def from_weights(cls, weights: ArrayLike, labels: Sequence[str] | None = None) -> Self:
        """Return the distribution in proportion to the weights (counts, say): shape (n,), finite, ≥ 0, not all 0."""
        numbers = read_numbers(weights, "weights")
        wrong = ~((numbers >= 0.0) & np.isfinite(numbers))
        if wrong.any():
            index = int(np.argmax(wrong))
            raise KernelError(
                f"{entry_name(index, 'weights', labels)} is {float(numbers[index])!r}, "
                "but a weight is finite and never negative: give 0 or more."
            )
        largest = float(numbers.max())
        if largest == 0.0:
            raise KernelError("every weight is 0, so nothing can happen: give at least one outcome a positive weight.")
        scaled = numbers / largest  # the sum of huge weights would overflow
        return cls(scaled / scaled.sum(), labels)

    def __len__(self) -> int:
        return self.probabilities.size

    def __getitem__(self, outcome: int | str) -> float:
        """Return the probability of an outcome, by position or by label."""
        return float(self.probabilities[self.index(outcome)])

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Pmf):
            return NotImplemented
        return self.labels == other.labels and np.array_equal(self.probabilities, other.probabilities)

    def __hash__(self) -> int:
        return hash((self.probabilities.tobytes(), self.labels))

    def index(self, outcome: int | str) -> int:
        """Return the position of an outcome that is named by position or by label; KernelError if there is none."""
        if isinstance(outcome, str):
            if self.labels is None or outcome not in self.labels:
                raise KernelError(f"no outcome is labelled {outcome!r}: the labels are {self.labels}.")
            return self.labels.index(outcome)
        if not 0 <= outcome < len(self):
            raise KernelError(f"there is no outcome {outcome}: they are numbered 0 to {len(self) - 1}.")
        return int(outcome)

    def label(self, index: int) -> str:
        """Return the label of an outcome, or its position as a string when there are no labels."""
        return str(index) if self.labels is None else self.labels[index]


def as_pmf(values: ArrayLike | Pmf, name: str = "P") -> Pmf:
    """Return `values` itself if it is a Pmf, else the Pmf made of it; messages call it `name`."""
    return values if isinstance(values, Pmf) else Pmf(values, name=name)


def as_pair(p: ArrayLike | Pmf, q: ArrayLike | Pmf) -> tuple[Pmf, Pmf]:
    """Return P and Q as distributions over the same outcomes, or raise KernelError."""
    truth, model = as_pmf(p, "P"), as_pmf(q, "Q")
    if len(truth) != len(model):
        raise KernelError(
            f"P has {len(truth)} outcomes and Q has {len(model)}: both must be about the same outcomes, in the same "
            "order; give an outcome that cannot happen the probability 0."
        )
    return truth, model
