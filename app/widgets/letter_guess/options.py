"""What a lesson can ask of the game beside its first state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from app.ui.widget import StateError

CONTROLS: Final = (
    "reveal",  # the buttons that show letters unguessed
    "history",  # start again
    "link",  # copy a link to the present state
)
"""The names that `hide` may leave out, each with what it stands for."""

_STATE: Final = ("known", "tries", "tried")
_OWN: Final = ("hide", "projector", "link")


@dataclass(frozen=True)
class LetterGuessOptions:
    """How the game is shown.

    Attributes
    ----------
    hide
        Names of `CONTROLS` to leave out.
    projector
        Whether it is meant for a wall.
    link
        The page that a copied link leads to.
    """

    hide: tuple[str, ...] = ()
    projector: bool = False
    link: str = "/lab/letter_guess"

    @classmethod
    def from_mapping(cls, options: Mapping[str, Any]) -> LetterGuessOptions:
        """Return the options that a lesson and the page give.

        Unknown names are refused, save in `hide`, which readers type into the address too.
        """
        unknown = [name for name in options if name not in (*_STATE, *_OWN)]
        if unknown:
            raise StateError(f"{unknown[0]} is no option of letter_guess: use {', '.join((*_STATE, *_OWN))}.")
        given = {name: options[name] for name in _OWN if name in options}
        return cls(**{**given, "hide": tuple(name for name in CONTROLS if name in options.get("hide", ()))})

    def as_dict(self) -> dict[str, Any]:
        """Return the options for the browser."""
        return asdict(self) | {"hide": list(self.hide)}
