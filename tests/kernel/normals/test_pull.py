"""The pull of a standard normal: its closed formula against quadrature, its parts, and its slopes."""

import math

import numpy as np
import pytest

from app.kernel import Normal, NormalMixture, kl_forward, kl_reverse
from app.kernel.normals.pull import kl_normals, pull_to_standard


def random_normals(count):
    """Yield normals of all places and widths."""
    rng = np.random.default_rng(5)
    for _ in range(count):
        yield Normal(float(rng.normal(0, 2)), float(10.0 ** rng.uniform(-2, 1)))


def test_the_formula_agrees_with_the_integral():
    """The closed formula is the KL that averages log densities, in both directions."""
    pairs = list(random_normals(80))
    for p, q in zip(pairs[::2], pairs[1::2], strict=True):
        alone = NormalMixture([1.0], [q.mean], [q.sd])
        assert kl_normals(p, q) == pytest.approx(kl_reverse(alone, p), rel=1e-9, abs=1e-12)
        assert kl_normals(q, p) == pytest.approx(kl_forward(alone, p), rel=1e-9, abs=1e-12)


def test_the_parts_are_the_whole():
    """Both parts are never negative, and add up to the KL to N(0, 1)."""
    for q in random_normals(100):
        pull = pull_to_standard(q)
        assert min(pull.mean_part, pull.spread_part) >= 0
        assert pull.kl == pytest.approx(kl_normals(q, Normal(0, 1)), rel=1e-14)


def test_the_pull_is_the_slope_downhill():
    """The pulls are the differences of KL between neighbours, the wrong way round."""
    h = 1e-6
    for q in random_normals(50):
        pull = pull_to_standard(q)
        right, left = pull_to_standard(Normal(q.mean + h, q.sd)).kl, pull_to_standard(Normal(q.mean - h, q.sd)).kl
        assert (left - right) / (2 * h) == pytest.approx(pull.on_mean, rel=1e-6, abs=1e-7)
        step = h * q.sd
        wider, narrower = pull_to_standard(Normal(q.mean, q.sd + step)), pull_to_standard(Normal(q.mean, q.sd - step))
        assert (narrower.kl - wider.kl) / (2 * step) == pytest.approx(pull.on_sd, rel=1e-5, abs=1e-6)


def test_each_halving_of_a_small_width_costs_a_bit():
    """At a small σ half the width costs ln 2 nats more, without end."""
    parts = [pull_to_standard(Normal(0.0, 0.5**k)).spread_part for k in range(20, 26)]
    assert np.diff(parts) == pytest.approx([math.log(2)] * 5, rel=1e-11)


def test_at_one_width_both_directions_agree():
    """With σ = 1 the order of the two does not matter."""
    q = Normal(2.0, 1.0)
    assert kl_normals(q, Normal(0, 1)) == kl_normals(Normal(0, 1), q) == 2.0


def test_it_is_nought_at_home():
    """Nothing is due, and nothing pulls, where q is the standard normal; a hair beside it nothing is negative."""
    assert pull_to_standard(Normal(0.0, 1.0)).kl == 0.0
    assert pull_to_standard(Normal(0.0, 1.0 + 1e-16)).spread_part >= 0.0
    assert pull_to_standard(Normal(0.0, 1.0 - 1e-16)).spread_part >= 0.0
