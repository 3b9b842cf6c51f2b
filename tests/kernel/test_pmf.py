import math
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

from app.kernel import KernelError, Pmf, entropy, kl_divergence

BAD = [
    ([0.5, -0.1, 0.6], r"P\[1\] is -0.1, but a probability is never negative: give 0 or more"),
    ([0.5, math.nan], r"P\[1\] is nan, which is no number"),
    ([math.inf, 0.5], r"P\[0\] is inf, but a probability is at most 1"),
    ([-math.inf, 0.5], r"P\[0\] is -inf, but a probability is never negative"),
    ([0.0, 1.5], r"P\[1\] is 1.5, but a probability is at most 1"),
    ([1e300, 1e308], r"P\[0\] is 1e\+300"),
    ([], r"P is empty, but a distribution has at least one outcome"),
    ([0.5, 0.6], r"P sums to 1.1, which is 0.1 more than 1 \(allowed: 1e-09\): correct the entry"),
    ([0.5, 0.4], r"P sums to 0.9, which is 0.1 less than 1"),
    ([0.5, 0.5 + 1.1e-9], r"more than 1 \(allowed: 1e-09\)"),
    ([0.5, 0.5 - 1.1e-9], r"less than 1 \(allowed: 1e-09\)"),
    ([0.0, 0.0], r"P sums to 0"),
    ([[0.5, 0.5]], r"P has 2 dimensions \(shape \(1, 2\)\), but a distribution is a flat list"),
    (1.0, r"P has 0 dimensions"),
    (None, r"P has 0 dimensions"),
    ([[0.5], [0.25, 0.25]], r"P is no flat list of numbers"),
    (["0.5", "0.5"], r"P\[0\] is '0.5', which is no number"),
    ([0.5, "half"], r"P\[1\] is 'half', which is no number: give a probability from 0 to 1"),
    ([0.5, None], r"P\[1\] is None, which is no number"),
    ([True, False], r"P\[0\] is True, which is no number"),
    ([0.5, 0.5j], r"P\[1\] is 0.5j, which is no number"),
]


@pytest.mark.parametrize(("values", "message"), BAD, ids=[repr(values) for values, _ in BAD])
def test_what_is_no_distribution_is_refused(values, message):
    """The message names the entry, its value, the rule and the repair; it is also a ValueError."""
    with pytest.raises(KernelError, match=message):
        entropy(values)
    with pytest.raises(ValueError, match=message):
        Pmf(values)


def test_the_model_is_called_q():
    """A wrong entry of the model is named as Q's."""
    with pytest.raises(KernelError, match=r"Q\[0\] is -0.5"):
        kl_divergence([0.5, 0.5], [-0.5, 1.5])


def test_a_label_is_named_in_the_message():
    """Where there are labels, the message names the outcome by it."""
    with pytest.raises(KernelError, match=r"P\[1\] \('t'\) is -0.1"):
        Pmf([0.5, -0.1, 0.6], labels=("e", "t", "a"))


@pytest.mark.parametrize("n", [100, 50_000])
def test_one_wrong_entry_among_many_is_found(n):
    """Among many outcomes, too, the wrong entry is the one that is named."""
    for wrong in (-1e-300, math.nan, math.inf):
        p = np.full(n, 1.0 / n)
        p[77] = wrong
        with pytest.raises(KernelError, match=r"P\[77\]"):
            Pmf(p)


def test_sum_tolerance_is_one_in_a_thousand_million():
    """A sum that is off by 9e-10 passes; what was given is kept to the last digit."""
    given = [0.5, 0.5 + 9e-10]
    assert Pmf(given).probabilities.tolist() == given
    assert Pmf(given).excess == pytest.approx(9e-10, rel=1e-6)


def test_probabilities_are_read_only_and_a_copy():
    """Neither the Pmf's array nor the caller's can change the other."""
    given = np.array([0.5, 0.5])
    pmf = Pmf(given)
    given[0] = 0.9
    assert pmf[0] == 0.5
    with pytest.raises(ValueError, match="read-only"):
        pmf.probabilities[0] = 0.9
    with pytest.raises(AttributeError):
        pmf.labels = ("a", "b")


@pytest.mark.parametrize(
    "values", [(0.25, 0.75), np.array([0.25, 0.75], dtype=np.float32), [Fraction(1, 4), Fraction(3, 4)]]
)
def test_any_list_of_numbers_is_taken(values):
    """Tuples, arrays of other types, fractions and decimals are distributions too."""
    assert Pmf(values).probabilities.tolist() == [0.25, 0.75]
    assert entropy([0, 1]) == 0.0
    assert Pmf([Decimal("0.25"), Decimal("0.75")]) == Pmf([0.25, 0.75])


def test_labels_name_the_outcomes():
    """An outcome is found by position or by label, and labels are kept in order."""
    pmf = Pmf([0.25, 0.75], labels=["e", "t"])
    assert pmf.labels == ("e", "t")
    assert (pmf["t"], pmf[0], pmf.index("t"), pmf.label(1), len(pmf)) == (0.75, 0.25, 1, "t", 2)
    assert Pmf([0.25, 0.75]).label(1) == "1"


def test_unknown_outcomes_are_refused():
    """An outcome that is not there, and a wrong number of labels, are named."""
    with pytest.raises(KernelError, match="no outcome is labelled 'x'"):
        Pmf([0.5, 0.5], ("e", "t"))["x"]
    with pytest.raises(KernelError, match="there is no outcome 2"):
        Pmf([0.5, 0.5])[2]
    with pytest.raises(KernelError, match="there is no outcome -1"):
        Pmf([0.5, 0.5])[-1]
    with pytest.raises(KernelError, match="2 probabilities and 1 labels"):
        Pmf([0.5, 0.5], ("e",))


def test_equal_distributions_are_equal():
    """Two Pmfs with the same numbers and labels are equal and hash alike; other ones are not."""
    assert Pmf([0.5, 0.5]) == Pmf(np.array([0.5, 0.5]))
    assert hash(Pmf([0.5, 0.5])) == hash(Pmf([0.5, 0.5]))
    assert Pmf([0.5, 0.5]) != Pmf([0.5, 0.5], ("e", "t"))
    assert Pmf([0.5, 0.5]) != Pmf([0.25, 0.75])
    assert Pmf([0.5, 0.5]) != [0.5, 0.5]


def test_weights_become_probabilities():
    """Counts, however large or small, give the distribution in their proportion."""
    assert Pmf.from_weights([3, 1]) == Pmf([0.75, 0.25])
    assert Pmf.from_weights([1.5e308, 1.5e308]) == Pmf([0.5, 0.5])
    assert Pmf.from_weights([5e-324, 0.0]) == Pmf([1.0, 0.0])
    assert Pmf.uniform(4, labels="abcd").labels == ("a", "b", "c", "d")


@pytest.mark.parametrize(
    ("weights", "message"),
    [([1, -2], r"weights\[1\] is -2.0"), ([1, math.nan], r"weights\[1\] is nan"), ([0, 0], "every weight is 0")],
)
def test_bad_weights_are_refused(weights, message):
    """A negative or unknown weight is named, and all weights 0 are refused."""
    with pytest.raises(KernelError, match=message):
        Pmf.from_weights(weights)
    with pytest.raises(KernelError, match="at least one outcome"):
        Pmf.uniform(0)
