import math

import numpy as np
import pytest
from scipy.spatial.distance import jensenshannon
from scipy.special import rel_entr

from app.kernel import KernelError, cross_entropy, entropy, js_divergence, kl_divergence, kl_terms, mix

P, Q = [0.5, 0.5], [0.9, 0.1]


def test_worked_example():
    """The worked example has 0.737 and 0.531 bits, from terms of -0.424 and 1.161."""
    assert kl_divergence(P, Q) == pytest.approx(0.736965594166206, rel=2e-15)
    assert kl_divergence(Q, P) == pytest.approx(0.531004406410719, rel=2e-15)
    assert kl_terms(P, Q) == pytest.approx([-0.423998453277475, 1.16096404744368], rel=5e-15)


def test_kl_is_infinite_when_q_misses_an_outcome_of_p():
    """KL is infinite when Q gives 0 to an outcome of P, and its term says which one."""
    assert kl_divergence(P, [1.0, 0.0]) == math.inf
    assert kl_terms(P, [1.0, 0.0]).tolist() == [-0.5, math.inf]


def test_what_p_never_does_costs_nothing():
    """An outcome with P = 0 adds nothing, whatever Q gives it."""
    assert kl_terms([1.0, 0.0, 0.0], [0.5, 0.5, 0.0]).tolist() == [1.0, 0.0, 0.0]
    assert kl_divergence([1.0, 0.0], [0.5, 0.5]) == 1.0


def test_terms_of_equal_distributions_are_plain_zeros():
    """No term of a distribution against itself is minus zero."""
    terms = kl_terms([0.3, 0.7, 0.0], [0.3, 0.7, 0.0])
    assert [math.copysign(1.0, term) for term in terms] == [1.0, 1.0, 1.0]
    assert not terms.any()


@pytest.mark.parametrize("n", [2, 8, 27, 64, 65, 1000, 50_000])
def test_rel_entr_agrees_on_ordinary_pairs(n):
    """SciPy's rel_entr, summed, gives the same KL for pairs that are not nearly equal."""
    rng = np.random.default_rng(n)
    for shape in (0.3, 1.0, 4.0):
        p, q = rng.dirichlet(np.full(n, shape), 2)
        q = np.maximum(q, 1e-300) / np.maximum(q, 1e-300).sum()
        assert kl_divergence(p, q, "nats") == pytest.approx(float(rel_entr(p, q).sum()), rel=1e-12)
        assert kl_terms(p, q, "nats") == pytest.approx(rel_entr(p, q), rel=1e-12, abs=1e-14)
        assert js_divergence(p, q, "nats") == pytest.approx(float(jensenshannon(p, q)) ** 2, rel=1e-12)


@pytest.mark.parametrize("n", [5, 200])
def test_kl_by_two_roads(n):
    """KL is cross-entropy minus entropy, and JS is the entropy of the mixture minus the mean entropy."""
    rng = np.random.default_rng(n)
    p, q = rng.dirichlet(np.ones(n), 2)
    assert kl_divergence(p, q) == pytest.approx(cross_entropy(p, q) - entropy(p), rel=1e-12)
    assert js_divergence(p, q) == pytest.approx(entropy(mix(p, q, 0.5)) - (entropy(p) + entropy(q)) / 2, rel=1e-12)


@pytest.mark.parametrize("unit", ["bits", "nats"])
def test_few_and_many_outcomes_agree(unit):
    """The loop for few outcomes and the arrays for many give the same number, in every branch."""
    rng = np.random.default_rng(6)
    p = rng.dirichlet(np.ones(40))
    q = np.where(rng.random(40) < 0.5, p * (1 + 1e-6 * rng.standard_normal(40)), rng.dirichlet(np.ones(40)))
    p[3], q[4] = 0.0, 5e-324
    p, q = p / p.sum(), q / q.sum()
    long_p, long_q = (np.concatenate([x, np.zeros(100)]) for x in (p, q))
    assert kl_divergence(long_p, long_q, unit) == pytest.approx(kl_divergence(p, q, unit), rel=1e-15)
    assert js_divergence(long_p, long_q, unit) == pytest.approx(js_divergence(p, q, unit), rel=1e-15)


@pytest.mark.parametrize("n", [10, 1000])
def test_nearly_equal_pairs_never_come_out_negative(n):
    """KL and JS of 300 pairs that differ by less than 1e-6 are positive, where rel_entr is negative for many."""
    rng = np.random.default_rng(n)
    negative_elsewhere = 0
    for _ in range(300):
        p = rng.dirichlet(np.ones(n))
        q = p * (1 + 10.0 ** rng.uniform(-10, -6) * rng.uniform(-1, 1, n))
        q /= q.sum()
        assert kl_divergence(p, q) > 0.0
        assert js_divergence(p, q) > 0.0
        negative_elsewhere += rel_entr(p, q).sum() < 0.0
    assert negative_elsewhere > 30


def test_scaled_copy_is_the_same_distribution():
    """A Q that is P times 1 + 1e-10 is P: the KL is 0, where the bare sum would be -1e-10."""
    p = np.array([0.2, 0.3, 0.5])
    assert kl_divergence(p, p * (1 + 1e-10)) == pytest.approx(0.0, abs=1e-30)
    assert float(rel_entr(p, p * (1 + 1e-10)).sum()) == pytest.approx(-1e-10, rel=1e-3)


def test_powers_of_two_are_whole_bits():
    """A certain outcome against 2, 4 or 8 equal ones costs exactly 1, 2 or 3 bits, and disjoint ones have JS 1."""
    for k in range(13):
        one_hot = np.zeros(2**k)
        one_hot[0] = 1.0
        bits = kl_divergence(one_hot, np.full(2**k, 2.0**-k))
        assert bits == k if k <= 3 else bits == pytest.approx(k, rel=3e-16)
    assert js_divergence([0.5, 0.5, 0.0, 0.0, 0.0], [0.0, 0.0, 0.2, 0.3, 0.5]) == 1.0


def test_jensen_shannon_is_no_distance_but_its_root_is():
    """Coins of .5, .7 and .9: JS breaks the triangle inequality, its square root keeps it."""
    fair, bent, rigged = [0.5, 0.5], [0.7, 0.3], [0.9, 0.1]
    direct, first, second = js_divergence(fair, rigged), js_divergence(fair, bent), js_divergence(bent, rigged)
    assert direct == pytest.approx(0.146793, abs=5e-7)
    assert first + second == pytest.approx(0.077090, abs=5e-7)
    assert math.sqrt(direct) <= math.sqrt(first) + math.sqrt(second)


def test_lengths_that_differ_are_refused():
    """Distributions over different numbers of outcomes are refused with both numbers and the repair."""
    for divergence in (kl_divergence, js_divergence, kl_terms, cross_entropy):
        with pytest.raises(KernelError, match=r"P has 2 outcomes and Q has 3.*the probability 0"):
            divergence([0.5, 0.5], [0.5, 0.25, 0.25])


def test_unknown_units_are_refused():
    """A unit other than bits and nats is refused by every divergence."""
    for divergence in (kl_divergence, js_divergence, kl_terms):
        with pytest.raises(KernelError, match="'dits'"):
            divergence(P, Q, "dits")
