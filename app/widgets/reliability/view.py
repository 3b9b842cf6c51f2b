"""Forecasts against what came, as they stand in a page before any script has run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from app.figure.drawing import DrawnWidget
from app.widgets.reliability.frame import frame
from app.widgets.reliability.state import SKIES, ReliabilityState


class Reliability(DrawnWidget):
    """Four kinds of morning, a forecast of rain for each to drag sideways, and the log loss in three strips."""

    kind = "reliability"
    title = "What a forecast promises"
    heard: ClassVar[Mapping[str, str]] = {"miscalibration": "the miscalibration"}
    about = "Forecasts of rain against how often it came, and the log loss as floor, lost refinement and miscalibration"
    State = ReliabilityState
    frame = staticmethod(frame)
    python: ClassVar[tuple[str, ...]] = ("truths", "forecasts", "shares", "temperature", "bins")
    python_results: ClassVar[Mapping[str, str]] = {
        "loss": "loss",
        "floor": "floor",
        "lost": "lost",
        "miscalibration": "miscalibration",
        "brier": "brier",
        "ece": "ece",
    }

    def names(self, state: ReliabilityState) -> dict[str, Any]:  # noqa: ARG002 - the mornings do not depend on it
        """Return the names of the kinds of morning."""
        return {"skies": SKIES}
