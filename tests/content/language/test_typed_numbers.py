"""A number typed by hand is told from an ordinary word."""

import pytest

from app.content.language.typed_numbers import typed_number, typed_number_in_maths


@pytest.mark.parametrize(
    "text",
    [
        "0.737",
        "1,737",
        "a .5 chance",
        "90%",
        "90 percent",
        "7/8",
        "½",
        "3 × 10⁶",
        "2e-7",
        "2 bits",
        "1 nat",
        "a 3-bit word",
    ],
)
def test_a_result_is_refused(text):
    """Decimals, percentages, fractions, powers and amounts of information belong to the kernel."""
    assert typed_number(f"It is {text} here")


@pytest.mark.parametrize(
    "text",
    ["27 outcomes", "In 1948, Shannon", "base 2", "two bits", "P, 2 and 3", "step 1.", "(1) first", "a bit of 7"],
)
def test_an_ordinary_number_passes(text):
    """Whole numbers in words are prose."""
    assert typed_number(text) is None


@pytest.mark.parametrize("tex", ["0.5", r"50\%", r"2\ \text{bits}", r"2\,\mathrm{nats}", r"3 \bits"])
def test_a_result_in_a_formula_is_refused(tex):
    """Formulas are computed too."""
    assert typed_number_in_maths(tex)


@pytest.mark.parametrize(
    "tex", [r"\frac{1}{2}", r"\log_2 x", r"x \text{ bits}", r"{{ kl(P, Q, 0.5) }} = 1", r"1 \le n"]
)
def test_a_formula_may_hold_whole_numbers(tex):
    """A formula's own numbers are part of it, and references are left aside."""
    assert typed_number_in_maths(tex) is None
