"""The two dictionaries side by side: what each code writes for a letter, or for a block of letters."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from app.kernel import Pmf
from app.kernel.codes import block_pmf, huffman_code, ideal_lengths
from app.ui.format import format_number
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
    truth, model = state.truth, state.model
    if state.code == "block":
        truth, model = block_pmf(_joined(truth), state.block), block_pmf(_joined(model), state.block)
    words = [_words(state.code, pmf) for pmf in (truth, model)]
    count = len(truth)
    chosen = range(count)
    if count > MOST_ROWS:
        chosen = sorted(range(count), key=lambda outcome: -truth.probabilities[outcome])[:MOST_ROWS]
    lines = [
        Entry(
            truth.label(row),
            truth[row],
            model[row],
            words[0][0][row],
            words[1][0][row],
            words[0][1][row],
            words[1][1][row],
        )
        for row in chosen
    ]
    return lines, count


def _words(code: str, pmf: Pmf) -> tuple[list[str], list[str]]:
    """Return the word and the length of every outcome, as they are shown."""
    if code in ("huffman", "block"):
        words = huffman_code(pmf).codewords
        return [_word(word) for word in words], ["∞" if word is None else str(len(word)) for word in words]
    lengths = ideal_lengths(pmf).tolist()
    words = ["none" if math.isinf(length) else "–" for length in lengths]
    return words, [format_number(length) for length in lengths]


def _word(word: str | None) -> str:
    if word is None:
        return "none"
    return word or "(empty)"


def _joined(pmf: Pmf) -> Pmf:
    """Return the distribution with a thin space after names of several signs, so that blocks of them can be read."""
    assert pmf.labels is not None
    if all(len(label) == 1 for label in pmf.labels):
        return pmf
    return Pmf(pmf.probabilities, [f"{label} " for label in pmf.labels])
