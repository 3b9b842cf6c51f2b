"""KL between mixtures: two roads to each number, and what is true of averages."""

import math

import numpy as np
import pytest
from scipy.integrate import quad

from app.kernel import KernelError
from app.kernel.normals import Normal, NormalMixture, kl_forward, kl_mixtures, kl_reverse


def drawn(rng, bumps, narrowest=0.06):
    """Return a mixture of equal shares, as a class makes one."""
    sds = np.exp(rng.uniform(np.log(narrowest), np.log(4.0), bumps))
    return NormalMixture([1.0 / bumps] * bumps, rng.uniform(-4, 4, bumps), sds)


def test_of_one_bump_it_is_what_is_known_already():
    """Where one of the two is a single normal, the older functions say the same."""
    rng = np.random.default_rng(4)
    for _ in range(20):
        p, one = drawn(rng, 3), drawn(rng, 1)
        q = Normal(one.means[0], one.sds[0])
        assert kl_mixtures(p, one) == pytest.approx(kl_forward(p, q), rel=1e-9, abs=1e-10)
        assert kl_mixtures(one, p) == pytest.approx(kl_reverse(p, q), rel=1e-9, abs=1e-10)


def test_scipy_agrees():
    """SciPy's adaptive quad, told where the bumps are, finds the same number for two mixtures."""
    rng = np.random.default_rng(5)
    for _ in range(8):
        p, q = drawn(rng, 4), drawn(rng, 5)

        def excess(x, p=p, q=q):
            log_p = float(p.log_density(x))
            return math.exp(log_p) * (log_p - float(q.log_density(x)))

        ends = [min(m - 12 * s for m, s in zip(p.means, p.sds, strict=True))]
        ends.append(max(m + 12 * s for m, s in zip(p.means, p.sds, strict=True)))
        points = [m + k * s for m, s in zip((*p.means, *q.means), (*p.sds, *q.sds), strict=True) for k in (-4, 0, 4)]
        inside = sorted({x for x in points if ends[0] < x < ends[1]})
        expected = quad(excess, *ends, points=inside, limit=2000, epsabs=1e-12, epsrel=1e-11)[0]
        assert kl_mixtures(p, q) == pytest.approx(expected, abs=1e-9)


def test_no_bump_is_overlooked():
    """A bump a millionth wide, far from everything, costs what its share says: no step of a grid passes over it."""
    q = NormalMixture([0.25, 0.5, 0.25], [0.0, 1000.0, -70.0], [3.0, 1e-6, 0.5])
    alone = NormalMixture([1.0], [1000.0], [1e-6])
    assert kl_mixtures(alone, q) == pytest.approx(math.log(2), abs=1e-10)
    assert kl_mixtures(alone, q, "bits") == pytest.approx(1.0, abs=1e-10)
    with_it = NormalMixture([0.5, 0.5], [1000.0, -70.0], [1e-6, 0.5])
    assert kl_mixtures(with_it, q) == pytest.approx(math.log(math.sqrt(2)), abs=1e-10)


def test_an_average_of_densities_is_never_dearer_than_they_are_on_average():
    """KL is convex in its second argument and in its first, also for a class of a thousand."""
    p = NormalMixture([0.5, 0.5], [-2, 2], [0.6, 0.6])
    everybody = drawn(np.random.default_rng(6), 1000)
    each = [Normal(m, s) for m, s in zip(everybody.means, everybody.sds, strict=True)]
    assert 0 < kl_mixtures(p, everybody) <= np.mean([kl_forward(p, q) for q in each])
    assert 0 < kl_mixtures(everybody, p) <= np.mean([kl_reverse(p, q) for q in each])


def test_half_a_class_on_each_bump_is_the_truth():
    """The average of two Gaussians may be P itself, though no Gaussian is."""
    p = NormalMixture([0.5, 0.5], [-2, 2], [0.6, 0.6])
    assert kl_mixtures(p, NormalMixture([0.25] * 4, [2, -2, 2, -2], [0.6] * 4)) == pytest.approx(0.0, abs=1e-12)


def test_an_unknown_unit_is_refused():
    """Only bits and nats are units here."""
    p = NormalMixture([1.0], [0.0], [1.0])
    with pytest.raises(KernelError, match="unit"):
        kl_mixtures(p, p, "bans")
