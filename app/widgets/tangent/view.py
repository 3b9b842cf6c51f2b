"""Jensen's inequality as it stands in a page before any script has run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from app.figure.drawing import DrawnWidget
from app.widgets.tangent.frame import curve, frame
from app.widgets.tangent.state import TangentState


class Tangent(DrawnWidget):
    """The curve of the logarithm with three weighted points to drag, and the gap between the two averages."""

    kind = "tangent"
    title = "Average of logs, log of average"
    heard: ClassVar[Mapping[str, str]] = {"jensen-gap": "Jensen’s gap"}
    about = "Jensen’s inequality: three values of Z on the logarithm’s curve, and the gap between E log Z and log E Z"
    State = TangentState
    frame = staticmethod(frame)
    python: ClassVar[tuple[str, ...]] = ("values", "weights", "unit")
    python_results: ClassVar[Mapping[str, str]] = {
        "mean": "mean",
        "log-mean": "log_of_mean",
        "mean-log": "mean_of_log",
        "jensen-gap": "gap",
    }

    def names(self, state: TangentState) -> dict[str, Any]:  # noqa: ARG002 - the curve does not depend on it
        """Return the curve, which no gesture changes."""
        return {"curve": curve()}
