"""What stands in the page before any script has run."""

import json
import re

import pytest

from app.widgets.pmf_bars.view import PmfBars

WIDGET = PmfBars()
PmfBarsOptions = WIDGET.State.options()


def body(**options):
    return str(WIDGET.body(WIDGET.State.from_options(options), "bars", options))


def shown(html, quantity):
    """The texts of every place that shows a quantity."""
    return set(re.findall(rf'data-quantity="{quantity}" data-value="([^"]*)"', html))


def test_the_numbers_are_in_the_first_response():
    """Each quantity stands in the markup with its full precision, and with its text."""
    html = body()
    for name, value in WIDGET.State().results().items():
        assert shown(html, name) == {repr(value)}
    assert "0.737\u00a0bits" in html


def test_every_bar_is_a_named_slider():
    """P and Q of each outcome are sliders with a name and a value in words."""
    html = body(preset="zero")
    found = re.findall(r'role="slider"[^>]*aria-label="([^"]*)"[^>]*aria-valuetext="([^"]*)"', html)
    assert dict(found) == {
        "P of sun": "0.60",
        "Q of sun": "0.65",
        "P of rain": "0.30",
        "Q of rain": "0.35",
        "P of snow": "0.10",
        "Q of snow": "0.00",
    }


def test_infinity_is_shown_with_its_cause():
    """An infinite gap is torn off, reads ∞, and names the outcome."""
    html = body(preset="zero")
    assert shown(html, "kl") == {"Infinity"}
    assert "∞" in html
    assert "<b>snow</b>" in html
    assert re.search(r'data-measures="cross-entropy" data-torn="true"', html)


@pytest.mark.parametrize("quantity", ["cross-entropy", "kl"])
def test_a_pending_prediction_is_not_given_away(quantity):
    """Before the commit no result stands anywhere in the markup, neither as a number nor as a length."""
    options = {"predict": quantity, "prediction": "guess", "show": ["contributions", "reverse", "js", "table"]}
    html = str(WIDGET.html(WIDGET.State.from_options(options), "bars", options))
    for name in ("cross-entropy", "cross-entropy-reverse", "kl", "kl-reverse", "js", "entropy-q"):
        assert shown(html, name) == {""}
    for digits in ("1.73", "0.73", "0.531", "0.146", "0.468", "0.152", "3.32", "-0.42", "−0.42", "1.16", "86.8"):
        assert digits not in html


def test_a_committed_prediction_shows_the_result():
    """Who has committed sees the truth at once."""
    assert "1.737" in body(
        predict="cross-entropy", prediction="guess", committed={"guess": 1.0, "truth": 1.7369, "unit": "bits"}
    )


@pytest.mark.parametrize("name", PmfBarsOptions.CONTROLS)
def test_a_control_can_be_left_out(name):
    """A name in `hide` takes its control out of the markup, and only that one."""
    controls = r'data-(?:control|panel)="([a-z-]+)"'
    all_of_them, rest = set(re.findall(controls, body())), set(re.findall(controls, body(hide=[name])))
    gone = {
        "history": {"undo", "redo", "reset"},
        "outcomes": {"add", "remove"},
        "numbers": set(),
        "paste": {"paste", "paste-p", "paste-q"},
    }
    assert all_of_them - rest == gone.get(name, {name})


def test_names_are_escaped():
    """A name that looks like markup is shown as it was written."""
    state = WIDGET.State.from_options({"labels": ["<b>", '"&'], "p": [0.5, 0.5], "q": [0.9, 0.1]})
    html = str(WIDGET.html(state, "bars", {}))
    assert "<b>" not in html.replace("<b>snow</b>", "")
    first = json.loads(re.search(r'class="widget-state">(.*?)</script>', html)[1])
    assert first["state"]["labels"] == ["<b>", '"&']


def test_what_is_open_is_open_at_once():
    """A panel that the state opens is not hidden in the first response; the others are."""
    html = body(show=["contributions"])
    hidden = dict(re.findall(r'<div role="group" class="[^"]*?panel (\w+)"[^>]*?( hidden)?>', html))
    assert {name for name, closed in hidden.items() if not closed} == {"contributions"}
