"""The leash: where the policy goes as β falls, what stays unsaid, and what a pending prediction hides."""

import math

import numpy as np
import pytest

from app.kernel import kl_divergence
from app.widgets.leash.frame import frame
from app.widgets.leash.state import ANSWERS, LeashState


def state(**fields):
    """A state with these fields, the others as they are at first."""
    return LeashState.from_options(fields)


def test_what_is_left_is_reward_less_price():
    """The objective is the expected reward less β times KL, at every β."""
    for beta in (0.02, 0.3, 1, 20):
        results = state(beta=beta).results()
        assert results["objective"] == pytest.approx(results["reward"] - beta * results["kl-reverse"], abs=1e-12)


def test_no_other_policy_leaves_more():
    """Drawn policies all leave less than the one that is shown."""
    shown, rng = state(beta=0.4), np.random.default_rng(3)
    for policy in rng.dirichlet(np.ones(len(ANSWERS)), 200):
        left = float(policy @ shown.rewards) - 0.4 * kl_divergence(policy, shown.reference, "nats")
        assert left < shown.results()["objective"]


def test_without_a_leash_it_is_all_gibberish():
    """At the smallest β the KL has come to -ln 0.02, which is finite."""
    results = state(beta=0.02).results()
    assert results["kl-reverse"] == pytest.approx(-math.log(0.02), rel=1e-9)
    assert results["limit"] == pytest.approx(-math.log(0.02), rel=1e-14)
    assert results["entropy"] < 1e-9


def test_on_a_short_leash_it_is_the_reference():
    """At the greatest β hardly anything moves."""
    assert state(beta=20).policy() == pytest.approx(state().reference, rel=0.1)
    assert state(beta=20).results()["kl-reverse"] < 0.001


def test_what_is_never_said_stays_unsaid():
    """The best-rewarded answer with a reference of 0 gets nothing, and the figure says so."""
    shown = state(preset="never-said", beta=0.02)
    assert shown.policy()[5] == 0
    assert shown.results()["limit"] == pytest.approx(-math.log(0.08), rel=1e-14)
    assert "never gives it" in frame(shown, shown.results())["remark"]["text"]


def test_equal_rewards_move_nothing():
    """With nothing to chase KL is 0, and so is its limit: no rounding is shown for it."""
    for reference in (state().reference, [0.1, 0.2, 0.7, 0, 0, 0], [1 / 6] * 6, [0.3, 0.3, 0.1, 0.1, 0.1, 0.1]):
        for beta in (0.02, 0.5, 20):
            results = state(reference=reference, rewards=[1] * 6, beta=beta).results()
            assert results["kl-reverse"] == results["limit"] == 0


def test_the_limit_is_written_where_there_is_room():
    """A limit of 0 has its number under the picture, not on top of the axis' own zero."""
    hidden = {each: frame(state(preset=each), state(preset=each).results()) for each in ("indifferent", "chat")}
    assert {each: shown["limit-text"]["hidden"] for each, shown in hidden.items()} == {"indifferent": "", "chat": None}


MOSTLY_HELPFUL = [0.996, 0.0008, 0.0008, 0.0008, 0.0008, 0.0008]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"preset": "no-leash"}, "nearly every answer is “gibberish”"),
        ({"reference": MOSTLY_HELPFUL, "beta": 20}, "So dear a nat"),
        ({"reference": MOSTLY_HELPFUL, "beta": 0.02}, "nearly every answer is “gibberish”"),
        ({"rewards": [2, 0.6, 0.2, -1, 1.4, 2], "beta": 0.02}, "nearly every answer is one of the best-rewarded"),
        ({"reference": [1, 0, 0, 0, 0, 0], "rewards": [1, 0, 0, 0, 0, 0]}, "All answers that the reference gives are"),
        ({"preset": "indifferent"}, "All answers are rewarded alike"),
        ({"preset": "chat"}, "Each answer’s share"),
    ],
)
def test_the_leash_is_called_loose_only_where_kl_has_arrived(fields, said):
    """What a policy gives most may be what the reference gives most: only KL beside its limit tells."""
    shown = state(**fields)
    assert said in frame(shown, shown.results())["remark"]["text"]


def test_the_line_is_as_steep_as_the_price():
    """On the frontier the line through the present point touches: a little more KL would gain β times as much."""
    here, further = state(beta=0.5).results(), state(beta=0.499).results()
    slope = (further["reward"] - here["reward"]) / (further["kl-reverse"] - here["kl-reverse"])
    assert slope == pytest.approx(0.4995, rel=1e-5)


def test_a_pending_prediction_hides_policy_and_frontier():
    """Neither bars nor curve nor numbers under the columns give the KL away."""
    shown = state(preset="no-leash")
    hidden = frame(shown, shown.results(), pending=True)
    assert hidden["frontier"]["d"] == hidden["slope"]["d"] == hidden["limit-text"]["text"] == ""
    assert {hidden[f"bar-policy.{i}"]["style.height"] for i in range(6)} == {"0.00%"}
    assert {hidden[f"share-policy.{i}"]["text"] for i in range(6)} == {"?"}
