"""What a lesson can ask of the widget beside its first state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from app.ui.widget import StateError

CONTROLS: Final = (
    "lock",  # the box that locks P
    "swap",  # the button that swaps P and Q
    "unit",  # bits or nats
    "presets",  # the list of examples
    "history",  # undo, redo, reset
    "contributions",  # the panel with KL term by term
    "reverse",  # the panel with the other direction
    "js",  # the panel with the Jensen-Shannon divergence
    "table",  # the panel with all numbers, where outcomes are named
    "outcomes",  # add, remove and rename, in the table
    "paste",  # paste your own
    "link",  # copy a link to the present state
    "numbers",  # type a probability
)
"""The names that `hide` may leave out, each with what it stands for."""

PREDICTABLE: Final = ("cross-entropy", "kl")
_STATE: Final = ("preset", "labels", "p", "q", "unit", "lock", "show")
_OWN: Final = ("hide", "predict", "prediction", "committed", "projector", "link")


@dataclass(frozen=True)
class PmfBarsOptions:
    """How the widget is shown.

    Attributes
    ----------
    hide
        Names of `CONTROLS` to leave out.
    predict
        The quantity that the reader predicts before the bars show it, or None.
    prediction
        The id under which the prediction is kept.
    committed
        The prediction that was made before: guess, truth, unit; None if there is none.
    projector
        Whether the figure is meant for a wall.
    link
        The page that a copied link leads to.
    """

    hide: tuple[str, ...] = ()
    predict: str | None = None
    prediction: str | None = None
    committed: Mapping[str, Any] | None = None
    projector: bool = False
    link: str = "/lab/pmf_bars"

    @classmethod
    def from_mapping(cls, options: Mapping[str, Any]) -> PmfBarsOptions:
        """Return the options that a lesson and the page give.

        Unknown names are refused, save in `hide`, which readers type into the address too.
        """
        unknown = [name for name in options if name not in (*_STATE, *_OWN)]
        if unknown:
            raise StateError(f"{unknown[0]} is no option of pmf_bars: use {', '.join((*_STATE, *_OWN))}.")
        hide = options.get("hide", ())
        if isinstance(hide, str) or not isinstance(hide, Sequence):
            raise StateError(f"hide is {hide!r}, but it is a list of names: use some of {', '.join(CONTROLS)}.")
        predict = options.get("predict")
        if predict is not None and predict not in PREDICTABLE:
            raise StateError(
                f"predict is {predict!r}, but only {' or '.join(PREDICTABLE)} can be predicted: use one of these."
            )
        return cls(
            hide=tuple(name for name in CONTROLS if name in hide),
            predict=predict,
            prediction=options.get("prediction"),
            committed=options.get("committed"),
            projector=bool(options.get("projector", False)),
            link=str(options.get("link", cls.link)),
        )

    @property
    def pending(self) -> bool:
        """Whether a prediction is asked and not yet made: then no result may be seen."""
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
        }
