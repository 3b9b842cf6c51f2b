"""The letters of a telegram, as positions in the alphabet: drawn from P, or read from what somebody wrote."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from app.figure.widget import StateError
from app.kernel import Pmf

MOST_LETTERS = 2000


@lru_cache(maxsize=64)
def draw_letters(truth: Pmf, seed: int, length: int) -> tuple[int, ...]:
    """Return `length` letters drawn from the truth; with the same seed, a longer telegram only goes on."""
    shares = np.cumsum(truth.probabilities)
    chances = np.random.default_rng(seed).random(length)
    return tuple(np.searchsorted(shares / shares[-1], chances, side="right").tolist())


def read_letters(text: str, labels: Sequence[str]) -> tuple[int, ...]:
    """Return the letters of a written message.

    Where every label is one character the message is read character by character; otherwise its words are separated by
    spaces or commas. A capital is read as its small letter where only that is in the alphabet, and a space as "␣"; a
    space that is not in the alphabet only separates.
    """
    spelled = all(len(label) == 1 for label in labels)
    words = list(text) if spelled else re.split(r"[\s,;]+", text)
    known = {label: position for position, label in enumerate(labels)}
    folded = {label.casefold(): position for position, label in reversed(list(enumerate(labels)))}
    if spelled and "␣" in known:
        words = ["␣" if word == " " else word for word in words]
    found = [(word, known.get(word, folded.get(word.casefold()))) for word in words]
    unknown = list(dict.fromkeys(word for word, position in found if position is None and word.strip()))
    if unknown:
        raise StateError(
            f"the message has {_listed(unknown)}, but the alphabet is {_listed(labels)}: "
            f"write it with these {'letters' if spelled else 'words'} alone.",
        )
    letters = tuple(position for _, position in found if position is not None)
    if not letters:
        raise StateError(f"the message is empty: write at least one of {_listed(labels)}, or draw the letters from P.")
    if len(letters) > MOST_LETTERS:
        raise StateError(
            f"the message has {len(letters)} letters, but a telegram has at most {MOST_LETTERS}: shorten it."
        )
    return letters


def _listed(words: Sequence[str]) -> str:
    """Return words as a list in a sentence, at most twelve of them."""
    more = f" and {len(words) - 12} more" if len(words) > 12 else ""
    return f"“{'”, “'.join(words[:12])}”{more}"
