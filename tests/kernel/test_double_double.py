"""Sums and products whose rounding is kept, against exact fractions."""

from fractions import Fraction

import numpy as np

from app.kernel.double_double import exact_sums, two_product


def test_products_and_their_rests_are_exact():
    """On 2,000 pairs of doubles of any size that probabilities have, h + l is the product."""
    rng = np.random.default_rng(27)
    a, b = (rng.random(2000) * 10.0 ** rng.uniform(-120, 3, 2000) for _ in range(2))
    for x, y, high, low in zip(a, b, *two_product(a, b), strict=True):
        assert Fraction(float(high)) + Fraction(float(low)) == Fraction(float(x)) * Fraction(float(y))


def test_sums_and_their_rests_are_those_of_fractions():
    """The first is the nearest double to the sum, the second the nearest to what is left."""
    rng = np.random.default_rng(28)
    rows = (rng.random((50, 40)) * 10.0 ** rng.uniform(-20, 0, (50, 40))).tolist()
    for row, high, low in zip(rows, *exact_sums(rows), strict=True):
        exact = sum(map(Fraction, row))
        assert high == float(exact)
        assert low == float(exact - Fraction(float(high)))
