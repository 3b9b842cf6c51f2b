"""The interval of a message is exact, and its word lies within it."""

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel import KernelError, surprisal
from app.kernel.codes import MessageInterval, message_interval, word_within

messages = st.lists(st.integers(0, 2), max_size=40)
shares = st.lists(st.integers(1, 50), min_size=3, max_size=3).map(lambda w: [x / sum(w) for x in w])


def ends(interval):
    return Fraction(interval.low, interval.whole), Fraction(interval.low + interval.width, interval.whole)


@given(messages, shares)
def test_the_interval_is_as_deep_as_the_surprises_add_up_to(message, q):
    """Its width is the product of the shares; it lies within that of every shorter message."""
    low, high = ends(message_interval(message, q))
    ideal = sum(surprisal(q)[letter] for letter in message)
    assert float(high - low) == pytest.approx(2.0**-ideal, rel=1e-9)
    if message:
        outer = ends(message_interval(message[:-1], q))
        assert outer[0] <= low < high <= outer[1]


@given(st.lists(shares, min_size=1, max_size=1).flatmap(lambda q: st.tuples(st.just(q[0]), messages)))
def test_the_word_is_the_shortest_that_lies_within(drawn):
    """All that begins with the word is the message's; no shorter word has that; under two bits are lost."""
    q, message = drawn
    interval = message_interval(message, q)
    low, high = ends(interval)
    word = word_within(interval)
    bits = len(word)
    place = Fraction(int(word or "0", 2), 2**bits)
    assert low <= place
    assert place + Fraction(1, 2**bits) <= high
    if bits:
        shorter = -((-low * 2 ** (bits - 1)) // 1)
        assert Fraction(shorter + 1, 2 ** (bits - 1)) > high
    assert Fraction(1, 2**bits) > (high - low) / 4


def test_the_messages_of_one_length_fill_the_interval():
    """Side by side, without a gap, in the order of the alphabet; their words are a prefix code."""
    q = [0.9, 0.1]
    intervals = [message_interval([a, b, c], q) for a in (0, 1) for b in (0, 1) for c in (0, 1)]
    edges = [ends(each) for each in intervals]
    assert edges[0][0] == 0
    assert edges[-1][1] == 1
    assert all(before[1] == after[0] for before, after in pairwise(edges))
    words = sorted(map(word_within, intervals))
    assert not any(after.startswith(before) for before, after in pairwise(words))


def test_what_is_certain_needs_no_word():
    """The whole interval has the empty word, and so has a message of certain letters."""
    assert word_within(message_interval([], [0.5, 0.5])) == ""
    assert word_within(message_interval([0] * 9, [1.0, 0.0])) == ""


def test_what_cannot_be_has_none():
    """An impossible message has no width, an outcome that does not exist no place."""
    impossible = message_interval([1], [1.0, 0.0])
    assert impossible.width == 0
    with pytest.raises(KernelError, match="no width"):
        word_within(impossible)
    with pytest.raises(KernelError, match="no outcome 2"):
        message_interval([2], [0.5, 0.5])


def test_doubles_would_have_collapsed():
    """A thousand letters keep every bit."""
    interval = message_interval([0, 1] * 500, [0.5, 0.5])
    assert isinstance(interval, MessageInterval)
    assert interval.whole == interval.width * 2**1000
