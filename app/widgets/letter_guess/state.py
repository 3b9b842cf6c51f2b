"""How far the text is known, and what has been guessed."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Final, Self

from app.figure.declared import DeclaredState
from app.figure.fields import Field
from app.figure.widget import StateError, WidgetState
from app.widgets.letter_guess.passage import ALPHABET, passage

LENGTH: Final = len(passage().text)
GIVEN: Final = 10


class Known(Field[Any]):
    """How much of the text is known."""

    def read(self, value: object, name: str) -> int:
        """Return how many letters."""
        if isinstance(value, bool) or not isinstance(value, int) or not GIVEN <= value <= LENGTH:
            rule = f"{GIVEN} to {LENGTH} letters can be known"
            raise StateError(f"{name} is {value!r}, but {rule}: give such a number.")
        return value

    def parse(self, text: str, name: str) -> int:
        """Return the number."""
        return _whole(text, name)


class Tries(Field[Any]):
    """How many guesses each letter took."""

    def read(self, value: object, name: str) -> list[int]:
        """Return the numbers of guesses."""
        if isinstance(value, str) or not isinstance(value, Sequence):
            raise StateError(f"{name} is {value!r}, but it is a list of numbers, one a guessed letter.")
        for count in value:
            if isinstance(count, bool) or not isinstance(count, int) or not 1 <= count <= len(ALPHABET):
                raise StateError(f"{name} holds {count!r}, but a letter takes 1 to {len(ALPHABET)} guesses: change it.")
        return list(value)

    def parse(self, text: str, name: str) -> list[int]:
        """Return the numbers between commas."""
        return [_whole(part, name) for part in text.split(",") if part]

    def write(self, value: Any) -> str:
        """Return the numbers with commas between them."""
        return ",".join(map(str, value))


class Tried(Field[Any]):
    """Letters that were guessed in vain."""

    def read(self, value: object, name: str) -> str:
        """Return the letters."""
        if not isinstance(value, str) or len(set(value)) != len(value) or not set(value) <= set(ALPHABET):
            rule = "it holds letters and the space, each at most once"
            raise StateError(f"{name} is {value!r}, but {rule}: correct it.")
        return value

    def parse(self, text: str, name: str) -> str:  # noqa: ARG002 - a sign that is none is refused later
        """Return the letters; a space is written as a low line."""
        return text.replace("_", " ")

    def write(self, value: Any) -> str:
        """Return the letters, with a low line for the space."""
        return str(value).replace(" ", "_")


class LetterGuessState(DeclaredState):
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

    kind = "letter_guess"
    hides = (
        "reveal",  # the buttons that show letters unguessed
        "history",  # start again
        "link",  # copy a link to the present state
    )

    unit: ClassVar = "bits"  # it never changes

    known = Known(GIVEN, doc="How many letters of the text are known.")
    tries = Tries([], doc="How many guesses each letter took that was guessed.", instantiate=True)
    tried = Tried("", doc="What has been guessed in vain for the next letter.")

    @classmethod
    def from_query(cls, query: Mapping[str, str], default: WidgetState) -> Self:
        """Return `default` changed by what a query string says; where more is known, guesses begin anew."""
        anew = {"tries": "", "tried": ""} if "known" in query else {}
        return super().from_query({**anew, **query}, default)

    def agree(self, values: Mapping[str, Any]) -> None:
        """Refuse more guessed letters than are known, and a right guess among those in vain."""
        known, tries, tried = values["known"], values["tries"], values["tried"]
        if len(tries) > known - GIVEN:
            rule = f"it is a list of at most {known - GIVEN} numbers, one a guessed letter"
            raise StateError(f"tries is {tries!r}, but {rule}.")
        if tried and (known == LENGTH or passage().text[known] in tried):
            rule = "the next letter is not among what was guessed in vain"
            raise StateError(f"tried is {tried!r}, but {rule}: correct it.")

    def as_dict(self) -> dict[str, Any]:
        """Return the state in the form of a message, with the unit."""
        return super().as_dict() | {"unit": self.unit}

    def shown_values(self) -> dict[str, Any]:
        """Return the fields, the known text, and how often each sign comes in the whole of it."""
        return self.as_dict() | {"text": self.text, "counts": dict(sorted(Counter(passage().text).items()))}

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


def _whole(text: str, name: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 4:
        raise StateError(f"{name} is {text!r}, which is no whole number: write digits alone, such as 12.")
    return int(text)
