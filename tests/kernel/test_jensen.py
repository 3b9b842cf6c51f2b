"""Jensen's inequality for the logarithm, in numbers."""

import math

import mpmath
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel import KernelError, Pmf, jensen, kl_divergence

values = st.lists(st.floats(1e-6, 1e6), min_size=4, max_size=4)
weights = st.lists(st.floats(0.01, 1), min_size=4, max_size=4).map(Pmf.from_weights)


@given(values, weights)
def test_the_average_of_logs_is_never_above_the_log_of_the_average(z, w):
    """E log Z ≤ log E Z for every Z."""
    both = jensen(z, w)
    assert both.gap >= 0
    assert both.mean_of_log <= both.log_of_mean


@given(values, weights)
def test_both_sides_are_those_of_sixty_digits(z, w):
    """Mean, both sides and gap agree with mpmath."""
    with mpmath.workdps(60):
        total = mpmath.fsum(mpmath.mpf(p) for p in w.probabilities.tolist())
        shares = [mpmath.mpf(p) / total for p in w.probabilities.tolist()]
        top = mpmath.log(mpmath.fsum(p * mpmath.mpf(x) for p, x in zip(shares, z, strict=True)))
        low = mpmath.fsum(p * mpmath.log(mpmath.mpf(x)) for p, x in zip(shares, z, strict=True))
        gap = float(top - low)
    both = jensen(z, w, "nats")
    assert both.log_of_mean == pytest.approx(float(top), rel=1e-13, abs=1e-14)
    assert both.mean_of_log == pytest.approx(float(low), rel=1e-13, abs=1e-13)
    assert both.gap == pytest.approx(gap, rel=1e-9, abs=1e-15)


def test_a_constant_has_no_gap():
    """Both sides agree if Z is always the same, also if it is always 0."""
    assert jensen([1.7, 1.7], [0.3, 0.7]).gap == 0
    assert jensen([0, 0], [0.3, 0.7]).gap == 0


def test_a_value_of_zero_makes_the_gap_infinite():
    """If Z can be 0 its logarithm averages to minus infinity; a zero without weight does not count."""
    assert jensen([0, 1], [0.1, 0.9]).gap == math.inf
    assert jensen([0, 1], [0, 1]).gap == 0


@given(weights, weights)
def test_the_gap_of_a_likelihood_ratio_is_a_divergence(p, q):
    """With Z = Q/P under P the mean is 1, and the gap is KL(P ‖ Q)."""
    both = jensen((q.probabilities / p.probabilities).tolist(), p)
    assert both.mean == pytest.approx(1)
    assert both.gap == pytest.approx(kl_divergence(p, q), rel=1e-9, abs=1e-14)


def test_nats_are_the_same_in_another_unit():
    """Changing the unit multiplies both sides and the gap."""
    bits, nats = jensen([0.5, 3], [0.4, 0.6]), jensen([0.5, 3], [0.4, 0.6], "nats")
    assert nats.gap == pytest.approx(bits.gap * math.log(2))
    assert nats.mean_of_log == pytest.approx(bits.mean_of_log * math.log(2))


@pytest.mark.parametrize(
    ("z", "w"), [([-1, 1], [0.5, 0.5]), ([1], [0.5, 0.5]), ([math.inf, 1], [0.5, 0.5]), ([1, 1], [0.5, 0.4])]
)
def test_what_has_no_logarithm_is_refused(z, w):
    """Negative and infinite values, wrong lengths and weights that are no distribution are named."""
    with pytest.raises(KernelError):
        jensen(z, w)


def test_logarithms_that_cancel_leave_zero():
    """Doubling half of the time and quartering a quarter of it averages to no growth at all, in either unit."""
    for unit in ("bits", "nats"):
        assert jensen([2.0, 1.0, 0.25], [0.5, 0.25, 0.25], unit).mean_of_log == 0
