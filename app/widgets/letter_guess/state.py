"""How far the text is known, and what has been guessed."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final

import param

from app.ui.widget import StateError, WidgetState
from app.widgets.letter_guess.options import LetterGuessOptions
from app.widgets.letter_guess.passage import ALPHABET, passage

LENGTH: Final = len(passage().text)
GIVEN: Final = 10
FIELDS: Final = ("known", "tries", "tried")


class LetterGuessState(WidgetState):
    """A text that becomes known letter by letter.

    Examples
    --------
    >>> begun = LetterGuessState()
    >>> begun.text
    'alice was '
    >>> begun.update({"known": 11, "tries": [2], "tried": ""})
    >>> begun.text, begun.results()["guesses"]
    ('alice was b', 2.0)
    """

    known = param.Integer(default=GIVEN, bounds=(GIVEN, LENGTH), doc="How many letters of the text are known.")
    tries = param.List(default=[], item_type=int, doc="How many guesses each letter took that was guessed.")
    tried = param.String(default="", doc="What has been guessed in vain for the next letter.")

    @classmethod
    def from_options(cls, options: Mapping[str, Any]) -> LetterGuessState:
        """Return the state that a lesson describes: `known` letters, or the beginning."""
        LetterGuessOptions.from_mapping(options)
        return cls._of(cls().as_dict() | {name: options[name] for name in FIELDS if name in options})

    @classmethod
    def from_query(cls, query: Mapping[str, str], default: WidgetState) -> LetterGuessState:
        """Return `default` changed by what a query string says; what it does not name stays."""
        state = default.as_dict()
        if "known" in query:
            state |= {"known": _whole(query["known"], "known"), "tries": [], "tried": ""}
        if "tries" in query:
            state["tries"] = [_whole(text, "tries") for text in query["tries"].split(",") if text]
        if "tried" in query:
            state["tried"] = query["tried"].replace("_", " ")
        return cls._of(state)

    @classmethod
    def _of(cls, fields: Mapping[str, Any]) -> LetterGuessState:
        state = cls()
        state.update(fields)
        return state

    def update(self, message: Mapping[str, Any]) -> None:
        """Take over the state that a browser sent; all of it or, with an error, nothing."""
        missing = [name for name in FIELDS if name not in message]
        if missing:
            raise StateError(f"{missing[0]} is missing; a state has {', '.join(FIELDS)}: give it too.")
        known = message["known"]
        if isinstance(known, bool) or not isinstance(known, int) or not GIVEN <= known <= LENGTH:
            raise StateError(f"known is {known!r}, but {GIVEN} to {LENGTH} letters can be known: give such a number.")
        self.param.update(known=known, tries=_tries(message["tries"], known), tried=_tried(message["tried"], known))

    def as_dict(self) -> dict[str, Any]:
        """Return the state in the form of a message; the unit never changes."""
        return {"known": self.known, "tries": list(self.tries), "tried": self.tried, "unit": "bits"}

    def shown_values(self) -> dict[str, Any]:
        """Return the fields, the known text, and how often each sign comes in the whole of it."""
        return self.as_dict() | {"text": self.text, "counts": dict(sorted(Counter(passage().text).items()))}

    def to_query(self) -> dict[str, str]:
        """Return the query string's fields that `from_query` reads back exactly."""
        tries = ",".join(map(str, self.tries))
        return {"known": str(self.known), "tries": tries, "tried": self.tried.replace(" ", "_")}

    @property
    def text(self) -> str:
        """What is known of the text."""
        return passage().text[: self.known]

    def surprises(self) -> list[float]:
        """Return the surprise of each known letter by the frequencies of the text, in bits."""
        return [passage().surprises[letter] for letter in self.text]

    def results(self) -> dict[str, float]:
        """Return the numbers in bits by the names that the page shows them under.

        `surprisal` is the last letter's, `average` that of all known letters so far; `entropy` is what the average
        comes to at the end of the text, `ceiling` what each letter would tell if all 27 were alike. `guesses` is the
        average number of guesses, 0 before the first.
        """
        surprises = self.surprises()
        return {
            "surprisal": surprises[-1],
            "average": math.fsum(surprises) / len(surprises),
            "entropy": passage().entropy,
            "ceiling": passage().ceiling,
            "guesses": sum(self.tries) / len(self.tries) if self.tries else 0.0,
        }


def _tries(value: object, known: int) -> list[int]:
    most = known - GIVEN
    if isinstance(value, str) or not isinstance(value, Sequence) or len(value) > most:
        raise StateError(f"tries is {value!r}, but it is a list of at most {most} numbers, one a guessed letter.")
    for count in value:
        if isinstance(count, bool) or not isinstance(count, int) or not 1 <= count <= len(ALPHABET):
            raise StateError(f"tries holds {count!r}, but a letter takes 1 to {len(ALPHABET)} guesses: change it.")
    return list(value)


def _tried(value: object, known: int) -> str:
    if not isinstance(value, str) or len(set(value)) != len(value) or not set(value) <= set(ALPHABET):
        raise StateError(f"tried is {value!r}, but it holds letters and the space, each at most once: correct it.")
    if value and (known == LENGTH or passage().text[known] in value):
        raise StateError(f"tried is {value!r}, but the next letter is not among what was guessed in vain: correct it.")
    return value


def _whole(text: str, name: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 4:
        raise StateError(f"{name} is {text!r}, which is no whole number: write digits alone, such as 12.")
    return int(text)
