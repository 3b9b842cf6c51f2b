"""The two dictionaries as they stand in a page before any script has run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from markupsafe import Markup

from app.ui.widget import Widget, WidgetState
from app.widgets.pmf_bars.frame import first_paint
from app.widgets.pmf_bars.options import PmfBarsOptions
from app.widgets.pmf_bars.presets import PRESETS
from app.widgets.pmf_bars.state import PmfBarsState


class PmfBars(Widget):
    """Two dictionaries: bars of P and Q to drag, and what Q costs where P is true."""

    kind = "pmf_bars"
    title = "Two dictionaries"
    State = PmfBarsState
    python: ClassVar[tuple[str, ...]] = ("p", "q", "unit")
    python_results: ClassVar[Mapping[str, str]] = {
        "entropy": "H_p",
        "entropy-q": "H_q",
        "cross-entropy": "cross",
        "cross-entropy-reverse": "cross_reverse",
        "kl": "kl",
        "kl-reverse": "kl_reverse",
        "js": "js",
    }

    def label(self, state: WidgetState, options: Mapping[str, Any]) -> str:  # noqa: ARG002 - the name does not depend on them
        """Return the figure's accessible name."""
        return "Two dictionaries: truth P, model Q, and what the model costs"

    def body(self, state: WidgetState, widget_id: str, options: Mapping[str, Any]) -> Markup:
        """Return the figure of the state, with its numbers; without results while a prediction is pending."""
        assert isinstance(state, PmfBarsState)
        names = first_paint(state, PmfBarsOptions.from_mapping(options))
        return self.rendered("pmf_bars.html", widget_id=widget_id, presets=PRESETS.all, **names)

    def html(self, state: WidgetState, widget_id: str, options: Mapping[str, Any]) -> Markup:
        """Return the whole slot; of the options the browser gets only those that it uses."""
        return super().html(state, widget_id, PmfBarsOptions.from_mapping(options).as_dict())
