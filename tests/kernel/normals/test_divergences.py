import math

import numpy as np
import pytest
from scipy.integrate import quad

from app.kernel import KernelError
from app.kernel.normals import Normal, NormalMixture, kl_forward, kl_reverse


def test_both_kls_are_those_of_mpmath(normal_vector):
    """Both KLs, for Q from 0.01 to 100 wide and up to 20 away, are those of mpmath."""
    p = NormalMixture(normal_vector["weights"], normal_vector["means"], normal_vector["sds"])
    for model in normal_vector["models"]:
        q = Normal(model["mean"], model["sd"])
        assert kl_forward(p, q) == pytest.approx(model["forward"], rel=1e-12, abs=1e-14)
        assert kl_reverse(p, q) == pytest.approx(model["reverse"], rel=1e-12, abs=1e-14)
        assert kl_reverse(p, q, "bits") == pytest.approx(model["reverse"] / math.log(2), rel=1e-12, abs=1e-14)


@pytest.mark.parametrize(
    ("mean", "sd", "forward", "reverse"),
    [
        (0.0, 1.0, 1.49891949995164, 2.13555041852621),
        (0.0, 0.01, 21794.713749314, 9.14849816855003),
        (8.0, 1.0, 33.4989194999516, 51.0712104456828),
        (0.0, 5.0, 1.01555741238574, 16.1753935947188),
    ],
)
def test_kls_where_a_fixed_window_fails(mean, sd, forward, reverse):
    """A narrow, a distant and a wide Q have the KLs of a 34-digit sum over the whole line."""
    p = NormalMixture([0.5, 0.5], [-2.0, 2.0], [0.6, 0.6])
    assert kl_forward(p, Normal(mean, sd)) == pytest.approx(forward, rel=3e-14)
    assert kl_reverse(p, Normal(mean, sd)) == pytest.approx(reverse, rel=3e-14)


def test_reverse_kl_grows_with_the_width_for_ever():
    """A Q wider than any window gets no cheaper: at sd 100 it costs 13446.3 nats."""
    p = NormalMixture([0.5, 0.5], [-2.0, 2.0], [0.6, 0.6])
    costs = [kl_reverse(p, Normal(0.0, sd)) for sd in (2.0, 5.0, 10.0, 50.0, 100.0)]
    assert costs == sorted(costs)
    assert costs[-1] == pytest.approx(13446.3, abs=0.05)


def test_between_two_normals_the_closed_form_holds():
    """Where P has one bump, both KLs are the closed form of two normals."""
    p = NormalMixture([1.0], [1.0], [2.0])
    q = Normal(-0.5, 0.7)
    assert kl_forward(p, q) == pytest.approx(4.82772889590949, rel=1e-14)
    assert kl_reverse(p, q) == pytest.approx(0.892322124498678, rel=1e-14)
    assert kl_reverse(p, Normal(1.0, 2.0)) == pytest.approx(0.0, abs=1e-15)


def test_scipy_agrees():
    """SciPy's adaptive quad, told where Q is, finds the same reverse KL."""
    rng = np.random.default_rng(8)
    for _ in range(10):
        p = NormalMixture(rng.dirichlet(np.ones(3)), rng.uniform(-3, 3, 3), rng.uniform(0.4, 1.5, 3))
        q = Normal(rng.uniform(-3, 3), rng.uniform(0.3, 2.0))

        def integrand(x, p=p, q=q):
            return float(np.exp(q.log_density(x)) * (q.log_density(x) - p.log_density(x)))

        low, high = q.mean - 10 * q.sd, q.mean + 10 * q.sd
        expected, _ = quad(integrand, low, high, epsabs=1e-12, epsrel=1e-12, limit=400)
        assert kl_reverse(p, q) == pytest.approx(expected, rel=1e-9, abs=1e-11)


def test_shifting_and_stretching_changes_nothing():
    """KL does not depend on where zero is, nor on the unit of length."""
    p, q = NormalMixture([0.3, 0.7], [-1.0, 2.0], [0.5, 1.0]), Normal(0.3, 1.2)
    moved = NormalMixture([0.3, 0.7], [7.0 - 0.1, 7.0 + 0.2], [0.05, 0.1]), Normal(7.03, 0.12)
    assert kl_forward(*moved) == pytest.approx(kl_forward(p, q), rel=1e-12)
    assert kl_reverse(*moved) == pytest.approx(kl_reverse(p, q), rel=1e-12)


def test_unknown_units_are_refused():
    """A unit other than bits and nats is refused."""
    p = NormalMixture([1.0], [0.0], [1.0])
    for divergence in (kl_forward, kl_reverse):
        with pytest.raises(KernelError, match="'dits'"):
            divergence(p, Normal(0.0, 1.0), "dits")
