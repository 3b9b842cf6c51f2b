"""The fit as it stands in a page before any script has run, its Bokeh figures, and its answers to the browser."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from markupsafe import Markup

from app.ui.drawing import DeclaredWidget, Drawing
from app.ui.ways import SLIDING, Way, pressed
from app.ui.widget import WidgetState, json_number
from app.widgets.gaussian_fit.answers import answer
from app.widgets.gaussian_fit.frame import first_paint
from app.widgets.gaussian_fit.panels.curves import HEIGHT, WIDTH
from app.widgets.gaussian_fit.panels.relief import relief
from app.widgets.gaussian_fit.state import GaussianFitState

if TYPE_CHECKING:
    from bokeh.model import Model


class GaussianFit(DeclaredWidget):
    """Two bumps, one Gaussian: a truth P of some bumps, a Gaussian Q to drag, and both KLs."""

    kind = "gaussian_fit"
    title = "Two bumps, one Gaussian"
    about = "Two bumps, one Gaussian: truth P, a Gaussian Q to drag, and KL in both directions"
    heard: ClassVar[Mapping[str, str]] = {"kl": "KL, P then Q", "kl-reverse": "KL, Q then P"}
    State = GaussianFitState
    asks: ClassVar[bool] = True
    slow_to_draw: ClassVar[bool] = True
    python: ClassVar[tuple[str, ...]] = ("weights", "means", "sds", "mu", "sigma", "fixed", "unit")
    python_results: ClassVar[Mapping[str, str]] = {
        "kl": "kl",
        "kl-reverse": "kl_reverse",
        "kl-best": "kl_best",
        "kl-reverse-best": "kl_reverse_best",
    }

    def own_ways(self) -> tuple[Way, ...]:
        """Return what a hand can do with the curves."""
        return (
            Way('.plot [data-grip="centre"]', "Drag a grip", "Move the centre of Q.", SLIDING),
            Way('.plot [data-grip="right"]', "Drag a grip", "Make Q wider or narrower, on either side.", SLIDING),
            Way(".typed-q input", "Type", "The centre μ or the width σ of Q.", ("Enter",), "1.5"),
            pressed("best-forward", "Glide to the Q whose forward KL is least."),
            pressed("best-reverse", "Glide to a Q whose reverse KL is least; again, to the next."),
            Way('[data-control="fixed"]', "Tick", "Keep the width of Q.", ("Space",)),
        )

    def body(self, state: WidgetState, widget_id: str, options: Mapping[str, Any]) -> Markup:
        """Return the figure of the state, with its numbers; without KLs while a prediction is pending."""
        assert isinstance(state, GaussianFitState)
        asked = self.State.options().from_mapping(options)
        figure = Drawing(self, state, widget_id, asked, state.measures(), {})
        return self.rendered("gaussian_fit.html", figure=figure, widget_id=widget_id, **first_paint(state, asked))

    def picture_names(self, state: WidgetState, *, pending: bool) -> dict[str, Any]:  # noqa: ARG002 - curves are no result
        """Return the two curves, by every third of their points."""
        assert isinstance(state, GaussianFitState)
        curves = first_paint(state, self.State.options()())["curves"]
        p, q = ("L".join(curves[name].split("L")[::3]) for name in ("p", "q"))
        return {"p": p, "q": q, "size": (WIDTH, HEIGHT)}

    def html(
        self, state: WidgetState, widget_id: str, options: Mapping[str, Any], brought: Mapping[str, Any] | None = None
    ) -> Markup:
        """Return the whole slot; with it come the best Qs of the first P, and its landscape where a lesson shows it."""
        assert isinstance(state, GaussianFitState)
        answers = dict(brought or {})
        if not self.State.options().from_mapping(options).pending:
            answers["optima"] = state.optima().as_dict()
            if "landscape" in options.get("show", ()):
                answers["landscape"] = relief(state.truth)
        return super().html(state, widget_id, options, answers)

    def reply(self, state: WidgetState) -> dict[str, Any]:
        """Return the kernel's numbers of P and Q as they stand; the best Qs are asked for apart, they cost more."""
        assert isinstance(state, GaussianFitState)
        return {"results": {name: json_number(value) for name, value in state.measures().items()}}

    def answer(self, state: WidgetState, question: Mapping[str, Any]) -> dict[str, Any]:
        """Answer what only Python computes: see `answers`."""
        assert isinstance(state, GaussianFitState)
        return answer(state, question)

    def asked_first(self, state: WidgetState) -> Sequence[tuple[Mapping[str, Any], Mapping[str, Any]]]:
        """Return what follows from P alone, the way down from where Q stands, and the story of the gap."""
        fields = state.as_dict()
        truth = {name: fields[name] for name in ("weights", "means", "sds")}
        kept = {"fixed": fields["fixed"], **({"sigma": fields["sigma"]} if fields["fixed"] else {})}
        of = {"optima": truth | kept, "landscape": truth, "between": truth, "gap": {}}
        asked = [({"ask": name, "of": fields}, {"ask": name, "of": given}) for name, given in of.items()]
        for direction in ("forward", "reverse"):
            way = {**truth, **kept, "mu": fields["mu"], "sigma": fields["sigma"], "direction": direction}
            asked.append(({"ask": "downhill", "of": fields | way}, {"ask": "downhill", "of": way}))
        return asked

    def costly(self, message: Mapping[str, Any]) -> bool:
        """Whether it is a question: the best Qs of some P, the landscape and what follows take up to a second."""
        return "question" in message

    def canvases(self) -> Mapping[str, Model]:
        """Return the pictures of the curves, of the landscape and of the gap."""
        from app.widgets.gaussian_fit.panels.canvases import curves_figure, gap_figure, landscape_figure  # noqa: PLC0415 - Bokeh, to draw alone

        return {"curves": curves_figure(), "landscape": landscape_figure(), "gap": gap_figure()}
