"""Facts about the quantities that hold for every distribution."""

import math
import sys

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from kernel.strategies import distributions, units

from app.kernel import Pmf, cross_entropy, entropy, js_divergence, kl_divergence, kl_terms, mix


@given(distributions(), units)
def test_gibbs(pair, unit):
    """KL is never negative: no model is cheaper than the truth."""
    p, q = pair
    assert kl_divergence(p, q, unit) >= 0.0
    assert kl_divergence(p, p, unit) == 0.0
    assert cross_entropy(p, q, unit) >= entropy(p, unit) * (1 - 1e-15)


@given(distributions(), units)
def test_cross_entropy_is_entropy_plus_kl(pair, unit):
    """H(P, Q) = H(P) + KL(P ‖ Q), with infinities too."""
    p, q = pair
    assert cross_entropy(p, q, unit) == pytest.approx(entropy(p, unit) + kl_divergence(p, q, unit), rel=1e-13)


@given(distributions(), units)
def test_terms_sum_to_kl(pair, unit):
    """The signed terms of the outcomes sum to KL."""
    terms = kl_terms(*pair, unit)
    total = kl_divergence(*pair, unit)
    if math.isinf(total):
        assert np.isinf(terms).any()
    else:
        assert math.fsum(terms.tolist()) == pytest.approx(total, rel=1e-12, abs=1e-15)


@given(distributions(), units)
def test_jensen_shannon_is_symmetric_and_bounded(pair, unit):
    """JS is the same both ways, and lies between 0 and 1 bit."""
    p, q = pair
    js = js_divergence(p, q, unit)
    assert js == js_divergence(q, p, unit) or js == pytest.approx(js_divergence(q, p, unit), rel=1e-14)
    assert 0.0 <= js <= (1.0 if unit == "bits" else math.log(2))
    assert js_divergence(p, p, unit) == 0.0


@given(distributions(count=3))
def test_root_of_jensen_shannon_keeps_the_triangle_inequality(three):
    """The detour over a third distribution is never shorter, measured by the root of JS."""
    p, q, r = three
    direct, first, second = (math.sqrt(js_divergence(a, b)) for a, b in ((p, r), (p, q), (q, r)))
    assert direct <= (first + second) * (1 + 1e-12)


@given(distributions(), st.randoms(use_true_random=False))
def test_order_of_outcomes_does_not_matter(pair, source):
    """Reordering the outcomes of P and Q together changes nothing."""
    order = list(range(len(pair[0])))
    source.shuffle(order)
    moved = [Pmf(x.probabilities[order]) for x in pair]
    for quantity in (kl_divergence, js_divergence, cross_entropy):
        assert quantity(*moved) == pytest.approx(quantity(*pair), rel=1e-14)
    assert entropy(moved[0]) == pytest.approx(entropy(pair[0]), rel=1e-14)


@given(distributions(most=10))
def test_merging_outcomes_never_increases_kl(pair):
    """Whoever cannot tell two outcomes apart sees no more difference between P and Q."""
    if len(pair[0]) > 1:
        merged = [np.append(x.probabilities[2:], x.probabilities[:2].sum()) for x in pair]
        assert kl_divergence(*merged) <= kl_divergence(*pair) * (1 + 1e-12) + 1e-15
        assert entropy(merged[0]) <= entropy(pair[0]) * (1 + 1e-12) + 1e-15


@given(distributions())
def test_entropy_is_at_most_that_of_the_uniform_distribution(pair):
    """Entropy lies between 0 and log n, and log n minus entropy is the KL to the uniform distribution."""
    p, n = pair[0], len(pair[0])
    assert 0.0 <= entropy(p) <= math.log2(n) * (1 + 1e-15)
    assert kl_divergence(p, Pmf.uniform(n)) == pytest.approx(math.log2(n) - entropy(p), rel=1e-12, abs=1e-15)


@given(distributions(count=4), st.floats(0.0, 1.0))
@example([Pmf([0, 0, 1, 0, 0]), Pmf([0, 0, 1, 0, 0]), Pmf([0, 1, 0, 0, 0]), Pmf([0, 1e-323, 0, 0, 1])], 0.25)
@example([Pmf([0, 0, 1, 0, 0]), Pmf([0, 0, 1, 0, 0]), Pmf([0, 1, 0, 0, 0]), Pmf([0, 3.5e-323, 0, 0, 1])], 0.25)
def test_kl_is_convex(four, weight):
    """Mixing truths and models alike never makes the KL larger than the mean of the two."""
    p, q, r, s = four
    model, truth = mix(q, s, weight).probabilities, mix(p, r, weight).probabilities
    mean = (1 - weight) * kl_divergence(p, q) if weight < 1.0 else 0.0
    mean += weight * kl_divergence(r, s) if weight > 0.0 else 0.0
    if math.isfinite(mean) and (model[truth > 0.0] < sys.float_info.min).any():
        return  # a share of the mixture has underflowed: it has lost digits, or all of them
    assert kl_divergence(mix(p, r, weight), mix(q, s, weight)) <= mean * (1 + 1e-12) + 1e-15


@given(distributions(count=4, most=4))
def test_independent_pairs_add_up(four):
    """The KL of pairs of independent outcomes is the sum of their KLs."""
    p, q, r, s = (x.probabilities for x in four)
    together = kl_divergence(np.outer(p, r).ravel(), np.outer(q, s).ravel())
    apart = kl_divergence(p, q) + kl_divergence(r, s)
    # A product can underflow to 0, and then a model of it says "never".
    if not (np.outer(q, s)[np.outer(p, r) > 0.0] < 1e-300).any():
        assert together == pytest.approx(apart, rel=1e-9, abs=1e-14)
