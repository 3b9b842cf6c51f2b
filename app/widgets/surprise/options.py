"""What a lesson can ask of the widget beside its first state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from app.ui.widget import StateError

CONTROLS: Final = (
    "unit",  # bits or nats
    "presets",  # the list of examples
    "history",  # undo, redo, reset
    "outcomes",  # one outcome more, one less
    "codewords",  # the lengths of codewords
    "table",  # all numbers as a table
    "link",  # copy a link to the present state
    "numbers",  # type a probability
)
"""The names that `hide` may leave out, each with what it stands for."""

_STATE: Final = ("preset", "labels", "p", "unit", "show")
_OWN: Final = ("hide", "predict", "prediction", "committed", "projector", "link")


@dataclass(frozen=True)
class SurpriseOptions:
    """How the widget is shown.

    Attributes
    ----------
    hide
        Names of `CONTROLS` to leave out.
    predict
        "entropy" if the reader predicts it before the areas show it, else None.
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
    link: str = "/lab/surprise"

    @classmethod
    def from_mapping(cls, options: Mapping[str, Any]) -> SurpriseOptions:
        """Return the options that a lesson and the page give.

        Unknown names are refused, save in `hide`, which readers type into the address too.
        """
        unknown = [name for name in options if name not in (*_STATE, *_OWN)]
        if unknown:
            raise StateError(f"{unknown[0]} is no option of surprise: use {', '.join((*_STATE, *_OWN))}.")
        hide = options.get("hide", ())
        if isinstance(hide, str) or not isinstance(hide, Sequence):
            raise StateError(f"hide is {hide!r}, but it is a list of names: use some of {', '.join(CONTROLS)}.")
        if options.get("predict") not in (None, "entropy"):
            raise StateError(f"predict is {options['predict']!r}, but only entropy can be predicted: use it.")
        given = {name: options[name] for name in _OWN if name in options}
        return cls(**{**given, "hide": tuple(name for name in CONTROLS if name in hide)})

    @property
    def pending(self) -> bool:
        """Whether a prediction is asked and not yet made: then no result may be seen."""
        return self.predict is not None and self.committed is None

    def as_dict(self) -> dict[str, Any]:
        """Return the options for the browser."""
        return asdict(self) | {"hide": list(self.hide)}
