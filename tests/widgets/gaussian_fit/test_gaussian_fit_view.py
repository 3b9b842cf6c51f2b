"""The figure as it stands in the first response, before any script."""

import json
import math
import re

import pytest

from app.ui.format import format_number
from app.widgets.gaussian_fit.panels.curves import HEIGHT, WIDTH, model_path
from app.widgets.gaussian_fit.panels.window import window
from app.widgets.gaussian_fit.state import GaussianFitState
from app.widgets.gaussian_fit.view import GaussianFit

GaussianFitOptions = GaussianFitState.options()


def html(fields=None, **options):
    state = GaussianFitState()
    state.update(state.as_dict() | (fields or {}))
    return str(GaussianFit().html(state, "fit", options))


def test_the_numbers_stand_in_the_first_response():
    """Both KLs are there as text and at full precision, with their unit."""
    page = html()
    results = GaussianFitState().results()
    for name in ("kl", "kl-reverse", "entropy", "cross-entropy"):
        assert f'data-quantity="{name}" data-value="{results[name]!r}"' in page
        assert format_number(results[name], "nats") in page


def test_the_best_models_of_the_first_truth_come_with_it():
    """Best Q needs no connection for the P that the page came with."""
    first = json.loads(re.search(r'class="widget-state">(.*?)</script>', html(), re.DOTALL)[1])
    assert first["options"]["optima"]["tied"] == 2
    assert first["state"]["sigma"] == 1.0


@pytest.mark.parametrize(
    "control", [name for name in GaussianFitOptions.CONTROLS if name not in ("numbers", "best-forward", "best-reverse")]
)
def test_hide_leaves_a_control_out(control):
    """Each name of `hide` takes its control away, and an unknown name takes nothing."""
    marks = {"history": 'data-control="undo"', "link": 'data-control="link"'}
    mark = marks.get(
        control, f'data-panel="{control}"' if f'data-panel="{control}"' in html() else f'data-control="{control}"'
    )
    assert mark in html()
    assert mark not in html(hide=[control])
    assert mark in html(hide=["nonsense"])


@pytest.mark.parametrize("control", ["numbers", "best-forward", "best-reverse"])
def test_hide_leaves_buttons_and_fields_out(control):
    """The Best Q buttons and the typed numbers can be left out too."""
    mark = {"numbers": "typed-q"}.get(control, f'data-control="{control}"')
    assert mark in html()
    assert mark not in html(hide=[control])


def test_a_pending_prediction_shows_no_kl():
    """Before the guess is committed neither KL nor a best Q can be read, not even in the page's source."""
    page = html(predict="kl-best", prediction="guess")
    results = GaussianFitState().results()
    for name in ("kl", "kl-reverse", "cross-entropy", "kl-best", "kl-reverse-best"):
        assert repr(results[name]) not in page
        assert format_number(results[name]) not in page
    assert "This is my guess" in page


def test_a_committed_prediction_is_told():
    """Afterwards the page says what the guess cost; its words leave the best to the button, which shows it."""
    page = html(predict="kl-best", prediction="guess", committed={"guess": 0.7, "truth": 0.5552, "unit": "nats"})
    assert format_number(0.7, "nats") in page
    assert format_number(0.5552, "nats") not in re.sub(r"<[^>]+>", "", page.partition('<div class="cost forward')[0])
    assert "Press Best" in page


def test_three_sliders_have_names_and_values():
    """Q's handles are real controls before and after the script: role, name, value."""
    for name, value in (("Centre of Q, μ", 0.0), ("Left edge of Q, μ − σ", -1.0), ("Right edge of Q, μ + σ", 1.0)):
        assert re.search(rf'role="slider"[^>]*aria-label="{re.escape(name)}"[^>]*aria-valuenow="{value}"', html())


def test_the_window_follows_q_and_the_numbers_do_not():
    """A Q far outside is seen, with its handles; KL comes from P and Q alone."""
    state = GaussianFitState()
    state.update(state.as_dict() | {"mu": 15.0, "sigma": 3.0})
    seen = window(state.truth, state.model)
    assert seen.low < -3.5
    assert seen.high > 18.0
    assert 4 <= len(seen.ticks()) <= 9
    exact = math.log(math.sqrt(2 * math.pi) * 3) + (4.36 + 15**2) / (2 * 3**2) - state.truth.entropy()
    assert state.measures()["kl"] == pytest.approx(exact, rel=1e-14)


def test_a_curve_stays_in_its_picture():
    """A path runs from the left edge to the right, and a narrow Q leaves the picture upwards only a little."""
    state = GaussianFitState()
    state.update(state.as_dict() | {"sigma": 0.01})
    points = [
        tuple(map(float, pair.split()))
        for pair in model_path(state.model, window(state.truth, state.model))[1:].split("L")
    ]
    assert points[0][0] == 0
    assert points[-1][0] == WIDTH
    assert min(y for _, y in points) >= -0.5 * HEIGHT - 0.1
    assert max(y for _, y in points) <= HEIGHT
