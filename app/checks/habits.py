"""How people round on the way: many habits at once, as arrays with one entry for each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Final, Literal

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Kind = Literal["ratio", "function", "term", "sum"]
KINDS: Final[tuple[Kind, ...]] = ("ratio", "function", "term", "sum")
#: Decimals kept in the steps; who keeps more has nothing to fear.
DECIMALS: Final = (2, 3, 4)
#: Usual ways to work a quantity out, where there are several.
WAYS: Final = 3
#: Habits that round each step to another number of decimals, or not at all.
MIXED: Final = 160
#: Nobody rounds to fewer digits than these that count: with two decimals 0.00123 becomes 0.001, and not 0.00.
FEWEST_SIGNIFICANT: Final = 1
#: A mixed habit keeps so many decimals at the most; then the step is as good as exact.
MOST: Final = 6
#: A number whose first digit stands so far behind the point is not rounded at all.
EXACT: Final = 12


@dataclass(frozen=True)
class Habits:
    """Habits of rounding, each an entry of every array.

    Parameters
    ----------
    decimals
        How many are kept in a step; of a mixed habit the fewest.
    rounds
        Kind of step -> whether it is rounded.
    cuts
        Whether decimals are cut off instead.
    way
        Which of the usual ways is taken, 0 to `WAYS` - 1.
    natural
        Whether a logarithm to base 2 is made of natural ones.
    mixed
        Whether each step is rounded in its own manner, so that `rounds` and `cuts` do not count.
    """

    decimals: npt.NDArray[np.int64]
    rounds: Mapping[Kind, npt.NDArray[np.bool_]]
    cuts: npt.NDArray[np.bool_]
    way: npt.NDArray[np.int64]
    natural: npt.NDArray[np.bool_]
    mixed: npt.NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.decimals)

    def rounded(self, value: Floats, kind: Kind, step: int) -> Floats:
        """Return a step's result as each habit writes it down; `step` counts the steps of a calculation."""
        size = np.abs(value)
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            counting = FEWEST_SIGNIFICANT - 1 - np.floor(np.log10(size))
            places = np.where(np.isfinite(counting), np.maximum(self._places(step), counting), 0)
            scale = 10.0**places
            # 0.29 times 100 is 28.999999999999996: what is cut off is no rounding of the product.
            steps = np.floor(size * scale + np.where(self.cuts, 1e-9, 0.5))
            written = np.copysign(steps / scale, value)
        keeps = np.where(self.mixed, places < MOST, self.rounds[kind]) & np.isfinite(counting) & (places < EXACT)
        return np.where(keeps, written, value)

    def _places(self, step: int) -> npt.NDArray[np.int64]:
        """Return the decimals of a step; a mixed habit has its own for each."""
        return np.where(self.mixed, np.minimum(self.decimals + _more(step, len(self)), MOST), self.decimals)


@cache
def _more(step: int, count: int) -> npt.NDArray[np.int64]:
    """Return how many decimals more than their fewest mixed habits keep in a step."""
    return np.random.default_rng(step).integers(0, MOST - min(DECIMALS) + 1, count)


@cache
def all_habits() -> Habits:
    """Return the habits that are tried: each number of decimals, kinds of step and way; then mixed ones."""
    rows = [
        (decimals, kinds, False, way, natural)
        for decimals, way, natural in product(DECIMALS, range(WAYS), (False, True))
        for kinds in product((False, True), repeat=len(KINDS))
        if any(kinds)
    ]
    rows += [
        (decimals, kinds, True, way, False)
        for decimals, way in product(DECIMALS, range(WAYS))
        for kinds in ((False, True, False, False), (True, True, False, False), (True, True, True, True))
    ]
    chance = np.random.default_rng(1)
    mixed = [(int(chance.integers(2, 4)), (True,) * 4, False, index % WAYS, index % 4 == 0) for index in range(MIXED)]
    decimals, kinds, cuts, way, natural = zip(*rows, *mixed, strict=True)
    return Habits(
        decimals=np.array(decimals),
        rounds={kind: np.array([one[index] for one in kinds]) for index, kind in enumerate(KINDS)},
        cuts=np.array(cuts),
        way=np.array(way),
        natural=np.array(natural),
        mixed=np.array([False] * len(rows) + [True] * len(mixed)),
    )
