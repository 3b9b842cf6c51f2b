"""Every quantity against mpmath (vectors/make_vectors.py)."""

import math
from functools import partial

import pytest

from app.kernel import Pmf, cross_entropy, entropy, js_divergence, kl_divergence, kl_terms

#: Asked: 1e-12, and 1e-9 for nearly equal pairs. Reached: 1.1e-15 for all.
RELATIVE = 4e-15
#: A result below the normal doubles cannot have all their digits.
SUBNORMAL = 2e-323

matches = partial(pytest.approx, rel=RELATIVE, abs=SUBNORMAL)


@pytest.mark.parametrize("unit", ["bits", "nats"])
def test_quantities_are_those_of_mpmath(vector, unit):
    """Each quantity is that of mpmath to a few units in the last place, and infinite exactly where that is."""
    p, q = Pmf(vector["p"]), Pmf(vector["q"])
    truth = {name: float(value) for name, value in vector[unit].items()}
    assert entropy(p, unit) == matches(truth["entropy"])
    assert entropy(q, unit) == matches(truth["entropyQ"])
    assert cross_entropy(p, q, unit) == matches(truth["crossEntropy"])
    assert cross_entropy(q, p, unit) == matches(truth["crossEntropyReverse"])
    assert kl_divergence(p, q, unit) == matches(truth["kl"])
    assert kl_divergence(q, p, unit) == matches(truth["klReverse"])
    assert js_divergence(p, q, unit) == matches(truth["js"])
    assert js_divergence(q, p, unit) == matches(truth["js"])


def test_terms_sum_to_the_kl_of_mpmath(vector):
    """The signed terms of KL add up to it within the rounding of the largest of them."""
    terms = kl_terms(vector["p"], vector["q"], "nats").tolist()
    largest = max(abs(term) for term in terms)
    if math.isinf(largest):
        assert vector["nats"]["kl"] == "Infinity"
    else:
        assert math.fsum(terms) == pytest.approx(vector["nats"]["kl"], rel=1e-14, abs=1e-15 * largest * len(terms))
