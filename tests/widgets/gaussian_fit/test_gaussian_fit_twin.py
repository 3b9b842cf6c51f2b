"""The browser lays the picture out as the server does, and changes P as the server allows it."""

import itertools
import random

import numpy as np
import pytest
from widgets.any_states import any_states

from app.widgets.gaussian_fit.panels.curves import grips
from app.widgets.gaussian_fit.panels.window import window
from app.widgets.gaussian_fit.state import GaussianFitState

BUMPS = ("weights", "means", "sds")


def test_the_twin_follows_the_same_rules(node):
    """Window, ticks, handles and both curves of two hundred drawn states are the same in both."""
    states = list(any_states("gaussian_fit", 200))
    found = node.ask(
        """(f, { truthOf }, states) => states.map((state) => {
            const truth = truthOf(state);
            const seen = f.windowOf(truth, state);
            const curves = [f.truthCurve(truth, seen), f.modelCurve(state, seen)];
            return { seen, ticks: f.ticks(seen), heights: f.heights(state.sigma, seen), curves };
        })""",
        "/widgets/gaussian_fit/frame.js",
        "/widgets/gaussian_fit/truth/bumps.js",
        argument=[state.as_dict() for state in states],
    )
    for state, drawn in zip(states, found, strict=True):
        seen = window(state.truth, state.model)
        assert drawn["seen"] == pytest.approx({"low": seen.low, "high": seen.high, "top": seen.top}, rel=1e-12)
        assert drawn["ticks"] == pytest.approx(seen.ticks(), abs=1e-12)
        places = grips(state.model, seen)
        heights = {"centre": places["centre"][1], "edge": places["left"][1]}
        assert drawn["heights"] == pytest.approx(heights, abs=1e-12)
        for curve, density in zip(drawn["curves"], (state.truth, state.model), strict=True):
            assert (curve["x"][0], curve["x"][-1]) == pytest.approx((seen.low, seen.high), rel=1e-12)
            assert curve["y"] == pytest.approx(np.exp(density.log_density(np.array(curve["x"]))), rel=1e-9, abs=1e-300)


def test_every_change_of_p_is_a_state(node):
    """Bumps that come, go and change one after the other are always such as the server takes."""
    chance = random.Random(5)
    steps = [
        [chance.choice(["more", "less", *BUMPS]), chance.random(), chance.choice([-30, 0, 0.01, 0.5, 1, 30])]
        for _ in range(300)
    ]
    states = node.ask(
        """(bumps, [state, fields, steps]) => steps.map(([change, place, value]) => {
            const count = state.means.length;
            const index = Math.floor(place * count);
            if (change === "more") state = count < fields.means.most ? bumps.withOneMore(state, fields) : state;
            else if (change === "less") state = count > 1 ? bumps.withoutBump(state, index) : state;
            else state = bumps.withBump(state, change, index, value, fields);
            return state;
        })""",
        "/widgets/gaussian_fit/truth/bumps.js",
        argument=[GaussianFitState().as_dict(), GaussianFitState.told(), steps],
    )
    taken = GaussianFitState()
    for state in states:
        taken.update(state)
    assert {len(state["means"]) for state in states} == {1, 2, 3, 4}
    assert sum(a != b for a, b in itertools.pairwise(states)) > len(states) / 2
