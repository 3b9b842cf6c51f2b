"""Draws under three estimators: which tail breaks which, and what a thousand draws come to."""

import math

import numpy as np
import pytest

from app.kernel.estimators import k1, k2, k3
from app.widgets.estimates.frame import frame
from app.widgets.estimates.state import DRAWS, EstimatesState


def estimates(preset="beside", **fields):
    return EstimatesState.from_options({"preset": preset, **fields})


@pytest.mark.parametrize(
    ("x", "readings"), [(4, (-3.5, 6.125, 28.6154519587)), (-4, (4.5, 10.125, 3.5111089965)), (0.5, (0, 0, 0))]
)
def test_the_right_tail_is_k3s_and_the_left_one_k2s(x, readings):
    """Of a model one sd to the right; where both bells are equally high all three read 0."""
    ratio = estimates().log_ratios(np.array([x]))
    assert [float(of(ratio)[0]) for of in (k1, k2, k3)] == pytest.approx(readings, abs=1e-9)


def test_the_averages_begin_with_the_five_and_end_with_all():
    """A draw that is moved changes the five by a fifth of its reading, and all by a thousandth."""
    before, after = estimates(draws=[0, 0, 0, 0, 0]).results(), estimates(draws=[0, 0, 0, 0, 4]).results()
    change = 28.6154519587 - (math.exp(-0.5) - 1 + 0.5)
    assert after["k3-five"] - before["k3-five"] == pytest.approx(change / 5)
    assert after["k3-run"] - before["k3-run"] == pytest.approx(change / DRAWS)


def test_a_calm_average_is_too_low_for_most_seeds():
    """For a model twice as wide k3 ends below the truth in most runs, and k1 within a fifth of it in nearly all."""
    runs = [estimates("wide", seed=seed).results() for seed in range(1, 101)]
    assert 60 <= sum(run["k3-run"] < run["kl"] for run in runs) <= 90
    assert sum(abs(run["k1-run"] / run["kl"] - 1) < 0.2 for run in runs) >= 98
    assert math.isinf(runs[0]["k3-sd"])


def test_no_band_is_drawn_for_a_variance_that_is_infinite():
    """And none of the running averages while a prediction is awaited."""
    shown = frame(estimates("wide"), estimates("wide").results())
    assert shown["spread-k3"]["d"] == ""
    assert shown["spread-k1"]["d"] != "" != shown["run-k3"]["d"]
    pending = frame(estimates(), estimates().results(), pending=True)
    assert {pending[name]["d"] for name in ("run-k1", "run-k2", "run-k3", "spread-k3")} == {""}
