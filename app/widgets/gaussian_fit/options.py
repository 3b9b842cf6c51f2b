"""What a lesson can ask of the widget beside its first state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from app.ui.widget import StateError

CONTROLS: Final = (
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
"""The names that `hide` may leave out, each with what it stands for."""

PREDICTABLE: Final = {"kl-best": "forward", "kl-reverse-best": "reverse"}
"""What can be predicted: the KL of the best Q, by placing a Q where one expects it."""

_STATE: Final = ("preset", "weights", "means", "sds", "mu", "sigma", "unit", "fixed", "direction", "alpha", "show")
_OWN: Final = ("hide", "predict", "prediction", "committed", "projector", "lab", "link", "optima")


@dataclass(frozen=True)
class GaussianFitOptions:
    """How the widget is shown.

    Attributes
    ----------
    hide
        Names of `CONTROLS` to leave out.
    predict
        The number of `PREDICTABLE` that the reader predicts by placing Q, or None.
    prediction
        The id under which the prediction is kept.
    committed
        The prediction that was made before: guess, truth, unit; None if there is none.
    projector
        Whether the figure is meant for a wall.
    link
        The page that a copied link leads to.
    optima
        The best Qs of the first P, for the browser.
    """

    hide: tuple[str, ...] = ()
    predict: str | None = None
    prediction: str | None = None
    committed: Mapping[str, Any] | None = None
    projector: bool = False
    link: str = "/lab/gaussian_fit"
    optima: Mapping[str, Any] | None = None

    @classmethod
    def from_mapping(cls, options: Mapping[str, Any]) -> GaussianFitOptions:
        """Return the options that a lesson and the page give.

        Unknown names are refused, save in `hide`, which a reader types too.
        """
        unknown = [name for name in options if name not in (*_STATE, *_OWN)]
        if unknown:
            raise StateError(f"{unknown[0]} is no option of gaussian_fit: use {', '.join((*_STATE, *_OWN))}.")
        hide = options.get("hide", ())
        if isinstance(hide, str) or not isinstance(hide, Sequence):
            raise StateError(f"hide is {hide!r}, but it is a list of names: use some of {', '.join(CONTROLS)}.")
        predict = options.get("predict")
        if predict is not None and predict not in PREDICTABLE:
            raise StateError(f"predict is {predict!r}, but it is {' or '.join(PREDICTABLE)}: use one of these.")
        return cls(
            hide=tuple(name for name in CONTROLS if name in hide),
            predict=predict,
            prediction=options.get("prediction"),
            committed=options.get("committed"),
            projector=bool(options.get("projector", False)),
            link=str(options.get("link", cls.link)),
            optima=options.get("optima"),
        )

    @property
    def pending(self) -> bool:
        """Whether a prediction is asked and not yet made: then no KL may be seen."""
        return self.predict is not None and self.committed is None

    def as_dict(self) -> dict[str, Any]:
        """Return the options for the browser."""
        return {
            "hide": list(self.hide),
            "predict": self.predict,
            "prediction": self.prediction,
            "committed": None if self.committed is None else dict(self.committed),
            "projector": self.projector,
            "link": self.link,
            "optima": self.optima,
        }
