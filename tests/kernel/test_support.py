import math

import numpy as np
import pytest

from app.kernel import KernelError, Pmf, kl_divergence
from app.kernel.support import restricted, support_mass


def test_a_truth_that_allows_everything_sees_the_whole_model():
    """Where the truth has no zeros, the model's mass on it is exactly 1, and restricting changes nothing."""
    q, p = Pmf([0.1, 0.2, 0.7], ("a", "b", "c")), [0.3, 0.3, 0.4]
    assert support_mass(q, p) == 1.0
    assert restricted(q, p) == q


def test_disjoint_supports_share_nothing():
    """A model that gives nothing to what the truth allows has mass 0 there, and cannot be restricted to it."""
    assert support_mass([1.0, 0.0], [0.0, 1.0]) == 0.0
    with pytest.raises(KernelError, match="choose supports that meet"):
        restricted([1.0, 0.0], [0.0, 1.0])


def test_what_is_spent_where_the_truth_is_zero_is_not_free():
    """KL is the surprisal of Q's mass on the support of P, plus KL of P and Q restricted to it."""
    rng = np.random.default_rng(7)
    for _ in range(200):
        p, q = rng.dirichlet(np.ones(5)), rng.dirichlet(np.ones(5))
        p[rng.integers(5)] = 0.0
        p /= p.sum()
        parts = -math.log2(support_mass(q, p)) + kl_divergence(p, restricted(q, p))
        assert kl_divergence(p, q) == pytest.approx(parts, rel=1e-12)


def test_half_of_the_mass_wasted_costs_one_bit():
    """A certain truth and a model that halves its belief: one bit, and all of it for the waste."""
    assert kl_divergence([1.0, 0.0], [0.5, 0.5]) == 1.0
    assert kl_divergence([1.0, 0.0], restricted([0.5, 0.5], [1.0, 0.0])) == 0.0
