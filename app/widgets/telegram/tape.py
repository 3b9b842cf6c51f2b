"""A telegram on its tape: the letters, and what each adds to the cost under both dictionaries."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from app.kernel import Pmf, cross_entropy, entropy
from app.kernel.codes import block_pmf, expected_length
from app.widgets.telegram.spending import SPEND, Spending, words_of

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
"""A letter travels to the browser as one digit to the base 36: its position in the alphabet."""


@dataclass(frozen=True, slots=True)
class Tape:
    """One telegram and its two costs; `p` is spent with the right dictionary, `q` with the wrong one."""

    letters: tuple[int, ...]
    p: Spending
    q: Spending

    def as_dict(self) -> dict[str, Any]:
        """Return the tape as JSON: letters as digits, steps as numbers."""
        return {
            "letters": "".join(DIGITS[letter] for letter in self.letters),
            "p": _spending(self.p),
            "q": _spending(self.q),
        }


@lru_cache(maxsize=64)
def make_tape(truth: Pmf, model: Pmf, code: str, block: int, letters: tuple[int, ...]) -> Tape:
    """Return the tape of a telegram: pure, and kept for the many who open the same page."""
    return Tape(letters, SPEND[code](truth, letters, block), SPEND[code](model, letters, block))


@lru_cache(maxsize=64)
def expected_costs(truth: Pmf, model: Pmf, code: str, block: int) -> tuple[float, float]:
    """Return what the codes made for P and for Q cost on average, in bits a letter; `inf` where a letter has no word.

    Arithmetic coding costs its ideal lengths but for the few bits that close the telegram.
    """
    if code in ("huffman", "block"):
        size = block if code == "block" else 1
        blocks = truth if size == 1 else block_pmf(truth, size)
        p, q = (expected_length(blocks, words_of(pmf, size).lengths) / size for pmf in (truth, model))
        return p, q
    return (entropy(truth), cross_entropy(truth, model))


def _spending(spent: Spending) -> dict[str, Any]:
    return {"steps": list(spent.steps), "closing": spent.closing, "bits": spent.bits, "stop": spent.stop}
