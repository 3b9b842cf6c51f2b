"""A table of pairs: its margins, what follows from a row, and what is left of it for who tells less apart."""

from fractions import Fraction

import numpy as np
import pytest

from app.kernel import Joint, KernelError

CAFE = [[0.3, 0.15, 0.05], [0.1, 0.15, 0.25]]


def test_margins_add_up_the_other_direction():
    """Rows and columns are those of the table, also where it is one of counts."""
    joint = Joint.from_weights([[6, 3, 1], [2, 3, 5]])
    assert joint.rows.probabilities.tolist() == [0.5, 0.5]
    assert joint.columns.probabilities.tolist() == pytest.approx([0.4, 0.3, 0.3], rel=1e-15)
    assert joint.transposed().rows == joint.columns


def test_a_row_is_a_distribution_of_its_own():
    """What is known of Y once X is known; nothing follows from a row that never happens."""
    assert Joint(CAFE).given_row(0).probabilities.tolist() == pytest.approx([0.6, 0.3, 0.1], rel=1e-15)
    with pytest.raises(KernelError, match="row 1 never happens"):
        Joint([[0.5, 0.5], [0.0, 0.0]]).given_row(1)


def test_merging_adds_up_two_lines():
    """The sum stands in the place of the first, whichever of the two comes before the other."""
    joint = Joint([[0.25, 0.25], [0.125, 0.125], [0.25, 0.0]])
    assert joint.merge_rows(2, 0).table.tolist() == [[0.125, 0.125], [0.5, 0.25]]
    assert joint.merge_columns(0, 1).table.tolist() == [[0.5], [0.25], [0.25]]


def test_a_table_keeps_what_it_was_given():
    """Fractions are welcome, the table is a copy, and nobody can write into it."""
    given = np.array(CAFE)
    joint = Joint(given)
    given[0, 0] = 9.0
    assert joint.table.tolist() == CAFE
    with pytest.raises(ValueError, match="read-only"):
        joint.table[0, 0] = 1.0
    assert Joint([[Fraction(1, 4), Fraction(3, 4)]]).table.tolist() == [[0.25, 0.75]]


def test_weights_of_any_size():
    """Weights are divided by a power of 2 alone: their proportions stay, and nothing overflows."""
    for size in (1e-300, 1.0, 1e300):
        assert Joint.from_weights([[3 * size, size]]).rows.probabilities.tolist() == [1.0]
        assert Joint.from_weights([[3 * size], [size]]).rows.probabilities.tolist() == [0.75, 0.25]


@pytest.mark.parametrize(
    ("weights", "message"),
    [
        ([[1, -2]], r"weights\[0\]\[1\] is -2.0, but a weight is finite and never negative"),
        ([[1, 2], [float("inf"), 0]], r"weights\[1\]\[0\] is inf"),
        ([[0, 0]], "every weight is 0"),
        ([1, 2], "but a joint distribution is a table"),
    ],
)
def test_what_has_no_weight_is_refused(weights, message):
    """Negative and infinite weights, and nothing but zeros."""
    with pytest.raises(KernelError, match=message):
        Joint.from_weights(weights)


@pytest.mark.parametrize(
    ("merge", "message"), [((0, 0), "merged with itself"), ((0, 2), "no line 2"), ((-1, 0), "no line -1")]
)
def test_a_merge_names_two_lines(merge, message):
    """Two different ones that are there."""
    with pytest.raises(KernelError, match=message):
        Joint(CAFE).merge_rows(*merge)
