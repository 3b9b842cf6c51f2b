"""Scores in the browser (static/js/kernel/scoring.js) against the kernel in Python."""

import math

import numpy as np
import pytest

from app.kernel.scoring import brier_parts, expected_calibration_error, log_loss_parts


@pytest.fixture(scope="module")
def kernel(javascript):
    return javascript("scoring")


def test_the_twin_agrees_with_python(kernel):
    """Parts and calibration error of 200 random forecasters: equal forecasts, edges of bins, 0 and 1 among them."""
    rng, infinite = np.random.default_rng(1973), 0
    for i in range(200):
        n = int(rng.integers(1, 9))
        truths, weights = rng.random(n), rng.dirichlet(np.ones(n))
        forecasts = rng.choice([0.0, 0.1, 0.29, 0.3, 0.7, 1.0], n) if i % 2 else rng.random(n)
        if i % 4 == 3:
            truths = forecasts.copy()
        case = [row.tolist() for row in (truths, forecasts, weights)]
        for name, ours in (("logLossParts", log_loss_parts(*case)), ("brierParts", brier_parts(*case))):
            twin = kernel(name, *case)
            parts = [ours.floor, ours.lost_refinement, ours.miscalibration, ours.loss]
            assert list(twin.values()) == pytest.approx(parts, rel=1e-12, abs=1e-16)
            infinite += math.isinf(ours.loss)
        for bins in (1, 10, 15, 100):
            ours = expected_calibration_error(*case, bins=bins)
            assert kernel("expectedCalibrationError", *case, bins) == pytest.approx(ours, rel=1e-12, abs=1e-15)
    assert infinite > 10


def test_weights_are_equal_if_left_out(kernel):
    """As in Python."""
    twin = kernel("logLossParts", [0.1, 0.3, 0.7, 0.9], [0.05, 0.05, 0.95, 0.95])
    assert twin["loss"] == pytest.approx(0.640181090221, rel=1e-11)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (([0.5], [1.5]), "forecasts[0] is 1.5"),
        (([-0.5], [0.5]), "truths[0] is -0.5"),
        (([0.5], [0.5, 0.5]), "1 truths, 2 forecasts"),
        (([0.5], [0.5], [-1]), "weights[0] is -1"),
    ],
)
def test_the_twin_refuses_what_is_no_forecast(kernel, arguments, message):
    """A KernelError that names it."""
    for name in ("logLossParts", "brierParts", "expectedCalibrationError"):
        answer = kernel(name, *arguments)
        assert answer.startswith("KernelError: ")
        assert message in answer
