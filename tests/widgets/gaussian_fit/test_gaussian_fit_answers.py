"""What the browser asks of Python: each answer against the kernel."""

import base64
import json
import math

import numpy as np
import pytest

from app.kernel.alpha import alpha_divergence
from app.kernel.normals import Normal, NormalMixture, fit_forward, fit_reverse, kl_forward, kl_reverse
from app.ui.widget import StateError
from app.widgets.gaussian_fit.answers import ALPHAS, answer
from app.widgets.gaussian_fit.panels.relief import LEVELS
from app.widgets.gaussian_fit.state import GaussianFitState
from app.widgets.gaussian_fit.view import GaussianFit


def ask(name, **fields):
    """The answer for the default state, changed by fields; as JSON carries it."""
    return json.loads(json.dumps(answer(GaussianFitState(), {"ask": name, "of": fields}), allow_nan=False))


S2 = NormalMixture([0.5, 0.5], [-2.0, 2.0], [0.6, 0.6])
A2 = {"weights": [0.7, 0.3], "means": [-2.0, 2.0], "sds": [0.5, 1.0]}


def test_the_best_models_are_the_kernels():
    """All minima come, best first, with the tie counted."""
    best = ask("optima")
    assert best["tied"] == 2
    assert [(fit["mu"], fit["sigma"], fit["kl"]) for fit in best["reverse"]] == [
        (fit.mean, fit.sd, fit.kl) for fit in fit_reverse(S2)
    ]
    assert best["forward"]["sigma"] == fit_forward(S2).sd


def test_the_browser_may_be_ahead_of_the_state():
    """The question brings the fields in which the browser is ahead, and the state itself stays as it was."""
    state = GaussianFitState()
    best = answer(state, {"ask": "optima", "of": A2})
    assert best["reverse"][0]["kl"] == pytest.approx(0.351806410640276, rel=1e-12)
    assert state.means == [-2.0, 2.0]
    assert state.weights == [0.5, 0.5]


def test_the_landscape_is_lowest_where_the_minima_are():
    """The darkest point of each picture lies beside the best Q, and each minimum is a hollow of it."""
    land = ask("landscape")
    rows, columns = land["size"]
    mus = np.linspace(*land["mu"], columns)
    sigmas = np.exp(np.linspace(*land["logSigma"], rows))
    for direction in ("forward", "reverse"):
        shades = np.frombuffer(base64.b64decode(land[direction]["shades"]), np.uint8).reshape(rows, columns)
        i, j = np.unravel_index(shades.argmin(), shades.shape)
        assert any(
            abs(fit["mu"] - mus[j]) < 0.2 and abs(math.log(fit["sigma"] / sigmas[i])) < 0.2
            for fit in land[direction]["minima"]
        )


def test_contours_run_where_kl_has_their_level():
    """Each contour's points have its KL, to what the grid resolves."""
    land = ask("landscape")
    for direction, kl in (("forward", kl_forward), ("reverse", kl_reverse)):
        contours = land[direction]["contours"]
        assert {line["level"] for line in contours} <= set(LEVELS)
        for line in contours[:: max(1, len(contours) // 12)]:
            for x, y in list(zip(line["x"], line["y"], strict=True))[1:-1:9]:
                assert kl(S2, Normal(x, math.exp(y))) == pytest.approx(line["level"], rel=0.03, abs=0.01)


def test_downhill_goes_where_it_leads():
    """From the middle it ends in the covering trap; with σ kept only the centre moves; forward it finds P's moments."""
    assert ask("downhill")["steps"][-1]["kl"] == pytest.approx(1.13838187765582, rel=1e-10)
    kept = ask("downhill", fixed=True, mu=0.5)["steps"]
    assert {step["sigma"] for step in kept} == {1.0}
    assert ask("downhill", direction="forward")["steps"][-1]["sigma"] == pytest.approx(2.08806130178211, abs=1e-5)


def test_between_the_directions_every_step_is_a_minimum():
    """For each position of the slider the models are stationary points of that alpha's divergence."""
    path = ask("between")
    assert path["alphas"] == list(ALPHAS)
    for alpha, fits in list(zip(path["alphas"], path["minima"], strict=True))[::10]:
        for fit in fits:
            around = [(1e-3, 0), (-1e-3, 0), (0, 1e-3), (0, -1e-3)]
            costs = [alpha_divergence(S2, Normal(fit["mu"] + a, fit["sigma"] + b), alpha) for a, b in around]
            assert min(costs) >= fit["kl"] - 1e-12


def test_the_gap_story_covers_the_slider():
    """It reaches from one bump to far apart, and knows where the two bumps, the minima and the swap begin."""
    story = ask("gap")
    assert (story["separations"][0], story["separations"][-1]) == (0, 12)
    assert (story["bimodal"], round(story["birth"], 4), round(story["swap"], 4)) == (2, 4.8245, 5.6002)
    assert len(story["covering"]) == len(story["oneBump"]) == len(story["separations"])


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ({}, "ask is None"),
        ({"ask": "weather"}, "ask for one of"),
        ({"ask": "optima", "of": [1]}, "of is"),
        ({"ask": "optima", "of": {"sigma": 0}}, "sigma"),
    ],
)
def test_a_question_that_cannot_be_answered_says_why(question, said):
    """Unknown questions and impossible states are refused with a sentence."""
    with pytest.raises(StateError, match=said):
        answer(GaussianFitState(), question)


def test_messages_are_states_questions_and_refusals():
    """A state is confirmed with both KLs, a question answered, nonsense refused; none changes another's answer."""
    state = GaussianFitState()
    receive = GaussianFit().respond
    confirmed = receive({"state": state.as_dict() | {"mu": 1.0}})
    assert confirmed["results"]["kl-reverse"] == kl_reverse(S2, Normal(1.0, 1.0))
    assert "kl-best" not in confirmed["results"], "best Qs are asked for, not computed with every move"
    assert receive({"question": {"ask": "optima"}})["answer"]["tied"] == 2
    assert "sigma" in receive({"state": state.as_dict() | {"sigma": 0}})["error"]
    assert receive({"state": state.as_dict() | {"mu": 1.0}}) == confirmed
