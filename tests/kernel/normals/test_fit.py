import math
from itertools import pairwise

import numpy as np
import pytest
from scipy.optimize import minimize, root

from app.kernel.normals import Normal, NormalMixture, fit_forward, fit_reverse, kl_forward, kl_reverse
from app.kernel.normals.newton import slope

#: 34-digit optima: weights, means, sds, then every reverse minimum (mean, sd, KL), best first.
KNOWN = {
    "two equal bumps, far": (
        ([0.5, 0.5], [-2.0, 2.0], [0.6, 0.6]),
        [
            (-1.99707828154584, 0.604856420673784, 0.691836005028567),
            (1.99707828154584, 0.604856420673784, 0.691836005028567),
            (0.0, 1.79027851643572, 1.13838187765582),
        ],
    ),
    "two equal bumps, near": (
        ([0.5, 0.5], [-1.5, 1.5], [0.8, 0.8]),
        [(0.0, 1.57019810207178, 0.179103522797134)],
    ),
    "covering is better": (
        ([0.5, 0.5], [-2.5, 2.5], [1.0, 1.0]),
        [
            (0.0, 2.39058872903314, 0.481061845241),
            (-2.38609390391162, 1.13645640390009, 0.666462985325681),
            (2.38609390391162, 1.13645640390009, 0.666462985325681),
        ],
    ),
    "heavy and narrow": (
        ([0.7, 0.3], [-2.0, 2.0], [0.5, 1.0]),
        [
            (-1.99253585189763, 0.510063487269934, 0.351806410640276),
            (0.441996317073936, 1.8425735593706, 0.917180184576308),
        ],
    ),
    "heavy, light, and nothing between": (
        ([0.7, 0.3], [-3.0, 3.0], [0.5, 1.0]),
        [
            (-2.99991941097623, 0.500160644069072, 0.356636195927012),
            (2.99923206716928, 1.00153725664762, 1.20379289657922),
        ],
    ),
    "the wider of two equal weights wins": (
        ([0.5, 0.5], [-4.0, 4.0], [0.5, 1.5]),
        [
            (3.99893969429, 1.50216441204321, 0.692984580854256),
            (-3.99988438953173, 0.500216389960687, 0.693087336194933),
        ],
    ),
}


@pytest.mark.parametrize("name", KNOWN)
def test_every_reverse_minimum_is_found_best_first(name):
    """fit_reverse returns every local minimum that 252 starts in 34 digits found, best first."""
    mixture, expected = KNOWN[name]
    found = fit_reverse(NormalMixture(*mixture))
    assert [(fit.mean, fit.sd, fit.kl) for fit in found] == [pytest.approx(row, rel=1e-9, abs=1e-9) for row in expected]


def test_forward_fit_matches_mean_and_variance():
    """The forward fit has P's mean and variance, and any other Q is worse."""
    p = NormalMixture([0.7, 0.3], [-2.0, 2.0], [0.5, 1.0])
    best = fit_forward(p)
    assert (best.mean, best.sd) == pytest.approx((-0.8, 1.95831560275661), rel=1e-14)
    assert best.kl == pytest.approx(0.555525454371282, rel=1e-13)
    searched = minimize(lambda v: kl_forward(p, Normal(v[0], math.exp(v[1]))), [0.5, 0.0], tol=1e-12)
    assert (searched.x[0], math.exp(searched.x[1])) == pytest.approx((best.mean, best.sd), rel=1e-5)


def test_one_bump_is_fitted_exactly():
    """The best Q of one bump is the bump, in both directions, and there is no second one."""
    p = NormalMixture([1.0], [0.5], [0.8])
    (reverse,) = fit_reverse(p)
    for fit in (fit_forward(p), reverse):
        assert (fit.mean, fit.sd, fit.kl) == pytest.approx((0.5, 0.8, 0.0), abs=1e-10)
        assert fit.normal == Normal(fit.mean, fit.sd)


@pytest.mark.parametrize(("a", "count"), [(2.40, 1), (2.4122, 1), (2.4123, 3), (2.7999, 3), (2.8003, 3)])
def test_minima_appear_out_of_nothing_at_a_fold(a, count):
    """Minima on single bumps are born at half-separation 2.41223 sd, and become the best at 2.80008 sd."""
    fits = fit_reverse(NormalMixture([0.5, 0.5], [-a, a], [1.0, 1.0]))
    assert len(fits) == count
    assert (abs(fits[0].mean) > 1.0) == (a > 2.80008)


@pytest.mark.parametrize("a", [3.0, 5.0, 8.0, 10.0, 60.0])
def test_the_covering_minimum_never_dies(a):
    """However far two equal bumps are apart, a broad minimum stays between them."""
    fits = fit_reverse(NormalMixture([0.5, 0.5], [-a, a], [1.0, 1.0]))
    assert [fit.mean for fit in fits[:2]] == pytest.approx([-a, a], abs=0.02)
    assert fits[2].mean == pytest.approx(0.0, abs=1e-9)
    assert fits[2].kl > fits[0].kl == pytest.approx(math.log(2), abs=5e-3)


def test_gradient_and_curvature_are_those_of_differences():
    """The derivatives that Newton's method follows are those of kl_reverse itself."""
    p, step = NormalMixture([0.2, 0.5, 0.3], [-3.0, 0.5, 2.0], [0.5, 1.0, 0.3]), 1e-4
    here = slope(p, 0.7, 0.1)

    def kl(by_mean, by_log):
        return kl_reverse(p, Normal(0.7 + by_mean * step, math.exp(0.1 + by_log * step)))

    assert here.kl == pytest.approx(kl(0, 0), rel=1e-13)
    assert here.by_mean == pytest.approx((kl(1, 0) - kl(-1, 0)) / (2 * step), rel=1e-6)
    assert here.by_log == pytest.approx((kl(0, 1) - kl(0, -1)) / (2 * step), rel=1e-6)
    assert here.mean_mean == pytest.approx((kl(1, 0) - 2 * kl(0, 0) + kl(-1, 0)) / step**2, rel=1e-5)
    assert here.log_log == pytest.approx((kl(0, 1) - 2 * kl(0, 0) + kl(0, -1)) / step**2, rel=1e-5)
    mixed = (kl(1, 1) - kl(1, -1) - kl(-1, 1) + kl(-1, -1)) / (4 * step**2)
    assert here.mean_log == pytest.approx(mixed, rel=1e-5)


def random_mixture(rng, i):
    count = 2 + i % 3
    weights = rng.uniform(0.05, 0.95, count)
    sds = rng.uniform(0.25, 1.5, count) if i % 2 else 10.0 ** rng.uniform(-1, 0, count)
    return NormalMixture(weights / weights.sum(), rng.uniform(-4, 4, count), sds)


def stationary_points(mixture, starts):
    """Return where SciPy's root finder finds the gradient to vanish, from many starts."""

    def gradient(v):
        # Far outside all bumps there is nothing to find; the finder may look there all the same.
        here = slope(mixture, v[0], min(max(v[1], -8.0), 8.0))
        return [here.by_mean, here.by_log], [[here.mean_mean, here.mean_log], [here.mean_log, here.log_log]]

    points = []
    for start in starts:
        with np.errstate(all="ignore"):
            x, log_sd = root(gradient, start, jac=True, options={"maxfev": 60}).x
            here = slope(mixture, x, log_sd) if abs(log_sd) < 8 else None
        if here is None or abs(here.by_mean) + abs(here.by_log) > 1e-8:
            continue
        if not any(abs(x - a) + abs(log_sd - b) < 1e-5 for a, b, _ in points):
            points.append((x, log_sd, here.least_curvature > 0.0))
    return points


@pytest.mark.parametrize("part", range(4))
def test_no_minimum_is_missed_in_200_random_mixtures(part):
    """Minima are one more than saddles, and an independent search from many starts finds the same minima."""
    rng = np.random.default_rng(11)
    counts = set()
    for i, p in [(i, random_mixture(rng, i)) for i in range(200)][part::4]:
        fits = fit_reverse(p)
        low, high, sd = min(p.means), max(p.means), math.sqrt(p.variance)
        starts = [(m, math.log(s)) for m in np.linspace(low, high, 6) for s in np.geomspace(min(p.sds), 1.1 * sd, 5)]
        # The finder may overshoot a small basin from afar; it confirms what fit_reverse found when it starts there.
        starts += [(fit.mean, math.log(fit.sd)) for fit in fits]
        starts += [(m, math.log(s)) for m, s in zip(p.means, p.sds, strict=True)]
        for left, right in pairwise(sorted(fits, key=lambda fit: fit.mean)):
            for t in (0.1, 0.3, 0.5, 0.7, 0.9):
                between = (1 - t) * left.mean + t * right.mean
                across = abs(right.mean - left.mean) * math.sqrt(t * (1 - t))
                starts += [
                    (between, math.log((1 - t) * left.sd + t * right.sd + up * across)) for up in (0.0, 0.5, 1.0)
                ]
        points = stationary_points(p, starts)
        minima = sorted(x for x, _, is_minimum in points if is_minimum)
        assert minima == pytest.approx(sorted(fit.mean for fit in fits), abs=1e-5), f"mixture {i}: {p}"
        assert len(fits) - sum(not is_minimum for *_, is_minimum in points) == 1, f"mixture {i}: {p}"
        counts.add(len(fits))
    assert counts >= {1, 2, 3}
