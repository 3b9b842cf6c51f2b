"""The language model as it stands in a page before any script has run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from app.figure.drawing import DrawnWidget
from app.figure.ways import SLIDING, Way
from app.widgets.ngram.frame import ROWS, frame
from app.widgets.ngram.state import NgramState


class Ngram(DrawnWidget):
    """A text with the surprise of each sign, what the model expected instead, and its perplexity by what it sees."""

    kind = "ngram"
    title = "A small language model"
    heard: ClassVar[Mapping[str, str]] = {"surprisal": "the surprise of the marked sign"}
    about = "A small language model: how much each sign of a text surprises it, and what it expected"
    State = NgramState
    frame = staticmethod(frame)
    python: ClassVar[tuple[str, ...]] = ("text", "sees", "share", "unit", "q")
    python_results: ClassVar[Mapping[str, str]] = {"cross-entropy": "loss", "perplexity": "perplexity"}

    def own_ways(self) -> tuple[Way, ...]:
        """Return what a hand can do, with the text too."""
        return (
            Way(".tape", "Press or drag", "Which sign of the text is looked at.", SLIDING),
            Way(
                '[data-role="own"]', "Type", "A sentence of your own, scored as you write.", ("Enter",), "my own words"
            ),
            *super().own_ways(),
        )

    def names(self, state: NgramState) -> dict[str, Any]:
        """Return the text in words, each with the space after it, and how many rows there are."""
        return {"words": words(state.signs), "rows": ROWS}


def words(signs: str) -> list[str]:
    """Return the words of a text, each with the space that follows it: a line of the page may end after it.

    Examples
    --------
    >>> words("the hatter")
    ['the ', 'hatter']
    """
    parts = signs.split(" ")
    return [f"{word} " for word in parts[:-1]] + parts[-1:]
