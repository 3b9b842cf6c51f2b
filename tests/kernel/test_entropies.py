import math

import numpy as np
import pytest

from app.kernel import KernelError, Pmf, cross_entropy, entropy, perplexity, surprisal


@pytest.mark.parametrize("k", range(18))
def test_entropy_of_uniform_powers_of_two_is_exact(k):
    """The entropy of 2**k equally likely outcomes is exactly k bits."""
    assert entropy(np.full(2**k, 2.0**-k)) == k
    assert perplexity(np.full(2**k, 2.0**-k)) == 2**k


def test_entropy_by_two_roads():
    """Entropy is the average surprisal."""
    p = [0.1, 0.2, 0.3, 0.4]
    assert entropy(p) == pytest.approx(float(np.dot(p, surprisal(p))), rel=1e-15)


def test_entropy_of_a_certain_outcome_is_zero():
    """What is certain needs no words: the entropy is 0.0, and not minus zero."""
    assert math.copysign(1.0, entropy([0.0, 1.0])) == 1.0
    assert entropy([0.0, 1.0]) == 0.0


@pytest.mark.parametrize("n", [8, 1000])
def test_sum_within_tolerance_is_accounted_for(n):
    """A distribution whose sum is off by 9e-10 has the entropy of the exactly normalised one."""
    p = np.full(n, 1.0 / n)
    assert entropy(p * (1 + 9e-10)) == pytest.approx(entropy(p), rel=1e-14)
    assert surprisal(p * (1 + 9e-10)) == pytest.approx(surprisal(p), rel=1e-14)


def test_few_and_many_outcomes_agree():
    """The loop for few outcomes and the arrays for many give the same number."""
    rng = np.random.default_rng(5)
    p, q = rng.dirichlet(np.ones(40), 2)
    for_many = [np.concatenate([x, np.zeros(100)]) for x in (p, q)]
    for unit in ("bits", "nats"):
        assert cross_entropy(*for_many, unit) == pytest.approx(cross_entropy(p, q, unit), rel=1e-15)
        assert entropy(for_many[0], unit) == pytest.approx(entropy(p, unit), rel=1e-15)


def test_cross_entropy_is_infinite_when_the_model_misses_an_outcome():
    """A model that gives 0 to what can happen pays an infinite price; what cannot happen costs nothing."""
    assert cross_entropy([0.5, 0.5], [1.0, 0.0]) == math.inf
    assert cross_entropy([1.0, 0.0], [1.0, 0.0]) == 0.0
    assert perplexity([0.5, 0.5], [1.0, 0.0]) == math.inf


def test_surprisal_of_the_impossible_is_infinite():
    """The surprisal of an outcome with probability 0 is infinite, and that of a certain one 0."""
    assert surprisal([1.0, 0.0]).tolist() == [0.0, math.inf]
    assert math.copysign(1.0, surprisal([1.0, 0.0])[0]) == 1.0


def test_perplexities_of_the_task_comparison():
    """A cross-entropy of 2.5 nats over a floor of 2 is an excess factor of exp(0.5)."""
    p = [0.2, 0.3, 0.5]
    q = [0.5, 0.3, 0.2]
    assert perplexity(p) == pytest.approx(math.exp(entropy(p, "nats")), rel=1e-15)
    assert perplexity(p, q) == pytest.approx(math.exp(cross_entropy(p, q, "nats")), rel=1e-15)


def test_units_differ_by_the_logarithm_of_two():
    """A number of bits is the number of nats divided by ln 2."""
    p, q = [0.3, 0.7], [0.6, 0.4]
    assert entropy(p) == pytest.approx(entropy(p, "nats") / math.log(2), rel=1e-15)
    assert cross_entropy(p, q) == pytest.approx(cross_entropy(p, q, "nats") / math.log(2), rel=1e-15)
    assert surprisal(p) == pytest.approx(surprisal(p, "nats") / math.log(2), rel=1e-15)


@pytest.mark.parametrize("unit", ["bit", "BITS", "", None])
def test_unknown_units_are_refused(unit):
    """A unit other than bits and nats is named and refused by every quantity."""
    for quantity in (entropy, surprisal):
        with pytest.raises(KernelError, match="give one of the two"):
            quantity([1.0], unit)
    with pytest.raises(KernelError, match="give one of the two"):
        cross_entropy([1.0], [1.0], unit)


def test_published_value():
    """English telegram e/t: H(P,Q) is 1.73696559416621 bits for P = (.5, .5) and Q = (.9, .1)."""
    assert cross_entropy(Pmf([0.5, 0.5]), [0.9, 0.1]) == pytest.approx(1.73696559416621, rel=3e-15)
