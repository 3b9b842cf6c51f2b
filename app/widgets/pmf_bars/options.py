"""What a lesson can ask of the two dictionaries beside their first state."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from app.ui.options import WidgetOptions


@dataclass(frozen=True)
class PmfBarsOptions(WidgetOptions):
    """How the two dictionaries are shown."""

    KIND: ClassVar[str] = "pmf_bars"
    CONTROLS: ClassVar[tuple[str, ...]] = (
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
    STATE: ClassVar[tuple[str, ...]] = ("preset", "labels", "p", "q", "unit", "lock", "show")
    PREDICTABLE: ClassVar[tuple[str, ...]] = ("cross-entropy", "kl")
