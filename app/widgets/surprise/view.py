"""Surprise and entropy as they stand in a page before any script has run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from markupsafe import Markup

from app.ui.widget import Widget, WidgetState, json_number
from app.widgets.surprise.frame import first_paint
from app.widgets.surprise.options import SurpriseOptions
from app.widgets.surprise.presets import PRESETS
from app.widgets.surprise.state import SurpriseState


class Surprise(Widget):
    """Surprise and entropy: bars of P to drag, and each outcome's surprise weighted by how often it comes."""

    kind = "surprise"
    title = "Surprise and entropy"
    State = SurpriseState
    python: ClassVar[tuple[str, ...]] = ("p", "unit")
    python_results: ClassVar[Mapping[str, str]] = {
        "entropy": "H",
        "ceiling": "ceiling",
        "code-length": "average_word",
    }

    def label(self, state: WidgetState, options: Mapping[str, Any]) -> str:  # noqa: ARG002 - the name does not depend on them
        """Return the figure's accessible name."""
        return "Surprise and entropy: the probabilities P, and the area of all surprises weighted by them"

    def body(self, state: WidgetState, widget_id: str, options: Mapping[str, Any]) -> Markup:
        """Return the figure of the state, with its numbers; without results while a prediction is pending."""
        assert isinstance(state, SurpriseState)
        names = first_paint(state, SurpriseOptions.from_mapping(options))
        return self.rendered("surprise.html", widget_id=widget_id, presets=PRESETS.all, **names)

    def reply(self, state: WidgetState) -> dict[str, Any]:
        """Return the kernel's numbers, and with them each outcome's surprise."""
        assert isinstance(state, SurpriseState)
        return {**super().reply(state), "surprises": [json_number(value) for value in state.surprises()]}

    def html(self, state: WidgetState, widget_id: str, options: Mapping[str, Any]) -> Markup:
        """Return the whole slot; of the options the browser gets only those that it uses."""
        return super().html(state, widget_id, SurpriseOptions.from_mapping(options).as_dict())
