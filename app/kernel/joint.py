"""Two things that happen together: a table with a probability for each pair."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Self, TypeVar

import numpy as np

from app.kernel.arrays import ArrayLike, FloatArray
from app.kernel.errors import KernelError
from app.kernel.pmf import Pmf
from app.kernel.reading import SUM_TOLERANCE, read_numbers, read_probabilities

Read = TypeVar("Read")


@dataclass(frozen=True, eq=False, slots=True)
class Joint:
    r"""A joint probability mass function of X, the row, and Y, the column.

    .. math:: p(x, y) = \frac{t_{xy}}{S}, \qquad S = \sum_{x, y} t_{xy}, \qquad
        p(x) = \sum_y p(x, y), \qquad p(y) = \sum_x p(x, y)

    Parameters
    ----------
    probabilities
        Shape (rows, columns), at least one of each: numbers from 0 to 1 whose sum is 1 within 1e-9.

    Attributes
    ----------
    table : array of shape (rows, columns)
        t, as it was given, weights divided by a power of 2; read-only. So a table of counts whose rows are in
        proportion stays one, and is independent exactly.

    Raises
    ------
    KernelError
        If it is no table, an entry is no probability, or the sum is off.

    Notes
    -----
    The usual misunderstanding: that the margins are enough. Each margin adds up one direction and forgets how the two
    go together, which is what a joint distribution is for.

    Examples
    --------
    >>> cafe = Joint([[0.3, 0.15, 0.05], [0.1, 0.15, 0.25]])  # mornings, evenings; espresso, tea, latte
    >>> cafe.rows.probabilities.tolist(), cafe.columns.probabilities.tolist()
    ([0.5, 0.5], [0.4, 0.3, 0.3])
    >>> cafe.given_row(1).probabilities.tolist()
    [0.2, 0.3, 0.5]
    >>> cafe.merge_columns(0, 2).table.tolist()  # of who knows only whether it was tea
    [[0.35, 0.15], [0.35, 0.15]]
    """

    table: FloatArray

    def __init__(self, probabilities: ArrayLike, *, name: str = "joint") -> None:
        given = _read_table(probabilities, name)
        flat, _ = _by_places(read_probabilities, given, name)
        object.__setattr__(self, "table", _frozen(flat.reshape(given.shape)))

    @classmethod
    def from_weights(cls, weights: ArrayLike, *, name: str = "weights") -> Self:
        """Return the joint distribution in proportion to weights (counts, say): finite, ≥ 0, not all 0."""
        given = _read_table(weights, name)
        numbers = _by_places(read_numbers, given, name)
        wrong = ~((numbers >= 0.0) & np.isfinite(numbers))
        if wrong.any():
            row, column = divmod(int(np.argmax(wrong)), given.shape[1])
            raise KernelError(
                f"{name}[{row}][{column}] is {float(given[row, column])!r}, "
                "but a weight is finite and never negative: give 0 or more."
            )
        largest = float(numbers.max())
        if largest == 0.0:
            raise KernelError("every weight is 0, so nothing can happen: give at least one cell a positive weight.")
        # Divided by a power of 2, which costs no digit: the sum, and the products of sums, stay far from overflow.
        return cls._of(np.ldexp(numbers, -math.frexp(largest)[1]).reshape(given.shape))

    @classmethod
    def _of(cls, table: FloatArray) -> Self:
        joint = object.__new__(cls)
        object.__setattr__(joint, "table", _frozen(table))
        return joint

    @property
    def rows(self) -> Pmf:
        """The distribution of X, whatever Y is: one probability a row."""
        sums = [math.fsum(row) for row in self.table.tolist()]
        # A division would round each once more.
        return Pmf(sums) if abs(math.fsum([*sums, -1.0])) <= SUM_TOLERANCE else Pmf.from_weights(sums)

    @property
    def columns(self) -> Pmf:
        """The distribution of Y, whatever X is: one probability a column."""
        return self.transposed().rows

    def given_row(self, row: int) -> Pmf:
        """Return the distribution of Y once X is known; KernelError if X is never that."""
        cells = self._line(row)
        if not cells.any():
            raise KernelError(f"row {row} never happens, so nothing follows from it: choose a row with a probability.")
        return Pmf.from_weights(cells)

    def transposed(self) -> Self:
        """Return the same table with rows and columns exchanged."""
        return self._of(self.table.T)

    def merge_rows(self, first: int, second: int) -> Self:
        """Return the table of who cannot tell these two rows apart: their sum stands in the place of the first."""
        if first == second:
            raise KernelError(f"row {first} is to be merged with itself: name two rows.")
        merged = self.table.copy()
        merged[first] = self._line(first) + self._line(second)
        return self._of(np.delete(merged, second, axis=0))

    def merge_columns(self, first: int, second: int) -> Self:
        """Return the table of who cannot tell these two columns apart, in the place of the first."""
        return self.transposed().merge_rows(first, second).transposed()

    def _line(self, row: int) -> FloatArray:
        if not 0 <= row < len(self.table):
            raise KernelError(f"there is no line {row}: they are numbered 0 to {len(self.table) - 1}.")
        line: FloatArray = self.table[row]
        return line


def as_joint(values: ArrayLike | Joint, name: str = "joint") -> Joint:
    """Return `values` itself if it is a Joint, else the Joint made of it; messages call it `name`."""
    return values if isinstance(values, Joint) else Joint(values, name=name)


def _read_table(values: ArrayLike, name: str) -> np.ndarray[Any, Any]:
    try:
        given = np.asarray(values)
    except ValueError as error:
        raise KernelError(f"{name} has rows of different lengths: give each row one number for each column.") from error
    if given.ndim != 2 or given.size == 0:
        raise KernelError(
            f"{name} has the shape {given.shape}, but a joint distribution is a table: give a list of rows, each with "
            "one number for each column."
        )
    return given if given.dtype.kind in "fiu" else np.asarray(values, dtype=object)


def _by_places(read: Callable[..., Read], given: np.ndarray[Any, Any], name: str) -> Read:
    """Return what `read` makes of the cells in one line; if it refuses one, its message says row and column."""
    try:
        return read(given.ravel(), name)
    except KernelError:
        return read(given.ravel(), name, [f"row {row}, column {column}" for row, column in np.ndindex(*given.shape)])


def _frozen(table: FloatArray) -> FloatArray:
    table = np.array(table)
    table.setflags(write=False)
    return table
