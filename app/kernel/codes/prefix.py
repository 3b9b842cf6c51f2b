"""A code that gives each outcome a string of bits, none the beginning of another."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from app.kernel.arrays import FloatArray
from app.kernel.errors import KernelError


@dataclass(frozen=True, slots=True)
class PrefixCode:
    """A codeword for each outcome.

    Parameters
    ----------
    codewords
        One string of "0" and "1" an outcome; None for an outcome that the code thinks impossible. No codeword is
        the beginning of another.

    Raises
    ------
    KernelError
        If a codeword has other characters, or begins another one.

    Notes
    -----
    Because no codeword begins another, a message needs no commas: the bits can be cut in one way only. Where there is
    only one codeword it may be empty: what is certain need not be said.

    Examples
    --------
    >>> code = PrefixCode(("0", "10", "11", None))
    >>> code.encode([0, 2, 1]), code.decode("01110")
    ('01110', [0, 2, 1])
    """

    codewords: tuple[str | None, ...]

    def __post_init__(self) -> None:
        for index, word in enumerate(self.codewords):
            if word is not None and word.strip("01"):
                raise KernelError(f"codewords[{index}] is {word!r}, but a codeword is made of 0 and 1 alone.")
        # Sorted, a word that begins others stands directly before one of them.
        words = sorted(word for word in self.codewords if word is not None)
        for word, following in pairwise(words):
            if following.startswith(word):
                raise KernelError(
                    f"the codeword {word!r} begins the codeword {following!r}, so a message could be cut in two ways: "
                    "give words of which none begins another."
                )

    @property
    def lengths(self) -> FloatArray:
        """The length of each codeword in bits, shape (n,); `inf` where there is none."""
        return np.array([np.inf if word is None else float(len(word)) for word in self.codewords])

    def encode(self, message: Iterable[int]) -> str:
        """Return the bits of a message of outcomes (positions); KernelError for one that has no codeword."""
        return "".join(self._codeword(outcome) for outcome in message)

    def decode(self, bits: str) -> list[int]:
        """Return the outcomes whose codewords make up the bits; KernelError if the bits end within a codeword."""
        outcome_of = {word: outcome for outcome, word in enumerate(self.codewords) if word}
        message: list[int] = []
        word = ""
        for bit in bits:
            word += bit
            if word in outcome_of:
                message.append(outcome_of[word])
                word = ""
        if word:
            raise KernelError(f"the message ends with {word!r}, which is no codeword: some bits are missing or wrong.")
        return message

    def _codeword(self, outcome: int) -> str:
        if not 0 <= outcome < len(self.codewords):
            raise KernelError(f"there is no outcome {outcome}: they are numbered 0 to {len(self.codewords) - 1}.")
        word = self.codewords[outcome]
        if word is None:
            raise KernelError(
                f"outcome {outcome} has no codeword, because the code was made for a distribution that gives it "
                "probability 0: make the code for one in which it is possible."
            )
        return word
