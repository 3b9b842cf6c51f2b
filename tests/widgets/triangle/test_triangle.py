"""Three coins: KL, Jeffreys and JS reward a detour, the root of JS never does."""

import itertools
import math

import numpy as np
import pytest

from app.kernel import js_divergence
from app.widgets.triangle.frame import frame
from app.widgets.triangle.state import MEASURES, TriangleState


def state(**fields):
    """A state with these fields, the others as they are at first: coins of 0.5, 0.7 and 0.9."""
    return TriangleState.from_options(fields)


@pytest.mark.parametrize(
    ("measure", "direct", "around"),
    [("kl", 0.736966, 0.347459), ("jeffreys", 1.267970, 0.633985), ("js", 0.146793, 0.077090)],
)
def test_symmetry_does_not_help(measure, direct, around):
    """From 0.5 to 0.9 the way round by 0.7 is shorter, with KL as with two symmetric divergences."""
    results = state(measure=measure).results()
    assert results["direct"] == pytest.approx(direct, abs=5e-7)
    assert results["way-round"] == pytest.approx(around, abs=5e-7)
    assert results["excess"] == pytest.approx(direct - around, abs=1e-6)


def test_nobody_breaks_the_root():
    """For no three coins in steps of 0.02 is the way round shorter by the root of JS."""
    heads = np.linspace(0, 1, 51)
    root = np.array([[math.sqrt(js_divergence([a, 1 - a], [b, 1 - b])) for b in heads] for a in heads])
    around = root[:, :, None] + root[None, :, :]
    assert (root[:, None, :] <= around + 1e-15).all()


@pytest.mark.parametrize("measure", MEASURES)
def test_excess_is_never_negative_and_never_no_number(measure):
    """Also where ways are infinite: then the way round saves nothing."""
    for a, b, c in itertools.product((0.0, 0.3, 1.0), repeat=3):
        results = state(a=a, b=b, c=c, measure=measure).results()
        assert 0 <= results["excess"] < math.inf
        assert results["excess"] == 0 or results["direct"] > results["way-round"]


@pytest.mark.parametrize("measure", ["jeffreys", "js", "root-js"])
def test_all_but_kl_are_the_same_both_ways(measure):
    """There and back again is the same length."""
    there, back = state(measure=measure), state(a=0.9, c=0.5, measure=measure)
    assert there.results()["direct"] == pytest.approx(back.results()["direct"], rel=1e-14)


def test_kl_is_not():
    """From 0.5 to 0.9 is another way than from 0.9 to 0.5."""
    assert state().results()["direct"] != state(a=0.9, c=0.5).results()["direct"]


@pytest.mark.parametrize(
    ("fields", "said", "holds"),
    [
        ({}, "KL is no distance", "no"),
        ({"measure": "jeffreys"}, "Jeffreys is no distance", "no"),
        ({"measure": "root-js"}, "with √JS it never is", "yes"),
        ({"b": 0.1}, "KL can be caught", "yes"),
        ({"c": 1.0}, "infinite", "yes"),
    ],
)
def test_the_verdict_says_whether_the_inequality_holds(fields, said, holds):
    """It names the measure."""
    here = state(**fields)
    verdict = frame(here, here.results(), pending=False)["verdict"]
    assert said in verdict["text"]
    assert verdict["data-holds"] == holds


def test_bars_compare_lengths():
    """The ways' bars are as long, one to the other, as the ways are."""
    here = state()
    shown, results = frame(here, here.results(), pending=False), here.results()
    direct, first, second, saved = (
        float(shown[f"bar-{name}"]["style.width"].rstrip("%")) for name in ("direct", "first", "second", "saved")
    )
    assert first / direct == pytest.approx(results["first"] / results["direct"], abs=1e-3)
    assert second / direct == pytest.approx(results["second"] / results["direct"], abs=1e-3)
    assert first + second + saved == pytest.approx(direct, abs=0.03)


def test_a_pending_prediction_shows_the_direct_way_alone():
    """Neither bar nor verdict gives the way round away."""
    shown = frame(state(), state().results(), pending=True)
    assert {shown[f"bar-{name}"]["hidden"] for name in ("first", "second", "saved")} == {""}
    assert shown["verdict"] == {"text": "", "data-holds": None}
    assert shown["bar-direct"]["style.width"] == "90.00%"
