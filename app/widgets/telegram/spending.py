"""What a code spends on a telegram: the bits of each letter, counted from the encoder that sends them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from math import fsum, inf
from types import MappingProxyType

from app.kernel import Pmf
from app.kernel.codes import ArithmeticEncoder, FrequencyTable, PrefixCode, block_code, ideal_lengths

MOST_BITS_SHOWN = 20_000
"""A telegram with more zeros and ones than this is counted, but travels to the browser without them."""


@dataclass(frozen=True, slots=True)
class Spending:
    """The bits that one code spends on one telegram.

    Attributes
    ----------
    steps
        Bits that each letter adds, up to the first letter that the code has no word for.
    closing
        How many bits of the last step only close the telegram.
    bits
        The zeros and ones themselves; None where there are none (ideal lengths) or too many to show.
    stop
        The position of the first letter without a word; None if the whole telegram can be sent.
    """

    steps: tuple[float, ...]
    closing: int = 0
    bits: str | None = None
    stop: int | None = None

    def total(self, sent: int) -> float:
        """Return the bits spent on the first `sent` letters, `inf` once a letter has no word."""
        return inf if self.stop is not None and sent > self.stop else fsum(self.steps[:sent])

    def totals(self) -> list[float]:
        """Return the bits spent after each letter that could be sent."""
        return list(accumulate(self.steps))


def spend_ideal(model: Pmf, letters: Sequence[int], _size: int) -> Spending:
    """Return the ideal lengths of the letters: a sum of fractions, which no encoder sends as they stand."""
    lengths = ideal_lengths(model).tolist()
    possible, stop = _sendable(model, letters)
    return Spending(tuple(lengths[letter] for letter in possible), stop=stop)


@lru_cache(maxsize=16)
def words_of(model: Pmf, size: int) -> PrefixCode:
    """Return the Huffman code of a model for blocks of letters, or with size 1 for single ones: pure, and kept."""
    return block_code(model, size)


def spend_huffman(model: Pmf, letters: Sequence[int], _size: int) -> Spending:
    """Return what the letters cost word by word."""
    return spend_blocks(model, letters, 1)


def spend_blocks(model: Pmf, letters: Sequence[int], size: int) -> Spending:
    """Return what the letters cost in blocks: nothing within a block, the whole word at its end.

    The receiver knows how many letters to expect, so a last block that is not full is sent as the cheapest one that
    begins like it.
    """
    code = words_of(model, size)
    possible, stop = _sendable(model, letters)
    steps: list[float] = []
    words: list[str] = []
    for start in range(0, len(possible), size):
        block = possible[start : start + size]
        if len(block) < size and stop is not None:
            steps.extend([0] * len(block))  # the block is never finished: its missing letter has no word
            break
        words.append(_cheapest(code, block, len(model), size))
        steps.extend([0] * (len(block) - 1) + [len(words[-1])])
    return Spending(tuple(steps), bits=_shown("".join(words)), stop=stop)


def spend_arithmetic(model: Pmf, letters: Sequence[int], _size: int) -> Spending:
    """Return the bits that an arithmetic encoder settles with each letter; the last one also closes the telegram."""
    encoder = ArithmeticEncoder(FrequencyTable.from_pmf(model))
    possible, stop = _sendable(model, letters)
    steps: list[float] = []
    before = 0
    for letter in possible:
        encoder.push(letter)
        steps.append(encoder.bits_so_far - before)
        before = encoder.bits_so_far
    bits = encoder.finish()
    closing = 0
    if steps and stop is None:
        closing = len(bits) - before
        steps[-1] += closing
    return Spending(tuple(steps), closing, _shown(bits), stop)


SPEND: Mapping[str, Callable[[Pmf, Sequence[int], int], Spending]] = MappingProxyType(
    {"ideal": spend_ideal, "huffman": spend_huffman, "block": spend_blocks, "arithmetic": spend_arithmetic},
)
"""The codes by their names: each takes a dictionary, a telegram as positions, and the size of a block."""


def _sendable(model: Pmf, letters: Sequence[int]) -> tuple[Sequence[int], int | None]:
    """Return the letters before the first impossible one, and its position."""
    probabilities = model.probabilities.tolist()
    stop = next((position for position, letter in enumerate(letters) if probabilities[letter] == 0.0), None)
    return letters[:stop], stop


def _cheapest(code: PrefixCode, block: Sequence[int], outcomes: int, size: int) -> str:
    """Return the shortest word of the blocks that begin with these letters."""
    rest = outcomes ** (size - len(block))
    first = _number(block, outcomes) * rest
    return min((word for word in code.codewords[first : first + rest] if word is not None), key=len)


def _number(block: Sequence[int], outcomes: int) -> int:
    """Return the position of a block among all blocks, the last letter varying fastest."""
    number = 0
    for letter in block:
        number = number * outcomes + letter
    return number


def _shown(bits: str) -> str | None:
    return bits if len(bits) <= MOST_BITS_SHOWN else None
