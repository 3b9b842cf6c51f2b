"""Whether a message describes a telegram: all its fields are read, or a sentence says which one cannot be and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from string import ascii_lowercase
from typing import Any, Final

from app.kernel import Pmf
from app.ui.widget import StateError
from app.widgets.telegram.letters import MOST_LETTERS, read_letters

FEWEST: Final = 2
MOST: Final = 27
LONGEST_NAME: Final = 24
CODES: Final = ("ideal", "huffman", "block", "arithmetic")
SOURCES: Final = ("draw", "message")
SPEEDS: Final = (1, 3, 10, 30, 100, 300, 1000)
LARGEST_BLOCK: Final = 8
MOST_BLOCKS: Final = 4096
LARGEST_SEED: Final = 999_999_999
LONGEST_MESSAGE: Final = 4 * MOST_LETTERS
FIELDS: Final = ("labels", "p", "q", "unit", "code", "block", "source", "message", "seed", "length", "sent", "speed")


def checked(message: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a message as a state holds them; an error says which one cannot be, and what to do."""
    missing = [name for name in FIELDS if name not in message]
    if missing:
        raise StateError(f"{missing[0]} is missing; a telegram has {', '.join(FIELDS)}: give it too.")
    labels = _labels(message["labels"])
    code = _choice(message["code"], "code", CODES)
    source = _choice(message["source"], "source", SOURCES)
    length = _whole(message["length"], "length", 1, MOST_LETTERS)
    text = _text(message["message"])
    # A message is read even while letters are drawn: what is kept can always be sent.
    letters = read_letters(text, labels) if text or source == "message" else ()
    block = _whole(message["block"], "block", 2, LARGEST_BLOCK)
    most = largest_block(len(labels))
    if code == "block" and block > most:
        raise StateError(
            f"block is {block}, but {len(labels)} letters make {len(labels) ** block} such blocks: use at most {most}."
        )
    if message["unit"] != "bits":
        raise StateError(f"unit is {message['unit']!r}, but zeros and ones are bits: leave it at bits.")
    return {
        "labels": labels,
        "p": _probabilities(message["p"], "P", labels),
        "q": _probabilities(message["q"], "Q", labels),
        "code": code,
        "block": block,
        "source": source,
        "message": text,
        "seed": _whole(message["seed"], "seed", 0, LARGEST_SEED),
        "length": length,
        "sent": _sent(message["sent"], len(letters) if source == "message" else length),
        "speed": _choice(message["speed"], "speed", SPEEDS),
    }


def largest_block(outcomes: int) -> int:
    """Return the largest block of which there are few enough."""
    return max(size for size in range(2, LARGEST_BLOCK + 1) if outcomes**size <= MOST_BLOCKS)


def own_names(count: int) -> list[str]:
    """Return names for letters that nobody has named: a, b, c, …, and a space as the 27th."""
    return list((ascii_lowercase + "␣")[:count]) if count <= MOST else [str(index + 1) for index in range(count)]


def _labels(value: object) -> list[str]:
    if isinstance(value, str) or not isinstance(value, Sequence):
        raise StateError(f"labels is {value!r}, but it is a list of letters: give one for each outcome.")
    if not FEWEST <= len(value) <= MOST:
        raise StateError(
            f"labels has {len(value)} letters, but an alphabet has {FEWEST} to {MOST}: change their number."
        )
    for index, name in enumerate(value):
        if (
            not isinstance(name, str)
            or not name.strip()
            or name != name.strip()
            or not name.isprintable()
            or len(name) > LONGEST_NAME
        ):
            raise StateError(
                f"labels[{index}] is {name!r}, but a letter is 1 to {LONGEST_NAME} signs without blanks around it: "
                "rename it."
            )
        if name in value[:index]:
            raise StateError(f"labels[{index}] is {name!r}, which is taken by another letter: rename one of the two.")
    return list(value)


def _probabilities(value: object, name: str, labels: Sequence[str]) -> list[float]:
    if isinstance(value, str) or not isinstance(value, Sequence):
        raise StateError(f"{name} is {value!r}, but it is a list of probabilities: give one for each letter.")
    if len(value) != len(labels):
        raise StateError(f"{name} has {len(value)} probabilities for {len(labels)} letters: give one for each.")
    numbers = [_number(entry, f"{name}[{index}] ({labels[index]!r})") for index, entry in enumerate(value)]
    return [float(number) for number in Pmf(numbers, labels, name=name).probabilities]


def _number(entry: object, name: str) -> float:
    """Return a number; a lesson may write it as a fraction in quotes."""
    try:
        if isinstance(entry, str):
            return float(Fraction(entry))
        if isinstance(entry, (int, float)) and not isinstance(entry, bool):
            return float(entry)
    except (ValueError, ZeroDivisionError, OverflowError):
        pass
    raise StateError(
        f'{name} is {entry!r}, which is no probability: give a number from 0 to 1, or a fraction such as "1/6".'
    )


def _choice(value: Any, name: str, choices: Sequence[Any]) -> Any:
    if isinstance(value, bool) or value not in choices:
        raise StateError(f"{name} is {value!r}: use one of {', '.join(map(str, choices))}.")
    return value


def _whole(value: object, name: str, least: int, most: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise StateError(f"{name} is {value!r}, but it is a whole number from {least} to {most}: change it.")
    return value


def _sent(value: object, length: int) -> int | None:
    """Return how many letters are on the tape; None, all of them, also where the number says so."""
    if value is None:
        return None
    return None if _whole(value, "sent", 0, length) == length else _whole(value, "sent", 0, length)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise StateError(f"message is {value!r}, but it is a text: write letters.")
    if len(value) > LONGEST_MESSAGE:
        raise StateError(f"the message has {len(value)} signs, but at most {LONGEST_MESSAGE} are read: shorten it.")
    return value
