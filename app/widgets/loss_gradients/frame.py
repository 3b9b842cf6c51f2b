"""Where everything lies in the pictures of two losses and of their slopes. `frame.js` is the twin, number for number.

Across runs the logit from -6 to 6; upwards the loss from 0 to 6, and the size of the slope from 0 to 1.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from app.figure.drawing import Frame, coordinate, percent
from app.figure.format import format_plain
from app.kernel.class_losses import BinaryLosses, binary_losses
from app.widgets.loss_gradients.state import LARGEST

if TYPE_CHECKING:
    from app.widgets.loss_gradients.state import LossGradientsState

LARGEST_LOSS: Final = 6.0


def across(logit: float) -> float:
    """Return where a logit lies from left to right, 0 to 1."""
    return (logit + LARGEST) / (2 * LARGEST)


def curves() -> dict[str, str]:
    """Return the paths of both losses and of both slopes, which nothing moves, in drawings 100 wide and 100 high."""
    heights: Mapping[str, Callable[[BinaryLosses], float]] = {
        "log_loss": lambda losses: losses.log_loss / LARGEST_LOSS,
        "squared_error": lambda losses: losses.squared_error / LARGEST_LOSS,
        "log_loss_slope": lambda losses: losses.log_loss_slope,
        "squared_error_slope": lambda losses: losses.squared_error_slope,
    }
    logits = [step / 8 - LARGEST for step in range(97)]
    return {
        name: "M"
        + " L".join(f"{coordinate(100 * across(z))} {coordinate(100 * (1 - height(binary_losses(z))))}" for z in logits)
        for name, height in heights.items()
    }


def ticks() -> list[tuple[str, str, str]]:
    """Return the marks across: where, the logit, and what it leaves for the right class."""
    return [
        (percent(across(z)), format_plain(z, 0), format_plain(binary_losses(z).probability)) for z in (-6, -3, 0, 3, 6)
    ]


def frame(state: LossGradientsState, results: Mapping[str, float], *, pending: bool = False) -> Frame:
    """Return what each part of the figure shows."""
    left = {"style.left": percent(across(state.logit))}
    hidden = "" if pending else None
    square = {"hidden": hidden}
    return {
        "handle-logit": {**left, "style.bottom": percent(results["log-loss"] / LARGEST_LOSS)},
        "loss-line": left,
        "slope-line": left,
        "squared-error": {
            **left,
            **square,
            "style.bottom": percent(_shown(results, "squared-error", pending) / LARGEST_LOSS),
        },
        "log-slope": {**left, "style.bottom": percent(results["log-loss-slope"])},
        "squared-slope": {**left, **square, "style.bottom": percent(_shown(results, "squared-error-slope", pending))},
        "squared-curve": square,
        "squared-slope-curve": square,
        "squared-name": square,
        "squared-slope-name": square,
        "remark": {"text": "" if pending else remark(results)},
    }


def _shown(results: Mapping[str, float], name: str, pending: bool) -> float:
    return 0.0 if pending else results[name]


def remark(results: Mapping[str, float]) -> str:
    """Return how much harder the log loss pulls."""
    times = results["log-loss-slope"] / results["squared-error-slope"]
    many = format_plain(times, 0 if times >= 20 else 1)
    return f"Here the log loss pulls {many} times as hard as half the squared error."
