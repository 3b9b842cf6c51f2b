"""The kinds of fields that a state declares beside param's own: how each is read from a message and an address."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import Any, TypeVar

import param

from app.figure.message import is_number
from app.figure.outcomes import (
    LONGEST_NAME,
    field_to_labels,
    field_to_number,
    field_to_numbers,
    labels_to_field,
    numbers_to_field,
    own_names,
    read_choice,
    read_choices,
    read_flag,
    read_labels,
    read_probabilities,
)
from app.figure.widget import StateError

T = TypeVar("T")

LONGEST_TEXT = 300


class Field(param.Parameter[T]):
    """A field that reads its own values."""

    __slots__: list[str] = []

    @abstractmethod
    def read(self, value: object, name: str) -> Any:
        """Return a value as the field wants it, or refuse it with a `StateError`."""

    def parse(self, text: str, name: str) -> Any:  # noqa: ARG002 - most name no numbers
        """Return what a field of a query string says, still to be read."""
        return text

    def write(self, value: Any) -> str:
        """Return a value as a field of a query string, which `parse` and `read` bring back exactly."""
        return str(value)

    def told(self) -> dict[str, Any]:
        """Return what the page needs to know of the field; see `told`."""
        return {}


class Numbers(Field[Any]):
    """A list of numbers, as many as the default has, each from `low` to `high`."""

    __slots__ = ["high", "low"]

    def __init__(self, default: Sequence[float], *, low: float, high: float, doc: str) -> None:
        self.low, self.high = low, high
        super().__init__(default=[float(value) for value in default], doc=doc, instantiate=True)

    def read(self, value: object, name: str) -> list[float]:
        """Return the numbers."""
        numbers = _as_many(value, name, len(self.default))
        return [read_number(each, f"{name}[{i}]", self.low, self.high) for i, each in enumerate(numbers)]

    def parse(self, text: str, name: str) -> list[float]:
        """Return the numbers between commas."""
        return field_to_numbers(text, name)

    def write(self, value: Any) -> str:
        """Return the shortest decimals that read back as the same doubles."""
        return numbers_to_field(value)

    def told(self) -> dict[str, Any]:
        """Return between what each number lies."""
        return {"bounds": [self.low, self.high]}


class Distribution(Numbers):
    """A list of probabilities, as many as the default has, that sum to 1."""

    __slots__: list[str] = []

    def __init__(self, default: Sequence[float], *, doc: str) -> None:
        super().__init__(default, low=0.0, high=1.0, doc=doc)

    def read(self, value: object, name: str) -> list[float]:
        """Return the probabilities, and the distribution that they make."""
        count = len(self.default)
        return read_probabilities(_as_many(value, name, count), name, own_names(count))


class Names(Field[Any]):
    """The names of outcomes, from `fewest` to `most`, each once; their `Shares` are as many."""

    __slots__ = ["fewest", "most"]

    def __init__(self, default: Sequence[str], *, fewest: int, most: int, doc: str) -> None:
        self.fewest, self.most = fewest, most
        super().__init__(default=list(default), doc=doc, instantiate=True)

    def read(self, value: object, name: str) -> list[str]:  # noqa: ARG002 - they are called labels everywhere
        """Return the names."""
        return read_labels(value, self.fewest, self.most)

    def parse(self, text: str, name: str) -> list[str]:  # noqa: ARG002 - any text is a name
        """Return the names between commas."""
        return field_to_labels(text)

    def write(self, value: Any) -> str:
        """Return the names with commas between them; in a name, commas are escaped."""
        return labels_to_field(value)

    def told(self) -> dict[str, Any]:
        """Return how many there can be, and how long each."""
        return {"fewest": self.fewest, "most": self.most, "longest": LONGEST_NAME}


class Shares(Field[Any]):
    """A list of probabilities that sum to 1, one for each of the names in the field `of`."""

    __slots__ = ["of"]

    def __init__(self, default: Sequence[float], *, of: str, doc: str) -> None:
        self.of = of
        super().__init__(default=[float(value) for value in default], doc=doc, instantiate=True)

    def read(self, value: object, name: str) -> list[float]:
        """Return the probabilities of outcomes whose names nobody has given."""
        return self.read_for(own_names(len(value) if isinstance(value, Sequence) else 0), value, name)

    def read_for(self, labels: Sequence[str], value: object, name: str) -> list[float]:
        """Return the probabilities of these outcomes, and the distribution that they make."""
        return read_probabilities(value, name, labels)

    def parse(self, text: str, name: str) -> list[float]:
        """Return the numbers between commas."""
        return field_to_numbers(text, name)

    def write(self, value: Any) -> str:
        """Return the shortest decimals that read back as the same doubles."""
        return numbers_to_field(value)


class Some(Field[Any]):
    """Some of a few words, such as the panels that are open; in the words' own order."""

    __slots__ = ["objects"]

    def __init__(self, *objects: str, doc: str) -> None:
        self.objects = objects
        super().__init__(default=[], doc=doc, instantiate=True)

    def read(self, value: object, name: str) -> list[str]:
        """Return those that a list names."""
        return read_choices(value, name, self.objects)

    def parse(self, text: str, name: str) -> list[str]:  # noqa: ARG002 - a word that there is not is refused later
        """Return the words between commas."""
        return [word for word in text.split(",") if word]

    def write(self, value: Any) -> str:
        """Return the words with commas between them."""
        return ",".join(value)

    def told(self) -> dict[str, Any]:
        """Return the words."""
        return {"words": list(self.objects)}


class Letters(Field[str]):
    """A text of at most so many of some letters."""

    __slots__ = ["alphabet", "most"]

    def __init__(self, default: str, *, alphabet: str, most: int, doc: str) -> None:
        self.alphabet, self.most = alphabet, most
        super().__init__(default=default, doc=doc)

    def read(self, value: object, name: str) -> str:
        """Return the text."""
        if not isinstance(value, str) or len(value) > self.most or set(value) - set(self.alphabet):
            letters = " and ".join(self.alphabet)
            rule = f"it is at most {self.most} letters, {letters}"
            raise StateError(f"{name} is {value!r}, but {rule}: give such a text.")
        return value

    def told(self) -> dict[str, Any]:
        """Return how many there can be."""
        return {"most": self.most}


def told(declared: param.Parameter[Any]) -> dict[str, Any]:
    """Return what the page needs to know of a field: bounds of numbers, how many there can be, which words."""
    if isinstance(declared, Field):
        return declared.told()
    return {"bounds": list(_bounds(declared))} if isinstance(declared, param.Number) else {}


def read(declared: param.Parameter[Any], value: object, name: str) -> Any:
    """Return a value as its declaration wants it, or refuse it; None where the declaration allows it."""
    if value is None and declared.allow_None:
        return None
    if isinstance(declared, Field):
        return declared.read(value, name)
    if isinstance(declared, param.Boolean):
        return read_flag(value, name)
    if isinstance(declared, param.Selector):
        return read_choice(value, name, declared.objects)
    if isinstance(declared, param.String):
        return _read_text(value, name)
    if isinstance(declared, param.Number):
        return read_number(value, name, *_bounds(declared), whole=isinstance(declared, param.Integer))
    raise TypeError(f"{name} is declared as {type(declared).__name__}, which no reader is known for")


def read_number(value: object, name: str, low: float, high: float, *, whole: bool = False) -> float:
    """Return a number between two, or refuse it."""
    least, most = (str(bound) if whole else f"{bound:g}" for bound in (low, high))
    if not is_number(value):
        raise StateError(f"{name} is {value!r}, but it is a number: give one from {least} to {most}.")
    if whole and value != int(value):
        raise StateError(f"{name} is {value!r}, but it is a whole number: give one from {least} to {most}.")
    number = int(value) if whole else float(value)
    if not low <= number <= high:
        rule = f"it lies between {least} and {most}"
        raise StateError(f"{name} is {number if whole else value!r}, but {rule}: give a number between these.")
    return number


def from_text(declared: param.Parameter[Any], text: str, name: str) -> Any:
    """Return what a field of a query string says, still to be read."""
    if isinstance(declared, Field):
        return declared.parse(text, name)
    if isinstance(declared, param.Boolean):
        return _flag(text, name)
    if isinstance(declared, param.Selector):
        return next((choice for choice in declared.objects if str(choice) == text), text)
    if not text and declared.allow_None:
        return None
    if isinstance(declared, param.Number):
        return field_to_number(text, name) if "," not in text else text
    return text


def to_text(declared: param.Parameter[Any], value: Any) -> str:
    """Return a value as a field of a query string, which `from_text` brings back exactly."""
    if isinstance(declared, Field):
        return declared.write(value)
    if isinstance(value, bool):
        return "1" if value else "0"
    return repr(value).removesuffix(".0") if isinstance(value, float) else str(value)


def _bounds(declared: param.Number[Any]) -> tuple[float, float]:
    low, high = declared.bounds or (None, None)
    assert low is not None
    assert high is not None
    return low, high


def _flag(text: str, name: str) -> bool:
    if text not in ("0", "1"):
        raise StateError(f"{name} is {text!r}, but it is on or off: write {name}=1 or {name}=0.")
    return text == "1"


def _as_many(value: object, name: str, count: int) -> Sequence[Any]:
    if isinstance(value, str) or not isinstance(value, Sequence) or len(value) != count:
        raise StateError(f"{name} is {value!r}, but it is a list of {count} numbers: give so many.")
    return value


def _read_text(value: object, name: str) -> str:
    if not isinstance(value, str) or len(value) > LONGEST_TEXT or not value.isprintable():
        raise StateError(f"{name} is {value!r}, but it is a text of at most {LONGEST_TEXT} characters: shorten it.")
    return value
