"""The text that the model has read, the text that it has not, and the model; alice.js holds both texts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from string import ascii_lowercase
from typing import Final

from app.kernel.arrays import FloatArray
from app.kernel.ngram import NGram, interpolated
from app.kernel.text_loss import effective_choices, mean_surprise

FILE: Final = Path(__file__).with_name("alice.js")
#: The signs by their numbers: the space and 26 letters.
SIGNS: Final = " " + ascii_lowercase
LONGEST: Final = 5
MOST: Final = 200


@lru_cache(maxsize=256)
def cleaned(text: str) -> str:
    """Return a text in the model's signs: small letters without accents, all else a single space; the twin is model.js.

    Examples
    --------
    >>> cleaned("Don’t panic, Émile!")
    'don t panic emile'
    """
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    return re.sub("[^a-z]+", " ", plain.lower()).strip()[:MOST].strip()


def codes(text: str) -> list[int]:
    """Return the numbers of a text's signs, after the space that stands before its first word."""
    return [0, *(SIGNS.index(sign) for sign in text)]


@dataclass(frozen=True)
class Corpus:
    """Both texts and the model of the first.

    Attributes
    ----------
    training, held_out
        Small letters and single spaces.
    model
        What was counted in `training`, up to contexts of LONGEST signs.
    """

    training: str
    held_out: str
    model: NGram

    def perplexities(self, share: float) -> tuple[Sequence[float], Sequence[float]]:
        """Return the perplexity of training and held-out text, by how many signs the model sees, from 0 to LONGEST."""
        return _perplexities(share)


@cache
def corpus() -> Corpus:
    """Return the texts and the model, read and counted once.

    Examples
    --------
    >>> corpus().training[:31], corpus().held_out[:18]
    ('alice was beginning to get very', 'there was a table ')
    """
    source = FILE.read_text(encoding="utf-8")
    texts = {name: " ".join(text.split()) for name, text in re.findall(r"export const (\w+) = `([^`]*)`", source)}
    model = NGram.trained(codes(texts["training"]), len(SIGNS), LONGEST)
    return Corpus(texts["training"], texts["heldOut"], model)


@lru_cache(maxsize=256)
def frequencies(signs: str) -> FloatArray:
    """Return how often each sign of a text came after the signs before it, as `NGram.frequencies` counts; read-only."""
    rows = corpus().model.frequencies(codes(signs))[:, 1:]
    rows.setflags(write=False)
    return rows


@cache
def _frequencies() -> tuple[FloatArray, FloatArray]:
    both = corpus()
    return frequencies(both.training), frequencies(both.held_out)


@lru_cache(maxsize=256)
def _perplexities(share: float) -> tuple[tuple[float, ...], tuple[float, ...]]:
    training, held_out = (
        tuple(effective_choices(mean_surprise(row)) for row in interpolated(rows, len(SIGNS), share))
        for rows in _frequencies()
    )
    return training, held_out
