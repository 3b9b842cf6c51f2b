"""Surprise and entropy as they stand in a page before any script has run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from app.ui.widget import Widget, WidgetState, json_number
from app.widgets.surprise.frame import first_paint
from app.widgets.surprise.options import SurpriseOptions
from app.widgets.surprise.presets import presets
from app.widgets.surprise.state import SurpriseState


class Surprise(Widget):
    """Surprise and entropy: bars of P to drag, and each outcome's surprise weighted by how often it comes."""

    kind = "surprise"
    title = "Surprise and entropy"
    State = SurpriseState

    def __init__(self) -> None:
        self._environment = Environment(
            loader=PackageLoader("app.widgets.surprise", "."),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def label(self, state: WidgetState, options: Mapping[str, Any]) -> str:  # noqa: ARG002 - the name does not depend on them
        """Return the figure's accessible name."""
        return "Surprise and entropy: the probabilities P, and the area of all surprises weighted by them"

    def body(self, state: WidgetState, widget_id: str, options: Mapping[str, Any]) -> Markup:
        """Return the figure of the state, with its numbers; without results while a prediction is pending."""
        assert isinstance(state, SurpriseState)
        template = self._environment.get_template("surprise.html")
        names = first_paint(state, SurpriseOptions.from_mapping(options))
        return Markup(template.render(widget_id=widget_id, presets=presets(), **names))  # noqa: S704 - autoescaped

    def reply(self, state: WidgetState) -> dict[str, Any]:
        """Return the kernel's numbers, and with them each outcome's surprise."""
        assert isinstance(state, SurpriseState)
        return {**super().reply(state), "surprises": [json_number(value) for value in state.surprises()]}

    def html(self, state: WidgetState, widget_id: str, options: Mapping[str, Any]) -> Markup:
        """Return the whole slot; of the options the browser gets only those that it uses."""
        return super().html(state, widget_id, SurpriseOptions.from_mapping(options).as_dict())
