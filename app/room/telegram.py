"""A telegram in which each phone is a letter. Pure.

How it is played. When the question opens, every phone is dealt a letter from P, sees how often it comes and how often
the friend's book believes that it does, and says how many digits its word has in that book. Whoever answers is in the
telegram. The wall first shows the letters, then what they cost with the right book and with the friend's, letter by
letter, and both averages on their way to H(P) and H(P, Q). To open it again deals new letters, and it goes on.

Why letters are dealt. Were they chosen, the class would be a source of its own, F, whose price goes to H(F, Q) and
tells nothing of P. Dealt by the kernel's samples, from a seed that is the phone's own, they are independent draws from
P; and since a letter was dealt before anybody answers, those who answer are a sample too, as long as nobody stays away
because of their letter. Nobody can choose: a letter follows from who one is and from the round, on the server as in
the page.

Why all probabilities are powers of a half. Then every word is exactly as long as its surprise: what the wall counts are
real digits, and their averages approach the entropy and the cross-entropy themselves. `check-lessons` sees to it.

The letters stand in an order that nobody knows, not in that of arrival: a neighbour who was seen to send first would
be found in the telegram.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from app.kernel import cross_entropy, entropy, kl_divergence
from app.kernel.arrays import FloatArray
from app.kernel.codes import canonical_words, ideal_lengths
from app.kernel.sampling import draw_counts
from app.room.answer import Answer, Vote
from app.ui.format import format_number

SHOWN: Final = 34
"""So many letters stand on the wall; of more the last ones are counted."""
WIDTH: Final = 600
HEIGHT: Final = 200
POINTS: Final = 300


@dataclass(frozen=True)
class Average:
    """The average price of the letters so far, as a line, and where it goes: a height in percent, and in words."""

    line: str
    goes_to: float
    words: str


@dataclass(frozen=True)
class Telegram:
    """The class's message.

    Attributes
    ----------
    letters, count
        The first of them, and how many there are.
    shares
        Each letter, how many of it came, and how many P expects.
    right, wrong
        With the solution: the words of the letters that are shown, by the right book and by the friend's.
    averages
        With the solution: of both, over the letters.
    lines
        With the solution: what there is to say.
    """

    letters: tuple[str, ...]
    count: int
    shares: tuple[tuple[str, int, str], ...]
    right: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    averages: tuple[Average, ...] = ()
    lines: tuple[str, ...] = ()


def seed_of(participant: str) -> int:
    """Return what a participant's letters follow from: 0 to 2**32 - 1."""
    return int.from_bytes(hashlib.sha256(participant.encode()).digest()[:4])


def dealt(p: Sequence[float], participant: str, round_number: int) -> int:
    """Return which outcome of P a participant is in a round; `static/js/room/telegram.js` deals the same one.

    Examples
    --------
    >>> dealt([0.0, 1.0], "anybody", 7)
    1
    """
    return int(draw_counts(p, 1, seed_of(participant), skip=round_number).argmax())


def words_of(p: Sequence[float]) -> tuple[str, ...]:
    """Return the words of the book that is right for P; of powers of a half, each is as long as its surprise.

    Examples
    --------
    >>> words_of([0.5, 0.25, 0.25])
    ('0', '10', '11')
    """
    return tuple(word or "" for word in canonical_words([round(length) for length in ideal_lengths(p).tolist()]))


def telegram(labels: Sequence[str], p: Sequence[float], votes: Sequence[Vote]) -> Telegram:
    """Return the letters of all votes, without what they cost."""
    letters = [dealt(p, one.participant, one.round) for vote in votes for one in _in_order(vote)]
    counts = np.bincount(letters, minlength=len(p)).tolist()
    expected = [format_number(len(letters) * share, digits=1) for share in p]
    shown = tuple(labels[letter] for letter in letters[:SHOWN])
    return Telegram(shown, len(letters), tuple(zip(labels, counts, expected, strict=True)))


def paid(
    shown: Telegram, labels: Sequence[str], p: Sequence[float], q: Sequence[float], votes: Sequence[Vote]
) -> Telegram:
    """Return the telegram with its price by the book for P and by the friend's, for Q."""
    answers = [one for vote in votes for one in _in_order(vote)]
    letters = [dealt(p, one.participant, one.round) for one in answers]
    books = [words_of(book) for book in (p, q)]
    prices = [np.array([len(book[letter]) for letter in letters], dtype=np.float64) for book in books]
    limits = [entropy(p), cross_entropy(p, q)]
    lengths = sorted({len(word) for book in books for word in book})
    axis = lengths[0], max(lengths[-1], lengths[0] + 1)  # no average lies beyond the shortest and the longest word
    averages = tuple(
        Average(_line(each, axis), 100.0 * _height(limit, axis), f"{name} = {format_number(limit, 'bits')}")
        for name, each, limit in zip(("H(P)", "H(P, Q)"), prices, limits, strict=True)
    )
    right, wrong = (
        f"{int(each.sum())} digits, {format_number(float(each.mean()), 'bits')} a letter" for each in prices
    )
    knew = sum(one.value == price for one, price in zip(answers, prices[1].tolist(), strict=True))
    gap = format_number(kl_divergence(p, q), "bits")
    lines = (
        f"The right book takes {right}; the friend’s {wrong}.",
        f"In the long run they are {gap} apart. {knew} of {len(answers)} knew their own price.",
    )
    spelled = [tuple(book[labels.index(letter)] for letter in shown.letters) for book in books]
    return replace(shown, right=spelled[0], wrong=spelled[1], averages=averages, lines=lines)


def own_words(labels: Sequence[str], p: Sequence[float], q: Sequence[float], mine: Answer) -> str:
    """Return how it was for one letter, in a sentence."""
    letter = dealt(p, mine.participant, mine.round)
    words = [words_of(book)[letter] for book in (p, q)]
    said = "" if mine.value is None else f" You said {format_number(mine.value, digits=0)}."
    return (
        f"You were {labels[letter]}: {words[1]} in the friend’s book, so {len(words[1])}; "
        f"{words[0]} in the right one, so {len(words[0])}.{said}"
    )


def _in_order(vote: Vote) -> list[Answer]:
    return sorted(vote.answers, key=lambda one: one.participant)


def _height(value: float, axis: tuple[int, int]) -> float:
    return (value - axis[0]) / (axis[1] - axis[0])


def _line(prices: FloatArray, axis: tuple[int, int]) -> str:
    """Return the average of all prices so far as an SVG path, at so many places at most, the last one among them."""
    averages = np.cumsum(prices) / np.arange(1, prices.size + 1)
    places = np.unique(np.linspace(0, prices.size - 1, min(prices.size, POINTS)).round().astype(int))
    x = WIDTH * places / max(1, prices.size - 1)
    y = [HEIGHT * (1.0 - _height(average, axis)) for average in averages[places].tolist()]
    return "M" + "L".join(f"{a:.1f} {b:.1f}" for a, b in zip(x.tolist(), y, strict=True))
