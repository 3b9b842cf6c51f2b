"""What the figure holds: two letters, the truth and a belief about them, a code for the belief, and a message."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import lru_cache
from itertools import product
from typing import ClassVar, Final, NamedTuple

import param

from app.figure.declared import DeclaredState, Guess, Letters
from app.kernel import cross_entropy, entropy, surprisal
from app.kernel.codes import (
    MessageInterval,
    block_pmf,
    canonical_words,
    expected_length,
    huffman_code,
    kraft_sum,
    message_interval,
    shannon_lengths,
    word_within,
)

LETTERS: Final = "et"
MOST: Final = 40
LEAST: Final = 0.01


class Word(NamedTuple):
    """What stands for a block of letters: its place in the interval and, in whole bits, how it is written."""

    block: str
    length: float
    start: float
    share: float
    written: str


class IntervalState(DeclaredState):
    """A code for the friend's belief, as pieces of the unit interval, and a message of two letters in it.

    Examples
    --------
    >>> pairs = IntervalState.from_options({"code": "huffman", "block": "2"})
    >>> pairs.results()["cost"], pairs.results()["kraft"]
    (1.125, 1.0)
    >>> rounded = IntervalState.from_options({"code": "shannon"}).results()
    >>> rounded["cost"], rounded["kraft"]
    (2.5, 0.5625)
    """

    kind = "interval"
    controls: ClassVar[tuple[str, ...]] = ("code", "block", "p", "message", "cost", "bill")
    predictable: ClassVar[Mapping[str, Guess]] = {
        "cost": Guess(
            "what a letter costs on average",
            "Before you look: how many bits a letter does this code cost, on average, for what you write?",
            0,
            3,
        ),
        "extra": Guess(
            "what this message costs more than with the right book",
            "Before you look: how many bits more than with the right book does this message cost? "
            "Below zero would mean that it costs less.",
            -20,
            40,
        ),
    }
    units: ClassVar[Mapping[str, str | None]] = {
        "kraft": None,
        "cost": "bits",
        "limit": "bits",
        "floor": "bits",
        "bits": "bits",
        "right": "bits",
        "extra": "bits",
        "word": "bits",
    }

    p = param.Number(default=0.5, bounds=(LEAST, 1 - LEAST), doc="How often e is truly written.")
    q = param.Number(default=0.9, bounds=(LEAST, 1 - LEAST), doc="How often the friend believes that e is written.")
    code: param.Selector[str] = param.Selector(
        default="ideal", objects=["ideal", "huffman", "shannon"], doc="How the belief becomes lengths of words."
    )
    block: param.Selector[str] = param.Selector(
        default="1", objects=["1", "2", "3"], doc="How many letters share a word."
    )
    message = Letters("eet", alphabet=LETTERS, most=MOST, doc="What has been written so far.")

    def words(self) -> tuple[Word, ...]:
        """Return the words of the code, side by side as they lie in the interval."""
        return words_of(self.q, self.code, int(self.block))

    def coded(self) -> str:
        """Return the letters whose word is complete."""
        return self.message[: len(self.message) - len(self.message) % int(self.block)]

    def piece(self) -> MessageInterval:
        """Return what is left of the interval if each letter keeps the share that is believed."""
        return message_interval(map(LETTERS.index, self.coded()), [self.q, 1 - self.q])

    def word(self) -> str:
        """Return the bits in which the message is written: word by word, or one word for all of it."""
        if self.code == "ideal":
            return word_within(self.piece())
        written = {word.block: word.written for word in self.words()}
        return "".join(written[block] for block in blocks_of(self.coded(), int(self.block)))

    def results(self) -> dict[str, float]:
        """Return what a letter costs on average, and what this message costs, each beside what it might."""
        truth, model = [self.p, 1 - self.p], [self.q, 1 - self.q]
        whole = self.code != "ideal"
        coded, words = self.coded(), self.words()
        limit = cross_entropy(truth, model)
        bits, right = (_cost(coded, costs) for costs in (surprisal(model).tolist(), surprisal(truth).tolist()))
        if whole:
            lengths = {word.block: word.length for word in words}
            bits = math.fsum(lengths[block] for block in blocks_of(coded, int(self.block)))
        return {
            "kraft": kraft_sum([word.length for word in words]) if whole else 1.0,
            "cost": _average(truth, words) / int(self.block) if whole else limit,
            "limit": limit,
            "floor": entropy(truth),
            "bits": bits,
            "right": right,
            "extra": bits - right,
            "word": float(len(self.word())),
        }


def blocks_of(letters: str, size: int) -> list[str]:
    """Return letters cut into blocks.

    Examples
    --------
    >>> blocks_of("etee", 2)
    ['et', 'ee']
    """
    return [letters[at : at + size] for at in range(0, len(letters), size)]


@lru_cache(maxsize=256)
def words_of(q: float, code: str, size: int) -> tuple[Word, ...]:
    """Return the words of a code for blocks of letters, side by side as they lie in the interval.

    Examples
    --------
    >>> [(word.block, word.written) for word in words_of(0.9, "huffman", 2)]
    [('ee', '0'), ('te', '10'), ('et', '110'), ('tt', '111')]
    """
    blocks = ["".join(letters) for letters in product(LETTERS, repeat=size)]
    believed = block_pmf([q, 1 - q], size)
    if code == "ideal":
        lengths, shares = surprisal(believed).tolist(), believed.probabilities.tolist()
        placed = list(zip(blocks, lengths, shares, [""] * len(blocks), strict=True))
    else:
        lengths = (huffman_code(believed).lengths if code == "huffman" else shannon_lengths(believed)).tolist()
        written = canonical_words([int(length) for length in lengths])
        rows = zip(blocks, lengths, [2.0**-length for length in lengths], map(str, written), strict=True)
        placed = sorted(rows, key=lambda row: (row[1], row[0]))
    words, start = [], 0.0
    for block, length, share, text in placed:
        words.append(Word(block, length, start, share, text))
        start += share
    return tuple(words)


def _cost(letters: str, costs: list[float]) -> float:
    return sum(letters.count(letter) * cost for letter, cost in zip(LETTERS, costs, strict=True))


def _average(truth: list[float], words: tuple[Word, ...]) -> float:
    lengths = {word.block: word.length for word in words}
    size = len(words[0].block)
    blocks = ["".join(letters) for letters in product(LETTERS, repeat=size)]
    return expected_length(block_pmf(truth, size), [lengths[block] for block in blocks])
