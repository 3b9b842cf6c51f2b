"""What every small widget keeps: its twin agrees, its address is exact, its first paint whole."""

import json
import math
import re

import pytest
from widgets.drawn_states import DRAWN, states

from app.figure.widget import json_number

kinds = pytest.mark.parametrize("widget", DRAWN, ids=lambda widget: widget.kind)
TWIN = """(twin, [cases, fields]) => cases.map((state) => {
  const results = twin.results(state, fields);
  return [results, twin.frame(state, results, false, fields), twin.frame(state, results, true, fields)];
})"""


def near(a, b):
    """Whether two numbers agree but for rounding; infinities must be the same."""
    a, b = float(a), float(b)
    return a == b or abs(a - b) <= 1e-9 * max(abs(a), abs(b)) or abs(a - b) < 1e-13


@kinds
def test_the_twin_draws_the_same(node, widget):
    """For drawn states JavaScript finds the kernel's numbers, and the same frame, part by part."""
    cases = states(widget, 120)
    twin = f"/widgets/{widget.kind}/frame.js"
    found = node.ask(TWIN, twin, argument=[[state.as_dict() for state in cases], widget.State.told()])
    for state, (numbers, shown, pending) in zip(cases, found, strict=True):
        results = state.results()
        assert numbers.keys() == results.keys()
        wrong = {
            name: (numbers[name], value)
            for name, value in results.items()
            if not near(numbers[name], json_number(value))
        }
        assert not wrong, (state.as_dict(), wrong)
        for frame, by_kernel in ((shown, False), (pending, True)):
            expected = {name: dict(part) for name, part in widget.frame(state, results, pending=by_kernel).items()}
            assert differing(frame, expected) == {}, state.as_dict()


def differing(found, expected):
    """Return the parts that differ by more than the last digit of a coordinate."""
    return {
        name: (found.get(name), part)
        for name, part in expected.items()
        if name not in found
        or found[name].keys() != part.keys()
        or any(not alike(found[name][key], part[key]) for key in part)
    } | {name: (found[name], None) for name in found if name not in expected}


def alike(a, b):
    """Whether two texts are the same, but for coordinates that a rounding in the last place moved."""
    if a == b or a is None or b is None:
        return a == b
    numbers = re.compile(r"-?\d+\.\d+")
    if numbers.sub("#", a) != numbers.sub("#", b):
        return False
    return all(abs(float(x) - float(y)) <= 0.0101 for x, y in zip(numbers.findall(a), numbers.findall(b), strict=True))


@kinds
def test_the_address_is_exact(widget):
    """Every state survives its query string to the last digit."""
    for state in states(widget, 60):
        read = widget.State.from_query(state.to_query(), widget.State())
        assert read.as_dict() == state.as_dict()


@kinds
def test_the_first_paint_is_whole(widget):
    """Without scripts the figure has every number of its results that it names, at full precision."""
    for state in states(widget, 12):
        html = widget.html(state, "w", {})
        results = state.results()
        shown = re.findall(r'data-quantity="([\w-]+)"[^>]*? data-value="([^"]*)"', html)
        assert shown
        for name, value in shown:
            assert value == str(json_number(results[name]))
        assert json.loads(re.search(r'class="widget-state">(.*?)</script>', html)[1])["state"] == state.as_dict()


@kinds
def test_a_pending_prediction_is_not_given_away(widget):
    """While a prediction is awaited the predicted number is a question mark, wherever it would stand."""
    for quantity in widget.State.predictable:
        for state in states(widget, 12):
            html = widget.html(state, "w", {"predict": quantity, "prediction": "guess"})
            places = re.findall(rf'data-quantity="{quantity}"[^>]*?data-value="([^"]*)"[^>]*>([^<]*)<', html)
            assert places
            assert all(place == ("", "?") for place in places)


@kinds
def test_what_is_guessed_has_a_name_that_stands_in_a_sentence(widget):
    """Labels and verdicts go on after the name: it begins small or with a symbol, and ends with no mark of its own."""
    for guess in widget.State.predictable.values():
        assert re.fullmatch(r"\S.*[\w)]", guess.name)
        assert not guess.name.startswith(("What", "How", "The"))


@kinds
def test_numbers_are_what_the_page_can_show(widget):
    """No state has a result that is no number."""
    for state in states(widget, 120):
        assert not any(math.isnan(value) for value in state.results().values()), state.as_dict()
