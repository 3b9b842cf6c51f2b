"""The pull of the prior: its two parts, its arrows, and what a pending prediction hides."""

import math

import pytest

from app.figure.widget import StateError
from app.kernel import Normal, NormalMixture, kl_reverse
from app.widgets.gaussian_pull.frame import frame
from app.widgets.gaussian_pull.state import GaussianPullState


def state(**fields):
    """A state with these fields, the others as they are at first."""
    return GaussianPullState.from_options(fields)


def drawn(pending=False, **fields):
    """The frame of such a state."""
    shown = state(**fields)
    return frame(shown, shown.results(), pending=pending)


def test_the_parts_are_the_whole():
    """The price of the place and the price of the width add up to the KL that an integral finds."""
    results = state(mean=-1.2, sd=0.3).results()
    by_integral = kl_reverse(NormalMixture([1.0], [0.0], [1.0]), Normal(-1.2, 0.3))
    assert results["mean-part"] + results["spread-part"] == pytest.approx(by_integral, rel=1e-10)
    assert results["kl-reverse"] == pytest.approx(by_integral, rel=1e-10)


def test_the_needle_rises_without_end():
    """Half the smallest widths costs nearly ln 2 more."""
    wide, narrow = (state(mean=0, sd=sd).results()["kl-reverse"] for sd in (0.1, 0.05))
    assert narrow - wide == pytest.approx(math.log(2), rel=0.01)


def test_arrows_point_home():
    """The arrow on the mean points to 0, the one on the width outwards below 1 and inwards above."""
    assert drawn(mean=2, sd=0.5)["pull-mean"]["data-to"] == "left"
    assert drawn(mean=-2, sd=0.5)["pull-mean"]["data-to"] == "right"
    assert drawn(mean=0, sd=0.5)["pull-sd"]["data-to"] == "right"
    assert drawn(mean=0, sd=1.5)["pull-sd"]["data-to"] == "left"


def test_nothing_pulls_at_home():
    """At the prior itself there is no arrow and no price."""
    at_home = drawn(mean=0, sd=1)
    assert at_home["pull-mean"]["hidden"] == at_home["pull-sd"]["hidden"] == ""
    assert at_home["mean-part"]["style.width"] == at_home["spread-part"]["style.width"] == "0.00%"


def test_a_pending_prediction_hides_prices_and_pulls():
    """Neither the bar nor the arrows give the price away."""
    hidden = drawn(pending=True, mean=2, sd=0.5)
    assert hidden["mean-part"]["style.width"] == "0.00%"
    assert hidden["pull-mean"]["hidden"] == ""
    assert hidden["remark"]["text"] == ""


def test_a_width_of_zero_is_refused():
    """No Gaussian is a point: the message names the bounds."""
    with pytest.raises(StateError, match=r"sd is 0, but it lies between 0\.05 and 2"):
        state(sd=0)
