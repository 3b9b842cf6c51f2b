"""Two funnels slid apart: both KLs leave for infinity, JS rises to its ceiling and stays."""

import math
from itertools import pairwise

import pytest

from app.widgets.slide_apart.frame import RAILS, frame
from app.widgets.slide_apart.state import FARTHEST, REACH, SHAPES, SlideApartState

DISJOINT = 2 * REACH + 1


def state(**fields):
    """A state with these fields, the others as they are at first."""
    return SlideApartState.from_options(fields)


@pytest.mark.parametrize("shape", SHAPES)
def test_one_bin_is_enough(shape):
    """After a single step both KLs are infinite, and JS is far from its ceiling."""
    results = state(shape=shape, shift=1).results()
    assert results["kl"] == results["kl-reverse"] == math.inf
    assert 0 < results["js"] < 0.2


def test_only_the_direction_that_is_missed_is_infinite():
    """While Q hangs inside P, only KL(P ‖ Q) is infinite; once it sticks out, both are."""
    inside, outside = state(reach=2, shift=3).results(), state(reach=2, shift=4).results()
    assert inside["kl"] == math.inf > inside["kl-reverse"] > 0
    assert outside["kl-reverse"] == math.inf


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize(("unit", "ceiling"), [("bits", 1.0), ("nats", math.log(2))])
def test_disjoint_funnels_are_a_bit_apart_however_far(shape, unit, ceiling):
    """Without a common bin JS is exactly one bit, at every further shift."""
    for shift in range(DISJOINT, FARTHEST + 1):
        results = state(shape=shape, shift=shift, unit=unit).results()
        assert results["js"] == pytest.approx(ceiling, abs=0, rel=1e-15)
        assert results["overlap"] == 0


@pytest.mark.parametrize("shape", SHAPES)
def test_js_only_rises(shape):
    """Each further bin makes the two easier to tell apart, as long as they have a bin in common."""
    along = [state(shape=shape).at(shift)["js"] for shift in range(DISJOINT + 1)]
    assert along[0] == 0
    assert all(nearer < farther for nearer, farther in pairwise(along))


def test_a_floor_makes_everything_finite_and_decides_how_large():
    """With something poured into every bin both KLs are finite, and the less it is the larger they are."""
    little, more = state(floor=0.01, shift=20).results(), state(floor=0.1, shift=20).results()
    assert more["kl"] < little["kl"] < math.inf
    assert little["kl-reverse"] < math.inf


def test_in_common_is_what_the_steps_leave():
    """A step moves as much as the highest bin holds; the rest is common."""
    assert state(shift=1).results()["overlap"] == pytest.approx(1 - 252 / 1024)


def test_the_curves_leave_through_the_top():
    """What is infinite lies on the rail over the axis, what is finite under it; no stroke joins the two."""
    for reach in (REACH, 2):
        here = state(reach=reach)
        shown = frame(here, here.results(), pending=False)
        for name in ("kl", "kl-reverse"):
            strokes = shown[f"curve-{name}"]["d"].removeprefix("M").split("M")
            places = [[float(point.split()[1]) for point in stroke.split("L")] for stroke in strokes]
            assert any(set(heights) == {RAILS[name]} for heights in places)
            assert all(set(heights) == {RAILS[name]} or min(heights) > 26 for heights in places)


def test_a_place_that_is_alone_on_its_curve_is_drawn():
    """With both funnels alike only shift 0 is finite: a short level stroke under the middle of Q."""
    shown = frame(state(), state().results(), pending=False)
    assert shown["curve-kl"]["d"].startswith("M6.20 126.00L6.80 126.00M7.50 5.00L8.50 5.00")
    assert shown["curve-js"]["d"].count("M") == 1


def test_while_a_prediction_is_awaited_no_curve_is_drawn():
    """The height of a curve or a point would tell."""
    shown = frame(state(shift=9), state(shift=9).results(), pending=True)
    assert {shown[f"curve-{name}"]["d"] for name in RAILS} == {""}
    assert {shown[f"dot-{name}"]["hidden"] for name in RAILS} == {""}
    assert shown["ceiling"]["hidden"] == ""
    assert shown["remark"]["text"] == ""


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "The same distribution twice"),
        ({"shift": 3}, "Each reaches a bin that the other never does"),
        ({"shift": 15}, "No bin in common"),
        ({"reach": 2}, "only KL(P ‖ Q) is infinite"),
        ({"shift": 3, "floor": 0.05}, "both KLs are finite"),
    ],
)
def test_the_remark_says_what_is_special(fields, said):
    """Each kind of place has its sentence."""
    here = state(**fields)
    assert said in frame(here, here.results(), pending=False)["remark"]["text"]


def test_dots_stand_on_their_curves():
    """The point of a curve for the present shift is where its dot is."""
    here = state(shift=4, floor=0.03)
    shown = frame(here, here.results(), pending=False)
    for name in RAILS:
        y = float(shown[f"curve-{name}"]["d"].removeprefix("M").split("L")[4].split()[1])
        assert float(shown[f"dot-{name}"]["style.bottom"].rstrip("%")) == pytest.approx(100 - y / 1.26, abs=0.02)
