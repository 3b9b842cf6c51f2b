"""The game as it stands in a page before any script has run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, ClassVar, Final

from markupsafe import Markup

from app.figure.drawing import DeclaredWidget, Drawing
from app.figure.format import format_number
from app.figure.ways import Way, pressed
from app.figure.widget import WidgetState, json_script
from app.widgets.letter_guess.passage import ALPHABET, passage
from app.widgets.letter_guess.state import GIVEN, LetterGuessState

#: How many letters the tape shows; a narrow page shows the last of them.
WINDOW: Final = 32
#: The height of the tape in bits: the rarest letters of the text surprise by a little more than seven.
HEIGHT: Final = 8


def percent(bits: float) -> str:
    """Return a height on the tape."""
    return f"{bits / HEIGHT * 100:.4f}%"


class LetterGuess(DeclaredWidget):
    """Guess the letter: a text becomes known letter by letter, and each letter shows what it tells."""

    kind = "letter_guess"
    title = "Guess the letter"
    about = "Guess the letter: a text, letter by letter, and what each letter tells"
    heard: ClassVar[Mapping[str, str]] = {"surprisal": "what the last letter told"}
    State = LetterGuessState
    python: ClassVar[tuple[str, ...]] = ("text", "counts", "tries")
    python_results: ClassVar[Mapping[str, str]] = {
        "surprisal": "last",
        "average": "average",
        "entropy": "H",
        "ceiling": "ceiling",
    }

    def own_ways(self) -> tuple[Way, ...]:
        """Return what a hand can do with the text."""
        return (
            Way('[data-role="tape"]', "Press a letter", "Guess the next letter.", ("a … z", "Space")),
            pressed("show", "Show the next letter."),
            pressed("more", "Show the next twenty."),
        )

    def body(self, state: WidgetState, widget_id: str, options: Mapping[str, Any]) -> Markup:
        """Return the text as far as it is known, with its numbers."""
        assert isinstance(state, LetterGuessState)
        results = state.results()
        cells = list(zip(state.text, state.surprises(), strict=True))[-WINDOW:]
        asked = self.State.options().from_mapping(options)
        names = {
            "figure": Drawing(self, state, widget_id, asked, results, {}),
            "state": state,
            "options": asked,
            "source": passage().source,
            "cells": [(sign, percent(bits)) for sign, bits in cells],
            "guesses": format_number(results["guesses"], digits=2) if state.tries else "–",
            "lines": {name: percent(results[name]) for name in ("average", "ceiling")},
            "alphabet": ALPHABET,
            "passage": json_script(asdict(passage()) | {"given": GIVEN, "window": WINDOW, "height": HEIGHT}),
            "ended": state.known == len(passage().text),
        }
        return self.rendered("letter_guess.html", **names)

    def picture_names(self, state: WidgetState, *, pending: bool) -> dict[str, Any]:  # noqa: ARG002 - nothing is predicted
        """Return the heights of the last letters."""
        assert isinstance(state, LetterGuessState)
        return {"heights": [percent(bits) for bits in state.surprises()[-16:]]}
