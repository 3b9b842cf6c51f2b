"""Numbers are shown in one way, which says neither more nor less than is true."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.figure.format import format_number, format_percent, format_plain


@pytest.mark.parametrize(
    ("value", "unit", "digits", "text"),
    [
        (0.736965594166206, "bits", 3, "0.737\u00a0bits"),
        (1.0, "bits", 0, "1\u00a0bit"),
        (1.0, "bits", 3, "1.000\u00a0bits"),
        (-1.0, "nats", 0, "−1\u00a0nat"),
        (-0.423998453277475, None, 3, "−0.424"),
        (math.inf, None, 3, "∞"),
        (-math.inf, "bits", 3, "−∞\u00a0bits"),
        (-0.0, None, 3, "0.000"),
        (7.2e-19, None, 3, "7.2 × 10⁻¹⁹"),
        (-7.2e-19, "bits", 3, "−7.2 × 10⁻¹⁹\u00a0bits"),
        (9.96e-5, None, 3, "1.0 × 10⁻⁴"),
        (5e-324, None, 3, "4.9 × 10⁻³²⁴"),
        (999999.0, None, 0, "999999"),
        (1e6, None, 0, "1.0 × 10⁶"),
        (1.7976931348623157e308, None, 3, "1.8 × 10³⁰⁸"),
        (0.0005, None, 3, "0.001"),
        (0.0625, None, 3, "0.063"),
        (-0.125, None, 2, "−0.13"),
        (2.5, None, 0, "3"),
    ],
)
def test_a_number_is_written_by_the_rules(value, unit, digits, text):
    """Each rule of the module's head has an example here, ties and extremes among them."""
    assert format_number(value, unit, digits) == text


def test_nan_is_refused():
    """NaN is a fault and is never shown."""
    with pytest.raises(ValueError, match="NaN"):
        format_number(math.nan)


def test_too_many_digits_are_refused():
    """More decimals than a double carries are not invented."""
    with pytest.raises(ValueError, match="0 to 15"):
        format_number(1.0, digits=16)


@given(st.floats(allow_nan=False), st.integers(0, 6))
def test_only_zero_reads_as_zero(value, digits):
    """A text made of zeros alone means exactly zero."""
    shows_zero = not set(format_number(value, digits=digits)) - set("−0.")
    assert shows_zero == (value == 0)


@given(st.floats(-999_000, 999_000), st.integers(0, 6))
def test_the_shown_number_is_the_nearest(value, digits):
    """What is shown with its decimals is within half a unit of the last one."""
    shown = format_number(value, digits=digits)
    if "×" not in shown:
        assert abs(float(shown.replace("−", "-")) - value) <= 0.5 * 10**-digits * (1 + 1e-9)


def test_plain_numbers_end_without_zeros():
    """A probability is written as a person writes it."""
    assert [format_plain(x) for x in (0.9, 1.0, 0.0, 1 / 3, 100.0)] == ["0.9", "1", "0", "0.333", "100"]


def test_percentages_are_short():
    """A share is written in percent, with decimals only where they are asked."""
    assert [format_percent(0.9), format_percent(0.732487, 1), format_percent(0.07)] == ["90%", "73.2%", "7%"]
