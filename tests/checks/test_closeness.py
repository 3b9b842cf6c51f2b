"""The tolerance follows from the decimals that are asked."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.checks.closeness import apart, closeness


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [
        (1.737, 3, "close"),
        (1.736, 3, "close"),
        (1.738, 3, "far"),
        (1.735, 3, "far"),
        (1.73697, 5, "close"),
        (1.7363, 4, "far"),
        (1.74, 2, "coarse"),
        (1.73, 2, "coarse"),
        (1.7, 1, "coarse"),
        (1.8, 1, "far"),
        (2.0, 0, "far"),
        (-1.737, 3, "far"),
        (math.inf, None, "far"),
        (1.75, None, "far"),
    ],
)
def test_rounded_or_cut_off_is_close(value, decimals, expected):
    """1.73697 to three decimals is 1.737 or 1.736; 1.74 is right so far; a neighbour is wrong."""
    assert closeness(value, decimals, 1.73696559416621, 3) == expected


def test_a_whole_answer_needs_no_zeros():
    """If the truth is exactly 1, then 1 is right though three decimals are asked."""
    assert closeness(1.0, 0, 1.0, 3) == "close"


def test_zero_is_not_a_coarse_answer():
    """Zero to one decimal is right for no small number."""
    assert closeness(0.0, 1, 0.03, 3) == "far"


def test_infinity_is_only_like_itself():
    """No finite number is close to infinity, however large."""
    assert closeness(math.inf, None, math.inf, 3) == "close"
    assert closeness(1e300, 0, math.inf, 3) == "far"


@given(st.floats(-100, 100), st.integers(1, 6))
def test_the_rounded_truth_is_always_right(truth, decimals):
    """Whoever rounds to the decimals asked is right, whatever the number."""
    assert closeness(float(f"{truth:.{decimals}f}"), decimals, truth, decimals) == "close"


@given(st.floats(-10, 10), st.floats(-10, 10), st.integers(-10_000, 10_000))
def test_nothing_is_close_to_two_numbers_that_are_apart(left, right, thousandths):
    """A typed number has one meaning where the generator found two answers apart."""
    if apart(left, right, 3):
        typed = thousandths / 1000
        assert not (closeness(typed, 3, left, 3) == "close" and closeness(typed, 3, right, 3) == "close")
