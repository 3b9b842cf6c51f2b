"""What the figure holds: the logit of the right one of two classes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Final

import param

from app.figure.declared import DeclaredState, Guess
from app.kernel.class_losses import binary_losses

LARGEST: Final = 6.0


class LossGradientsState(DeclaredState):
    """How far the right class is ahead of the wrong one.

    Examples
    --------
    >>> results = LossGradientsState.from_options({"logit": 0}).results()
    >>> results["log-loss-slope"], results["squared-error-slope"]
    (0.5, 0.125)
    """

    kind = "loss_gradients"
    predictable: ClassVar[Mapping[str, Guess]] = {
        "squared-error-slope": Guess(
            "the pull of half the squared error",
            "Before you look: how hard does half the squared error pull at this logit?",
            0,
            1,
        ),
    }
    units: ClassVar[Mapping[str, str | None]] = {
        "probability": None,
        "log-loss": "nats",
        "squared-error": None,
        "log-loss-slope": None,
        "squared-error-slope": None,
    }

    logit = param.Number(default=0.0, bounds=(-LARGEST, LARGEST), doc="How far the right class is ahead.")

    def results(self) -> dict[str, float]:
        """Return what is left for the right class, both losses, and the sizes of their slopes at the logit."""
        losses = binary_losses(self.logit)
        return {
            "probability": losses.probability,
            "log-loss": losses.log_loss,
            "squared-error": losses.squared_error,
            "log-loss-slope": losses.log_loss_slope,
            "squared-error-slope": losses.squared_error_slope,
        }
