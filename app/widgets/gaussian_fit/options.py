"""What a lesson can ask of the fit beside its first state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Final

from app.ui.options import WidgetOptions

PREDICTABLE: Final = {"kl-best": "forward", "kl-reverse-best": "reverse"}
"""What can be predicted: the KL of the best Q, by placing a Q where one expects it."""


@dataclass(frozen=True)
class GaussianFitOptions(WidgetOptions):
    """How the fit is shown.

    Attributes
    ----------
    optima
        The best Qs of the first P, for the browser.
    landscape
        The landscape of the first P, where a lesson opens with it: its reader needs neither the wire nor Bokeh.
    """

    KIND: ClassVar[str] = "gaussian_fit"
    CONTROLS: ClassVar[tuple[str, ...]] = (
        "presets",  # the list of truths
        "unit",  # bits or nats
        "fixed",  # the switch that keeps Q's sd
        "history",  # undo, redo, reset
        "best-forward",  # the button Best Q, forward
        "best-reverse",  # the button Best Q, reverse
        "numbers",  # type μ and σ
        "truth",  # the panel where P is changed
        "shade",  # the panel with the integrand
        "landscape",  # the panel with KL over (μ, log σ), and rolling downhill
        "gap",  # the panel with KL of each minimum against the separation
        "between",  # the panel with the slider from reverse to forward
        "table",  # the panel with all numbers
        "link",  # copy a link to the present state
    )
    STATE: ClassVar[tuple[str, ...]] = (
        "preset",
        "weights",
        "means",
        "sds",
        "mu",
        "sigma",
        "unit",
        "fixed",
        "direction",
        "alpha",
        "show",
    )
    PREDICTABLE: ClassVar[tuple[str, ...]] = tuple(PREDICTABLE)

    optima: Mapping[str, Any] | None = None
    landscape: Mapping[str, Any] | None = None
