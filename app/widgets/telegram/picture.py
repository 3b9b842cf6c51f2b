"""Where everything stands in the figure, the still one and Bokeh's: shares of its width and height."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from app.kernel import entropy
from app.widgets.telegram.state import TelegramState
from app.widgets.telegram.tape import Tape

HEADROOM: Final = 1.35
"""Room above the highest level, so that an unlucky beginning is seen; found by looking at many telegrams."""

DENSE: Final = 40
"""Up to this letter every average is drawn; beyond, steps of the axis that are about a pixel wide."""

STEPS_TO_END: Final = 260
NEAREST: Final = 0.105
"""How near two names may stand, as a share of the height: one line of their type."""


@dataclass(frozen=True, slots=True)
class Level:
    """A height that is named at the right edge: a limit of the averages, or the gap between the two."""

    quantity: str
    value: float
    at: float
    """Where its name stands, from the bottom: beside the level, or moved off its neighbour."""


@dataclass(frozen=True, slots=True)
class Picture:
    """The frame of the figure for one tape: what does not change while the letters run."""

    top: float
    """Bits a letter at the upper edge."""
    heights: tuple[float, ...]
    """The numbers along the left edge, in bits a letter."""
    counts: tuple[int, ...]
    """The numbers of letters along the lower edge."""
    total: int
    levels: tuple[Level, ...]
    at: Mapping[str, float]
    """The heights of H(P) and H(P, Q) as shares, infinity left out."""

    def x(self, letters: int) -> float:
        """Return where a number of letters stands on the lower edge: each doubling is as wide as the last."""
        return share(letters, self.total)

    def as_dict(self) -> dict[str, Any]:
        """Return what the browser needs to draw on."""
        return {"top": self.top, "at": dict(self.at), "total": self.total}


def share(letters: int, total: int) -> float:
    """Return log(letters) / log(total); a telegram of one letter has it at the right edge."""
    return 1.0 if total == 1 else math.log(letters) / math.log(total)


def picture(state: TelegramState, tape: Tape, numbers: Mapping[str, float]) -> Picture:
    """Return the frame for a state, its tape and its results."""
    total = len(tape.letters)
    ends = [numbers[name] for name in ("entropy", "cross-entropy", "expected-p", "expected-q")]
    highest = max((value for value in ends if math.isfinite(value)), default=0.0)
    if not math.isfinite(numbers["cross-entropy"]):
        highest = max(highest, entropy([1 / len(state.p)] * len(state.p)))
    top = HEADROOM * highest or 1.0
    at = {name: numbers[name] / top for name in ("entropy", "cross-entropy") if math.isfinite(numbers[name])}
    return Picture(top, _heights(top), _counts(total), total, _levels(numbers, at), at)


def drawn(total: int, sent: int) -> list[int]:
    """Return the numbers of letters at which the averages are drawn, up to `sent`, which is always one of them."""
    if not sent:
        return []
    logarithmic = (round(math.exp(math.log(total) * step / STEPS_TO_END)) for step in range(STEPS_TO_END + 1))
    return sorted({count for count in (*range(1, DENSE + 1), *logarithmic, sent) if count <= sent})


def averages(tape: Tape, counts: list[int]) -> dict[str, list[float]]:
    """Return both averages after these numbers of letters; infinite ones are left out at the end."""
    lines = {}
    for name, spent in (("p", tape.p), ("q", tape.q)):
        totals = spent.totals()
        lines[name] = [totals[count - 1] / count for count in counts if count <= len(totals)]
    return lines


def gap(x: Sequence[float], p: Sequence[float], q: Sequence[float]) -> dict[str, list[float]]:
    """Return the area between P's line and what Q's line has above it, with the points where the two cross."""
    area: dict[str, list[float]] = {"x": [], "p": [], "top": []}
    before: tuple[float, float, float] | None = None
    for across, low, high in zip(x, p, q, strict=False):
        if before is not None and (before[2] - before[1]) * (high - low) < 0:
            part = (before[2] - before[1]) / (before[2] - before[1] - high + low)
            level = before[1] + part * (low - before[1])
            _add(area, before[0] + part * (across - before[0]), level, level)
        _add(area, across, low, max(low, high))
        before = (across, low, high)
    return area


def _add(area: dict[str, list[float]], x: float, p: float, top: float) -> None:
    for name, value in (("x", x), ("p", p), ("top", top)):
        area[name].append(value)


def _heights(top: float) -> tuple[float, ...]:
    """Return round numbers from 0 to the top, about five of them."""
    rough = top / 5.5
    power = 10.0 ** math.floor(math.log10(rough))
    step = power * next(round_number for round_number in (1, 2, 5, 10) if round_number * power >= rough)
    return tuple(round(step * index, 12) for index in range(int(top / step) + 1))


def _counts(total: int) -> tuple[int, ...]:
    """Return 1, 10, 100, … and the last letter, unless that stands too near the one before."""
    tens = [10**power for power in range(4) if 10**power <= total]
    if total > 1 and share(tens[-1], total) > 0.88:
        tens.pop()
    return (*tens, total) if tens[-1:] != [total] else tuple(tens)


def _levels(numbers: Mapping[str, float], at: Mapping[str, float]) -> tuple[Level, ...]:
    """Return the three names at the right edge, the gap between its two ends, moved apart where they would touch."""
    low = at["entropy"]
    high = at.get("cross-entropy", 0.97)
    middle = (low + high) / 2
    low, high = min(low, middle - NEAREST), max(high, middle + NEAREST)
    shift = max(0.0, NEAREST / 3 - low)
    places = {"cross-entropy": high + shift, "kl": (low + high) / 2 + shift, "entropy": low + shift}
    return tuple(Level(name, numbers[name], place) for name, place in places.items())
