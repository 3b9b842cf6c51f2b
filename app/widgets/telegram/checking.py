"""Whether a message describes a telegram: all its fields are read, or a sentence says which one cannot be and why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from app.ui.outcomes import read_choice, read_labels, read_probabilities
from app.ui.widget import StateError
from app.widgets.telegram.letters import MOST_LETTERS, read_letters

FEWEST: Final = 2
MOST: Final = 27
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
    labels = read_labels(message["labels"], FEWEST, MOST)
    code = read_choice(message["code"], "code", CODES)
    source = read_choice(message["source"], "source", SOURCES)
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
        "p": read_probabilities(message["p"], "P", labels),
        "q": read_probabilities(message["q"], "Q", labels),
        "code": code,
        "block": block,
        "source": source,
        "message": text,
        "seed": _whole(message["seed"], "seed", 0, LARGEST_SEED),
        "length": length,
        "sent": _sent(message["sent"], len(letters) if source == "message" else length),
        "speed": _speed(message["speed"]),
    }


def largest_block(outcomes: int) -> int:
    """Return the largest block of which there are few enough."""
    return max(size for size in range(2, LARGEST_BLOCK + 1) if outcomes**size <= MOST_BLOCKS)


def _speed(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value not in SPEEDS:
        raise StateError(f"speed is {value!r}: use one of {', '.join(map(str, SPEEDS))}.")
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
