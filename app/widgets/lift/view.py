"""A bound below an evidence, as it stands in a page before any script has run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from app.figure.drawing import DrawnWidget
from app.widgets.lift.frame import frame, up
from app.widgets.lift.state import LiftState


class Lift(DrawnWidget):
    """A line that stands, a bound that dragging the guess lifts, and the KL that is missing."""

    kind = "lift"
    title = "A bound that one can lift"
    heard: ClassVar[Mapping[str, str]] = {"gap": "the gap below the evidence"}
    about = "The evidence as a line, the bound of a guess below it, and the gap, which is the KL to the posterior"
    State = LiftState
    frame = staticmethod(frame)
    python: ClassVar[tuple[str, ...]] = ("q", "prior", "rain", "dry", "samples")
    python_results: ClassVar[Mapping[str, str]] = {
        "evidence": "evidence",
        "reconstruction": "reconstruction",
        "prior-kl": "kl_to_prior",
        "bound": "bound",
        "gap": "gap",
        "left": "left",
    }

    def names(self, state: LiftState) -> dict[str, Any]:  # noqa: ARG002 - the scale does not depend on it
        """Return the marks of the scale with their places."""
        return {"marks": [(nats, 100 * up(nats)) for nats in (-2, -1.5, -1, -0.5, 0)]}
