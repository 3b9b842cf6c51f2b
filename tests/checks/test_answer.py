"""What learners type is read as they mean it, or asked about; nothing is guessed and nothing crashes."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.checks.answer import Answer, NotUnderstood, parse_answer


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("1.737", Answer(1.737, None, 3)),
        ("1,737", Answer(1.737, None, 3)),
        (".737", Answer(0.737, None, 3)),
        (",5", Answer(0.5, None, 1)),
        ("1.", Answer(1.0, None, 0)),
        ("7/8", Answer(0.875, None, None)),
        ("1 / 4", Answer(0.25, None, None)),
        ("½", Answer(0.5, None, None)),
        ("73.7 %", Answer(0.737, None, 3)),
        ("73,7%", Answer(0.737, None, 3)),
        ("50 percent", Answer(0.5, None, 2)),
        ("1.737 bits", Answer(1.737, "bits", 3)),
        ("1 bit", Answer(1.0, "bits", 0)),
        ("0.511 nats", Answer(0.511, "nats", 3)),
        ("0.511NATS", Answer(0.511, "nats", 3)),
        ("0.737 bits per letter", Answer(0.737, "bits", 3)),
        ("0.737 bits/flip", Answer(0.737, "bits", 3)),
        ("∞", Answer(math.inf)),
        ("inf", Answer(math.inf)),
        ("Infinity", Answer(math.inf)),
        ("infinite", Answer(math.inf)),
        ("∞ bits", Answer(math.inf, "bits")),
        ("−∞", Answer(-math.inf)),
        ("−0.424", Answer(-0.424, None, 3)),
        ("–0.424", Answer(-0.424, None, 3)),
        ("+1.161", Answer(1.161, None, 3)),
        ("  1.737  ", Answer(1.737, None, 3)),
        ("\u00a01.737\u2009bits", Answer(1.737, "bits", 3)),
        ("= 1.737", Answer(1.737, None, 3)),
        ("≈1.737.", Answer(1.737, None, 3)),
        ("7.2e-19", Answer(7.2e-19, None, 20)),
        ("7.2 × 10⁻¹⁹", Answer(7.2e-19, None, 20)),
        ("1.5*10^3", Answer(1500.0, None, 0)),
        ("１．５", Answer(1.5, None, 1)),
    ],
)
def test_what_is_typed_is_read(text, answer):
    """Points, commas, fractions, percent, units, infinity and many minus signs are understood."""
    assert parse_answer(text) == answer


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "nothing was typed"),
        ("   ", "nothing was typed"),
        ("1,737.5", "not clear"),
        ("1.737,5", "not clear"),
        ("1,234,567", "not clear"),
        ("1 737", "not clear"),
        ("1'737", "not clear"),
        ("1½", "not clear"),
        ("1/0", "divided by zero"),
        ("1.737 bytes", "“bytes” is no unit"),
        ("1 or 2", "no unit"),
        ("about one", "does not begin with a number"),
        ("nan", "does not begin with a number"),
        ("log2(5)", "does not begin with a number"),
        ("1e999", "out of every range"),
        ("9" * 400, "long for a number"),
    ],
)
def test_what_is_not_clear_is_asked_about(text, reason):
    """A text that could mean two numbers, or none, is no answer, and the learner is told what to type."""
    answer = parse_answer(text)
    assert isinstance(answer, NotUnderstood)
    assert reason in answer.reason
    assert answer.repair


@given(st.text(max_size=80))
def test_no_text_does_harm(text):
    """Whatever is typed is read or asked about, and never NaN."""
    answer = parse_answer(text)
    assert isinstance(answer, NotUnderstood) or not math.isnan(answer.value)


@given(st.decimals(-999, 999, places=3))
def test_a_number_survives_its_spelling(number):
    """Point or comma, hyphen or minus, the value is the same."""
    text = f"{number:.3f}"
    assert (
        parse_answer(text) == parse_answer(text.replace(".", ",").replace("-", "−")) == Answer(float(number), None, 3)
    )
