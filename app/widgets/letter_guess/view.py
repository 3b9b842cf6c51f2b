"""The game as it stands in a page before any script has run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, ClassVar, Final

from markupsafe import Markup

from app.ui.format import format_number
from app.ui.widget import Widget, WidgetState, json_script
from app.widgets.letter_guess.options import LetterGuessOptions
from app.widgets.letter_guess.passage import ALPHABET, passage
from app.widgets.letter_guess.state import GIVEN, LetterGuessState

#: How many letters the tape shows; a narrow page shows the last of them.
WINDOW: Final = 32
#: The height of the tape in bits: the rarest letters of the text surprise by a little more than seven.
HEIGHT: Final = 8


def percent(bits: float) -> str:
    """Return a height on the tape."""
    return f"{bits / HEIGHT * 100:.4f}%"


class LetterGuess(Widget):
    """Guess the letter: a text becomes known letter by letter, and each letter shows what it tells."""

    kind = "letter_guess"
    title = "Guess the letter"
    State = LetterGuessState
    python: ClassVar[tuple[str, ...]] = ("text", "counts", "tries")
    python_results: ClassVar[Mapping[str, str]] = {
        "surprisal": "last",
        "average": "average",
        "entropy": "H",
        "ceiling": "ceiling",
    }

    def label(self, state: WidgetState, options: Mapping[str, Any]) -> str:  # noqa: ARG002 - the name does not depend on them
        """Return the figure's accessible name."""
        return "Guess the letter: a text, letter by letter, and what each letter tells"

    def body(self, state: WidgetState, widget_id: str, options: Mapping[str, Any]) -> Markup:
        """Return the text as far as it is known, with its numbers."""
        assert isinstance(state, LetterGuessState)
        results = state.results()
        cells = list(zip(state.text, state.surprises(), strict=True))[-WINDOW:]
        names = {
            "state": state,
            "options": LetterGuessOptions.from_mapping(options),
            "source": passage().source,
            "cells": [(sign, percent(bits)) for sign, bits in cells],
            "results": {name: (repr(value), format_number(value, "bits")) for name, value in results.items()},
            "guesses": format_number(results["guesses"], digits=2) if state.tries else "–",
            "lines": {name: percent(results[name]) for name in ("average", "ceiling")},
            "alphabet": ALPHABET,
            "passage": json_script(asdict(passage()) | {"given": GIVEN}),
            "ended": state.known == len(passage().text),
        }
        return self.rendered("letter_guess.html", widget_id=widget_id, **names)

    def html(self, state: WidgetState, widget_id: str, options: Mapping[str, Any]) -> Markup:
        """Return the whole slot; of the options the browser gets only those that it uses."""
        return super().html(state, widget_id, LetterGuessOptions.from_mapping(options).as_dict())
