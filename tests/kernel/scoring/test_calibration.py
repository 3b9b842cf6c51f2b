"""Calibration error, temperature, and other priors."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import expit

from app.kernel import KernelError, Pmf, cross_entropy, kl_divergence, softmax
from app.kernel.scoring import (
    best_temperature,
    expected_calibration_error,
    log_loss_parts,
    prior_shift,
    temper,
    weighted_target,
)


def test_calibration_error_depends_on_its_bins():
    """Truths and forecasts .61 and .69 exchanged: 0.00 with ten bins, 0.08 with fifteen; another pair the other way."""
    errors = {
        b: expected_calibration_error([0.69, 0.61], [0.61, 0.69], bins=b) for b in (1, 2, 5, 8, 10, 12, 15, 20, 100)
    }
    assert {b for b, error in errors.items() if error < 1e-12} == {1, 2, 5, 10}
    assert [errors[b] for b in (8, 12, 15, 20, 100)] == pytest.approx([0.08] * 5)
    assert log_loss_parts([0.69, 0.61], [0.61, 0.69]).miscalibration == pytest.approx(0.0141122832827, rel=1e-11)
    other = [expected_calibration_error([0.73, 0.67], [0.67, 0.73], bins=b) for b in (10, 8, 12, 15)]
    assert other == pytest.approx([0.06, 0, 0, 0], abs=1e-15)


@given(st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), min_size=1, max_size=12), st.integers(1, 20))
def test_calibration_error_is_that_of_a_loop(pairs, bins):
    """Bin by bin: what lies above the lower edge, up to the upper one."""
    truths, forecasts = map(list, zip(*pairs, strict=True))
    total = 0.0
    for b in range(bins):
        here = [
            i for i, f in enumerate(forecasts) if (b == 0 or f > b / bins) and (b == bins - 1 or f <= (b + 1) / bins)
        ]
        total += abs(sum(truths[i] - forecasts[i] for i in here)) / len(pairs)
    ours = expected_calibration_error(truths, forecasts, bins=bins)
    assert ours == pytest.approx(total, rel=1e-9, abs=1e-12)
    assert 0.0 <= ours <= 1.0 + 1e-12
    assert expected_calibration_error(forecasts, forecasts, bins=bins) == 0.0


def test_the_best_temperature_can_raise_the_calibration_error():
    """Two logits, 2 and 5: the loss falls from .617 to .468, the error rises from .131 to .172."""
    truths, logits = [0.95, 0.8], [2.0, 5.0]
    best = best_temperature(truths, logits)
    assert best.temperature == pytest.approx(2.29783704112622707, rel=1e-14)
    assert best.loss == pytest.approx(0.468011764160376, rel=1e-14)
    assert log_loss_parts(truths, temper(logits, 1.0)).loss == pytest.approx(0.616822, abs=5e-7)
    errors = [expected_calibration_error(truths, temper(logits, t)) for t in (1.0, best.temperature)]
    assert errors == pytest.approx([0.131255, 0.171622], abs=5e-7)


def test_a_temperature_repairs_what_is_alike_on_both_sides():
    """.02 and .98 where .2 and .8 are right: T = log 49 / log 4, and nothing of the miscalibration is left."""
    logits = [math.log(0.02 / 0.98), math.log(0.98 / 0.02)]
    best = best_temperature([0.2, 0.8], logits)
    assert best.temperature == pytest.approx(math.log(49) / math.log(4), rel=1e-14)
    assert temper(logits, best.temperature) == pytest.approx([0.2, 0.8], rel=1e-13)


@given(st.lists(st.tuples(st.floats(0.0, 1.0), st.floats(-5, 5)), min_size=1, max_size=6))
def test_no_other_temperature_is_better(pairs):
    """The loss is the least of 40 temperatures, and that of the formula."""
    truths, logits = map(list, zip(*pairs, strict=True))
    best = best_temperature(truths, logits)
    others = [np.mean([np.logaddexp(0, z / t) - o * z / t for o, z in pairs]) for t in np.geomspace(0.02, 50, 40)]
    assert best.loss <= min(others) * (1 + 1e-12) + 1e-12
    if 0.02 < best.temperature < 50:
        t = best.temperature
        by_logits = np.mean([np.logaddexp(0, z / t) - o * z / t for o, z in pairs])
        assert best.loss == pytest.approx(by_logits, rel=1e-9, abs=1e-14)
        said = temper(logits, t)
        # No double says how near to 1 a forecast is that is nearer than half an ulp: there only the logit does.
        if max(said) < 1.0 - 1e-7:
            assert best.loss == pytest.approx(log_loss_parts(truths, said).loss, rel=1e-9)


def test_logits_of_very_different_sizes():
    """The sure one costs nothing at a temperature at which the tiny one says what is true of it."""
    best = best_temperature([0.0, 0.25], [-1.0, -2.0e-309])
    assert best.temperature == pytest.approx(2.0e-309 / math.log(3), rel=1e-12)
    assert best.loss == pytest.approx(0.5 * (math.log(4) - 0.75 * math.log(3)), rel=1e-12)


def test_a_temperature_of_any_size():
    """A tiny logit beside one that says nothing: e^-x is 1 - x there, so T = 1 / (2 z)."""
    for tiny in (1e-3, 4.46083041624422e-142, 1e-300):
        best = best_temperature([1.0, 0.5], [tiny, 1.0])
        assert best.temperature == pytest.approx(1 / (2 * tiny), rel=1e-5)
        assert best.loss == pytest.approx(math.log(2), rel=1e-6)


def test_the_ends_of_temperature():
    """What is always right has T = 0, what is no better than a half T = ∞; the half-sure keep their ln 2."""
    assert best_temperature([0, 1], [-2.0, 1.0]).temperature == 0.0
    assert best_temperature([1, 0], [-2.0, 1.0]).temperature == math.inf
    assert best_temperature([0, 1, 0.3, 0.6], [-2.0, 1.0, 0.0, 0.0]).loss == pytest.approx(math.log(2) / 2, rel=1e-15)
    assert temper([3.0, -3.0], math.inf).tolist() == [0.5, 0.5]


def test_tempering_is_a_softmax_of_two():
    """It is softmax with a temperature, the other logit being 0."""
    z = [-3.0, 0.5, 40.0]
    assert temper(z, 1.7) == pytest.approx([softmax([each, 0.0], 1.7)[0] for each in z], rel=1e-14)
    assert temper(z, 1.0).tolist() == expit(z).tolist()


def test_class_weights_train_for_another_truth():
    """With weight 9 on one in ten the best forecast is a half, which costs 0.368 plain nats too much."""
    target = weighted_target([0.1, 0.9], [9, 1])
    assert target.probabilities.tolist() == pytest.approx([0.5, 0.5], rel=1e-15)
    assert kl_divergence([0.1, 0.9], target, "nats") == pytest.approx(0.368064207168, rel=1e-11)
    assert weighted_target(Pmf([0.3, 0.7], ("yes", "no")), [2, 1])["yes"] == pytest.approx(6 / 13, rel=1e-15)
    assert weighted_target([0.5, 0.5], [1e308, 3e307]).probabilities.tolist() == pytest.approx([10 / 13, 3 / 13])


@given(
    st.lists(st.floats(0.05, 1), min_size=3, max_size=3), st.lists(st.floats(0.1, 9), min_size=3, max_size=3), st.data()
)
def test_the_weighted_target_is_the_best_model(weights, class_weights, data):
    """No other model has a smaller weighted cross-entropy."""
    p = Pmf.from_weights(weights)
    other = Pmf.from_weights(data.draw(st.lists(st.floats(0.05, 1), min_size=3, max_size=3)))
    tilted = Pmf.from_weights(p.probabilities * class_weights)
    assert cross_entropy(tilted, weighted_target(p, class_weights)) <= cross_entropy(tilted, other) + 1e-12


def test_a_forecast_for_other_priors():
    """.9 of a model trained half and half is one in twelve where yes is one in a hundred; and back again."""
    shifted = prior_shift([0.9, 0.1], [0.5, 0.5], [0.01, 0.99])
    assert shifted[0] == pytest.approx(1 / 12, rel=1e-14)
    assert kl_divergence(shifted, [0.9, 0.1], "nats") == pytest.approx(1.83264706183, rel=1e-11)
    assert prior_shift(shifted, [0.01, 0.99], [0.5, 0.5]).probabilities == pytest.approx([0.9, 0.1], rel=1e-14)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: expected_calibration_error([0.5], [0.5], bins=0), "bins is 0"),
        (lambda: temper([0.0], 0.0), "temperature is 0.0"),
        (lambda: best_temperature([0.5], [math.inf]), r"logits\[0\] is inf"),
        (lambda: weighted_target([0.5, 0.5], [1.0]), "one weight for each class"),
        (lambda: weighted_target([0.5, 0.5], [1.0, -1.0]), r"weights\[1\] is -1.0"),
        (lambda: weighted_target([1.0, 0.0], [0.0, 1.0]), "every weight is 0"),
        (lambda: prior_shift([0.5, 0.5], [1.0, 0.0], [0.5, 0.5]), "trained gives 0"),
        (lambda: prior_shift([1.0, 0.0], [0.5, 0.5], [0.0, 1.0]), "nothing is left"),
    ],
)
def test_what_cannot_be_is_refused(call, message):
    """No bins, no temperature, no weights, no prior."""
    with pytest.raises(KernelError, match=message):
        call()
