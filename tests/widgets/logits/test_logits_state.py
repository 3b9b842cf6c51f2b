"""The logits: the loss and its parts, the arrows, and what the figure says of them."""

import math

import pytest

from app.figure.widget import StateError
from app.widgets.logits.frame import STEP, frame
from app.widgets.logits.state import LogitsState


def stepped(state):
    """Return the state after one step downhill, where the arrows end."""
    return [z - STEP * slope for z, slope in zip(state.logits, state.slopes(), strict=True)]


def test_a_one_hot_target_has_no_floor():
    """With a one-hot label the loss is the gap, and the surprise at the right class."""
    state = LogitsState.from_options({"preset": "wrong"})
    results = state.results()
    assert results["entropy"] == 0
    assert results["cross-entropy"] == pytest.approx(results["kl"], rel=1e-14)
    assert results["kl"] == pytest.approx(-math.log(state.model()[0]), rel=1e-14)


def test_a_matched_model_pays_the_floor():
    """With smoothing, where model and target agree, the gap is 0 and the loss is the target's entropy."""
    results = LogitsState.from_options({"preset": "matched"}).results()
    assert results["kl"] == 0
    assert results["cross-entropy"] == pytest.approx(results["entropy"]) == pytest.approx(0.3488, abs=1e-4)


def test_a_shift_changes_only_the_logits():
    """Adding the same to every logit leaves all numbers as they were."""
    here = LogitsState.from_options({"logits": [1, -2, 0.5, 0]})
    there = LogitsState.from_options({"logits": [3, 0, 2.5, 2]})
    assert here.results() == pytest.approx(there.results(), rel=1e-14)


@pytest.mark.parametrize("preset", ["wrong", "undecided", "sure-and-wrong", "sure-and-right", "too-sure"])
def test_a_step_never_overshoots(preset):
    """Each step downhill makes the loss smaller, from wherever one starts."""
    state = LogitsState.from_options({"preset": preset})
    loss = state.results()["cross-entropy"]
    state.logits = [max(-6.0, min(6.0, z)) for z in stepped(state)]
    assert state.results()["cross-entropy"] < loss


def test_steps_towards_a_one_hot_target_do_not_come_to_rest():
    """After hundred steps the right class leads by more, and there is still a slope."""
    state = LogitsState.from_options({"preset": "undecided"})
    for _ in range(100):
        before = state.logits[0] - state.logits[1]
        state.logits = stepped(state)
        assert state.logits[0] - state.logits[1] > before
    assert state.slopes()[0] < 0


def test_steps_towards_a_smoothed_target_end_in_it():
    """After some hundred steps the model is the target."""
    state = LogitsState.from_options({"preset": "undecided", "smoothing": 0.1})
    for _ in range(400):
        state.logits = stepped(state)
    assert state.model() == pytest.approx(state.target(), abs=1e-9)


def test_an_arrow_ends_where_a_step_leads():
    """The arrow of the right class rises from its logit, the arrow of a class with too much falls from it."""
    state = LogitsState.from_options({"preset": "sure-and-wrong"})
    shown = frame(state, state.results())
    assert [shown[f"arrow-{i}"]["data-way"] for i in (0, 1)] == ["up", "down"]
    tips = [100 - float(shown["arrow-0"]["style.top"][:-1]), float(shown["arrow-1"]["style.bottom"][:-1])]
    assert tips == pytest.approx([(z + 6) / 0.12 for z in stepped(state)[:2]], abs=0.01)


def test_an_arrow_vanishes_only_where_a_smoothed_target_is_reached():
    """A matched model has no arrows; the surest one that can be drawn still has one at a one-hot target."""
    matched = LogitsState.from_options({"preset": "matched"})
    shown = frame(matched, matched.results())
    assert {shown[f"arrow-{i}"]["data-way"] for i in range(4)} == {"none"}
    assert "arrows are gone" in shown["remark"]["text"]
    surest = LogitsState.from_options({"logits": [6, -6, -6, -6]})
    shown = frame(surest, surest.results())
    assert shown["arrow-0"]["data-way"] == "up"
    assert "still an arrow" in shown["remark"]["text"]


def test_being_too_sure_is_said():
    """A model that is surer than its smoothed target is told so."""
    state = LogitsState.from_options({"preset": "too-sure"})
    assert "points down" in frame(state, state.results())["remark"]["text"]


def test_a_pending_loss_is_not_drawn():
    """While the loss is to be guessed its strip is empty and the remark is silent."""
    state = LogitsState.from_options({"preset": "matched"})
    shown = frame(state, state.results(), pending=True)
    assert (shown["floor"]["style.width"], shown["gap"]["style.width"]) == ("0.00%", "0.00%")
    assert shown["remark"]["text"] == ""


@pytest.mark.parametrize(
    ("options", "rule"),
    [
        ({"logits": [1, 2, 3]}, "a list of 4 numbers"),
        ({"logits": [9, 0, 0, 0]}, "lies between -6 and 6"),
        ({"right": "bat"}, "use one of cat"),
        ({"smoothing": 0.7}, "lies between 0 and 0.5"),
    ],
)
def test_what_is_no_state_is_refused(options, rule):
    """A message names the field, the rule and the repair."""
    with pytest.raises(StateError, match=rule):
        LogitsState.from_options(options)
