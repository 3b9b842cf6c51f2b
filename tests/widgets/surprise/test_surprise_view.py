"""What stands in the page before any script has run."""

import json
import re

import pytest

from app.widgets.surprise.frame import axis_height, first_paint, tag_sides
from app.widgets.surprise.view import Surprise

WIDGET = Surprise()
PRESETS = WIDGET.State.examples()
SurpriseOptions = WIDGET.State.options()
COIN = {"labels": ["heads", "tails"], "p": [0.9, 0.1]}


def body(**options):
    return str(WIDGET.body(WIDGET.State.from_options(options), "one", options))


def shown(html, quantity):
    return re.findall(rf'data-quantity="{quantity}"(?: data-outcome="\d")? data-value="([^"]*)"', html)


def part(text):
    return float(text.removesuffix("%")) / 100


def test_the_numbers_are_in_the_first_response():
    """Entropy, ceiling, average codeword and each surprise stand in the markup with their full precision."""
    html, state = body(**COIN), WIDGET.State.from_options(COIN)
    for name, value in state.results().items():
        assert set(shown(html, name)) == {repr(value)}
    assert shown(html, "surprisal") == [repr(value) for value in state.surprises()]
    assert "0.469\u00a0bits" in html


@pytest.mark.parametrize("preset", PRESETS.all, ids=lambda each: each.id)
def test_what_sticks_out_fills_what_is_missing(preset):
    """The drawn areas add up to the entropy, and those above its line are as large as the holes below it."""
    state = WIDGET.State.from_options({"preset": preset.id})
    names = first_paint(state, SurpriseOptions())
    rows, height = names["rows"], names["height"]
    assert sum(part(row["width"]) for row in rows) == pytest.approx(1, abs=1e-5)
    areas = sum(part(row["width"]) * part(row["top"]) * height for row in rows)
    assert areas == pytest.approx(state.results()["entropy"], abs=1e-4)
    above, holes = (sum(part(row["width"]) * part(row[name]) for row in rows) for name in ("over", "gap"))
    assert above == pytest.approx(holes, abs=1e-5)


def test_each_rectangle_begins_where_the_last_one_ended():
    """The widths are laid side by side, from 0 to 1."""
    rows = first_paint(WIDGET.State(), SurpriseOptions())["rows"]
    assert [part(row["x"]) for row in rows] == [0, 0.5, 0.75, 0.875]


def test_every_bar_is_a_named_slider():
    """Each outcome is a slider with a name and a value in words."""
    html = body(**COIN)
    found = re.findall(r'role="slider"[^>]*aria-label="([^"]*)"[^>]*aria-valuetext="([^"]*)"', html)
    assert dict(found) == {"P of heads": "0.90", "P of tails": "0.10"}


def test_a_pending_prediction_is_not_given_away():
    """Before the commit no result stands anywhere in the slot, neither as a number nor as a length."""
    options = {**COIN, "predict": "entropy", "prediction": "guess", "show": ["codewords", "table"]}
    state = WIDGET.State.from_options(options)
    html = str(WIDGET.html(state, "one", options))
    for name in ("entropy", "surprisal", "code-length"):
        assert set(shown(html, name)) == {""}
    for digits in ("0.46", "0.152", "3.32", "1.3", "0.13", "23.4", "46.8", "3.8", "83.0"):
        assert digits not in html


def test_a_committed_prediction_shows_the_result():
    """Who has committed sees the truth at once."""
    committed = {"guess": 1.0, "truth": 0.469, "unit": "bits"}
    assert "0.469\u00a0bits" in body(**COIN, predict="entropy", prediction="guess", committed=committed)


@pytest.mark.parametrize("name", SurpriseOptions.CONTROLS)
def test_a_control_can_be_left_out(name):
    """A name in `hide` takes its control out of the markup, and only that one."""
    controls = r'data-(?:control|panel)="([a-z-]+)"'
    all_of_them, rest = set(re.findall(controls, body())), set(re.findall(controls, body(hide=[name])))
    gone = {"history": {"undo", "redo", "reset"}, "outcomes": {"add", "remove"}, "numbers": set()}
    assert all_of_them - rest == gone.get(name, {name})


def test_names_are_escaped():
    """A name that looks like markup is shown as it was written."""
    state = WIDGET.State.from_options({"labels": ["<b>", '"&'], "p": [0.5, 0.5]})
    html = str(WIDGET.html(state, "one", {}))
    assert "<b>" not in html
    first = json.loads(re.search(r'class="widget-state">(.*?)</script>', html)[1])
    assert first["state"]["labels"] == ["<b>", '"&']


def test_a_spike_higher_than_any_axis_is_torn():
    """A probability of a billionth surprises by 30 bits; the axis ends at 10, and the name says that it goes on."""
    html = body(p=[1 - 1e-9, 1e-9])
    assert axis_height(30) == 10
    assert html.count('data-torn="true"') == 1
    assert "29.897" in html


def test_a_name_stands_where_there_is_room():
    """Over its rectangle if that is wide; else over a lower neighbour; else nowhere."""
    assert tag_sides([0.5, 0.5], [1, 1], 2) == ["over", "over"]
    assert tag_sides([0.01, 0.99], [6.6, 0.01], 8) == ["right", "over"]
    assert tag_sides([0.45, 0.05, 0.05, 0.45], [1.2, 4.3, 4.3, 1.2], 6) == ["over", "left", "right", "over"]
    assert tag_sides([1, 0], [0, float("inf")], 2) == ["over", "none"]


def test_the_kernel_confirms_every_surprise():
    """A reply holds the results and each surprise, infinity as text."""
    state = WIDGET.State.from_options({"preset": "certain"})
    assert WIDGET.reply(state) == {
        "results": {"entropy": 0.0, "ceiling": 1.0, "code-length": 0.0},
        "surprises": [0.0, "Infinity"],
    }
