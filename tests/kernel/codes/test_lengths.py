import math

import numpy as np
import pytest

from app.kernel import KernelError, cross_entropy, entropy
from app.kernel.codes import expected_length, ideal_lengths, kraft_sum, shannon_lengths


def test_ideal_lengths_cost_the_cross_entropy():
    """The ideal lengths for Q cost H(P, Q) under P, and have Kraft sum 1."""
    rng = np.random.default_rng(1)
    p, q = rng.dirichlet(np.ones(9), 2)
    assert expected_length(p, ideal_lengths(q)) == pytest.approx(cross_entropy(p, q), rel=1e-14)
    assert kraft_sum(ideal_lengths(q)) == pytest.approx(1.0, rel=1e-14)


def test_shannon_lengths_are_within_one_bit_of_the_entropy():
    """Shannon's lengths fit a prefix code and cost less than one bit more than the entropy."""
    rng = np.random.default_rng(2)
    for _ in range(50):
        q = rng.dirichlet(np.full(7, 0.3))
        lengths = shannon_lengths(q)
        assert kraft_sum(lengths) <= 1.0
        assert entropy(q) <= expected_length(q, lengths) < entropy(q) + 1.0


@pytest.mark.parametrize("k", range(1, 60))
def test_shannon_length_of_a_power_of_two_is_not_rounded_up(k):
    """An outcome of probability 2**-k has a word of k bits, a slightly less likely one k + 1."""
    assert shannon_lengths([2.0**-k, 1 - 2.0**-k])[0] == k
    assert shannon_lengths([np.nextafter(2.0**-k, 0.0), 1 - 2.0**-k])[0] == k + 1


def test_impossible_outcomes_have_no_length():
    """An outcome that the code thinks impossible has infinite length, and costs nothing if it never comes."""
    assert ideal_lengths([1.0, 0.0]).tolist() == [0.0, math.inf]
    assert shannon_lengths([1.0, 0.0]).tolist() == [0.0, math.inf]
    assert expected_length([1.0, 0.0], [0.0, math.inf]) == 0.0
    assert expected_length([0.9, 0.1], [0.0, math.inf]) == math.inf
    assert kraft_sum([0.0, math.inf]) == 1.0


def test_bad_lengths_are_refused():
    """A negative length, and a wrong number of lengths, are named."""
    with pytest.raises(KernelError, match=r"lengths\[1\]"):
        kraft_sum([1.0, -1.0])
    with pytest.raises(KernelError, match="2 outcomes and there are 3 lengths"):
        expected_length([0.5, 0.5], [1, 2, 2])
