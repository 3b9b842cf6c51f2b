"""Sums of draws: the chances of their values, against counting, and against their own mean and spread."""

import math
from collections import defaultdict
from fractions import Fraction

import pytest

from app.kernel import KernelError
from app.kernel.sums import chance_above

SAVINGS = ([0.5, 0.25, 0.25], [1, 0, -2])


def counted(p, values, draws, limit):
    """Return the chance from exact fractions, one draw after the other."""
    chances = {0: Fraction(1)}
    for _ in range(draws):
        later = defaultdict(Fraction)
        for total, chance in chances.items():
            for share, value in zip(p, values, strict=True):
                later[total + value] += chance * Fraction(share)
        chances = later
    return float(sum((chance for total, chance in chances.items() if total > limit), Fraction(0)))


@pytest.mark.parametrize("limit", [-200.5, -7, -1, 0, 0.5, math.log2(100), 40, math.inf, -math.inf])
def test_it_agrees_with_exact_fractions(limit):
    """A hundred years of the savings of lesson 3, whatever the limit."""
    assert chance_above(*SAVINGS, 100, limit) == pytest.approx(counted(*SAVINGS, 100, limit), rel=1e-13, abs=1e-300)


def test_no_draw_is_a_sum_of_zero():
    """Nothing added is above every negative limit, and not above zero."""
    assert (chance_above(*SAVINGS, 0, -1), chance_above(*SAVINGS, 0, 0)) == (1.0, 0.0)


def test_one_sure_value_leaves_no_doubt():
    """Without chance the sum is what it is."""
    assert (chance_above([1.0], [3], 10, 29), chance_above([1.0], [3], 10, 30)) == (1.0, 0.0)


@pytest.mark.parametrize(
    ("call", "word"),
    [
        (([0.5, 0.6], [1, 2], 3, 0), "p"),
        (([0.5, 0.5], [1], 3, 0), "values 1"),
        (([0.5, 0.5], [1, 0.5], 3, 0), r"values\[1\] is 0.5"),
        (([0.5, 0.5], [1, 101], 3, 0), r"values\[1\] is 101"),
        (([0.5, 0.5], [1, 2], -1, 0), "draws is -1"),
        (([0.5, 0.5], [1, 2], 10**5, 0), "draws is 100000"),
    ],
)
def test_what_cannot_be_added_is_refused(call, word):
    """The message names the thing and the rule."""
    with pytest.raises(KernelError, match=word):
        chance_above(*call)
