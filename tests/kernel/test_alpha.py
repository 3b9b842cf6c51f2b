"""The alpha-divergences: both ends are KL, the middle is Hellinger's, and the best model goes between the ends."""

import itertools
import math

import mpmath
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.optimize import minimize

from app.kernel import KernelError
from app.kernel.alpha import alpha_divergence, alpha_path, fit_alpha
from app.kernel.normals import Normal, NormalMixture, fit_forward, fit_reverse, kl_forward, kl_reverse

S2 = NormalMixture([0.5, 0.5], [-2.0, 2.0], [0.6, 0.6])
S15 = NormalMixture([0.5, 0.5], [-1.5, 1.5], [0.8, 0.8])
A3 = NormalMixture([0.7, 0.3], [-3.0, 3.0], [0.5, 1.0])
THREE = NormalMixture([0.3, 0.4, 0.3], [-3.5, 0.0, 3.0], [0.6, 0.8, 0.5])

mixtures = st.builds(
    lambda w, m, s, t: NormalMixture([w, 1 - w], [-m, m], [s, t]),
    st.floats(0.05, 0.95), st.integers(0, 500).map(lambda step: step / 100), st.floats(0.2, 2), st.floats(0.2, 2),
)  # fmt: skip
models = st.builds(Normal, st.floats(-8, 8), st.floats(0.05, 10))


@settings(max_examples=60)
@given(mixtures, models)
def test_both_ends_are_the_two_kls(p, q):
    """α = 0 is KL(Q ‖ P) and α = 1 is KL(P ‖ Q), to the digits that KL itself has."""
    assert alpha_divergence(p, q, 0) == pytest.approx(kl_reverse(p, q), rel=1e-10, abs=1e-13)
    assert alpha_divergence(p, q, 1) == pytest.approx(kl_forward(p, q), rel=1e-10, abs=1e-13)


@settings(max_examples=40)
@given(mixtures, models, st.floats(0.001, 0.999))
def test_it_is_never_negative_and_bounded_between_the_ends(p, q, alpha):
    """Between the ends it lies from 0 to 1/(α(1 - α)), however far apart P and Q are."""
    assert 0 <= alpha_divergence(p, q, alpha) <= (1 + 1e-12) / (alpha * (1 - alpha))


@pytest.mark.parametrize("end", [0, 1])
def test_the_ends_are_limits(end):
    """Near an end the divergence nears KL, at the rate of the distance: nothing jumps at a division by 0."""
    q = Normal(0.5, 1.5)
    kl = alpha_divergence(S2, q, end)
    far, close = (abs(alpha_divergence(S2, q, abs(end - step)) - kl) for step in (1e-3, 1e-6))
    assert close < 2e-3 * far


def test_two_gaussians_agree_with_their_closed_form():
    """Between two Gaussians ∫ p^α q^(1-α) is known, and so is the divergence."""
    a, p, q = mpmath.mpf("0.3"), (1, 2), (mpmath.mpf("-0.5"), mpmath.mpf("0.7"))
    variance = (1 - a) * p[1] ** 2 + a * q[1] ** 2
    overlap = p[1] ** (1 - a) * q[1] ** a / mpmath.sqrt(variance)
    overlap *= mpmath.exp(-a * (1 - a) * (p[0] - q[0]) ** 2 / (2 * variance))
    exact = float((1 - overlap) / (a * (1 - a)))
    found = alpha_divergence(NormalMixture([1.0], [1.0], [2.0]), Normal(-0.5, 0.7), 0.3)
    assert found == pytest.approx(exact, rel=1e-13)


def test_the_middle_is_four_times_the_squared_hellinger_distance():
    """At α = ½ it is 4·½∫(√p - √q)², integrated here by SciPy."""
    q = Normal(0.3, 1.2)

    def gap(x):
        return 0.5 * (math.exp(0.5 * S2.log_density(x)) - math.exp(0.5 * q.log_density(x))) ** 2

    hellinger = quad(gap, -15, 15, points=[-2, 0, 2], limit=200, epsabs=1e-13)[0]
    assert alpha_divergence(S2, q, 0.5) == pytest.approx(4 * hellinger, rel=1e-11)


def test_bits_are_nats_by_another_name():
    """A bit is ln 2 nats."""
    q = Normal(1, 1)
    assert alpha_divergence(S2, q, 0.4, "bits") * math.log(2) == pytest.approx(alpha_divergence(S2, q, 0.4), rel=1e-14)


@pytest.mark.parametrize("p", [S2, S15, A3, THREE])
def test_the_best_models_of_the_ends_are_those_of_kl(p):
    """At α = 0 the minima are those of KL(Q ‖ P), at α = 1 there is the one with P's mean and variance."""
    first, last = alpha_path(p, [0.0, 0.02, 0.5, 0.98, 1.0])[::4]
    reverse = fit_reverse(p)
    assert [(fit.mean, fit.sd, fit.kl) for fit in first] == [
        pytest.approx((fit.mean, fit.sd, fit.kl), abs=1e-8) for fit in reverse
    ]
    best = fit_forward(p)
    assert [(fit.mean, fit.sd, fit.kl) for fit in last] == [pytest.approx((best.mean, best.sd, best.kl), abs=1e-8)]


@pytest.mark.parametrize("p", [S2, A3, THREE])
@pytest.mark.parametrize("alpha", [0.1, 0.3, 0.6, 0.9])
def test_no_minimum_escapes_another_search(p, alpha):
    """A search from many starts by another method finds no better model, and none that is not in the list."""
    fits = fit_alpha(p, alpha)
    generator = np.random.default_rng(3)

    def cost(at):
        return alpha_divergence(p, Normal(at[0], math.exp(at[1])), alpha)

    for _ in range(12):
        start = (generator.uniform(-4, 4), generator.uniform(-1, 1.2))
        end = minimize(cost, start, method="Nelder-Mead", options={"xatol": 1e-7, "fatol": 1e-12, "maxiter": 600})
        mean, sd = end.x[0], math.exp(end.x[1])
        # Far from P the divergence is flat up to rounding: a search that does not move from there has found nothing.
        if end.fun < 0.99 / (alpha * (1 - alpha)):
            assert any(math.hypot(mean - fit.mean, sd - fit.sd) < 1e-3 for fit in fits), (mean, sd, end.fun)


def test_the_best_model_jumps_from_one_bump_to_covering():
    """For bumps far apart the best model is on one bump near α = 0 and covers near α = 1; between it jumps once."""
    best = [fits[0] for fits in alpha_path(S2, [i / 50 for i in range(51)])]
    sds = [fit.sd for fit in best]
    jumps = [i for i in range(50) if abs(sds[i + 1] - sds[i]) > 0.5]
    assert len(jumps) == 1
    assert sds[0] < 0.61
    assert sds[-1] > 2.0


def test_the_best_model_slides_where_the_bumps_are_near():
    """For bumps that one Gaussian covers anyway, the best model moves by small steps all the way."""
    sds = [fits[0].sd for fits in alpha_path(S15, [i / 50 for i in range(51)])]
    assert all(0 < b - a < 0.01 for a, b in itertools.pairwise(sds))


@pytest.mark.parametrize("alpha", [-0.01, 1.01, math.nan])
def test_an_alpha_outside_is_refused(alpha):
    """Outside 0 to 1 the integrals of wide models diverge; the error says what may be chosen."""
    with pytest.raises(KernelError, match="from 0"):
        alpha_divergence(S2, Normal(0, 1), alpha)
    with pytest.raises(KernelError, match="from 0"):
        fit_alpha(S2, alpha)
