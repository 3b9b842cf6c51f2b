"""What the figure holds: how often guests come at which time, what they order then, and what is told apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import ClassVar, Final, TypeAlias

import numpy as np
import param

from app.figure.declared import DeclaredState, Guess, Numbers
from app.kernel import Joint, conditional_entropy, entropy, joint_entropy, mutual_information
from app.kernel.arrays import FloatArray

TIMES: Final = ("dawn", "morning", "evening", "night")
DRINKS: Final = ("espresso", "tea", "latte")
WHOLE: Final = 100.0

Groups: TypeAlias = list[list[int]]


class MosaicState(DeclaredState):
    """A joint distribution of times and drinks, by the places where one ends and the next begins.

    Places are in percent and may stand in any order: what lies between two neighbours counts. From whole percents
    come whole numbers, whose information is exactly 0 where rows are in proportion.

    Examples
    --------
    >>> cafe = MosaicState.from_options({"preset": "clock", "unit": "nats"})
    >>> round(cafe.results()["information"], 6)
    0.125101
    """

    kind = "mosaic"
    controls: ClassVar[tuple[str, ...]] = ("times", "drinks", "outer")
    predictable: ClassVar[Mapping[str, Guess]] = {
        "information": Guess(
            "what the time says about the drink",
            "Before you look: how much less is there to ask about the drink, on average, once one knows the time?",
            0,
            1,
        ),
        "lost": Guess(
            "what is lost by the merging",
            "Before you look: how much of what the time says about the drink is lost by that?",
            0,
            0.5,
        ),
    }

    times = Numbers([15, 30, 70], low=0, high=WHOLE, doc="Where one time of the day ends and the next begins.")
    dawn = Numbers([60, 90], low=0, high=WHOLE, doc="Where, at dawn, one drink ends and the next begins.")
    morning = Numbers([60, 90], low=0, high=WHOLE, doc="The same in the morning.")
    evening = Numbers([40, 70], low=0, high=WHOLE, doc="The same at evening.")
    night = Numbers([20, 50], low=0, high=WHOLE, doc="The same in the night.")
    joined_times: param.Selector[str] = param.Selector(
        default="none",
        objects=["none", "dawn+morning", "dawn+morning+night", "evening+night", "dawn+night"],
        doc="Which times nobody can tell apart.",
    )
    joined_drinks: param.Selector[str] = param.Selector(
        default="none",
        objects=["none", "espresso+latte", "espresso+tea", "tea+latte"],
        doc="Which drinks nobody can tell apart.",
    )
    unit: param.Selector[str] = param.Selector(
        default="bits", objects=["bits", "nats"], doc="What entropies are counted in."
    )

    def widths(self) -> list[float]:
        """Return how wide each time's strip is, in percent."""
        return parts(self.times)

    def table(self) -> FloatArray:
        """Return the joint distribution, in ten-thousandths: a row a time, a column a drink."""
        rows = (parts(getattr(self, time)) for time in TIMES)
        return np.array([[width * part for part in row] for width, row in zip(self.widths(), rows, strict=True)])

    def results(self) -> dict[str, float]:
        """Return the five entropies and the information of what is told apart, and what telling less has lost."""
        table = self.table()
        times, drinks = groups(TIMES, self.joined_times), groups(DRINKS, self.joined_drinks)
        by_time = added(table, times)
        seen = Joint.from_weights(added(by_time.T, drinks).T)
        lost = self._within(table, times) + self._within(by_time.T, drinks)
        return {
            "time": entropy(seen.rows, self.unit),
            "drink": entropy(seen.columns, self.unit),
            "both": joint_entropy(seen, self.unit),
            "time-left": conditional_entropy(seen.transposed(), self.unit),
            "drink-left": conditional_entropy(seen, self.unit),
            "information": mutual_information(seen, self.unit),
            "lost": lost,
        }

    def _within(self, table: FloatArray, merged: Groups) -> float:
        """Return what the lines of each group say that their sum does not: exactly 0 if they are in proportion."""
        total = float(table.sum())
        lost = 0.0
        for group in merged:
            lines = table[group]
            if len(group) > 1 and lines.any():
                share = float(lines.sum()) / total
                lost += share * mutual_information(Joint.from_weights(lines), self.unit)
        return lost


def parts(places: Sequence[float]) -> list[float]:
    """Return the lengths between places, from 0 to 100.

    Examples
    --------
    >>> parts([90, 60])
    [60.0, 30, 10.0]
    """
    return [b - a for a, b in pairwise([0.0, *sorted(places), WHOLE])]


def groups(names: Sequence[str], joined: str) -> Groups:
    """Return what is told apart: each a list of positions.

    Examples
    --------
    >>> groups(TIMES, "dawn+night"), groups(DRINKS, "none")
    ([[0, 3], [1], [2]], [[0], [1], [2]])
    """
    alike = joined.split("+")
    together = [index for index, name in enumerate(names) if name in alike]
    alone = [[index] for index in range(len(names)) if index not in together]
    return sorted([together, *alone] if together else alone)


def added(table: FloatArray, merged: Groups) -> FloatArray:
    """Return the table of who cannot tell the lines of a group apart."""
    return np.array([table[group].sum(axis=0) for group in merged])
