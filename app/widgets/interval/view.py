"""The unit interval and its words, as they stand in a page before any script has run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from app.figure.drawing import DrawnWidget
from app.figure.ways import Way, pressed
from app.widgets.interval.frame import MOST_WORDS, frame
from app.widgets.interval.state import LETTERS, IntervalState


class Interval(DrawnWidget):
    """The unit interval, filled by the words of a code, and the piece of it that a message keeps."""

    kind = "interval"
    title = "An interval, filled by words"
    heard: ClassVar[Mapping[str, str]] = {"extra": "the bits more than with the right book"}
    about = "The unit interval, filled by the words of a code for a belief; a message narrows it, word by word"
    State = IntervalState
    frame = staticmethod(frame)
    python: ClassVar[tuple[str, ...]] = ("p", "q", "code", "block", "message")
    python_results: ClassVar[Mapping[str, str]] = {
        "kraft": "kraft",
        "cost": "cost",
        "limit": "limit",
        "floor": "floor",
        "bits": "bits",
        "right": "right",
        "extra": "extra",
    }

    def own_ways(self) -> tuple[Way, ...]:
        """Return what a hand can do, with the message too."""
        letters = (pressed("e", "Write an e."), pressed("t", "Write a t."), pressed("back", "Take a letter back."))
        return (*letters, *super().own_ways())

    def names(self, state: IntervalState) -> dict[str, Any]:  # noqa: ARG002 - the alphabet does not depend on it
        """Return the letters, and how many words there can be."""
        return {"letters": LETTERS, "most_words": MOST_WORDS}
