"""The two losses as they stand in a page before any script has run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from app.figure.drawing import DrawnWidget
from app.widgets.loss_gradients.frame import curves, frame, ticks
from app.widgets.loss_gradients.state import LossGradientsState


class LossGradients(DrawnWidget):
    """Log loss and squared error over the logit of the right class, and how steep each of them is."""

    kind = "loss_gradients"
    title = "Log loss against squared error"
    heard: ClassVar[Mapping[str, str]] = {"log-loss": "the log loss"}
    about = "Log loss and half the squared error of a yes-or-no model over its logit, and the sizes of their slopes"
    State = LossGradientsState
    frame = staticmethod(frame)
    python: ClassVar[tuple[str, ...]] = ("logit",)
    python_results: ClassVar[Mapping[str, str]] = {
        "probability": "p",
        "log-loss": "log_loss",
        "squared-error": "squared_error",
        "log-loss-slope": "log_loss_slope",
        "squared-error-slope": "squared_error_slope",
    }

    def names(self, state: LossGradientsState) -> dict[str, Any]:  # noqa: ARG002 - the curves do not depend on it
        """Return the curves and the marks across, which no gesture changes."""
        return {"curves": curves(), "ticks": ticks()}
