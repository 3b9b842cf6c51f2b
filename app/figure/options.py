"""How a widget is shown: what a lesson and the page may ask of it beside its first state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any, ClassVar, Self, TypeVar

from app.figure.widget import StateError

T = TypeVar("T", bound="WidgetOptions")

EVERYWHERE = ("python", "class", "readouts")
"""What every figure can leave out: the lines of Python, what helps a lecturer, and all numbers that it works out."""


@dataclass(frozen=True)
class WidgetOptions:
    """What every widget can be asked; a widget's own class names its kind, its controls and its state's options.

    Attributes
    ----------
    hide
        Names of `CONTROLS` and of `EVERYWHERE` to leave out.
    predict
        The quantity of `PREDICTABLE` that the reader predicts before the figure shows it, or None.
    prediction
        The id under which the prediction is kept.
    committed
        The prediction that was made before: guess, truth, unit, and perhaps both numbers as they are written
        (`guess_text`, `truth_text`); None if there is none.
    projector
        Whether the figure is meant for a wall: large, and without prose.
    link
        The page that a copied link leads to.
    beside
        Whether the page around the figure has the panel for lecturers, so that none stands under the figure.
    """

    KIND: ClassVar[str]
    CONTROLS: ClassVar[tuple[str, ...]]
    STATE: ClassVar[tuple[str, ...]]
    """The options that make the first state; they are read by the state, and known here only by name."""
    PREDICTABLE: ClassVar[tuple[str, ...]] = ()

    hide: tuple[str, ...] = ()
    predict: str | None = None
    prediction: str | None = None
    committed: Mapping[str, Any] | None = None
    projector: bool = False
    link: str = ""
    beside: bool = False

    @classmethod
    def from_mapping(cls, options: Mapping[str, Any]) -> Self:
        """Return the options that a lesson and the page give.

        Unknown names are refused, save in `hide`, which readers type into the address too.
        """
        own = [each.name for each in fields(cls)]
        unknown = [name for name in options if name not in (*cls.STATE, *own)]
        if unknown:
            raise StateError(f"{unknown[0]} is no option of {cls.KIND}: use {', '.join((*cls.STATE, *own))}.")
        hide = options.get("hide", ())
        if isinstance(hide, str) or not isinstance(hide, Sequence):
            raise StateError(f"hide is {hide!r}, but it is a list of names: use some of {', '.join(cls.CONTROLS)}.")
        predict = options.get("predict")
        if predict is not None and predict not in cls.PREDICTABLE:
            known = " or ".join(cls.PREDICTABLE) or "nothing"
            raise StateError(f"predict is {predict!r}, but only {known} can be predicted: use one of these.")
        given = {name: options[name] for name in own if name in options}
        given["hide"] = tuple(name for name in (*cls.CONTROLS, *EVERYWHERE) if name in hide)
        given.setdefault("link", f"/lab/{cls.KIND}")
        return cls(**given)

    @property
    def pending(self) -> bool:
        """Whether a prediction is asked and not yet made: then no result may be seen."""
        return self.predict is not None and self.committed is None

    def as_dict(self) -> dict[str, Any]:
        """Return the options for the browser."""
        told = asdict(self) | {"hide": list(self.hide)}
        return told if self.beside else {name: value for name, value in told.items() if name != "beside"}
