"""A KL from samples as it stands in a page before any script has run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from app.figure.drawing import DrawnWidget
from app.figure.ways import Way, pressed
from app.widgets.estimates.frame import bell, frame
from app.widgets.estimates.state import EstimatesState


class Estimates(DrawnWidget):
    """Five draws to drag under three estimators of a KL, and how the averages settle over a thousand."""

    kind = "estimates"
    title = "A KL from samples"
    heard: ClassVar[Mapping[str, str]] = {"kl": "KL, P then Q"}
    about = "Draws from P, the estimates k1, k2 and k3 of KL(P ‖ Q) that each gives, and their running averages"
    State = EstimatesState
    frame = staticmethod(frame)
    python: ClassVar[tuple[str, ...]] = ("mean", "sd", "draws")
    python_results: ClassVar[Mapping[str, str]] = {
        "k1-five": "k1",
        "k2-five": "k2",
        "k3-five": "k3",
        "kl": "kl",
    }

    def own_ways(self) -> tuple[Way, ...]:
        """Return what a hand can do, with other draws too."""
        return (*super().own_ways(), pressed("another", "Draw anew."))

    def names(self, state: EstimatesState) -> dict[str, Any]:  # noqa: ARG002 - P does not depend on it
        """Return the bell of P, which nothing moves."""
        return {"bell_p": bell(0.0, 1.0)}
