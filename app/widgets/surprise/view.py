"""Surprise and entropy as they stand in a page before any script has run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from markupsafe import Markup

from app.figure.drawing import DeclaredWidget, Drawing
from app.figure.ways import SLIDING, Way, pressed
from app.figure.widget import WidgetState, json_number
from app.widgets.surprise.frame import first_paint
from app.widgets.surprise.state import SurpriseState


class Surprise(DeclaredWidget):
    """Surprise and entropy: bars of P to drag, and each outcome's surprise weighted by how often it comes."""

    kind = "surprise"
    title = "Surprise and entropy"
    about = "Surprise and entropy: the probabilities P, and the area of all surprises weighted by them"
    heard: ClassVar[Mapping[str, str]] = {"entropy": "the entropy of P"}
    State = SurpriseState
    python: ClassVar[tuple[str, ...]] = ("p", "unit")
    python_results: ClassVar[Mapping[str, str]] = {
        "entropy": "H",
        "ceiling": "ceiling",
        "code-length": "average_word",
    }

    def own_ways(self) -> tuple[Way, ...]:
        """Return what a hand can do with the bars."""
        return (
            Way(".column", "Drag a grip", "Raise or lower a bar; the others give way in proportion.", SLIDING),
            Way(".typed:not([data-still])", "Type", "A probability: 0.25, 1/4 or 25 %.", ("Enter",), "0.3"),
            pressed("add", "One outcome more."),
            pressed("remove", "One outcome less."),
        )

    def body(self, state: WidgetState, widget_id: str, options: Mapping[str, Any]) -> Markup:
        """Return the figure of the state, with its numbers; without results while a prediction is pending."""
        assert isinstance(state, SurpriseState)
        asked = self.State.options().from_mapping(options)
        figure = Drawing(self, state, widget_id, asked, state.results(), {})
        return self.rendered("surprise.html", figure=figure, widget_id=widget_id, **first_paint(state, asked))

    def picture_names(self, state: WidgetState, *, pending: bool) -> dict[str, Any]:
        """Return the rectangles, and the height of their average."""
        assert isinstance(state, SurpriseState)
        names = first_paint(state, self.State.options()(predict="entropy" if pending else None))
        return {"rows": names["rows"], "level": "0%" if pending else names["measures"]["entropy"]["at"]}

    def reply(self, state: WidgetState) -> dict[str, Any]:
        """Return the kernel's numbers, and with them each outcome's surprise."""
        assert isinstance(state, SurpriseState)
        return {**super().reply(state), "surprises": [json_number(value) for value in state.surprises()]}
