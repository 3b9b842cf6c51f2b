import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel import Pmf, entropy
from app.kernel.codes import expected_length, huffman_code, kraft_sum

some = st.lists(st.one_of(st.just(0.0), st.floats(0.001, 1.0)), min_size=1, max_size=40).filter(any)


@given(some)
def test_huffman_is_within_one_bit_of_the_entropy(weights):
    """A Huffman code costs at least the entropy and less than one bit more, and wastes no codeword."""
    q = Pmf.from_weights(weights)
    lengths = huffman_code(q).lengths
    assert kraft_sum(lengths) == 1.0
    assert entropy(q) * (1 - 1e-14) <= expected_length(q, lengths) < entropy(q) + 1.0


@given(some, st.randoms(use_true_random=False))
def test_a_message_comes_back(weights, source):
    """Every message of possible outcomes is decoded as it was."""
    code = huffman_code(Pmf.from_weights(weights))
    possible = [outcome for outcome, weight in enumerate(weights) if weight]
    if len(possible) > 1:
        message = source.choices(possible, k=50)
        assert code.decode(code.encode(message)) == message


def test_no_prefix_code_is_shorter():
    """Among all whole lengths that satisfy Kraft's inequality, none costs less than Huffman's."""
    rng = np.random.default_rng(3)
    for _ in range(20):
        q = rng.dirichlet(np.full(5, 0.7))
        best = min(
            expected_length(q, lengths)
            for lengths in itertools.product(range(1, 6), repeat=5)
            if kraft_sum(lengths) <= 1.0
        )
        assert expected_length(q, huffman_code(q).lengths) == pytest.approx(best, rel=1e-14)


def test_words_are_the_same_every_time():
    """Ties are broken by order, so that equal outcomes have words of equal or neighbouring lengths, in order."""
    assert huffman_code([0.2] * 5).codewords == ("110", "111", "00", "01", "10")
    assert huffman_code([0.4, 0.2, 0.2, 0.1, 0.1]).codewords == ("00", "01", "10", "110", "111")


def test_one_possible_outcome_needs_no_bits():
    """What is certain has the empty codeword; what is impossible has none."""
    assert huffman_code([1.0]).codewords == ("",)
    assert huffman_code([0.0, 1.0]).codewords == (None, "")
    assert huffman_code([0.0, 1.0]).encode([1, 1, 1]) == ""


def test_two_outcomes_cost_a_bit_each_however_unequal():
    """With two letters a code of whole bits cannot reach the 0.469 bits of (0.9, 0.1)."""
    assert expected_length([0.9, 0.1], huffman_code([0.9, 0.1]).lengths) == 1.0


def test_a_deep_tree_is_built():
    """Probabilities that halve 900 times give words up to 900 bits."""
    assert max(map(len, huffman_code(Pmf.from_weights(2.0 ** -np.arange(900))).codewords)) == 899
