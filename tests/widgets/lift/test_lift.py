"""A bound below an evidence: the guess moves the bar and never the line, and samples win what the guess can draw."""

import math

import pytest

from app.widgets.lift.frame import frame
from app.widgets.lift.state import LiftState


def lift(**fields):
    return LiftState.from_options({"preset": "even", **fields})


@pytest.mark.parametrize("q", [0.0, 0.01, 0.3, 0.5, 0.8, 0.99, 1.0])
def test_the_line_stands_whatever_is_guessed(q):
    """Evidence is bound and gap together, for every guess; the bar and the gap end at the line."""
    results = lift(q=q).results()
    assert results["evidence"] == pytest.approx(math.log(0.5))
    assert results["bound"] + results["gap"] == pytest.approx(results["evidence"])
    assert results["bound"] == pytest.approx(results["reconstruction"] - results["prior-kl"])
    shown = frame(lift(q=q), results)
    ends = float(shown["gap"]["style.bottom"][:-1]) + float(shown["gap"]["style.height"][:-1])
    assert ends == pytest.approx(float(shown["evidence"]["style.bottom"][:-1]), abs=0.02)


def test_it_touches_at_the_posterior_alone():
    """At 0.8 nothing is missing."""
    touching = lift(q=0.8).results()
    assert touching["posterior"] == pytest.approx(0.8)
    assert touching["gap"] == pytest.approx(0.0, abs=1e-30)
    assert "nothing is left to lift" in frame(lift(q=0.8), touching)["remark"]["text"]


def test_two_samples_halve_the_gap_of_the_even_guess():
    """From .2231 to .1116; the sure guess begins nearer and is passed."""
    even, sure = lift(samples=2).results(), lift(q=0.99, samples=2).results()
    assert even["left"] == pytest.approx(even["gap"] / 2)
    assert sure["gap"] < even["gap"]
    assert sure["left"] == pytest.approx(0.162177622)
    assert sure["left"] > even["left"]


def test_what_is_never_drawn_no_sample_finds():
    """A certain guess keeps its gap for every number of samples."""
    gaps = [lift(q=1.0, samples=n).results()["left"] for n in (1, 2, 10, 50)]
    assert gaps == pytest.approx([0.223143551314] * 4)
    state = lift(q=1.0, samples=10)
    assert "never draws" in frame(state, state.results())["remark"]["text"]


def test_a_model_that_explains_less_can_have_the_better_bound():
    """Wet as often without rain as with it: evidence lower, the even guess's bound higher."""
    explains, blind = lift().results(), lift(rain=0.45, dry=0.45).results()
    assert blind["evidence"] < explains["evidence"]
    assert blind["bound"] > explains["bound"]


def test_a_prediction_of_samples_shows_what_one_sample_leaves():
    """While it is awaited the picture is that of a single sample."""
    state, single = lift(q=0.99, samples=10), lift(q=0.99)
    pending, alone = frame(state, state.results(), pending=True), frame(single, single.results())
    assert {**pending, "remark": None} == {**alone, "remark": None}
    assert pending["remark"]["text"] == ""
