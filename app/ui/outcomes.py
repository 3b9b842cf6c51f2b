"""Named outcomes and their probabilities, as lessons, addresses and browsers give them to a widget."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from string import ascii_lowercase
from typing import Any, Final, TypeVar
from urllib.parse import quote, unquote

from app.kernel import Pmf
from app.ui.format import format_number
from app.ui.typed_number import plain_number
from app.ui.widget import StateError

T = TypeVar("T")

LONGEST_NAME: Final = 24
MOST_NAMED: Final = 27
LONGEST_SHOWN: Final = 60


def read_labels(value: object, fewest: int, most: int) -> list[str]:
    """Return the outcomes' names: each once, none blank, as many as can be shown."""
    if isinstance(value, str) or not isinstance(value, Sequence):
        raise StateError(f"labels is {value!r}, but it is a list of names: give one for each outcome.")
    if not fewest <= len(value) <= most:
        raise StateError(
            f"labels has {len(value)} names, but {fewest} to {most} outcomes can be shown: change their number."
        )
    for index, name in enumerate(value):
        if not isinstance(name, str) or not name.strip() or len(name) > LONGEST_NAME:
            raise StateError(f"labels[{index}] is {name!r}, but a name has 1 to {LONGEST_NAME} characters: rename it.")
        if name != name.strip() or not name.isprintable():
            raise StateError(
                f"labels[{index}] is {name!r}, with blanks around it or signs that do not print: rename it."
            )
        if name in value[:index]:
            raise StateError(f"labels[{index}] is {name!r}, which is taken by another outcome: rename one of the two.")
    return list(value)


class Probabilities(list[float]):
    """A list of probabilities that has been read, and the distribution that reading has made of it."""

    __slots__ = ("pmf",)

    def __init__(self, pmf: Pmf) -> None:
        super().__init__(pmf.probabilities.tolist())
        self.pmf = pmf


def pmf_of(values: Sequence[float], labels: Sequence[str] | None = None, *, name: str = "P") -> Pmf:
    """Return the distribution of a state's probabilities; those that a message brought are not validated again."""
    return values.pmf if isinstance(values, Probabilities) else Pmf(values, labels, name=name)


def read_probabilities(value: object, name: str, labels: Sequence[str]) -> Probabilities:
    """Return the probabilities of a distribution, one for each label; a fraction may stand in quotes.

    Raises
    ------
    StateError, KernelError
        If they cannot be: the message names the entry, its value, the rule and the repair.

    Examples
    --------
    >>> read_probabilities(["1/2", 0.5], "P", ["heads", "tails"])
    [0.5, 0.5]
    """
    if isinstance(value, str) or not isinstance(value, Sequence):
        raise StateError(f"{name} is {value!r}, but it is a list of probabilities: give one for each outcome.")
    if len(value) != len(labels):
        raise StateError(f"{name} has {len(value)} probabilities for {len(labels)} outcomes: give one for each.")
    numbers = [_number(entry, f"{name}[{index}] ({labels[index]!r})") for index, entry in enumerate(value)]
    return Probabilities(Pmf(numbers, labels, name=name))


def read_choice(value: object, name: str, choices: Sequence[T]) -> T:
    """Return the one of a few texts or numbers that a value is."""
    if isinstance(value, bool) or value not in choices:
        raise StateError(f"{name} is {value!r}: use one of {', '.join(map(str, choices))}.")
    return next(choice for choice in choices if choice == value)


def read_choices(value: object, name: str, choices: Sequence[str]) -> list[str]:
    """Return those of a few that a list names, each once and in their own order."""
    if isinstance(value, str) or not isinstance(value, Sequence):
        raise StateError(f"{name} is {value!r}, but it is a list: use some of {', '.join(choices)}.")
    unknown = [each for each in value if each not in choices]
    if unknown:
        raise StateError(f"{name} names {unknown[0]!r}, which there is not: use some of {', '.join(choices)}.")
    return [each for each in choices if each in value]


def read_flag(value: object, name: str) -> bool:
    """Return a value that is on or off."""
    if not isinstance(value, bool):
        raise StateError(f"{name} is {value!r}, but it is on or off: give true or false.")
    return value


def own_names(count: int) -> list[str]:
    """Return names for outcomes that nobody has named: a, b, c, …, and a space as the 27th.

    Examples
    --------
    >>> own_names(3)
    ['a', 'b', 'c']
    """
    named = ascii_lowercase + "␣"
    return list(named[:count]) if count <= MOST_NAMED else [str(index + 1) for index in range(count)]


def probability_text(value: float) -> str:
    """Return a probability as widgets write it: two decimals where they say it all, else three.

    Examples
    --------
    >>> probability_text(0.9), probability_text(1 / 3), probability_text(0)
    ('0.90', '0.333', '0.00')
    """
    digits = 2 if value == 0 or abs(value - round(value, 2)) < min(5e-10, value / 2) else 3
    return format_number(value, digits=digits)


def numbers_to_field(values: Sequence[float]) -> str:
    """Return numbers as a field of a query string: the shortest decimals that read back as the same doubles."""
    return ",".join(repr(value).removesuffix(".0") for value in values)


def field_to_numbers(text: str, name: str) -> list[float]:
    """Return the numbers of a field of a query string, as people may type them there, but for a decimal comma.

    Examples
    --------
    >>> field_to_numbers("0.75,1/4", "p")
    [0.75, 0.25]
    """
    return [field_to_number(part, f"{name}[{index}]") for index, part in enumerate(text.split(","))]


def field_to_number(text: str, name: str) -> float:
    """Return the one number of a field of a query string, or of a part of it."""
    try:
        return plain_number(text)
    except ValueError as error:
        rule = "write decimals with a point, and commas between, such as 0.9,0.1"
        raise StateError(f"{name} is {_shown(text)}, which is no number ({error}): {rule}.") from None


def labels_to_field(labels: Sequence[str]) -> str:
    """Return names as a field of a query string; only comma and percent sign are escaped in them."""
    return ",".join("".join(quote(sign, safe="") if sign in ",%" else sign for sign in label) for label in labels)


def field_to_labels(text: str) -> list[str]:
    """Return the names of a field of a query string."""
    return [unquote(name) for name in text.split(",")]


def fields_to_pair(fields: Mapping[str, str], state: Mapping[str, Any]) -> dict[str, Any]:
    """Return a state of P and Q over one set of outcomes, changed by the fields `p`, `q` and `labels`."""
    pair = {name: field_to_numbers(fields[name], name) if name in fields else list(state[name]) for name in ("p", "q")}
    if len(pair["p"]) != len(pair["q"]):
        raise StateError(
            f"p has {len(pair['p'])} entries and q has {len(pair['q'])}: give one for each outcome in both."
        )
    count = len(pair["p"])
    labels = list(state["labels"]) if len(state["labels"]) == count else own_names(count)
    return {**state, **pair, "labels": field_to_labels(fields["labels"]) if "labels" in fields else labels}


def _number(entry: object, name: str) -> float:
    try:
        if isinstance(entry, str):
            return plain_number(entry)
        if isinstance(entry, (int, float)) and not isinstance(entry, bool):
            return float(entry)
    except (ValueError, OverflowError):
        pass
    rule = 'give a number from 0 to 1, or a fraction such as "1/6"'
    raise StateError(f"{name} is {_shown(entry)}, which is no probability: {rule}.")


def _shown(entry: object) -> str:
    """Return what was given, shortened if it is long."""
    if isinstance(entry, int) and abs(entry) >= 10**LONGEST_SHOWN:
        return f"a number of more than {LONGEST_SHOWN} digits"
    text = repr(entry[:LONGEST_SHOWN] if isinstance(entry, str) else entry)
    return f"{text}, …" if isinstance(entry, str) and len(entry) > LONGEST_SHOWN else text
