"""P's bumps: how they are read, and the mixture that they make."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Final

from app.figure.declared import Numbers
from app.figure.fields import read_number
from app.figure.widget import StateError
from app.kernel.normals import NormalMixture

MOST_BUMPS: Final = 4
SUM_TOLERANCE: Final = 1e-9


class Bumps(Numbers):
    """A list with one number for each bump, from `low` to `high`.

    Examples
    --------
    >>> Bumps([0.0], low=-10, high=10, doc="The centres.").read([-2, 2.5], "means")
    [-2.0, 2.5]
    """

    __slots__: list[str] = []

    def read(self, value: object, name: str) -> list[float]:
        """Return the numbers."""
        if isinstance(value, str) or not isinstance(value, Sequence):
            raise StateError(f"{name} is {value!r}, but it is a list of numbers: give one for each bump.")
        if not 1 <= len(value) <= MOST_BUMPS:
            raise StateError(f"{name} has {len(value)} entries, but P has 1 to {MOST_BUMPS} bumps: add or remove some.")
        return [read_number(entry, f"{name}[{index}]", self.low, self.high) for index, entry in enumerate(value)]

    def told(self) -> dict[str, Any]:
        """Return between what each number lies, and how many bumps there can be."""
        return super().told() | {"most": MOST_BUMPS}


def must_mix(bumps: Mapping[str, Any]) -> None:
    """Refuse `weights`, `means` and `sds` that are not as many, or weights that do not sum to 1."""
    count = len(bumps["weights"])
    for name in ("means", "sds"):
        if len(bumps[name]) != count:
            raise StateError(f"{name} has {len(bumps[name])} entries for {count} weights: give one for each bump.")
    total = math.fsum(bumps["weights"])
    if abs(total - 1) > SUM_TOLERANCE:
        raise StateError(f"weights sum to {total!r}, not to 1: change one of them, or divide each by the sum.")


@lru_cache(maxsize=256)
def mixture(weights: tuple[float, ...], means: tuple[float, ...], sds: tuple[float, ...]) -> NormalMixture:
    """Return P with what the kernel has found out about it: while Q is dragged, P stays."""
    return NormalMixture(weights, means, sds)
