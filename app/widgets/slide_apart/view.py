"""The two funnels as a widget of the course."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from app.figure.drawing import DrawnWidget
from app.widgets.slide_apart.frame import frame
from app.widgets.slide_apart.state import SlideApartState


class SlideApart(DrawnWidget):
    """Two distributions to slide apart, and the two KLs and JS against the shift."""

    kind = "slide_apart"
    title = "Sliding two distributions apart"
    heard: ClassVar[Mapping[str, str]] = {"kl": "KL, P then Q"}
    about = "Two distributions P and Q over one row of bins, and their KL and JS divergences against the shift"
    State = SlideApartState
    frame = staticmethod(frame)
    python: ClassVar[tuple[str, ...]] = ("shape", "shift", "reach", "floor", "unit")
    python_results: ClassVar[Mapping[str, str]] = {
        "kl": "kl",
        "kl-reverse": "kl_reverse",
        "js": "js",
        "overlap": "overlap",
    }
