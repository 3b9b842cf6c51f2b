"""Rolling downhill: every step is lower, the end is a minimum, and not always the best one."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.kernel import KernelError
from app.kernel.downhill import LONGEST_STEP, downhill_path
from app.kernel.normals import Normal, NormalMixture, fit_forward, fit_reverse

S2 = NormalMixture([0.5, 0.5], [-2.0, 2.0], [0.6, 0.6])
A3 = NormalMixture([0.7, 0.3], [-3.0, 3.0], [0.5, 1.0])

starts = st.builds(Normal, st.floats(-5, 5), st.floats(0.2, 4))


@settings(max_examples=30)
@given(st.sampled_from([S2, A3]), starts)
def test_it_ends_in_a_minimum_of_kl_q_p_and_never_climbs(p, start):
    """Each step lowers KL(Q ‖ P), none is longer than can be followed, and the last point is a minimum of the list."""
    path = downhill_path(p, start)
    assert all(there.kl < here.kl for here, there in itertools.pairwise(path))
    assert all(
        abs(there.mean - here.mean) <= (LONGEST_STEP + 1e-8) * here.sd for here, there in itertools.pairwise(path)
    )
    end = path[-1]
    assert any(abs(end.mean - fit.mean) + abs(end.sd - fit.sd) < 1e-5 for fit in fit_reverse(p))


def test_from_the_middle_it_is_trapped():
    """From between the bumps it ends covering both, at 1.13838 nats, though 0.69184 can be had."""
    end = downhill_path(S2, Normal(0.0, 1.0))[-1]
    assert (end.mean, end.sd) == pytest.approx((0.0, 1.79027851643572), abs=1e-6)
    assert end.kl == pytest.approx(1.13838187765582, rel=1e-12)
    assert end.kl > fit_reverse(S2)[0].kl + 0.4


@pytest.mark.parametrize("start", [Normal(0, 1), Normal(4, 0.2), Normal(-6, 3)])
def test_forward_has_one_valley(start):
    """On KL(P ‖ Q) every start rolls to P's mean and sd."""
    best = fit_forward(A3)
    end = downhill_path(A3, start, "forward")[-1]
    assert (end.mean, end.sd) == pytest.approx((best.mean, best.sd), abs=1e-5)


def test_a_kept_width_stays():
    """With `keep_sd` only the centre moves."""
    path = downhill_path(S2, Normal(0.5, 0.7), keep_sd=True)
    assert {fit.sd for fit in path} == {0.7}
    assert path[-1].mean == pytest.approx(1.99, abs=0.02)


def test_a_wide_q_of_kept_width_goes_straight_down():
    """Where KL bends much within one sd of Q, no step leads to the other side of the valley, and few are needed."""
    means = [fit.mean for fit in downhill_path(NormalMixture([1.0], [10.0], [0.8]), Normal(0, 100), keep_sd=True)]
    assert means == sorted(means)
    assert len(means) <= 5
    assert means[-1] == pytest.approx(10, abs=1e-9)


def test_an_unknown_direction_is_refused():
    """There are two directions."""
    with pytest.raises(KernelError, match="forward"):
        downhill_path(S2, Normal(0, 1), "sideways")
