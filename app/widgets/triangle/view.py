"""The three coins as a widget of the course."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from app.figure.drawing import DrawnWidget
from app.widgets.triangle.frame import frame
from app.widgets.triangle.state import TriangleState


class Triangle(DrawnWidget):
    """Three coins to drag on a line, and the direct way against the way round, by a measure of choice."""

    kind = "triangle"
    title = "The triangle test"
    heard: ClassVar[Mapping[str, str]] = {"direct": "the direct way", "way-round": "the way round"}
    about = "Three coins A, B and C: the direct way from A to C against the way round by B"
    State = TriangleState
    frame = staticmethod(frame)
    python: ClassVar[tuple[str, ...]] = ("a", "b", "c", "measure")
    python_results: ClassVar[Mapping[str, str]] = {
        "direct": "direct",
        "first": "first",
        "second": "second",
        "way-round": "way_round",
    }
