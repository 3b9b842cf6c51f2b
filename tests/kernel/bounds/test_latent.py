"""A hidden cause with finitely many values: bounds and gaps against mpmath and by enumeration."""

import math
from itertools import pairwise

import mpmath
import pytest
from hypothesis import given
from hypothesis import strategies as st
from kernel.strategies import distributions

from app.kernel import KernelError
from app.kernel.bounds import LatentModel, latent_bound, sampled_gap

CAFE = LatentModel([0.5, 0.5], [0.8, 0.2])


def exact_gap(model, q, samples):
    """Return the gap by mpmath: the sum over how many samples were the first value."""
    with mpmath.workdps(50):
        prior, q = ([mpmath.mpf(x) / mpmath.fsum(row) for x in map(mpmath.mpf, row)] for row in (model, q))
        joint = [a * b for a, b in zip(prior, (mpmath.mpf(0.8), mpmath.mpf(0.2)), strict=True)]
        w = [a / b for a, b in zip(joint, q, strict=True)]
        terms = (
            mpmath.binomial(samples, k)
            * q[0] ** k
            * q[1] ** (samples - k)
            * mpmath.log((k * w[0] + (samples - k) * w[1]) / samples)
            for k in range(samples + 1)
        )
        return float(mpmath.log(mpmath.fsum(joint)) - mpmath.fsum(terms))


@given(distributions(count=2, most=5), st.data())
def test_bound_and_gap_are_the_evidence(pair, data):
    """ln p(x) = bound + gap, with infinities: what q allows and x rules out has no bound."""
    prior, q = pair
    size = len(prior)
    likelihoods = data.draw(st.lists(st.sampled_from([0.0, 0.1, 0.5, 2.0]), min_size=size, max_size=size))
    if not (prior.probabilities * likelihoods).any() or (prior.probabilities[prior.probabilities > 0] < 1e-300).any():
        return
    model = LatentModel(prior, likelihoods)
    bound = latent_bound(model, q)
    assert bound.gap >= 0.0
    if math.isinf(bound.gap):
        assert bound.bound == -math.inf
    else:
        assert bound.bound + bound.gap == pytest.approx(model.log_evidence, rel=1e-9, abs=1e-9)
    best = latent_bound(model, model.posterior)
    assert best.gap == pytest.approx(0.0, abs=1e-15)
    assert best.bound == pytest.approx(model.log_evidence, rel=1e-12, abs=1e-12)


@pytest.mark.parametrize("q", [(0.5, 0.5), (0.99, 0.01), (0.2, 0.8), (0.8, 0.2), (0.8001, 0.1999)])
@pytest.mark.parametrize("samples", [1, 2, 3, 5, 10, 100])
def test_gaps_with_samples_are_those_of_mpmath(q, samples):
    """The importance-weighted bound, exactly; no digit is lost where the gap nearly vanishes."""
    exact = exact_gap([0.5, 0.5], q, samples)
    assert sampled_gap(CAFE, q, samples) == pytest.approx(exact, rel=1e-12, abs=1e-16)


@given(distributions(count=2, most=2), st.floats(0.0, 1.0), st.floats(0.01, 1.0))
def test_more_samples_never_loosen(pair, first, second):
    """The gap of one sample is KL(q ‖ posterior), and it never grows with their number."""
    prior, q = pair
    if len(prior) < 2 or prior.probabilities[1] == 0.0:
        return
    model = LatentModel(prior, [first, second])
    gaps = [sampled_gap(model, q, n) for n in (1, 2, 3, 7, 30)]
    assert gaps[0] == pytest.approx(latent_bound(model, q).gap, rel=1e-9, abs=1e-14)
    assert min(gaps) >= 0.0
    for before, after in pairwise(gaps):
        assert after <= before * (1 + 1e-9) + 1e-14


def test_the_better_bound_can_be_the_worse_proposal():
    """.99/.01 leads with one sample, and loses to even odds from two on; 1/0 never tightens; two halve the even gap."""
    even, sure = ([sampled_gap(CAFE, q, n) for n in (1, 2, 3, 100)] for q in ([0.5, 0.5], [0.99, 0.01]))
    assert even[0] > sure[0]
    assert all(a < b for a, b in zip(even[1:], sure[1:], strict=True))
    assert even[1] == pytest.approx(even[0] / 2, rel=1e-14)
    never = [sampled_gap(CAFE, [1, 0], n) for n in (1, 2, 10, 1000)]
    assert never == pytest.approx([math.log(1.25)] * 4, rel=1e-14)


def test_a_sample_that_x_rules_out_makes_the_bound_infinite():
    """Where all n samples may be impossible, the bound is -∞ on average."""
    assert sampled_gap(LatentModel([0.5, 0.5], [1.0, 0.0]), [0.5, 0.5], 9) == math.inf


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: LatentModel([0.5, 0.5], [1.0]), "1 likelihoods"),
        (lambda: LatentModel([0.5, 0.5], [1.0, -1.0]), r"likelihoods\[1\] is -1.0"),
        (lambda: LatentModel([1.0, 0.0], [0.0, 1.0]), "could have given x"),
        (lambda: latent_bound(CAFE, [1.0]), "must be about the same outcomes"),
        (lambda: sampled_gap(CAFE, [0.5, 0.5], 0), "samples is 0"),
        (lambda: sampled_gap(LatentModel([1.0], [1.0]), [1.0], 2), "1 outcomes"),
    ],
)
def test_what_is_no_model_is_refused(call, message):
    """Likelihoods that are missing, negative, or leave no cause; no samples."""
    with pytest.raises(KernelError, match=message):
        call()
