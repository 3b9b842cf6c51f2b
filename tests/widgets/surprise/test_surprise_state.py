"""What the figure holds, and what it refuses."""

import math

import pytest

from app.figure.widget import StateError
from app.widgets.surprise.state import SurpriseState

PRESETS = SurpriseState.examples()


def state(p, labels=None, **more):
    return SurpriseState.from_options({"p": p, **({} if labels is None else {"labels": labels}), **more})


def test_halves_surprise_by_whole_bits():
    """A half, a quarter and two eighths surprise by 1, 2, 3 and 3 bits, 1.75 on average, and codewords are as long."""
    weather = SurpriseState()
    assert weather.surprises() == [1, 2, 3, 3] == weather.code_lengths()
    assert weather.results() == {"entropy": 1.75, "ceiling": 2.0, "code-length": 1.75}


def test_the_biased_coin_is_worth_less_than_half_a_bit():
    """Heads at 0.9: the entropy is 0.468995593589281 bits (mpmath, 15 digits)."""
    assert state([0.9, 0.1]).results()["entropy"] == pytest.approx(0.468995593589281, rel=1e-14)


def test_a_certain_outcome_has_no_entropy():
    """Entropy and codeword of a sure thing are 0, although the surprise of what never happens is infinite."""
    sure = state([1, 0])
    assert sure.results() == {"entropy": 0, "ceiling": 1, "code-length": 0}
    assert sure.surprises() == [0, math.inf]
    assert sure.code_lengths() == [0, math.inf]


@pytest.mark.parametrize("n", range(2, 9))
def test_the_even_distribution_reaches_the_ceiling(n):
    """With n outcomes all alike the entropy is log2 n."""
    found = state([1 / n] * n).results()
    assert found["entropy"] == pytest.approx(math.log2(n), rel=1e-15)
    assert found["ceiling"] == math.log2(n)


@pytest.mark.parametrize("preset", PRESETS.all, ids=lambda each: each.id)
def test_a_code_lies_between_the_entropy_and_one_bit_more(preset):
    """Rounding surprises up gives a code: not under the entropy, and less than a bit above it."""
    found = SurpriseState.from_options(preset.fields).results()
    assert found["entropy"] <= found["code-length"] < found["entropy"] + 1
    assert 0 <= found["entropy"] <= found["ceiling"] * (1 + 1e-15)


def test_nats_are_bits_times_ln_two():
    """Every number scales alike; the count of digits does not change."""
    bits, nats = state([0.7, 0.2, 0.1]), state([0.7, 0.2, 0.1], unit="nats")
    for name, value in bits.results().items():
        assert nats.results()[name] == pytest.approx(value * math.log(2), rel=1e-14)
    assert bits.code_lengths() == nats.code_lengths()


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"p": [1 / 3, 2 / 3 - 1e-17, 1e-17], "labels": ["a,b", "50 %", "ü"]},
        {"p": [1, 0], "unit": "nats", "show": ["table", "codewords"]},
        *({"preset": each.id} for each in PRESETS.all),
    ],
    ids=str,
)
def test_an_address_brings_back_the_same_state(asked):
    """What is written into the query string is read back to the last bit."""
    there = SurpriseState.from_options(asked)
    back = SurpriseState.from_query(there.to_query(), SurpriseState())
    assert back.as_dict() == there.as_dict()


def test_an_address_may_name_a_part():
    """Without names as many outcomes get letters; what is not named stays."""
    found = SurpriseState.from_query({"p": "0.2,0.8"}, SurpriseState())
    assert found.as_dict() == {"labels": ["a", "b"], "p": [0.2, 0.8], "unit": "bits", "show": []}
    kept = SurpriseState.from_query({"unit": "nats"}, SurpriseState())
    assert (kept.labels, kept.unit) == (["sun", "cloud", "rain", "snow"], "nats")


REFUSED = {
    "one outcome": ({"p": [1.0]}, r"labels has 1 names, but 2 to 8"),
    "nine outcomes": ({"p": [0.1] * 8 + [0.2]}, r"labels has 9 names"),
    "a sum of 0.9": ({"p": [0.5, 0.4]}, r"0\.9"),
    "less than nothing": ({"p": [-0.5, 0.75, 0.75]}, r"-0\.5"),
    "no number": ({"p": ["many", 0.5]}, r"'many', which is no probability"),
    "a name twice": ({"p": [0.5, 0.5], "labels": ["a", "a"]}, r"labels\[1\] is 'a', which is taken"),
    "too few names": ({"p": [0.5, 0.3, 0.2], "labels": ["a", "b"]}, r"P has 3 probabilities for 2 outcomes"),
    "another unit": ({"unit": "bans"}, r"unit is 'bans': use one of bits, nats"),
    "another panel": ({"show": ["everything"]}, r"show names 'everything'"),
    "another example": ({"preset": "moon"}, r"preset is 'moon', and there is no such example"),
    "another option": ({"q": [0.5, 0.5]}, r"q is no option of surprise"),
    "another prediction": ({"predict": "kl"}, r"only entropy can be predicted"),
}


@pytest.mark.parametrize("case", REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_is_refused_with_a_reason(case):
    """The message names the thing, the value and the rule."""
    options, message = case
    with pytest.raises(ValueError, match=message):
        SurpriseState.from_options(options)


@pytest.mark.parametrize("field", ["labels", "p", "unit", "show"])
def test_a_refused_message_changes_nothing(field):
    """All of a message is taken over, or with an error nothing; a missing field is an error too."""
    weather = SurpriseState()
    before = weather.as_dict()
    good = {"labels": ["x", "y"], "p": [0.1, 0.9], "unit": "nats", "show": ["table"]}
    for bad in ({**good, field: "?"}, {name: value for name, value in good.items() if name != field}):
        with pytest.raises(StateError, match=field if field != "p" else "(?i)p"):
            weather.update(bad)
        assert weather.as_dict() == before


def test_fractions_may_stand_in_quotes():
    """A lesson writes a sixth as a fraction."""
    assert state(["1/6"] * 6).p == [1 / 6] * 6
