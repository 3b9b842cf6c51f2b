"""Softmax and its logarithm: what logits mean, and where doubles would end."""

import math

import numpy as np
import pytest
import scipy.special

from app.kernel import KernelError, log_softmax, softmax


def random_logits(count):
    """Yield rows of logits: calm ones, wide ones, and rows with a huge one among them."""
    rng = np.random.default_rng(11)
    for i in range(count):
        logits = rng.normal(0, (1.0, 30.0, 300.0)[i % 3], int(rng.integers(1, 20)))
        yield logits.tolist(), float(10.0 ** rng.uniform(-1, 1))


def test_scipy_agrees():
    """SciPy has the same probabilities and logarithms, at every temperature."""
    for logits, temperature in random_logits(300):
        scaled = np.array(logits) / temperature
        assert softmax(logits, temperature) == pytest.approx(scipy.special.softmax(scaled), rel=1e-12)
        assert log_softmax(logits, temperature) == pytest.approx(scipy.special.log_softmax(scaled), rel=1e-12)


def test_log_probabilities_are_logits():
    """The logarithms of a distribution, taken as logits, give the distribution back."""
    p = [0.5, 0.3, 0.15, 0.05]
    assert softmax(np.log(p)) == pytest.approx(p, rel=1e-14)


def test_a_shift_of_all_logits_changes_nothing():
    """Only differences of logits count."""
    assert softmax([3.0, -1.0, 0.5]) == pytest.approx(softmax([1003.0, 999.0, 1000.5]), rel=1e-13)


def test_temperature_goes_from_winner_takes_all_to_uniform():
    """A low temperature leaves the largest logit alone, a high one makes all outcomes equal."""
    assert softmax([1.0, 2.0, 3.0], 0.01)[2] == 1.0
    assert softmax([1.0, 2.0, 3.0], 1e9) == pytest.approx([1 / 3] * 3, rel=1e-8)
    assert softmax([1.0, 2.0], 2.0) == pytest.approx(softmax([0.5, 1.0]), rel=1e-15)


def test_a_sure_model_keeps_the_loss_that_is_left():
    """With a logit 50 above the other the loss is e**-50, although the probability rounds to 1."""
    assert softmax([50.0, 0.0])[0] == 1.0
    assert -log_softmax([50.0, 0.0])[0] == pytest.approx(math.exp(-50.0), rel=1e-14)


def test_no_logit_is_too_large():
    """Logits at the edge of the doubles overflow nowhere."""
    assert softmax([1e308, -1e308]).tolist() == [1.0, 0.0]
    assert log_softmax([0.0, 1e6]).tolist() == [-1e6, 0.0]


@pytest.mark.parametrize(
    ("logits", "temperature", "message"),
    [
        ([], 1.0, "logits is empty"),
        ([0.0, math.inf], 1.0, r"logits\[1\] is inf"),
        ([math.nan], 1.0, r"logits\[0\] is nan"),
        ([0.0, 1.0], 0.0, "temperature is 0.0"),
        ([0.0, 1.0], math.inf, "temperature is inf"),
    ],
)
def test_what_is_no_logit_or_no_temperature_is_refused(logits, temperature, message):
    """The message names the entry and its value."""
    for function in (softmax, log_softmax):
        with pytest.raises(KernelError, match=message):
            function(logits, temperature)


def test_the_twin_agrees(javascript):
    """The browser's softmax (static/js/kernel/softmax.js) and Python's differ by less than 1e-12."""
    twin = javascript("softmax")
    for logits, temperature in random_logits(60):
        assert twin("softmax", logits, temperature) == pytest.approx(softmax(logits, temperature).tolist(), rel=1e-12)
        assert twin("logSoftmax", logits, temperature) == pytest.approx(
            log_softmax(logits, temperature).tolist(), rel=1e-12, abs=1e-300
        )
    assert twin("softmax", [0, 1], 0).startswith("KernelError: temperature is 0")
    assert twin("softmax", []).startswith("KernelError: logits is empty")
