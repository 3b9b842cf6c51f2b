"""What a score is made of: against scores that are added up situation by situation."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel import KernelError, entropy
from app.kernel.scoring import brier_parts, log_loss_parts

MORNINGS = [0.1, 0.3, 0.7, 0.9]
FLOOR = 0.467973637723
probabilities = st.sampled_from([0.0, 0.05, 0.2, 0.5, 0.75, 0.99, 1.0]) | st.floats(0.0, 1.0)


@st.composite
def situations(draw):
    """Draw truths, forecasts that often agree, and weights."""
    n = draw(st.integers(1, 6))
    row = st.lists(probabilities, min_size=n, max_size=n)
    weights = np.array(draw(st.lists(st.floats(0.1, 1.0), min_size=n, max_size=n)))
    return draw(row), draw(row), weights / weights.sum()


@pytest.mark.parametrize(
    ("forecasts", "log_parts", "brier"),
    [
        ([0.1, 0.3, 0.7, 0.9], (0.0, 0.0), (0.0, 0.0)),
        ([0.2, 0.2, 0.8, 0.8], (0.032428785815, 0.0), (0.01, 0.0)),
        ([0.05, 0.05, 0.95, 0.95], (0.032428785815, 0.139778666683), (0.01, 0.0225)),
        ([0.01, 0.08, 0.92, 0.99], (0.0, 0.174850382485), (0.0, 0.02825)),
        ([0.5, 0.5, 0.5, 0.5], (0.225173542837, 0.0), (0.1, 0.0)),
        ([0.3, 0.7, 0.3, 0.7], (0.205038029286, 0.022582421084), (0.09, 0.01)),
    ],
)
def test_four_kinds_of_morning(forecasts, log_parts, brier):
    """Floor, lost refinement and miscalibration of six forecasters."""
    parts = log_loss_parts(MORNINGS, forecasts)
    assert parts.floor == pytest.approx(FLOOR, rel=1e-11)
    assert (parts.lost_refinement, parts.miscalibration) == pytest.approx(log_parts, rel=1e-10, abs=1e-16)
    squares = brier_parts(MORNINGS, forecasts)
    assert squares.floor == pytest.approx(0.15, rel=1e-14)
    assert (squares.lost_refinement, squares.miscalibration) == pytest.approx(brier, rel=1e-12, abs=1e-16)


@given(situations())
def test_the_parts_add_up_to_the_loss(drawn):
    """Each part is at least 0, and together they are what each situation costs, infinity included."""
    truths, forecasts, weights = drawn
    parts, squares = log_loss_parts(*drawn), brier_parts(*drawn)
    loss = brier = 0.0
    for w, o, f in zip(weights, truths, forecasts, strict=True):
        for chance, said, happened in ((o, f, 1.0), (1.0 - o, 1.0 - f, 0.0)):
            if chance > 0.0:
                loss += w * (chance * (-math.log(said) if said > 0.0 else math.inf))  # the product of chances may be 0
                brier += w * chance * (f - happened) ** 2
    assert min(parts.floor, parts.lost_refinement, parts.miscalibration) >= 0.0
    assert parts.loss == pytest.approx(loss, rel=1e-9, abs=1e-12)
    assert squares.loss == pytest.approx(brier, rel=1e-9, abs=1e-12)


@given(situations())
def test_without_truths_only_their_sum_is_seen(drawn):
    """Floor and lost refinement together are the entropy of yes given the forecast: all that data can show."""
    truths, forecasts, weights = drawn
    parts, seen = log_loss_parts(*drawn), 0.0
    for f in set(forecasts):
        here = [i for i, each in enumerate(forecasts) if each == f]
        weight = sum(weights[i] for i in here)
        yes = min(1.0, sum(weights[i] * truths[i] for i in here) / weight)
        seen += weight * entropy([yes, 1.0 - yes], "nats")
    assert parts.floor + parts.lost_refinement == pytest.approx(seen, rel=1e-9, abs=1e-9)


def test_a_perfect_forecaster_pays_the_floor_exactly():
    """Also where several situations share a truth that no double holds."""
    parts = log_loss_parts([0.1, 0.1, 0.1, 0.7], [0.1, 0.1, 0.1, 0.7], [0.3, 0.3, 0.3, 0.1])
    assert (parts.lost_refinement, parts.miscalibration) == (0.0, 0.0)


def test_the_two_scores_can_disagree():
    """Of two forecasters one has the lower log loss, the other the lower Brier score."""
    bold, careful = [0.01, 0.08, 0.92, 0.99], [0.05, 0.05, 0.95, 0.95]
    assert log_loss_parts(MORNINGS, bold).loss > log_loss_parts(MORNINGS, careful).loss
    assert brier_parts(MORNINGS, bold).loss < brier_parts(MORNINGS, careful).loss


def test_what_was_ruled_out_and_happens_costs_infinitely_much():
    """A forecast of 0 where yes can come is infinitely wrong by the log loss, and by the Brier score is not."""
    assert log_loss_parts([0.1], [0.0]).miscalibration == math.inf
    assert brier_parts([0.1], [0.0]).miscalibration == pytest.approx(0.01)
    assert log_loss_parts([0.0, 1.0], [0.0, 1.0]).loss == 0.0


def test_bits():
    """The same in bits."""
    nats, bits = (log_loss_parts(MORNINGS, [0.3, 0.7, 0.3, 0.7], unit=unit) for unit in ("nats", "bits"))
    assert bits.loss * math.log(2) == pytest.approx(nats.loss, rel=1e-14)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (([0.5], [1.5]), r"forecasts\[0\] is 1.5"),
        (([-0.5], [0.5]), r"truths\[0\] is -0.5"),
        (([0.5, math.nan], [0.5, 0.5]), r"truths\[1\] is nan"),
        (([0.5], [0.5, 0.5]), "1 truths, 2 forecasts"),
        (([0.5], [0.5], [0.5, 0.5]), "2 weights"),
        (([0.5, 0.5], [0.5, 0.5], [0.5, 0.6]), "weights sums to 1.1"),
    ],
)
def test_what_is_no_forecast_is_refused(arguments, message):
    """Numbers outside of 0 to 1, and lists of different lengths."""
    for parts in (log_loss_parts, brier_parts):
        with pytest.raises(KernelError, match=message):
            parts(*arguments)


def test_an_average_that_rounds_to_certain_is_not_certain():
    """Truths of 1 and of the double below it, met with one forecast, lose next to nothing, and not infinitely much."""
    parts = log_loss_parts([1.0, 0.9999999999999999], [1.0, 1.0])
    assert 0.0 <= parts.lost_refinement < 1e-15
    assert log_loss_parts([0.0, 5e-324], [0.5, 0.5]).lost_refinement < 1e-300
