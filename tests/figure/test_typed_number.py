"""What people type is read as they mean it, or asked about; nothing is guessed and nothing crashes."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.figure.typed_number import LONGEST, NotUnderstood, TypedNumber, plain_number, read_typed_number
from tests.counted_work import work_of


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("1.737", TypedNumber(1.737, None, 3)),
        ("1,737", TypedNumber(1.737, None, 3)),
        (".737", TypedNumber(0.737, None, 3)),
        (",5", TypedNumber(0.5, None, 1)),
        ("1.", TypedNumber(1.0, None, 0)),
        ("7/8", TypedNumber(0.875, None, None)),
        ("1 / 4", TypedNumber(0.25, None, None)),
        ("½", TypedNumber(0.5, None, None)),
        ("73.7 %", TypedNumber(0.737, None, 3)),
        ("73,7%", TypedNumber(0.737, None, 3)),
        ("50 percent", TypedNumber(0.5, None, 2)),
        ("1.737 bits", TypedNumber(1.737, "bits", 3)),
        ("1 bit", TypedNumber(1.0, "bits", 0)),
        ("0.511 nats", TypedNumber(0.511, "nats", 3)),
        ("0.511NATS", TypedNumber(0.511, "nats", 3)),
        ("0.737 bits per letter", TypedNumber(0.737, "bits", 3)),
        ("0.737 bits/flip", TypedNumber(0.737, "bits", 3)),
        ("∞", TypedNumber(math.inf)),
        ("inf", TypedNumber(math.inf)),
        ("Infinity", TypedNumber(math.inf)),
        ("infinite", TypedNumber(math.inf)),
        ("∞ bits", TypedNumber(math.inf, "bits")),
        ("−∞", TypedNumber(-math.inf)),
        ("−0.424", TypedNumber(-0.424, None, 3)),
        ("–0.424", TypedNumber(-0.424, None, 3)),
        ("+1.161", TypedNumber(1.161, None, 3)),
        ("  1.737  ", TypedNumber(1.737, None, 3)),
        ("\u00a01.737\u2009bits", TypedNumber(1.737, "bits", 3)),
        ("= 1.737", TypedNumber(1.737, None, 3)),
        ("≈1.737.", TypedNumber(1.737, None, 3)),
        ("7.2e-19", TypedNumber(7.2e-19, None, 20)),
        ("7.2 × 10⁻¹⁹", TypedNumber(7.2e-19, None, 20)),
        ("1.5*10^3", TypedNumber(1500.0, None, 0)),
        ("１．５", TypedNumber(1.5, None, 1)),
        ("(-0.339)", TypedNumber(-0.339, None, 3)),
        ("H(P) = 0.881", TypedNumber(0.881, None, 3)),
        ("0.3*1.737 + 0.7*0.515 = 0.8816", TypedNumber(0.8816, None, 4)),
        ("about 0.7", TypedNumber(0.7, None, 1)),
        ("“0.25”", TypedNumber(0.25, None, 2)),
        ("0\u200b.\u2060737\ufeff", TypedNumber(0.737, None, 3)),
        ("٠٫٧٣٧", TypedNumber(0.737, None, 3)),
        ("1.010 bits a letter", TypedNumber(1.01, "bits", 3)),
        ("1.010 bits each", TypedNumber(1.01, "bits", 3)),
        ("0.5 [nats]", TypedNumber(0.5, "nats", 1)),
        ("0.737 a letter", TypedNumber(0.737, None, 3)),
        ("2 Sh", TypedNumber(2.0, "bits", 0)),
        ("3 shannons", TypedNumber(3.0, "bits", 0)),
        ("12.2 tokens", TypedNumber(12.2, None, 1, "tokens")),
        ("1.0 × 10⁻⁷", TypedNumber(1e-7, None, 8)),
        ("2.0\u00a0×\u00a010⁻⁷ bits", TypedNumber(2e-7, "bits", 8)),
        ("-0", TypedNumber(0.0, None, 0)),
        ("73", TypedNumber(73.0, None, 0)),
    ],
)
def test_what_is_typed_is_read(text, answer):
    """Points, commas, fractions, percent, units, infinity and many minus signs are understood."""
    assert read_typed_number(text) == answer


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2^-3", 0.125),
        ("2⁻³", 0.125),
        ("2**(-3)", 0.125),
        ("10^-3", 0.001),
        ("5^(1/2)", math.sqrt(5)),
        ("√5", math.sqrt(5)),
        ("2√5", 2 * math.sqrt(5)),
        ("2.3*0.693", 2.3 * 0.693),
        ("0.3 · 1.737 + 0.7 · 0.515", 0.3 * 1.737 + 0.7 * 0.515),
        ("log2(5)", math.log2(5)),
        ("log₂ 5", math.log2(5)),
        ("log_2(5)", math.log2(5)),
        ("log10(5)", math.log10(5)),
        ("ln 20", math.log(20)),
        ("ln20", math.log(20)),
        ("2 ln 2", 2 * math.log(2)),
        ("ln 5 / ln 2", math.log2(5)),
        ("ln 5/ln2", math.log2(5)),
        ("-log2(0.8)", -math.log2(0.8)),
        ("−log₂ 0.8", -math.log2(0.8)),
        ("-log2(0)", math.inf),
        ("e^2.5", math.exp(2.5)),
        ("exp(2.5)", math.exp(2.5)),
        ("e²", math.e**2),
        ("1 in 8", 0.125),
        ("1 out of 8", 0.125),
        ("1:8", 0.125),
        ("0.5*log2(0.5/0.9)", 0.5 * math.log2(0.5 / 0.9)),
        ("-2^2", -4.0),
        ("2^3^2", 512.0),
        ("1 - 2 - 3", -4.0),
        ("8/2/2", 2.0),
        ("50% * 3", 1.5),
        ("2π", 2 * math.pi),
        ("log2(1,5)", math.log2(1.5)),
        ("1,288 - 0,881", 0.407),
        ("0,3*1,737 + 0,7*0,515", 0.8816),
    ],
)
def test_an_exact_form_is_a_number(text, value):
    """Powers, roots, logarithms and sums are worked out, with the usual precedence, and are exact."""
    typed = read_typed_number(text)
    assert isinstance(typed, TypedNumber)
    assert typed.value == pytest.approx(value, rel=1e-15)
    assert typed.decimals is None


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
        ("0^-1", "divided by zero"),
        ("undefined", "there is a number, or ∞"),
        ("3 < 4", "more than one number"),
        ("0.7 ± 0.1", "more than one number"),
        ("2^", "a number is missing"),
        ("(0.3", "a parenthesis is not closed"),
        ("log2(50,000)", "“50,000” may be two numbers"),
        ("1,288 - 1,000", "“1,288” may be two numbers"),
        ("log2(50 000)", "not clear"),
        ("log2(50'000)", "not clear"),
        ("ln 3/2", "how far “ln” reaches"),
        ("ln 3 * 2", "how far “ln” reaches"),
        ("log2 3^2", "how far “log2” reaches"),
        ("log(5)", "to any base"),
        ("ln(-1)", "no logarithm"),
        ("√-2", "a number is missing"),
        ("sqrt(-2)", "no root"),
        ("(-8)^(1/3)", "no such power"),
        ("0*log2(0)", "no value"),
        ("9^9^9^9", "out of every range"),
        ("1e-999", "nearer to zero"),
        ("(" * 40 + "1", "nested too deep"),
        ("1.737 bytes", "“bytes” is no unit"),
        ("1 or 2", "no unit"),
        ("about one", "does not begin with a number"),
        ("nan", "does not begin with a number"),
        ("loge(5)", "does not begin with a number"),
        ("1e999", "out of every range"),
        ("9" * 400, "long for a number"),
    ],
)
def test_what_is_not_clear_is_asked_about(text, reason):
    """A text that could mean two numbers, or none, is no answer, and the learner is told what to type."""
    answer = read_typed_number(text)
    assert isinstance(answer, NotUnderstood)
    assert reason in answer.reason
    assert answer.repair


@given(st.text(max_size=80))
def test_no_text_does_harm(text):
    """Whatever is typed is read or asked about, and never NaN."""
    answer = read_typed_number(text)
    assert isinstance(answer, NotUnderstood) or not math.isnan(answer.value)


@given(st.decimals(-999, 999, places=3))
def test_a_number_survives_its_spelling(number):
    """Point or comma, hyphen or minus, the value is the same."""
    text = f"{number:.3f}"
    assert (
        read_typed_number(text)
        == read_typed_number(text.replace(".", ",").replace("-", "−"))
        == TypedNumber(float(number), None, 3)
    )


@pytest.mark.parametrize(
    "text",
    [
        "9" * 10**6,
        "1e" + "9" * 150,
        "9^9^9^9^9^9^9^9",
        "(" * 159,
        "-" * 159 + "1",
        "1/" * 79 + "1",
        "√" * 159,
        "1 in " * 31 + "1",
        "\ufdfa" * 150,
        ":" * 150,
        "1:" * 70,
        "a " * 79,
        "1 bits" + " a" * 70 + "!",
    ],
)
def test_no_text_costs_more_than_its_length(text):
    """However large the exponent, long the text or deep the nesting: the bound comes before the work."""
    work = work_of(lambda: read_typed_number(text))
    assert work.calls < 30 * LONGEST
    assert work.held < 100_000
    assert work.turns < 139_000  # 2 ms where a turn takes 14 ns


def test_a_plain_number_has_no_unit():
    """Fields and addresses take a number alone, and say why not."""
    assert plain_number("2.0 × 10⁻⁷") == 2e-7
    assert plain_number(repr(5e-324)) == 5e-324
    for text, said in (("0.5 bits", "leave “bits” out"), ("1_0", "is no unit"), ("", "nothing was typed")):
        with pytest.raises(ValueError, match=said):
            plain_number(text)


@given(st.floats(allow_nan=False))
def test_the_shortest_decimals_read_back_as_the_same_double(number):
    """What an address holds is what was shared."""
    assert plain_number(repr(number)) == number
