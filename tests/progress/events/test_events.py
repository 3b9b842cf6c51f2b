"""Events refuse what breaks a rule, and know a deed that arrives twice."""

import dataclasses
import math
import uuid
from datetime import UTC, datetime

import pytest

from app.progress import TEXT_LIMIT, EventError


@pytest.mark.parametrize(
    ("kind", "field", "value", "rule"),
    [
        ("answer", "event_id", "not-a-uuid", "an event id is a UUID in small letters"),
        ("answer", "event_id", "6C1D53A4-7C52-4F0C-9C0E-3F1F5F0F8F37", "an event id is a UUID in small letters"),
        ("answer", "event_id", uuid.UUID(int=1), "an event id is a UUID in small letters"),
        ("answer", "learner", "short", "a learner id has 22 letters"),
        ("answer", "lesson", "", "a name has 1 to 80"),
        ("answer", "lesson", "../etc/passwd", "a name has 1 to 80"),
        ("answer", "check", "x" * 81, "a name has 1 to 80"),
        ("answer", "check", "two words", "a name has 1 to 80"),
        ("answer", "check", "name\n", "a name has 1 to 80"),
        ("answer", "seed", -1, "a seed is a whole number from 0"),
        ("answer", "seed", 2**53, "a seed is a whole number from 0"),
        ("answer", "seed", 1.0, "a seed is a whole number from 0"),
        ("answer", "seed", True, "a seed is a whole number from 0"),
        pytest.param("answer", "seed", 10**5000, "a number of more than 30 digits", id="huge"),
        ("answer", "answer_text", "9" * (TEXT_LIMIT + 1), f"a text has at most {TEXT_LIMIT} characters"),
        ("answer", "answer_text", "0\0", "no NUL"),
        ("answer", "answer_text", "\ud800", "half of a surrogate pair"),
        ("answer", "answer_text", None, "a text has at most"),
        (
            "answer",
            "verdict",
            "perhaps",
            "a verdict is one of right, wrong, more_digits, rounded_early, not_understood, not_graded",
        ),
        ("answer", "misconception", "", "a misconception is None or a name"),
        ("answer", "at", datetime(2025, 1, 1), "a datetime that knows its time zone"),  # noqa: DTZ001 -- that is the point
        ("answer", "at", "2025-01-01T00:00:00Z", "a datetime that knows its time zone"),
        ("hint", "hint", 0, "a hint is counted from 1"),
        ("hint", "hint", 10, "a hint is counted from 1"),
        ("prediction", "guess", math.nan, "never NaN"),
        ("prediction", "truth", math.nan, "never NaN"),
        ("prediction", "guess", "0.5", "a number is a float"),
        ("prediction", "unit", "b" * 201, "a text has at most"),
    ],
)
def test_broken_rule(make, kind, field, value, rule):
    """A field that breaks its rule is refused by name, with the value shortened, the rule and a repair."""
    with pytest.raises(EventError) as caught:
        getattr(make, kind)(**{field: value})
    message = str(caught.value)
    assert f".{field} is " in message
    assert rule in message
    assert "; " in message
    assert len(message) < 400


@pytest.mark.parametrize("guess", [0.0, 0.737, -1.5, math.inf, -math.inf, 5e-324])
def test_guess(make, guess):
    """A guess is any number, infinity included."""
    assert make.prediction(guess=guess).guess == guess


@pytest.mark.parametrize("text", ["", "∞", "7/8", "x" * TEXT_LIMIT, "😀" * TEXT_LIMIT, "1\t2\n"])
def test_text(make, text):
    """An answer may be any text up to the limit: what it means is for the grader to say."""
    assert make.answer(answer_text=text).answer_text == text


@pytest.mark.parametrize("verdict", ["right", "more_digits", "not_understood"])
def test_misconception_belongs_to_wrong(make, verdict):
    """Only a wrong answer shows a misconception."""
    with pytest.raises(EventError, match="only a wrong answer"):
        make.answer(verdict=verdict, misconception="other-direction")
    assert make.answer(verdict="wrong", misconception="other-direction").misconception == "other-direction"


def test_frozen(one_of_each):
    """What has been done cannot be changed."""
    for event in one_of_each:
        with pytest.raises(dataclasses.FrozenInstanceError):
            event.lesson = "another"


def test_every_field_has_a_rule(one_of_each):
    """No field of any event goes unchecked: an object of no sense is refused in each."""
    for event in one_of_each:
        for field in dataclasses.fields(event):
            with pytest.raises(EventError, match=field.name):
                dataclasses.replace(event, **{field.name: object()})


def test_same_deed(one_of_each):
    """An event is the same deed as itself at another moment, and as no event of another kind."""
    for event in one_of_each:
        later = dataclasses.replace(event, at=datetime(2030, 1, 1, tzinfo=UTC))
        assert event.is_same_deed(later)
        for other in one_of_each:
            assert event.is_same_deed(other) is (event is other)


def test_judgement_is_not_the_deed(make):
    """A deed that was judged differently the second time is still the same deed."""
    answer = make.answer(verdict="wrong", misconception="other-direction")
    assert answer.is_same_deed(dataclasses.replace(answer, verdict="right", misconception=None))
    prediction = make.prediction(truth=0.737)
    assert prediction.is_same_deed(dataclasses.replace(prediction, truth=math.nextafter(0.737, 1)))


@pytest.mark.parametrize(
    ("kind", "change"),
    [
        ("answer", {"answer_text": "0.738"}),
        ("answer", {"seed": 2}),
        ("answer", {"check": "another"}),
        ("answer", {"learner": "learner-two-0123456789"}),
        ("hint", {"hint": 2}),
        ("prediction", {"guess": math.inf}),
        ("prediction", {"unit": "nats"}),
        ("completed", {"lesson": "another"}),
    ],
)
def test_another_deed(make, kind, change):
    """Whatever the learner did differently makes another deed, though the id be the same."""
    event = getattr(make, kind)()
    assert not event.is_same_deed(dataclasses.replace(event, **change))
