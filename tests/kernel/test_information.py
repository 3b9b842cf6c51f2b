"""Entropies and information of tables: against mpmath (vectors/make_joint_vectors.py), and laws that hold for all."""

from functools import partial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from kernel.strategies import tables, units

from app.kernel import (
    Joint,
    KernelError,
    conditional_entropy,
    entropy,
    joint_entropy,
    kl_divergence,
    mutual_information,
)

#: Asked: 1e-12. Reached: 4e-15 for all, nearly independent tables among them.
RELATIVE = 1e-14
#: A result below the normal doubles cannot have all their digits.
SUBNORMAL = 2e-323

matches = partial(pytest.approx, rel=RELATIVE, abs=SUBNORMAL)
counts = st.integers(0, 40)


@pytest.mark.parametrize("unit", ["bits", "nats"])
def test_quantities_are_those_of_mpmath(joint_vector, unit):
    """Each is that of mpmath to a few units in the last place, also a millionth of a millionth from independence."""
    joint, truth = Joint(joint_vector["joint"]), joint_vector[unit]
    assert joint_entropy(joint, unit) == matches(truth["joint"])
    assert conditional_entropy(joint, unit) == matches(truth["columnsGivenRows"])
    assert conditional_entropy(joint.transposed(), unit) == matches(truth["rowsGivenColumns"])
    assert mutual_information(joint, unit) == matches(truth["information"])
    assert mutual_information(joint.transposed(), unit) == matches(truth["information"])
    assert entropy(joint.rows, unit) == pytest.approx(truth["rows"], rel=1e-14, abs=1e-300)
    assert entropy(joint.columns, unit) == pytest.approx(truth["columns"], rel=1e-14, abs=1e-300)


def test_what_is_independent_says_exactly_nothing():
    """Proportional rows give 0, from powers of two and from counts; a rounded product what its digits say."""
    assert mutual_information(np.outer([0.5, 0.5], [0.25, 0.25, 0.5])) == 0.0
    assert mutual_information(Joint.from_weights(np.outer([3, 7, 11], [2, 3, 5, 900_001]))) == 0.0
    assert mutual_information(np.outer([0.3, 0.7], [0.2, 0.3, 0.5]), "nats") == pytest.approx(5.50265698396353e-35)


def test_nearly_independent_tables_never_come_out_negative():
    """On 1,000 tables between 1e-10 and 1e-6 from independence, I is at least 0."""
    rng = np.random.default_rng(10)
    for _ in range(1000):
        table = np.outer(rng.dirichlet(np.ones(3)), rng.dirichlet(np.ones(4)))
        table *= 1 + 10.0 ** rng.uniform(-10, -6) * rng.uniform(-1, 1, table.shape)
        assert mutual_information(table / table.sum()) >= 0.0


def test_a_large_table():
    """300 by 300, a millionth from independence: I is near half the chi-square there."""
    k = np.arange(1, 301)
    table = np.outer(1.0 / k, 1.0 / (k + 2)) * (1 + 1e-6 * np.cos(np.add.outer(7.0 * k, 5.0 * k * k)))
    table /= table.sum()
    rest = table - np.outer(table.sum(1), table.sum(0))
    by_chi_square = float((rest**2 / np.outer(table.sum(1), table.sum(0))).sum()) / 2
    assert mutual_information(table, "nats") == pytest.approx(by_chi_square, rel=3e-6)


@given(tables(), units)
def test_the_chain_rule(joint, unit):
    """H(X, Y) = H(X) + H(Y | X) = H(Y) + H(X | Y)."""
    both = joint_entropy(joint, unit)
    assert entropy(joint.rows, unit) + conditional_entropy(joint, unit) == pytest.approx(both, rel=1e-12, abs=1e-15)
    there = conditional_entropy(joint.transposed(), unit)
    assert entropy(joint.columns, unit) + there == pytest.approx(both, rel=1e-12, abs=1e-15)


@given(tables(), units)
def test_information_is_what_knowing_saves(joint, unit):
    """I = H(Y) - H(Y | X) = H(X) + H(Y) - H(X, Y), the same both ways, at least 0 and at most either entropy."""
    information, h = mutual_information(joint, unit), entropy(joint.columns, unit)
    assert information == pytest.approx(h - conditional_entropy(joint, unit), rel=1e-12, abs=1e-14)
    rows = entropy(joint.rows, unit)
    assert information == pytest.approx(rows + h - joint_entropy(joint, unit), rel=1e-12, abs=1e-14)
    assert mutual_information(joint.transposed(), unit) == pytest.approx(information, rel=1e-9, abs=1e-300)
    assert 0.0 <= information <= min(rows, h) * (1 + 1e-12) + 1e-15


@given(tables(cells=st.floats(1e-3, 1.0)), units)
def test_information_is_the_kl_to_the_product_of_the_margins(joint, unit):
    """I = KL(joint ‖ product)."""
    product = np.outer(joint.rows.probabilities, joint.columns.probabilities).ravel()
    cells = joint.table.ravel() / joint.table.sum()
    assert mutual_information(joint, unit) == pytest.approx(kl_divergence(cells, product, unit), rel=1e-6, abs=1e-14)


@given(tables(least=2), st.data(), units)
def test_merging_never_tells_more(joint, data, unit):
    """Whoever cannot tell two rows, or two columns, apart learns at most as much: data processing."""
    before = mutual_information(joint, unit) * (1 + 1e-12) + 1e-15
    first, second = data.draw(st.permutations(range(len(joint.table))))[:2]
    assert mutual_information(joint.merge_rows(first, second), unit) <= before
    first, second = data.draw(st.permutations(range(joint.table.shape[1])))[:2]
    assert mutual_information(joint.merge_columns(first, second), unit) <= before


@given(tables(cells=counts), st.data())
def test_merging_proportional_rows_loses_nothing(joint, data):
    """A row that is told apart from its double says nothing more than the two together."""
    row = data.draw(st.integers(0, len(joint.table) - 1))
    doubled = Joint.from_weights(np.vstack([joint.table, 3 * joint.table[row]]))
    merged = doubled.merge_rows(row, len(joint.table))
    assert mutual_information(merged) == pytest.approx(mutual_information(doubled), rel=1e-13, abs=1e-300)


def test_the_cafe_loses_all_with_espresso_and_latte():
    """Merging the two drinks that change with the clock leaves nothing; merging tea with either leaves something."""
    cafe = Joint([[0.3, 0.15, 0.05], [0.1, 0.15, 0.25]])
    left = {pair: mutual_information(cafe.merge_columns(*pair), "nats") for pair in [(0, 2), (0, 1), (1, 2)]}
    assert left == {(0, 2): 0.0, (0, 1): pytest.approx(0.101749225079), (1, 2): pytest.approx(0.086304621736)}


def test_the_first_merge_loses_nothing_and_the_second_all():
    """The guests of four times of the day: dawn and morning alike, then the two together like the evening."""
    guests = Joint.from_weights([[18, 9, 3], [18, 9, 3], [32, 24, 24], [12, 18, 30]])
    assert mutual_information(guests, "nats") == pytest.approx(0.0750603635307, rel=1e-11)
    once = guests.merge_rows(0, 1)
    assert mutual_information(once) == mutual_information(guests)
    assert mutual_information(once.merge_rows(0, 2)) == 0.0


def test_one_observation_can_make_one_less_sure():
    """With nine mornings in ten, the entropy in the evening is above that without a clock; on average it is below."""
    mornings = Joint([[0.54, 0.27, 0.09], [0.02, 0.03, 0.05]])
    without = entropy(mornings.columns, "nats")
    assert entropy(mornings.given_row(1), "nats") == pytest.approx(1.02965301406, rel=1e-11)
    assert without == pytest.approx(0.961146, rel=1e-6)
    assert conditional_entropy(mornings, "nats") < without


@pytest.mark.parametrize("quantity", [joint_entropy, conditional_entropy, mutual_information])
@pytest.mark.parametrize(
    ("table", "message"),
    [
        ([[0.5, 0.6]], "joint sums to 1.1"),
        ([[0.5, -0.5], [0.5, 0.5]], r"joint\[1\] \('row 0, column 1'\) is -0.5"),
        ([[0.5, 0.5], [float("nan"), 0.0]], r"\('row 1, column 0'\) is nan"),
        ([[0.5, 0.5], [0.0, "half"]], r"\('row 1, column 1'\) is 'half', which is no number"),
        ([0.5, 0.5], r"shape \(2,\), but a joint distribution is a table"),
        ([[]], r"shape \(1, 0\)"),
        ([[0.5], [0.2, 0.3]], "rows of different lengths"),
    ],
)
def test_what_is_no_joint_distribution_is_refused(quantity, table, message):
    """The message names the cell, its value, the rule and the repair."""
    with pytest.raises(KernelError, match=message):
        quantity(table)


def test_an_unknown_unit_is_refused():
    """Information is counted in bits or nats."""
    with pytest.raises(KernelError, match="unit is 'dits'"):
        mutual_information([[1.0]], "dits")
