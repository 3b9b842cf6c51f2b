"""The fit as it stands in a page before any script has run, its Bokeh figures, and its answers to the browser."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from markupsafe import Markup

from app.ui.widget import Widget, WidgetState, json_number
from app.widgets.gaussian_fit.answers import answer
from app.widgets.gaussian_fit.checking import MEAN, MU, SD, SIGMA
from app.widgets.gaussian_fit.frame import first_paint
from app.widgets.gaussian_fit.options import GaussianFitOptions
from app.widgets.gaussian_fit.presets import PRESETS
from app.widgets.gaussian_fit.state import GaussianFitState

if TYPE_CHECKING:
    from panel.viewable import Viewable


class GaussianFit(Widget):
    """Two bumps, one Gaussian: a truth P of some bumps, a Gaussian Q to drag, and both KLs."""

    kind: ClassVar[str] = "gaussian_fit"
    title: ClassVar[str] = "Two bumps, one Gaussian"
    State: ClassVar[type[WidgetState]] = GaussianFitState
    python: ClassVar[tuple[str, ...]] = ("weights", "means", "sds", "mu", "sigma", "fixed", "unit")
    python_results: ClassVar[Mapping[str, str]] = {
        "kl": "kl",
        "kl-reverse": "kl_reverse",
        "kl-best": "kl_best",
        "kl-reverse-best": "kl_reverse_best",
    }

    def label(self, state: WidgetState, options: Mapping[str, Any]) -> str:  # noqa: ARG002 - the name does not depend on them
        """Return the figure's accessible name."""
        return "Two bumps, one Gaussian: truth P, a Gaussian Q to drag, and KL in both directions"

    def body(self, state: WidgetState, widget_id: str, options: Mapping[str, Any]) -> Markup:
        """Return the figure of the state, with its numbers; without KLs while a prediction is pending."""
        assert isinstance(state, GaussianFitState)
        names = first_paint(state, GaussianFitOptions.from_mapping(options))
        bounds = {"mean": MEAN, "sd": SD, "mu": MU, "sigma": SIGMA}
        return self.rendered("gaussian_fit.html", widget_id=widget_id, presets=PRESETS.all, bounds=bounds, **names)

    def html(self, state: WidgetState, widget_id: str, options: Mapping[str, Any]) -> Markup:
        """Return the whole slot; with it come the best Qs of the first P, so that Best Q answers at once."""
        assert isinstance(state, GaussianFitState)
        own = GaussianFitOptions.from_mapping(options)
        if not own.pending:
            own = replace(own, optima=state.optima().as_dict())
        return super().html(state, widget_id, own.as_dict())

    def reply(self, state: WidgetState) -> dict[str, Any]:
        """Return the kernel's numbers of P and Q as they stand; the best Qs are asked for apart, they cost more."""
        assert isinstance(state, GaussianFitState)
        return {"results": {name: json_number(value) for name, value in state.measures().items()}}

    def answer(self, state: WidgetState, question: Mapping[str, Any]) -> dict[str, Any]:
        """Answer what only Python computes: see `answers`."""
        assert isinstance(state, GaussianFitState)
        return answer(state, question)

    def figures(self, state: WidgetState, widget_id: str) -> dict[str, Viewable]:
        """Return the Bokeh figures: the curves and, unless a lesson leaves them out, the landscape and the gap."""
        assert isinstance(state, GaussianFitState)
        from app.widgets.gaussian_fit.figures import curves_figure, gap_figure, landscape_figure  # noqa: PLC0415 - Bokeh, for pages alone

        figures = {f"{widget_id}-curves": curves_figure(state, widget_id)}
        for name, make in (("landscape", landscape_figure), ("gap", gap_figure)):
            if name not in state.left_out:
                figures[f"{widget_id}-{name}"] = make(widget_id)
        return figures
