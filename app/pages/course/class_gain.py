"""The gain of all learners together, for who runs the course: `python -m app gain`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from app.checks import Check
from app.kernel.gain import normalised_gain
from app.pages.course.before_after import Gain, gain, where_with_them
from app.progress import Progress
from app.ui.format import format_number, format_plain

FEWEST: Final = 5
"""Of fewer nothing is told: each would know of the others."""


@dataclass(frozen=True)
class ClassGain:
    """What has changed for those who answered both times; `right` counts them before and after, by question."""

    learners: int
    right: Mapping[str, tuple[int, int]]

    @property
    def before(self) -> float:
        """How many questions one knew before, on average."""
        return sum(before for before, _ in self.right.values()) / self.learners

    @property
    def after(self) -> float:
        """How many questions one knew after, on average."""
        return sum(after for _, after in self.right.values()) / self.learners

    @property
    def part(self) -> float | None:
        """The normalised gain of the averages, as it is given of classes; None where nothing was left to gain."""
        before, after = (sum(times) for times in zip(*self.right.values(), strict=True))
        return normalised_gain(before, after, self.learners * len(self.right))


def class_gain(checks: Mapping[str, Check], everybody: Iterable[Progress]) -> ClassGain | None:
    """Return the gain of a class, None if fewer than `FEWEST` have answered both times."""
    gains = [found for each in everybody if (found := gain(checks, where_with_them(checks, each)))]
    return ClassGain(len(gains), _counted(gains)) if len(gains) >= FEWEST else None


def _counted(gains: list[Gain]) -> dict[str, tuple[int, int]]:
    by_question = zip(*(found.rows for found in gains), strict=True)
    return {rows[0].name: (sum(row.before for row in rows), sum(row.after for row in rows)) for rows in by_question}


def as_text(found: ClassGain | None) -> str:
    """Return the gain as a table, for a terminal."""
    if found is None:
        return f"Fewer than {FEWEST} learners have answered both times; of so few nothing is told."
    many = len(found.right)
    lines = [
        f"{found.learners} learners have answered the {many} questions before the course and after it.",
        f"On average they knew {format_plain(found.before, 1)} before and {format_plain(found.after, 1)} after.",
    ]
    if found.part is not None:
        lines.append(f"Normalised gain of the averages: {format_number(found.part, None)}")
    lines += ["", f"{'right, of ' + str(found.learners):<42}{'before':>8}{'after':>8}"]
    lines += [f"{name:<42}{before:>8}{after:>8}" for name, (before, after) in found.right.items()]
    return "\n".join(lines)
