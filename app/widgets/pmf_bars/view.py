"""The two dictionaries as they stand in a page before any script has run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from markupsafe import Markup

from app.figure.drawing import DeclaredWidget, Drawing
from app.figure.ways import SLIDING, Way, pressed
from app.figure.widget import WidgetState
from app.widgets.pmf_bars.frame import first_paint
from app.widgets.pmf_bars.state import PmfBarsState


class PmfBars(DeclaredWidget):
    """Two dictionaries: bars of P and Q to drag, and what Q costs where P is true."""

    kind = "pmf_bars"
    title = "Two dictionaries"
    about = "Two dictionaries: truth P, model Q, and what the model costs"
    heard: ClassVar[Mapping[str, str]] = {"kl": "KL, P then Q"}
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

    def own_ways(self) -> tuple[Way, ...]:
        """Return what a hand can do with the bars."""
        return (
            Way(
                ".column",
                "Drag a grip",
                "Raise or lower a bar; the others of its side give way in proportion.",
                SLIDING,
            ),
            Way(
                ".numbers .typed input:not([data-still])",
                "Type",
                "A probability: 0.25, 1/4 or 25 %.",
                ("Enter",),
                "0.3",
            ),
            pressed("swap", "Let P and Q change places."),
            Way('[data-control="lock"]', "Tick", "Keep P as it is.", ("Space",)),
        )

    def body(self, state: WidgetState, widget_id: str, options: Mapping[str, Any]) -> Markup:
        """Return the figure of the state, with its numbers; without results while a prediction is pending."""
        assert isinstance(state, PmfBarsState)
        asked = self.State.options().from_mapping(options)
        figure = Drawing(self, state, widget_id, asked, state.results(), {})
        return self.rendered("pmf_bars.html", figure=figure, widget_id=widget_id, **first_paint(state, asked))

    def picture_names(self, state: WidgetState, *, pending: bool) -> dict[str, Any]:  # noqa: ARG002 - bars are no result
        """Return the two bars of each outcome."""
        assert isinstance(state, PmfBarsState)
        return {"pairs": list(zip(state.p, state.q, strict=True))}
