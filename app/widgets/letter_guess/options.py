"""What a lesson can ask of the game beside its first state."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from app.ui.options import WidgetOptions


@dataclass(frozen=True)
class LetterGuessOptions(WidgetOptions):
    """How the game is shown."""

    KIND: ClassVar[str] = "letter_guess"
    CONTROLS: ClassVar[tuple[str, ...]] = (
        "reveal",  # the buttons that show letters unguessed
        "history",  # start again
        "link",  # copy a link to the present state
    )
    STATE: ClassVar[tuple[str, ...]] = ("known", "tries", "tried")
