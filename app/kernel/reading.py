"""From what a caller gave to a valid array of probabilities, or to a message that says what is wrong with it."""

import math
from collections.abc import Sequence
from decimal import Decimal
from numbers import Real
from typing import Any, Final

import numpy as np

from app.kernel.arrays import FEW, ArrayLike, FloatArray
from app.kernel.errors import KernelError
from app.kernel.excess import excess_over_one

#: How far from 1 a sum may be: typed decimals and normalised floats pass, a forgotten outcome does not.
SUM_TOLERANCE: Final = 1e-9


def read_numbers(values: ArrayLike, name: str, labels: Sequence[str] | None = None) -> FloatArray:
    """Return `values` as a new read-only float array of shape (n,), n ≥ 1, or raise KernelError."""
    try:
        given = np.asarray(values)
    except ValueError as error:
        raise KernelError(f"{name} is no flat list of numbers ({error}): give one number for each outcome.") from error
    if given.ndim != 1:
        raise KernelError(
            f"{name} has {given.ndim} dimensions (shape {given.shape}), but a distribution is a flat list: "
            "give one number for each outcome."
        )
    if given.size == 0:
        raise KernelError(f"{name} is empty, but a distribution has at least one outcome: give its probabilities.")
    if given.dtype.kind not in "fiu":
        _check_entries_are_numbers(values, given, name, labels)
    numbers = np.array(given, dtype=np.float64)
    numbers.setflags(write=False)
    return numbers


def read_probabilities(values: ArrayLike, name: str, labels: Sequence[str] | None = None) -> tuple[FloatArray, float]:
    """Return the probabilities, read-only and as they were given, and how far their sum exceeds 1.

    Nothing is divided here: every quantity takes the excess into its formula instead, because a rounded division
    of each entry would already cost two nearly equal distributions seven digits of their KL.
    """
    probabilities = read_numbers(values, name, labels)
    # Written so that a NaN fails it too; 2 is what the excess can take, the sum is judged below.
    if probabilities.size <= FEW:
        entries = probabilities.tolist()
        fit = all([0.0 <= entry < 2.0 for entry in entries])  # noqa: C419 - a list is twice as fast here
        excess = math.fsum([*entries, -1.0]) if fit else math.nan
    else:
        fit = bool(probabilities.min() >= 0.0 and probabilities.max() < 2.0)
        excess = excess_over_one(probabilities) if fit else math.nan
    if not fit:
        raise KernelError(_first_wrong_entry(probabilities, name, labels))
    if abs(excess) > SUM_TOLERANCE:
        raise KernelError(_wrong_sum(probabilities, excess, name, labels))
    return probabilities, excess


def entry_name(index: int, name: str, labels: Sequence[str] | None) -> str:
    """Return how a message calls one entry: P[1], or P[1] ('t') when it has a label."""
    return f"{name}[{index}]" if labels is None else f"{name}[{index}] ({labels[index]!r})"


def _check_entries_are_numbers(
    values: ArrayLike, given: np.ndarray[Any, Any], name: str, labels: Sequence[str] | None
) -> None:
    """Let fractions and decimals pass; name the first entry that is no real number."""
    entries = values if isinstance(values, Sequence) else given.tolist()
    for index, entry in enumerate(entries):
        if isinstance(entry, (bool, np.bool_)) or not isinstance(entry, (Real, Decimal)):
            raise KernelError(
                f"{entry_name(index, name, labels)} is {entry!r}, which is no number: "
                "give a probability from 0 to 1, such as 0.25."
            )


def _first_wrong_entry(probabilities: FloatArray, name: str, labels: Sequence[str] | None) -> str:
    index = int(np.argmax(~((probabilities >= 0.0) & (probabilities <= 1.0 + SUM_TOLERANCE))))
    value = float(probabilities[index])
    if math.isnan(value):
        rule = "which is no number: give a probability from 0 to 1."
    elif value < 0.0:
        rule = "but a probability is never negative: give 0 or more."
    else:
        rule = "but a probability is at most 1: give a number from 0 to 1, or divide every entry by the sum."
    return f"{entry_name(index, name, labels)} is {value!r}, {rule}"


def _wrong_sum(probabilities: FloatArray, excess: float, name: str, labels: Sequence[str] | None) -> str:
    if probabilities.max() > 1.0 + SUM_TOLERANCE:
        return _first_wrong_entry(probabilities, name, labels)
    direction = "more" if excess > 0.0 else "less"
    return (
        f"{name} sums to {1.0 + excess:.12g}, which is {abs(excess):.6g} {direction} than 1 "
        f"(allowed: {SUM_TOLERANCE:g}): correct the entry that is wrong, or divide every entry by the sum."
    )
