"""Forecasts against what came: the stories that lesson 12 tells hold, and the picture shows the parts."""

import math

import pytest

from app.widgets.reliability.frame import LONGEST, frame
from app.widgets.reliability.state import ReliabilityState


def forecasts(preset="perfect", **fields):
    return ReliabilityState.from_options({"preset": preset, **fields})


@pytest.mark.parametrize(
    ("preset", "loss", "lost", "miscalibration", "brier"),
    [
        ("perfect", 0.467973637723, 0, 0, 0.15),
        ("lumped", 0.500402423538, 0.032428785815, 0, 0.16),
        ("bold", 0.642824020208, 0, 0.174850382485, 0.17825),
        ("half", 0.693147180560, 0.225173542837, 0, 0.25),
    ],
)
def test_four_forecasters(preset, loss, lost, miscalibration, brier):
    """By an outside calculation with many digits; the floor is the same for all."""
    found = forecasts(preset).results()
    wanted = {"loss": loss, "lost": lost, "miscalibration": miscalibration, "brier": brier, "floor": 0.467973637723}
    assert {name: found[name] for name in wanted} == pytest.approx(wanted, abs=1e-11)


def test_the_best_temperature_lowers_the_loss_and_raises_the_error_in_bins():
    """From .617 to .468, and from .131 to .172."""
    before, after = (forecasts("two-logits", temperature=t).results() for t in (1.0, 2.297837))
    assert (before["loss"], after["loss"]) == pytest.approx((0.616822, 0.468012), abs=1e-6)
    assert (before["ece"], after["ece"]) == pytest.approx((0.131255, 0.171614), abs=1e-5)


@pytest.mark.parametrize(("bins", "error"), [(1, 0), (10, 0), (15, 0.08), (30, 0.08)])
def test_an_error_in_bins_depends_on_them(bins, error):
    """The miscalibration does not."""
    found = forecasts("exchanged", bins=bins).results()
    assert found["ece"] == pytest.approx(error, abs=1e-12)
    assert found["miscalibration"] == pytest.approx(0.0141122832827)


def test_an_impossible_thing_that_comes_costs_infinitely_much():
    """The strip is full, the number is infinite, and the sentence says why."""
    state = forecasts(forecasts=[0, 0.3, 0.7, 0.9])
    results = state.results()
    assert math.isinf(results["loss"])
    shown = frame(state, results)
    left, width = (float(shown["part-miscalibration"][f"style.{side}"][:-1]) for side in ("left", "width"))
    assert left + width == pytest.approx(100, abs=0.02)
    assert "infinitely" in shown["remark"]["text"]


def test_the_strips_are_the_loss():
    """Their lengths add up to it, and where two kinds get one forecast a mark shows how often rain came with it."""
    state = forecasts("lumped")
    results = state.results()
    shown = frame(state, results)
    widths = [float(shown[f"part-{name}"]["style.width"][:-1]) for name in ("floor", "lost", "miscalibration")]
    assert sum(widths) == pytest.approx(100 * results["loss"] / LONGEST, abs=0.02)
    assert shown["seen.0"]["style.bottom"] == shown["seen.1"]["style.bottom"] == "20.00%"
    assert frame(state, results, pending=True)["part-miscalibration"]["hidden"] == ""


def test_a_morning_that_never_comes_is_not_drawn():
    """Neither its circle nor its handle."""
    state = forecasts("exchanged")
    shown = frame(state, state.results())
    assert [shown[f"handle-forecasts.{i}"]["hidden"] for i in range(4)] == [None, None, "", ""]
