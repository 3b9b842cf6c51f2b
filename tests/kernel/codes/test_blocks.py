import math

import pytest

from app.kernel import KernelError, Pmf, cross_entropy, entropy
from app.kernel.codes import block_code, block_cost, block_pmf, kraft_sum


def test_entropy_of_blocks_adds_up():
    """A block of k independent letters has k times the entropy of one."""
    p = Pmf([0.7, 0.2, 0.1], ("a", "b", "c"))
    for size in (1, 2, 5):
        assert entropy(block_pmf(p, size)) == pytest.approx(size * entropy(p), rel=1e-13)
    assert block_pmf(p, 2).labels == ("aa", "ab", "ac", "ba", "bb", "bc", "ca", "cb", "cc")
    assert block_pmf(p, 2)["ab"] == pytest.approx(0.14)


def test_longer_blocks_come_within_a_kth_of_a_bit():
    """Blocks of k letters cost less than 1/k bit a letter more than the entropy."""
    q = [0.9, 0.1]
    for size in range(1, 13):
        assert entropy(q) <= block_cost(q, q, size).own < entropy(q) + 1 / size
    assert block_cost(q, q, 1).own == 1.0
    assert block_cost(q, q, 10).own == pytest.approx(entropy(q), abs=0.01)


def test_the_wrong_block_code_comes_near_the_cross_entropy():
    """On fair letters, blocks of 12 made for (0.9, 0.1) cost within 5 % of the 1.737 bits, single letters only 1."""
    fair, model = [0.5, 0.5], [0.9, 0.1]
    assert block_cost(fair, model, 1).truth == 1.0
    assert block_cost(fair, model, 12).truth == pytest.approx(cross_entropy(fair, model), rel=0.05)


def test_impossible_blocks_are_infinitely_expensive():
    """A truth that does what the model thinks impossible has no finite cost."""
    assert block_cost([0.5, 0.5], [1.0, 0.0], 2).truth == math.inf
    assert block_cost([0.5, 0.5], [1.0, 0.0], 2).own == 0.0


@pytest.mark.parametrize("size", [0, -1, 17])
def test_sizes_out_of_reach_are_refused(size):
    """A block has at least one letter, and there are at most 65,536 blocks."""
    with pytest.raises(KernelError, match="at most 65536 blocks"):
        block_pmf([0.5, 0.5], size)


@pytest.mark.parametrize("tiny", [1e-60, 1e-107, 1e-200, 1e-310, 5e-324])
@pytest.mark.parametrize("size", [2, 5])
def test_a_block_too_unlikely_for_a_double_has_a_word(tiny, size):
    """What can happen letter by letter can happen as a block: the more unlikely letters, the longer the word."""
    code = block_code([1.0 - tiny, tiny], size)
    assert None not in code.codewords
    rarest_last = [len(code.codewords[2**count - 1]) for count in range(size + 1)]
    assert rarest_last == sorted(rarest_last)
    assert kraft_sum(code.lengths) == 1.0
    assert math.isfinite(block_cost([0.5, 0.5], [1.0 - tiny, tiny], size).truth)
    assert [word is None for word in block_code([1.0 - tiny, tiny, 0.0], 2).codewords] == [False, False, True] * 2 + [
        True
    ] * 3
