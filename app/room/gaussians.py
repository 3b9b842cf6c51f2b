"""A class's Gaussians over the truth: all of them, their average, and what each way of taking it costs. Pure.

Which average? That of the densities, the mixture in which each curve has the same share, as for a Q of outcomes: KL is
convex in Q, in either direction, so that it is never dearer than the class is on average. It is no Gaussian. Where one
half of a class sits on each bump it may cost less than the best Gaussian there is, which is true, and worth a question.

So the one Gaussian with the mixture's mean and width is scored beside it: of all Gaussians it is nearest to what the
class believes, forward. The averages of the numbers on the phones, of all centres and of all widths, are left out: two
halves on two bumps would come to a narrow Gaussian in the valley, where nobody has put one.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import Final

from app.kernel.normals import (
    Fit,
    Normal,
    NormalMixture,
    fit_forward,
    fit_reverse,
    kl_forward,
    kl_mixtures,
    kl_reverse,
)
from app.kernel.units import Unit
from app.room.plot import Plot
from app.ui.format import format_number

MOST_CURVES: Final = 300
"""So many of a class's curves are drawn; more would be one blot."""
TIE: Final = 1e-9
"""Minima whose KLs differ by fewer nats are tied."""
NAMES: Final = {"forward": "KL(P ‖ Q)", "reverse": "KL(Q ‖ P)"}


@dataclass(frozen=True)
class Score:
    """What something costs in both directions, in words."""

    name: str
    forward: str
    reverse: str


@dataclass(frozen=True)
class Curves:
    """What a class believes of a curve.

    Attributes
    ----------
    plot
        P and the axis.
    curves
        The transforms of at most `MOST_CURVES` of them, evenly taken.
    count
        How many there are.
    average
        The path of their mixture.
    best
        With the solution: the transforms of the best Gaussians.
    scores, unit, lines
        With the solution: what each costs, in what, and the same in sentences.
    """

    plot: Plot
    curves: tuple[str, ...]
    count: int
    average: str
    unit: str = ""
    best: tuple[str, ...] = ()
    scores: tuple[Score, ...] = ()
    lines: tuple[str, ...] = ()


def best_of(truth: NormalMixture, direction: str) -> tuple[Fit, ...]:
    """Return the best Gaussian of a direction; the reverse one may have several that are as good."""
    if direction == "forward":
        return (fit_forward(truth),)
    found = fit_reverse(truth)
    return tuple(one for one in found if one.kl - found[0].kl < TIE)


def costs(truth: NormalMixture, q: Normal, unit: Unit) -> dict[str, float]:
    """Return the KL of a Gaussian in both directions."""
    return {"forward": kl_forward(truth, q, unit), "reverse": kl_reverse(truth, q, unit)}


def curves(plot: Plot, placed: Sequence[Normal]) -> Curves:
    """Return the class's curves and their average, without a word on what is good."""
    every = math.ceil(len(placed) / MOST_CURVES)
    drawn = tuple(plot.placed(one) for one in placed[::every])
    return Curves(plot, drawn, len(placed), plot.path(_mixture(placed)))


def solved(shown: Curves, placed: Sequence[Normal], direction: str, unit: Unit) -> Curves:
    """Return the curves with the best Gaussians and all scores.

    Parameters
    ----------
    shown
        What `curves` made of the same.
    placed
        Every Gaussian, one a participant; at least one.
    direction
        The KL that was asked for: "forward" or "reverse".
    unit
        "bits" or "nats".
    """
    truth, mixture = shown.plot.truth, _mixture(placed)
    each = [costs(truth, one, unit) for one in placed]
    together = costs(truth, Normal(mixture.mean, math.sqrt(mixture.variance)), unit)
    average = {"forward": kl_mixtures(truth, mixture, unit), "reverse": kl_mixtures(mixture, truth, unit)}
    found = {way: best_of(truth, way) for way in NAMES}
    least = {way: costs(truth, fits[0].normal, unit)[way] for way, fits in found.items()}
    rows = {
        "the class’s average": average,
        "one Gaussian as wide as it": together,
        "the best single one": {way: min(one[way] for one in each) for way in NAMES},
        "one in the middle": {way: median(one[way] for one in each) for way in NAMES},
        "the best Gaussian there is": least,
    }
    scores = tuple(Score(name, *(format_number(row[way], digits=3) for way in NAMES)) for name, row in rows.items())
    best = tuple(shown.plot.placed(fit.normal) for fit in found[direction])
    single = [one[direction] for one in each]
    beaten = sum(average[direction] < one for one in single)
    said = {name: format_number(row[direction], unit) for name, row in rows.items()}
    below = ", and every Gaussian there is: it is none itself" if average[direction] < least[direction] else ""
    lines = (
        (
            f"{NAMES[direction]}: the class’s average costs {said['the class’s average']}, the best single one "
            f"{said['the best single one']}; no Gaussian costs less than {said['the best Gaussian there is']}."
        ),
        f"The average beats {'every one' if beaten == len(single) else beaten} of the {len(single)}{below}.",
    )
    return replace(shown, unit=unit, best=best, scores=scores, lines=lines)


def words_of(fits: Sequence[Fit], direction: str, unit: Unit, truth: NormalMixture) -> str:
    """Return the best Gaussians in a line: their centres, their width, and their KL."""
    centres = " or ".join(format_number(fit.mean, digits=2) for fit in fits)
    widths = " or ".join(dict.fromkeys(format_number(fit.sd, digits=2) for fit in fits))
    kl = format_number(costs(truth, fits[0].normal, unit)[direction], unit)
    return f"Centre {centres}, width {widths}: {kl}"


def _mixture(placed: Sequence[Normal]) -> NormalMixture:
    share = 1.0 / len(placed)
    return NormalMixture([share] * len(placed), [one.mean for one in placed], [one.sd for one in placed])
