"""What a lesson can ask of the telegram beside its first state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from app.ui.widget import StateError

CONTROLS: Final = (
    "message",  # write your own message
    "code",  # the choice of the code
    "speed",  # letters a second
    "seed",  # another telegram, and its number
    "length",  # how many letters are drawn
    "codewords",  # the two dictionaries, where P and Q can be changed
    "probabilities",  # changing P and Q in the dictionaries
    "table",  # the averages as a table
    "link",  # copy a link to the present state
)
"""The names that `hide` may leave out, each with what it stands for."""

_STATE: Final = ("labels", "p", "q", "unit", "code", "block", "source", "message", "seed", "length", "sent", "speed")
_OWN: Final = ("hide", "follows", "projector", "lab", "link", "prediction", "committed")


@dataclass(frozen=True)
class TelegramOptions:
    """How the telegram is shown.

    Attributes
    ----------
    hide
        Names of `CONTROLS` to leave out.
    follows
        The id of a widget on the same page whose P and Q the telegram takes over; empty for none.
    projector
        Whether the figure is meant for a wall: large, and without prose.
    link
        The page that a copied link leads to.
    """

    hide: tuple[str, ...] = ()
    follows: str = ""
    projector: bool = False
    link: str = "/lab/telegram"

    @classmethod
    def from_mapping(cls, options: Mapping[str, Any]) -> TelegramOptions:
        """Return the options that a lesson and the page give; unknown ones are refused, save in `hide`."""
        unknown = [name for name in options if name not in (*_STATE, *_OWN)]
        if unknown:
            raise StateError(f"{unknown[0]} is no option of telegram: use {', '.join((*_STATE, *_OWN))}.")
        hide = options.get("hide", ())
        if isinstance(hide, str) or not isinstance(hide, Sequence):
            raise StateError(f"hide is {hide!r}, but it is a list of names: use some of {', '.join(CONTROLS)}.")
        return cls(
            hide=tuple(name for name in CONTROLS if name in hide),
            follows=str(options.get("follows", "")),
            projector=bool(options.get("projector", False)),
            link=str(options.get("link", cls.link)),
        )
