"""What the figure holds: the model's two settings, the text that it is tried on, and the sign that is looked at."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import param

from app.figure.declared import DeclaredState, Guess
from app.figure.widget import StateError
from app.kernel.arrays import FloatArray
from app.kernel.ngram import interpolated
from app.kernel.text_loss import effective_choices, mean_surprise
from app.widgets.ngram.corpus import LONGEST, MOST, SIGNS, cleaned, codes, corpus, frequencies

FIRST = (
    "there was a table set out under a tree in front of the house "
    "and the march hare and the hatter were having tea at it"
)


class NgramState(DeclaredState):
    """A model of letters that has read half a book, and a text that surprises it sign by sign.

    Examples
    --------
    >>> blind = NgramState.from_options({"share": 1.0})
    >>> round(blind.results()["perplexity"], 9)
    27.0
    >>> NgramState.from_options({"text": "Tea!", "at": 1}).signs
    'tea'
    """

    kind = "ngram"
    controls = ("text", "own", "curve", "source")
    units: ClassVar[Mapping[str, str | None]] = {
        "perplexity": None,
        "probability": None,
        "training": None,
        "held-out": None,
    }
    predictable: ClassVar[Mapping[str, Guess]] = {
        "perplexity": Guess(
            "the perplexity of this text",
            "Before you look: between how many equally likely signs does the model hesitate, on average? "
            "Somebody who guesses blindly has 27.",
            1,
            27,
        ),
        "held-out": Guess(
            "the perplexity of the chapter that it has not read",
            "Before you look: what is its perplexity on the chapter that it has not read?",
            1,
            27,
        ),
    }

    text = param.String(default=FIRST, doc="The text that the model is tried on.")
    at = param.Integer(default=3, bounds=(1, MOST), doc="Which sign of the text is looked at, counted from 1.")
    sees = param.Integer(default=3, bounds=(0, LONGEST), doc="How many signs before a sign the model sees.")
    share = param.Number(default=0.1, bounds=(0.0, 1.0), doc="What each context length leaves to the shorter one.")
    unit: param.Selector[str] = param.Selector(
        default="bits", objects=["bits", "nats"], doc="What surprise is counted in."
    )

    def agree(self, values: Mapping[str, Any]) -> None:
        """Refuse a text without letters, and a place behind its end."""
        length = len(cleaned(values["text"]))
        if not length:
            raise StateError(f"text is {values['text']!r}, but the model knows letters alone: give at least one.")
        if values["at"] > length:
            raise StateError(f"at is {values['at']}, but the text has {length} signs: give one of them.")

    @property
    def signs(self) -> str:
        """The text as the model reads it."""
        return cleaned(self.text)

    @property
    def context(self) -> str:
        """The signs before the one that is looked at, as far as the model sees; a space stands before the text."""
        before = " " + self.signs[: self.at - 1]
        return before[len(before) - min(self.sees, len(before)) :]

    def expected(self) -> FloatArray:
        """Return the probability of each of the 27 signs to be the one that is looked at."""
        return corpus().model.next(codes(self.context)[1:], self.share)

    def probabilities(self) -> FloatArray:
        """Return what the model gave to each sign of the text."""
        row: FloatArray = interpolated(frequencies(self.signs), len(SIGNS), self.share)[self.sees]
        return row

    def shown_values(self) -> dict[str, Any]:
        """Return the fields, and what the model gave to each sign, to twelve digits."""
        return self.as_dict() | {"q": [float(f"{q:.12g}") for q in self.probabilities()]}

    def surprises(self) -> list[float]:
        """Return the surprise of each sign of the text, in bits."""
        return [mean_surprise([q]) for q in self.probabilities()]

    def results(self) -> dict[str, float]:
        """Return the loss and the perplexity of the text, those of its sign, and the perplexity of both corpora."""
        q = self.probabilities()
        mean = mean_surprise(q, self.unit)
        training, held_out = corpus().perplexities(self.share)
        return {
            "cross-entropy": mean,
            "perplexity": effective_choices(mean, self.unit),
            "probability": float(q[self.at - 1]),
            "surprisal": mean_surprise(q[self.at - 1 : self.at], self.unit),
            "training": training[self.sees],
            "held-out": held_out[self.sees],
        }

    @property
    def sign(self) -> str:
        """The sign that is looked at."""
        return self.signs[self.at - 1]

    @staticmethod
    def ranked(expected: FloatArray) -> list[int]:
        """Return the signs' numbers, the likeliest first, equals in alphabetical order."""
        return sorted(range(len(SIGNS)), key=lambda code: (-expected[code], code))
