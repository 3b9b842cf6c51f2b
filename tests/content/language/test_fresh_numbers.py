"""Fresh numbers are nice, exact, and depend on their key alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.content.language.fresh_numbers import with_fresh_numbers
from app.content.language.names import Names
from app.content.language.quantities import read_quantities
from app.content.language.values import ExpressionError

OWN = read_quantities({"P": {"sun": 0.5, "rain": 0.3, "snow": 0.2}, "Q": {"h": 0.5, "t": 0.5}}, Names({}))


@given(st.text(max_size=20))
def test_the_same_key_gives_the_same_numbers(key):
    """An exercise can be graded later from its seed alone."""
    table = {"P": "random_pmf(3)", "Q": "random_coin(0.1, 0.9)"}
    assert with_fresh_numbers(table, OWN, key)["P"] == with_fresh_numbers(table, OWN, key)["P"]


@given(st.integers(0, 10**6))
def test_a_drawn_pmf_is_made_of_twentieths(seed):
    """Every probability is a positive multiple of a twentieth, and keeps its label."""
    drawn = with_fresh_numbers({"P": "random_pmf(3)"}, OWN, str(seed))["P"]
    assert drawn.labels == ("sun", "rain", "snow")
    assert all(round(p * 20) == pytest.approx(p * 20) and p > 0 for p in drawn.probabilities)


@given(st.integers(0, 10**6))
def test_a_drawn_coin_stays_in_its_range(seed):
    """The range and the step are kept."""
    heads = with_fresh_numbers({"Q": "random_coin(0.92, 0.99, 0.01)"}, OWN, str(seed))["Q"]["h"]
    assert 0.92 <= heads <= 0.99


def test_a_name_that_was_drawn_can_be_used():
    """A model may be drawn equal to the truth."""
    drawn = with_fresh_numbers({"Q": "random_coin(0.1, 0.9)", "P": "Q"}, OWN, "x")
    assert drawn["P"].probabilities.tolist() == drawn["Q"].probabilities.tolist()


@pytest.mark.parametrize("text", ["random_coin(0.91, 0.94)", "random_pmf(21)", "random_pmf(1)", "random_coin(P, 1)"])
def test_a_generator_that_cannot_draw_is_refused(text):
    """An empty range and too many outcomes are the author's fault, and named."""
    with pytest.raises(ExpressionError):
        with_fresh_numbers({"Q": text}, OWN, "x")


def test_different_keys_give_different_numbers():
    """Twenty exercises in a row are not all the same."""
    assert len({with_fresh_numbers({"P": "random_pmf(3)"}, OWN, str(seed))["P"] for seed in range(20)}) > 10
