"""Codes in the browser (static/js/kernel/codes.js) against the kernel in Python."""

import random

import pytest

from app.kernel.codes import canonical_words, huffman_code, kraft_sum, message_interval, shannon_lengths, word_within


@pytest.fixture(scope="module")
def kernel(javascript):
    return javascript("codes")


def beliefs():
    """Draw distributions of up to nine outcomes: any, with ties, and made of halves."""
    chance = random.Random(1952)
    for i in range(90):
        weights = [chance.choice([chance.random(), 0.125, 1, 2.0 ** -chance.randint(0, 6)]) for _ in range(1 + i % 9)]
        yield [weight / sum(weights) for weight in weights]
    yield [0.5, 0.25, 0.125, 0.125]


def test_lengths_and_words_agree(kernel):
    """Huffman's and Shannon's lengths, ties included, their words and their Kraft sums."""
    for q in beliefs():
        huffman, shannon = huffman_code(q), shannon_lengths(q).astype(int).tolist()
        lengths = kernel("huffmanLengths", q)
        assert lengths == huffman.lengths.tolist()
        assert kernel("canonicalWords", lengths) == list(huffman.codewords)
        assert kernel("shannonLengths", q) == shannon
        assert kernel("canonicalWords", shannon) == list(canonical_words(shannon))
        assert kernel("kraftSum", shannon) == kraft_sum(shannon)


def test_the_word_of_a_message_agrees(kernel):
    """Bit for bit, for messages far longer than doubles can place; the two intervals are the same ratios."""
    chance = random.Random(1987)
    for _ in range(60):
        e = chance.choice([0.5, 0.9, 0.01, round(chance.random(), 2) or 0.3, chance.uniform(0.02, 0.98)])
        q = [e, 1 - e]
        message = [int(chance.random() > chance.choice([0.5, e])) for _ in range(chance.randint(0, 200))]
        assert kernel("wordOfMessage", message, q) == word_within(message_interval(message, q))
