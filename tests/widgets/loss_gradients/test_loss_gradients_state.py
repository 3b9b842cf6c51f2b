"""The two losses: what CLAIMS says of their slopes, and where their curves lie."""

import re

import pytest

from app.figure.widget import StateError
from app.widgets.loss_gradients.frame import curves, frame, ticks
from app.widgets.loss_gradients.state import LossGradientsState


def test_sure_and_wrong():
    """With 0.01 left for the right class the log loss pulls with 0.99, half the squared error with 0.0098."""
    results = LossGradientsState.from_options({"preset": "sure-and-wrong"}).results()
    assert results["probability"] == pytest.approx(0.01, rel=1e-12)
    assert results["log-loss-slope"] == pytest.approx(0.99, rel=1e-12)
    assert results["squared-error-slope"] == pytest.approx(0.009801, rel=1e-12)


def test_the_log_loss_always_pulls_harder():
    """At every logit, and at least four times as hard."""
    for step in range(-60, 61):
        results = LossGradientsState.from_options({"logit": step / 10}).results()
        assert results["log-loss-slope"] >= 4 * results["squared-error-slope"] * (1 - 1e-12)


def test_the_point_lies_on_the_curve():
    """Where the handle stands, the drawn curve of the log loss is."""
    state = LossGradientsState.from_options({"logit": -3})
    place = frame(state, state.results())["handle-logit"]
    x, above = float(place["style.left"].rstrip("%")), 100 - float(place["style.bottom"].rstrip("%"))
    points = [tuple(map(float, pair.split())) for pair in re.split(r"M| L", curves()["log_loss"])[1:]]
    assert any(abs(px - x) < 0.011 and abs(py - above) < 0.011 for px, py in points)


def test_marks_say_logit_and_probability():
    """Under each mark of the axis stands what the logit leaves for the right class."""
    assert [(z, p) for _, z, p in ticks()][2:4] == [("0", "0.5"), ("3", "0.953")]


def test_a_pending_slope_is_not_drawn():
    """While the squared error's pull is to be guessed, neither its curves nor its points are there."""
    state = LossGradientsState.from_options({"preset": "sure-and-wrong"})
    shown = frame(state, state.results(), pending=True)
    hidden = [name for name, part in shown.items() if part.get("hidden") == ""]
    assert sorted(hidden) == [
        "squared-curve",
        "squared-error",
        "squared-name",
        "squared-slope",
        "squared-slope-curve",
        "squared-slope-name",
    ]
    assert shown["squared-slope"]["style.bottom"] == "0.00%"


def test_what_is_no_logit_is_refused():
    """A logit beyond the picture is refused with its bounds."""
    with pytest.raises(StateError, match="lies between -6 and 6"):
        LossGradientsState.from_options({"logit": 7})
