"""The mosaic of two things that happen together, as it stands in a page before any script has run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from app.figure.drawing import DrawnWidget
from app.widgets.mosaic.frame import frame
from app.widgets.mosaic.state import TIMES, MosaicState


class Mosaic(DrawnWidget):
    """A joint distribution as areas to drag, its entropies as one bar, and what merging times or drinks loses."""

    kind = "mosaic"
    title = "Two things that happen together"
    heard: ClassVar[Mapping[str, str]] = {"information": "the mutual information"}
    about = "A mosaic of times and drinks: areas are probabilities, and one bar shows what the two say about each other"
    State = MosaicState
    frame = staticmethod(frame)
    python: ClassVar[tuple[str, ...]] = (
        *("times", "dawn", "morning", "evening", "night"),
        "joined_times",
        "joined_drinks",
        "unit",
    )
    python_results: ClassVar[Mapping[str, str]] = {
        "time": "h_time",
        "drink": "h_drink",
        "both": "h_both",
        "time-left": "time_left",
        "drink-left": "drink_left",
        "information": "information",
        "lost": "lost",
    }

    def names(self, state: MosaicState) -> dict[str, Any]:  # noqa: ARG002 - the times do not depend on it
        """Return the names of the times."""
        return {"times": TIMES}
