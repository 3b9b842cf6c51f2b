"""A normal cause with normal noise: every part against mpmath's integrals, and known numbers."""

import math

import mpmath
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel import KernelError, Normal
from app.kernel.bounds import NormalModel, beta_trade


def log_normal(x, mean, variance):
    return -mpmath.log(2 * mpmath.pi * variance) / 2 - (x - mean) ** 2 / (2 * variance)


@pytest.mark.parametrize(("x", "noise"), [(1.0, 1.0), (2.0, 0.5), (-3.0, 2.0)])
@pytest.mark.parametrize(("mean", "sd"), [(0.5, 0.7), (0.0, 1.0), (1.0, 0.3), (-2.0, 2.0)])
def test_parts_are_the_integrals(x, noise, mean, sd):
    """Evidence, reconstruction, KL to the prior and gap, as mpmath integrates them, without any formula."""
    model, q = NormalModel(noise), Normal(mean, sd)
    bound = model.bound(x, q)
    with mpmath.workdps(25):
        s2 = mpmath.mpf(noise) ** 2
        cuts = [mean + sd * k for k in range(-14, 15, 2)]
        wide = [-30, -10, *range(-5, 6), 10, 30]

        def joint(z):
            return log_normal(z, 0, 1) + log_normal(x, z, s2)

        def under_q(value):
            return mpmath.quad(lambda z: mpmath.exp(log_normal(z, mean, mpmath.mpf(sd) ** 2)) * value(z), cuts)

        evidence = mpmath.log(mpmath.quad(lambda z: mpmath.exp(joint(z)), wide))
        reconstruction = under_q(lambda z: log_normal(x, z, s2))
        to_prior = under_q(lambda z: log_normal(z, mean, mpmath.mpf(sd) ** 2) - log_normal(z, 0, 1))
        gap = under_q(lambda z: log_normal(z, mean, mpmath.mpf(sd) ** 2) - joint(z)) + evidence
        exact = [float(value) for value in (evidence, reconstruction, to_prior, gap)]
    assert [bound.evidence, bound.reconstruction, bound.kl_to_prior, bound.gap] == pytest.approx(exact, rel=1e-12)


@given(st.floats(-5, 5), st.floats(0.1, 4), st.floats(-5, 5), st.floats(0.05, 5))
def test_bound_and_gap_are_the_evidence(x, noise, mean, sd):
    """ln p(x) = bound + gap; at the posterior nothing is left."""
    model = NormalModel(noise)
    bound = model.bound(x, Normal(mean, sd))
    assert bound.gap >= 0.0
    assert bound.bound + bound.gap == pytest.approx(bound.evidence, rel=1e-10, abs=1e-10)
    assert model.bound(x, model.posterior(x)).gap == pytest.approx(0.0, abs=1e-28)


def test_one_observation():
    """x = 1, s = 1, q = N(½, 1): bound, and what it is mistaken for."""
    bound = NormalModel(1.0).bound(1.0, Normal(0.5, 1.0))
    parts = (bound.bound, bound.reconstruction, bound.evidence, bound.gap, bound.kl_to_prior)
    assert parts == pytest.approx((-1.6689385332, -1.5439385332, -1.51551212348, 0.15342640972, 0.125), rel=1e-10)


def test_beta_counts_the_kl():
    """The objective with beta 4 takes the KL to the prior four times; the bound stays what it is."""
    model, q = NormalModel(1.0), Normal(0.5, 1.0)
    assert model.bound(1.0, q, beta=4.0).objective == model.bound(1.0, q).reconstruction - 0.5
    assert model.bound(1.0, q, beta=4.0).bound == model.bound(1.0, q).bound == model.bound(1.0, q).objective


@pytest.mark.parametrize(
    ("beta", "rate", "bound"),
    [
        (0.1, 1.844440, -2.120231),
        (0.5, 1.039721, -1.515512),
        (1, 0.693147, -1.418939),
        (2, 0.346574, -1.572365),
        (4, 0, -2.225791),
    ],
)
def test_the_trade_of_a_beta_vae(beta, rate, bound):
    """Rate and plain bound of the best code; it collapses from beta = 4 on, the ratio of the variances."""
    trade = beta_trade(beta, 0.5)
    assert (trade.rate, trade.bound) == pytest.approx((rate, bound), abs=5e-7)
    assert beta_trade(9.0, 0.5).rate == 0.0


@pytest.mark.parametrize("beta", [0.2, 0.7, 1.5, 3.0])
def test_no_other_rate_does_better_at_that_price(beta):
    """Distortion / 2s² + beta × rate is least there, along the curve D = σ² e^(-2R)."""
    trade = beta_trade(beta, 0.5, sd=2.0)
    paid = trade.distortion / 0.5 + beta * trade.rate
    for rate in (trade.rate - 1e-3, trade.rate + 1e-3):
        assert 4.0 * math.exp(-2 * rate) / 0.5 + beta * rate > paid


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: NormalModel(0.0), "noise is 0.0"),
        (lambda: NormalModel(1.0).posterior(math.nan), "x is nan"),
        (lambda: NormalModel(1.0).bound(0.0, Normal(0, 1), beta=-1.0), "beta is -1.0"),
        (lambda: beta_trade(0.0, 1.0), "beta is 0.0"),
    ],
)
def test_what_is_no_model_is_refused(call, message):
    """No noise, no observation, a price below 0."""
    with pytest.raises(KernelError, match=message):
        call()
