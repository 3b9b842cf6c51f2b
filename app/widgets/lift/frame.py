"""Where everything lies in the picture of the bound. `frame.js` is the twin, number for number.

Across runs the guess, upwards nats, from -2 to 0. A line across is the evidence; the bound is a curve below it, and at
the guess a bar from the ground up to it. What is missing to the line is the gap; a second curve is the bound with all
samples.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from app.figure.drawing import Frame, coordinate, percent
from app.figure.format import format_plain
from app.kernel.bounds import latent_bound, sampled_gap

if TYPE_CHECKING:
    from app.widgets.lift.state import LiftState

BOTTOM: Final = -2.0
STEPS: Final = 24

#: A gap below this is none that one could see.
CLOSED: Final = 0.0005


def up(nats: float) -> float:
    """Return where an amount lies from bottom to top, 0 to 1; what lies below the picture lies at its ground."""
    return 1 - max(nats, BOTTOM) / BOTTOM


def frame(state: LiftState, results: Mapping[str, float], *, pending: bool = False) -> Frame:
    """Return what each part of the figure shows."""
    evidence, bound = up(results["evidence"]), up(results["bound"])
    one = pending or state.samples == 1  # what a prediction is awaited of is not drawn: the bound of one sample is
    sampled = bound if one else up(results["sampled"])
    at, model = percent(state.q), state.model()
    return {
        "curve": {"d": _curve(lambda guess: latent_bound(model, guess).bound)},
        "lifted": {
            "d": "" if one else _curve(lambda guess: results["evidence"] - sampled_gap(model, guess, state.samples))
        },
        "evidence": {"style.bottom": percent(evidence)},
        "bar": {"style.left": at, "style.height": percent(bound)},
        "won": {
            "hidden": "" if one else None,
            "style.left": at,
            "style.bottom": percent(bound),
            "style.height": percent(sampled - bound),
        },
        "gap": {"style.left": at, "style.bottom": percent(sampled), "style.height": percent(evidence - sampled)},
        "handle-q": {"style.left": at, "style.bottom": percent(bound)},
        "guess": {"text": f"{format_plain(state.q, 2)} rain"},
        "remark": {"text": "" if pending else remark(state, results)},
    }


def _curve(of: Callable[[list[float]], float]) -> str:
    """Return a curve over all guesses, in shorter steps where it is steeper: near certainty."""
    places = [0.5 - 0.5 * math.cos(math.pi * step / STEPS) for step in range(STEPS + 1)]
    return "M" + " L".join(f"{coordinate(100 * q)} {coordinate(100 * (1 - up(of([q, 1 - q]))))}" for q in places)


def remark(state: LiftState, results: Mapping[str, float]) -> str:
    """Return what is special about this guess."""
    if results["gap"] < CLOSED:
        return "The guess is the posterior: the bound touches the evidence, and nothing is left to lift."
    if state.samples > 1 and state.q in (0.0, 1.0):
        return "What the guess never draws no number of samples finds: the gap stays."
    if state.samples > 1 and results["left"] > results["gap"] / 2:
        return "The samples win little: they hardly ever draw what is missing."
    if state.samples > 1:
        return "The average of more samples lies nearer to the evidence; it never lies further away."
    return "The guess moves the bound, never the line: what is missing is KL(q ‖ posterior)."
