"""Means and variances of the three estimators against mpmath (vectors/make_estimator_vectors.py)."""

import math

import numpy as np
import pytest
from hypothesis import given
from kernel.strategies import distributions

from app.kernel import KernelError, Normal, kl_divergence, kl_estimators, kl_estimators_of_normals
from app.kernel.estimators import EstimateMoments, clamp_reach, clamped_k3_mean, k1, k2, k3
from app.kernel.support import support_mass

NAMES = ("k1", "k2", "k3")


def moments(vector):
    if vector["kind"] == "pmfs":
        return kl_estimators(vector["p"], vector["q"])
    return kl_estimators_of_normals(Normal(*vector["p"]), Normal(*vector["q"]))


@pytest.mark.parametrize("name", NAMES)
def test_moments_are_those_of_mpmath(estimator_vector, name):
    """Means to 1e-14 of their size, variances to 1e-12 of themselves and the squared mean together."""
    ours, truth = getattr(moments(estimator_vector), name), estimator_vector[name]
    mean, variance = float(truth["mean"]), float(truth["variance"])
    assert ours.mean == pytest.approx(mean, rel=1e-14, abs=0)
    if math.isinf(variance):
        assert math.isinf(ours.variance)
    else:
        assert abs(ours.variance - variance) <= 1e-12 * (variance + mean**2)


def test_variances_between_normals_keep_their_digits(estimator_vector):
    """Between normals, also nearly equal ones, every variance is right to 1e-10 of itself."""
    if estimator_vector["kind"] == "normals":
        for name in NAMES:
            ours = getattr(moments(estimator_vector), name).variance
            assert ours == pytest.approx(float(estimator_vector[name]["variance"]), rel=1e-10, abs=1e-300)


@given(distributions())
def test_the_mean_of_k3_is_the_kl_less_what_is_never_drawn(pair):
    """E k3 = KL(P ‖ Q) - Q(outcomes that P rules out)."""
    p, q = pair
    kl = kl_divergence(p, q, "nats")
    if math.isfinite(kl):
        never = 1.0 - support_mass(q, p)
        assert kl_estimators(p, q).k3.mean == pytest.approx(kl - never, rel=1e-12, abs=1e-14)
        assert kl_estimators(p, q).k1.mean == kl


@given(distributions())
def test_a_pair_of_one_distribution_has_nothing_to_estimate(pair):
    """For P = Q every draw gives 0."""
    three = kl_estimators(pair[0], pair[0])
    assert three.k1 == three.k2 == three.k3 == EstimateMoments(0.0, 0.0)


def test_one_possible_outcome_has_no_variance():
    """A certain draw always gives the same estimate, and k3's is not the KL."""
    three = kl_estimators([1, 0], [0.5, 0.5])
    assert three.k1 == EstimateMoments(math.log(2), 0.0)
    assert three.k3.mean == pytest.approx(math.log(2) - 0.5, rel=1e-15)
    assert three.k3.variance == 0.0


def test_averages_of_samples_agree():
    """The averages over 400,000 draws are within five standard errors of the means."""
    rng, n = np.random.default_rng(11), 400_000
    p, q = np.array([0.6, 0.3, 0.1]), np.array([0.2, 0.3, 0.5])
    logs = np.log(q / p)[rng.choice(3, n, p=p)]
    for name, estimate in zip(NAMES, (k1, k2, k3), strict=True):
        there = getattr(kl_estimators(p, q), name)
        assert abs(estimate(logs).mean() - there.mean) < 5 * there.standard_error(n)
        assert estimate(logs).var() == pytest.approx(there.variance, rel=0.03)


def test_the_variance_of_k3_is_infinite_from_root_two_on():
    """Exactly: at the double above √2 it is infinite, at the one below it is not; k1 and k2 notice nothing."""
    above, below = math.sqrt(2), math.nextafter(math.sqrt(2), 0)
    assert above * above > 2.0 > below * below
    for mean in (0.0, 1.0, -3.0):
        for scale in (1.0, 3.0, 0.1):
            wide = kl_estimators_of_normals(Normal(0, scale), Normal(mean * scale, 1.4143 * scale))
            assert wide.k3.variance == math.inf
            assert math.isfinite(wide.k1.variance + wide.k2.variance + wide.k3.mean)
    assert kl_estimators_of_normals(Normal(0, 1), Normal(0, above)).k3.variance == math.inf
    assert math.isfinite(kl_estimators_of_normals(Normal(0, 1), Normal(0, below)).k3.variance)
    assert kl_estimators_of_normals(Normal(0, 1), Normal(0, above)).k1.mean == pytest.approx(0.0965735902799727)


@pytest.mark.parametrize("sd", [0.5, 0.8, 0.9, 1.0, 1.1, 1.2])
def test_where_k3_loses_to_k1(sd):
    """By the sd of Q, the mean from which on the variance of k3 is the larger."""
    at = {0.5: 2.275475, 0.8: 1.671456, 0.9: 1.420823, 1.0: 1.12090642277853, 1.1: 0.731733, 1.2: 0.230746}[sd]
    for mean, loses in ((at - 1e-5, False), (at + 1e-5, True)):
        three = kl_estimators_of_normals(Normal(0, 1), Normal(mean, sd))
        assert (three.k3.variance > three.k1.variance) is loses


def test_estimates_of_a_draw():
    """On the right tail k3 is the large one, on the left k2; k1 breaks nowhere."""
    log_ratio = np.array([4.0, -4.0]) - 0.5  # of N(1, 1) to N(0, 1), at 4 and at -4
    assert k1(log_ratio).tolist() == [-3.5, 4.5]
    assert k2(log_ratio).tolist() == [6.125, 10.125]
    assert k3(log_ratio) == pytest.approx([28.6154519586923, 3.51110899653824], rel=1e-14)


def test_an_estimate_of_what_the_model_rules_out_is_infinite():
    """ln r = -∞ gives infinity; +∞ and NaN cannot come up and are refused."""
    assert [float(estimate(-math.inf)) for estimate in (k1, k2, k3)] == [math.inf] * 3
    assert float(k3(-800.0)) == 799.0
    assert float(k3(800.0)) == math.inf
    for wrong in (math.inf, math.nan):
        with pytest.raises(KernelError, match="for one draw"):
            k3([0.0, wrong])


def test_a_cap_cuts_off_the_mean():
    """The mean of k3 cut at 10, and the ratios at which it is reached."""
    assert clamped_k3_mean([0.9999, 0.0001], [0.9, 0.1]) == pytest.approx(0.006350, abs=5e-7)
    assert clamped_k3_mean([0.99, 0.01], [0.5, 0.5]) == pytest.approx(0.286266, abs=5e-7)
    assert clamped_k3_mean([0.5, 0.5], [1.0, 0.0]) == pytest.approx(0.5 * 10 + 0.5 * (1 - math.log(2)), rel=1e-14)
    whole = kl_estimators([0.5, 0.5], [0.9, 0.1]).k3.mean
    assert clamped_k3_mean([0.5, 0.5], [0.9, 0.1]) == pytest.approx(whole, rel=1e-15)  # each sums in its own way
    low, high = clamp_reach(10)
    assert (math.log(low), math.log(high)) == pytest.approx((-10.9999833, 2.61086863815), rel=1e-8)
    assert [float(k3(math.log(r))) for r in (low, high)] == pytest.approx([10.0, 10.0], rel=1e-14)


@pytest.mark.parametrize("cap", [0.0, -1.0, math.inf, math.nan, 701.0])
def test_a_cap_is_a_positive_number(cap):
    """Zero, negative and infinite caps, and one beyond what e to it can be."""
    with pytest.raises(KernelError, match="cap is"):
        clamp_reach(cap)
