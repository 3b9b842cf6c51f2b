"""Events and numbers survive the way through JSON."""

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.progress import EventError, read_number, write_number
from app.progress.events.wire import COMMON, build_event, event_body


def through_json(value):
    """What arrives when a value is sent as JSON, which has no infinity."""
    return json.loads(json.dumps(value, allow_nan=False))


def common(event):
    """The fields that every event has."""
    return {name: getattr(event, name) for name in COMMON}


@given(st.floats(allow_nan=False))
def test_number_survives(number):
    """Every number but NaN comes back from JSON as it was, to the last bit and with its sign."""
    back = read_number(through_json(write_number(number)))
    assert back == number
    assert math.copysign(1, back) == math.copysign(1, number)


@pytest.mark.parametrize(
    "value", [None, True, "0.5", "infinity", "NaN", math.nan, [], {}, "x" * 10_000, pytest.param(10**5000, id="huge")]
)
def test_no_number(value):
    """What is no number is refused, and the message stays short."""
    with pytest.raises(EventError, match="Infinity") as caught:
        read_number(value)
    assert len(str(caught.value)) < 200


def test_event_survives(one_of_each):
    """An event of every kind comes back from JSON equal to itself."""
    for event in one_of_each:
        assert build_event(event.kind, common(event), through_json(event_body(event))) == event


@given(
    guess=st.floats(allow_nan=False), text=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
)
def test_every_value_survives(make, guess, text):
    """Any guess and any text come back from JSON equal to themselves."""
    for event in (make.prediction(guess=guess), make.answer(answer_text=text[:200])):
        assert build_event(event.kind, common(event), through_json(event_body(event))) == event


def test_largest_body(make):
    """The largest body of an event takes less than 4 KiB as JSON."""
    name, text = "n" * 80, "😀" * 200
    largest = (
        make.answer(check=name, seed=2**53 - 1, answer_text=text, verdict="wrong", misconception=name),
        make.prediction(prediction=name, quantity=name, guess=-math.inf, truth=-5e-324, unit=text),
    )
    assert all(1000 < len(json.dumps(event_body(event))) < 4096 for event in largest)


def test_unknown_kind(make):
    """A kind of event that does not exist is refused together with the list of those that do."""
    with pytest.raises(EventError, match=r"'dreamt'.*answer_given"):
        build_event("dreamt", common(make.completed()), {})


@pytest.mark.parametrize(("change", "name"), [({"colour": "red"}, "colour"), ({"hint": None}, "hint")])
def test_fields(make, change, name):
    """A body with a field too many or too few is refused by the field's name."""
    event = make.hint()
    body = {key: value for key, value in (event_body(event) | change).items() if value is not None}
    with pytest.raises(EventError, match=name):
        build_event(event.kind, common(event), body)
