"""How often one of two outcomes comes, against whole numbers and mpmath."""

import mpmath
import pytest

from app.kernel import KernelError
from app.kernel.binomial import binomial_pmf


@pytest.mark.parametrize(
    ("n", "p"), [(1, 0.3), (2, 0.5), (14, 0.5), (40, 0.03), (63, 0.9), (64, 0.9), (65, 0.9), (1000, 0.5), (5000, 0.99)]
)
def test_probabilities_are_those_of_mpmath(n, p):
    """Each to 1e-12 of itself, however improbable; near the mean to 1e-14."""
    ours = binomial_pmf([p, 1 - p], n).tolist()
    with mpmath.workdps(40):
        first, second = mpmath.mpf(p), mpmath.mpf(1 - p)
        whole = (first + second) ** n
        exact = [float(mpmath.binomial(n, k) * first**k * second ** (n - k) / whole) for k in range(n + 1)]
    assert ours == pytest.approx(exact, rel=1e-12, abs=1e-290)
    assert max(abs(a - b) for a, b in zip(ours, exact, strict=True)) < 2e-14
    assert sum(ours) == pytest.approx(1.0, rel=1e-14)


def test_certain_outcomes_and_no_draws():
    """What always comes comes n times, what never comes none; no draws have one result."""
    assert binomial_pmf([1.0, 0.0], 3).tolist() == [0, 0, 0, 1]
    assert binomial_pmf([0.0, 1.0], 3).tolist() == [1, 0, 0, 0]
    assert binomial_pmf([0.3, 0.7], 0).tolist() == [1]


@pytest.mark.parametrize(("p", "n", "message"), [([0.2, 0.3, 0.5], 3, "3 outcomes"), ([0.5, 0.5], -1, "n is -1")])
def test_two_outcomes_and_no_fewer_than_no_draws(p, n, message):
    """Three outcomes, and a negative number of draws."""
    with pytest.raises(KernelError, match=message):
        binomial_pmf(p, n)
