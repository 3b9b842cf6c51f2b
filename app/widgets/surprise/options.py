"""What a lesson can ask of the figure beside its first state."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from app.ui.options import WidgetOptions


@dataclass(frozen=True)
class SurpriseOptions(WidgetOptions):
    """How surprise and entropy are shown."""

    KIND: ClassVar[str] = "surprise"
    CONTROLS: ClassVar[tuple[str, ...]] = (
        "unit",  # bits or nats
        "presets",  # the list of examples
        "history",  # undo, redo, reset
        "outcomes",  # one outcome more, one less
        "codewords",  # the lengths of codewords
        "table",  # all numbers as a table
        "link",  # copy a link to the present state
        "numbers",  # type a probability
    )
    STATE: ClassVar[tuple[str, ...]] = ("preset", "labels", "p", "unit", "show")
    PREDICTABLE: ClassVar[tuple[str, ...]] = ("entropy",)
