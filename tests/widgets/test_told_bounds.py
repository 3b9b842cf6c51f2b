"""What a figure's page is told of its state is what Python refuses outside of."""

import json
import re
from string import ascii_letters

import param
import pytest

from app.figure.drawing import DeclaredWidget
from app.figure.fields import Letters, Names, Numbers, read
from app.pages.kinds import KINDS
from app.widgets.gaussian_fit.truth.bumps import Bumps

FIELDS = [
    pytest.param(widget, name, field, id=f"{kind}.{name}")
    for kind, widget in KINDS.items()
    for name, field in widget.State.fields().items()
]


def told(widget, name):
    """Return what stands of a field in the figure's page."""
    html = widget.html(widget.start, "w", {})
    return json.loads(re.search(r'class="widget-state">(.*?)</script>', html)[1]).get("fields", {}).get(name, {})


def refused(widget, name, value):
    """Whether a message with this value changes nothing, and hears why."""
    state = widget.State()
    with pytest.raises(ValueError, match=rf"(?i)\b{name}\b"):
        state.update(state.as_dict() | {name: value})
    return state.as_dict() == widget.State().as_dict()


def test_every_figure_declares_its_state():
    """So that each of them is looked at here."""
    assert all(isinstance(widget, DeclaredWidget) for widget in KINDS.values())


@pytest.mark.parametrize(("widget", "name", "field"), [each for each in FIELDS if isinstance(each.values[2], Numbers)])
def test_lists_of_numbers_lie_within_their_bounds(widget, name, field):
    """Both ends are taken; a little beyond either of them nothing is."""
    low, high = told(widget, name)["bounds"]
    beyond, rest = 1e-6 * (high - low), [low] * (len(field.default) - 2)
    assert read(field, [low, high, *rest], name) == [low, high, *rest]
    assert refused(widget, name, [low - beyond, high, *rest])
    assert refused(widget, name, [low, high + beyond, *rest])


@pytest.mark.parametrize(
    ("widget", "name", "field"), [each for each in FIELDS if isinstance(each.values[2], param.Number)]
)
def test_numbers_lie_within_their_bounds(widget, name, field):
    """Both ends are taken; a little beyond either of them nothing is, and of whole numbers not the next."""
    low, high = told(widget, name)["bounds"]
    beyond = 1 if isinstance(field, param.Integer) else 1e-6 * (high - low)
    assert [read(field, bound, name) for bound in (low, high)] == [low, high]
    assert refused(widget, name, low - beyond)
    assert refused(widget, name, high + beyond)


@pytest.mark.parametrize(("widget", "name", "field"), [each for each in FIELDS if isinstance(each.values[2], Names)])
def test_there_are_as_many_names_as_the_page_is_told(widget, name, field):
    """The fewest and the most of them are taken, and the longest; one fewer or more is not, nor one letter more."""
    page = told(widget, name)
    few, many, long = list(ascii_letters[: page["fewest"]]), list(ascii_letters[: page["most"]]), "n" * page["longest"]
    for names in (few, many, [long, *few[1:]]):
        assert read(field, names, name) == names
    for names in (few[1:], [*many, "Z"], [f"{long}n", *few[1:]]):
        assert refused(widget, name, names)


@pytest.mark.parametrize(("widget", "name", "field"), [each for each in FIELDS if isinstance(each.values[2], Letters)])
def test_there_are_as_many_letters_as_the_page_is_told(widget, name, field):
    """So many are taken, and one more is not."""
    most = told(widget, name)["most"]
    assert read(field, field.alphabet[0] * most, name)
    assert refused(widget, name, field.alphabet[0] * (most + 1))


@pytest.mark.parametrize(("widget", "name", "field"), [each for each in FIELDS if isinstance(each.values[2], Bumps)])
def test_there_are_as_many_bumps_as_the_page_is_told(widget, name, field):
    """So many are taken, and one more is not."""
    page = told(widget, name)
    high = page["bounds"][1]
    assert read(field, [high] * page["most"], name)
    assert refused(widget, name, [high] * (page["most"] + 1))
