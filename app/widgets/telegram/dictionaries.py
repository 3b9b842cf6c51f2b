"""The two dictionaries side by side: what each code writes for a letter, or for a block of letters."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from app.figure.format import format_number
from app.kernel import Pmf
from app.kernel.codes import block_pmf, ideal_lengths
from app.widgets.telegram.spending import words_of
from app.widgets.telegram.state import TelegramState

MOST_ROWS: Final = 27
"""More blocks than this are not listed; the most probable ones are."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the dictionaries: a letter or a block, with its probabilities, words and lengths."""

    name: str
    p: float
    q: float
    word_p: str
    word_q: str
    length_p: str
    length_q: str


def entries(state: TelegramState) -> tuple[list[Entry], int]:
    """Return the lines to list, and how many there are in all."""
    size = state.block if state.code == "block" else 1
    pair = [state.truth, state.model]
    shares = [pmf.probabilities if size == 1 else block_pmf(pmf.probabilities, size).probabilities for pmf in pair]
    count = len(shares[0])
    chosen = list(range(count))
    if count > MOST_ROWS:
        chosen = np.argsort(-shares[0], kind="stable")[:MOST_ROWS].tolist()
    names = [_name(row, state.labels, size) for row in chosen]
    (words_p, lengths_p), (words_q, lengths_q) = (_words(state.code, pmf, size, chosen) for pmf in pair)
    p, q = (share[chosen].tolist() for share in shares)
    lines = [Entry(*line) for line in zip(names, p, q, words_p, words_q, lengths_p, lengths_q, strict=True)]
    return lines, count


def _words(code: str, pmf: Pmf, size: int, rows: list[int]) -> tuple[list[str], list[str]]:
    """Return the word and the length of some outcomes, as they are shown."""
    if code in ("huffman", "block"):
        code_words = words_of(pmf, size).codewords
        words = [code_words[row] for row in rows]
        return [_word(word) for word in words], ["∞" if word is None else str(len(word)) for word in words]
    lengths = ideal_lengths(pmf)[rows].tolist()
    return ["none" if math.isinf(length) else "–" for length in lengths], [format_number(each) for each in lengths]


def _name(row: int, labels: Sequence[str], size: int) -> str:
    """Return the name of a block; a space stands after names of several signs, so that they can be read apart."""
    if size == 1:
        return labels[row]
    apart = "" if all(len(label) == 1 for label in labels) else " "
    places = [row // len(labels) ** power % len(labels) for power in reversed(range(size))]
    return "".join(labels[place] + apart for place in places)


def _word(word: str | None) -> str:
    if word is None:
        return "none"
    return word or "(empty)"
