"""Bounds in the browser (static/js/kernel/bounds.js) against the kernel in Python."""

import math

import numpy as np
import pytest

from app.kernel import Normal
from app.kernel.binomial import binomial_pmf
from app.kernel.bounds import LatentModel, NormalModel, latent_bound, sampled_gap


@pytest.fixture(scope="module")
def kernel(javascript):
    return javascript("bounds")


def parts(bound):
    return [bound.evidence, bound.reconstruction, bound.kl_to_prior, bound.gap, bound.bound]


def test_the_twin_agrees_on_hidden_causes(kernel):
    """Bounds of 100 random models and guesses, and the gaps that samples leave."""
    rng = np.random.default_rng(2016)
    for i in range(100):
        n = 2 if i % 2 else int(rng.integers(1, 6))
        prior, q = (row.tolist() for row in rng.dirichlet(np.full(n, 0.7), 2))
        likelihoods = (rng.random(n) * 10.0 ** rng.uniform(-3, 1)).tolist()
        if i % 7 == 3:
            q = [1.0] + [0.0] * (n - 1)
        model = LatentModel(prior, likelihoods)
        twin = kernel("latentBound", prior, likelihoods, q)
        assert list(twin.values()) == pytest.approx(parts(latent_bound(model, q)), rel=1e-12, abs=1e-14)
        if n == 2:
            for samples in (1, 2, 10, 100):
                ours = sampled_gap(model, q, samples)
                assert kernel("sampledGap", prior, likelihoods, q, samples) == pytest.approx(ours, rel=1e-11, abs=1e-15)


def test_the_twin_knows_impossible_causes(kernel):
    """What x rules out has no bound, and samples of it none either; the exact posterior leaves no gap."""
    assert kernel("latentBound", [0.5, 0.5], [1.0, 0.0], [0.5, 0.5])["bound"] == -math.inf
    assert kernel("sampledGap", [0.5, 0.5], [1.0, 0.0], [0.5, 0.5], 3) == math.inf
    assert kernel("sampledGap", [0.5, 0.5], [0.75, 0.25], [0.75, 0.25], 7) == 0


def test_the_twin_agrees_on_normal_causes(kernel):
    """Evidence, both parts, gap and bound of 100 random guesses."""
    rng = np.random.default_rng(2014)
    for _ in range(100):
        noise, x, mean, sd = math.exp(rng.normal()), rng.normal(0, 2), rng.normal(0, 2), math.exp(rng.normal())
        ours = parts(NormalModel(noise).bound(x, Normal(mean, sd)))
        assert list(kernel("normalBound", noise, x, {"mean": mean, "sd": sd}).values()) == pytest.approx(
            ours, rel=1e-12
        )


@pytest.mark.parametrize(
    ("p", "n"), [(0.5, 14), (0.9, 1), (0.9, 63), (0.1, 64), (0.03, 200), (1.0, 3), (0.0, 3), (0.4, 0)]
)
def test_the_twin_counts_alike(kernel, p, n):
    """The binomial probabilities."""
    assert kernel("binomialPmf", [p, 1 - p], n) == pytest.approx(binomial_pmf([p, 1 - p], n).tolist(), rel=1e-12)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (("latentBound", [0.5, 0.5], [1.0], [0.5, 0.5]), "1 likelihoods"),
        (("latentBound", [1.0, 0.0], [0.0, 1.0], [0.5, 0.5]), "could have given x"),
        (("sampledGap", [0.5, 0.5], [1.0, -1.0], [0.5, 0.5], 2), "likelihoods[1] is -1"),
        (("sampledGap", [0.5, 0.5], [1.0, 1.0], [0.5, 0.5], 0), "samples is 0"),
        (("sampledGap", [1.0], [1.0], [1.0], 2), "prior has 1 values"),
        (("normalBound", 0, 1, {"mean": 0, "sd": 1}), "noise is 0"),
        (("normalBound", 1, math.inf, {"mean": 0, "sd": 1}), "x is Infinity"),
    ],
)
def test_the_twin_refuses_what_is_no_model(kernel, call, message):
    """A KernelError that names it."""
    answer = kernel(*call)
    assert answer.startswith("KernelError: ")
    assert message in answer
