"""What a lesson can ask of the telegram beside its first state."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from app.ui.options import WidgetOptions


@dataclass(frozen=True)
class TelegramOptions(WidgetOptions):
    """How the telegram is shown.

    Attributes
    ----------
    follows
        The id of a widget on the same page whose P and Q the telegram takes over; empty for none.
    """

    KIND: ClassVar[str] = "telegram"
    CONTROLS: ClassVar[tuple[str, ...]] = (
        "message",  # write your own message
        "code",  # the choice of the code
        "speed",  # letters a second
        "seed",  # another telegram, and its number
        "length",  # how many letters are drawn
        "codewords",  # the two dictionaries, where P and Q can be changed
        "probabilities",  # changing P and Q in the dictionaries
        "break-even",  # the share of one letter from which on the wrong dictionary is cheaper
        "table",  # the averages as a table
        "link",  # copy a link to the present state
    )
    STATE: ClassVar[tuple[str, ...]] = (
        "labels",
        "p",
        "q",
        "unit",
        "code",
        "block",
        "source",
        "message",
        "seed",
        "length",
        "sent",
        "speed",
    )

    follows: str = ""
