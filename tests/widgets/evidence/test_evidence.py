"""Evidence over flips: its average is no waiting time, and bars that reach the limit are those that count."""

import math
import re

import pytest

from app.widgets.evidence.frame import frame, odds
from app.widgets.evidence.state import EvidenceState


def flipped(**fields):
    return EvidenceState.from_options({"preset": "loaded", **fields})


def test_one_flip_more_can_make_the_limit_less_probable():
    """After 13, 14, 15 flips 1000 : 1 is reached with .5, .6047, .5."""
    chances = [flipped(n=n).results()["chance"] for n in (13, 14, 15)]
    assert chances == pytest.approx([0.5, 0.604736328125, 0.5], abs=1e-12)


def test_the_average_is_kl_a_flip_and_its_spread_the_root():
    """14 flips bring 10.3 bits, give or take 5.9; four times as many four times and twice as much."""
    few, many = flipped(n=14).results(), flipped(n=56).results()
    assert few["mean"] == pytest.approx(14 * 0.736965594166206)
    assert few["sd"] == pytest.approx(math.sqrt(14) * 1.58496250072116)
    assert many["mean"] == pytest.approx(4 * few["mean"])
    assert many["sd"] == pytest.approx(2 * few["sd"])


def test_the_full_bars_are_the_chance():
    """The lengths of the bars that reach the limit, beside all, are the chance to be there."""
    state = flipped(n=14)
    shown = frame(state, state.results())

    def length(part):
        return sum(float(each) for each in re.findall(r"\dh([\d.]+)v", shown[part]["d"]))

    share = length("reached") / (length("reached") + length("short"))
    assert share == pytest.approx(state.results()["chance"], abs=2e-3)


def test_a_prediction_hides_the_bars():
    """They would give the chance away."""
    state = flipped()
    shown = frame(state, state.results(), pending=True)
    assert (shown["reached"]["d"], shown["short"]["d"], shown["remark"]["text"]) == ("", "", "")


def test_the_same_coin_gives_no_evidence():
    """Truth and claim alike: KL is 0, and so is every amount."""
    state = flipped(q=0.5, limit=1.0)
    results = state.results()
    assert (results["kl"], results["mean"], results["sd"], results["chance"]) == (0, 0, 0, 0)
    assert "same" in frame(state, results)["remark"]["text"]


def test_odds_are_powers_of_two():
    """The limit's label is what its bits are."""
    assert [odds(bits) for bits in (0.0, 1.0, math.log2(1000))] == ["1.0 : 1", "2.0 : 1", "1000 : 1"]
