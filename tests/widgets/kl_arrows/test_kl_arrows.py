"""Three estimators as losses: where each leads, and what a step does."""

import numpy as np
import pytest

from app.kernel import kl_divergence
from app.widgets.kl_arrows.frame import frame
from app.widgets.kl_arrows.state import KlArrowsState


def arrows(preset="disagree", **fields):
    return KlArrowsState.from_options({"preset": preset, **fields})


def test_k2_is_the_gradient_of_what_all_estimate():
    """By finite differences of KL(π ‖ ref) over the logits, and by k2's average over draws."""
    state = arrows()
    found, h = state.gradients(), 1e-6
    reference = state.policies()[1]
    for i in range(3):
        sides = []
        for sign in (1, -1):
            policy = list(state.policy)
            policy[i] = policy[i] + sign * h
            moved = np.exp(policy) / np.exp(policy).sum()
            sides.append(kl_divergence(moved, reference, "nats"))
        assert found.k2.mean[i] == pytest.approx((sides[0] - sides[1]) / (2 * h), abs=1e-8)
    assert np.allclose(found.k1.mean, 0, atol=1e-15)


def test_a_step_down_k3_raises_what_it_estimates():
    """From 1.309 to 1.413 nats, while KL(ref ‖ π) falls; a step down k2 lowers it."""
    results = arrows("worse").results()
    assert results["kl"] == pytest.approx(1.3090930118)
    assert results["after-k3"] == pytest.approx(1.4127756402)
    assert results["after-k2"] < results["kl"] == pytest.approx(results["after-k1"])


def test_the_arrows_are_turned_as_the_numbers_say():
    """Where they disagree on B, k3's is turned by 60.5 degrees."""
    assert arrows().results()["turned"] == pytest.approx(60.5, abs=0.05)
    assert arrows("tame").results()["turned"] < 15


def test_over_twenty_draws_k1_has_an_arrow_of_noise():
    """On average it has none, and the figure says so; another seed is another arrow."""
    few, others = (arrows(draws="some", seed=seed) for seed in (1, 2))
    assert few.results()["k1-a"] != others.results()["k1-a"]
    assert frame(few, few.results())["arrow-k1"]["d"] != ""
    assert frame(arrows(), arrows().results())["name-k1"]["data-none"] == ""
