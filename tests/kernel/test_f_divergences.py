"""The family of f-divergences: each is the sum that it should be, against mpmath, and keeps the family's laws."""

import math

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from kernel.strategies import distributions

from app.kernel import KernelError
from app.kernel.f_divergences import F_DIVERGENCES, f_divergence

GENERATORS = {
    "kl": lambda t: t * mpmath.log(t) - t + 1,
    "reverse-kl": lambda t: t - 1 - mpmath.log(t),
    "chi-squared": lambda t: (t - 1) ** 2,
    "js": lambda t: (t * mpmath.log(2 * t / (1 + t)) + mpmath.log(2 / (1 + t))) / 2,
    "hellinger": lambda t: (mpmath.sqrt(t) - 1) ** 2 / 2,
    "total-variation": lambda t: abs(t - 1) / 2,
}
every = pytest.mark.parametrize("name", F_DIVERGENCES)


def exact(name, p, q):
    """Return the sum by mpmath over the exactly normalised doubles, all of them above 0."""
    with mpmath.workdps(60):
        a, b = ([mpmath.mpf(x) for x in each] for each in (p, q))
        a, b = ([x / mpmath.fsum(each) for x in each] for each in (a, b))
        return float(mpmath.fsum(y * GENERATORS[name](x / y) for x, y in zip(a, b, strict=True)))


@every
def test_each_is_the_sum_of_its_generator(name):
    """Ordinary pairs and nearly equal ones, to 1e-13 of mpmath."""
    rng = np.random.default_rng(1967)
    for i in range(40):
        p, q = rng.dirichlet(np.full(int(rng.integers(2, 9)), rng.choice([0.4, 3.0])), 2) + 1e-9
        if i % 2:
            q = p * (1 + 10.0 ** rng.uniform(-9, -2) * rng.uniform(-1, 1, p.size))
        p, q = (p / p.sum()).tolist(), (q / q.sum()).tolist()
        assert f_divergence(p, q, name) == pytest.approx(exact(name, p, q), rel=1e-13, abs=0)


@every
@given(t=st.floats(1e-9, 1e9))
def test_generators_are_those_of_the_formula(name, t):
    """f(t) is at least 0, 0 at 1 alone, and the formula."""
    with mpmath.workdps(40):
        truth = float(GENERATORS[name](mpmath.mpf(t)))
    assert F_DIVERGENCES[name].f(t) == pytest.approx(truth, rel=1e-13, abs=1e-300)
    assert F_DIVERGENCES[name].f(t) > 0.0 or abs(t - 1) < 1e-100
    assert F_DIVERGENCES[name].f(1.0) == 0.0


@every
def test_ends_and_curvature(name):
    """f(0), the slope at infinity and f″(1) are those of the generator; disjoint P and Q have the largest."""
    each = F_DIVERGENCES[name]
    assert each.f(0.0) == pytest.approx(each.at_zero)
    if math.isfinite(each.slope_at_infinity):
        assert each.f(1e12) / 1e12 == pytest.approx(each.slope_at_infinity, abs=1e-5)
    if math.isfinite(each.curvature):
        assert (each.f(1.001) + each.f(0.999)) / 1e-6 == pytest.approx(each.curvature, rel=1e-5)
    assert each.of([1, 0], [0, 1]) == each.largest


@every
@given(pair=distributions(most=8))
def test_merging_outcomes_never_increases_any(name, pair):
    """Data processing holds for the whole family; and none is negative, or above 0 for equal distributions."""
    of = F_DIVERGENCES[name].of
    whole = of(*pair)
    assert whole >= 0.0
    assert of(pair[0], pair[0]) == 0.0
    if len(pair[0]) > 1:
        merged = [np.append(x.probabilities[2:], x.probabilities[:2].sum()) for x in pair]
        assert of(*merged) <= whole * (1 + 1e-12) + 1e-15


def test_near_equality_all_are_one():
    """Near P = Q each is half its curvature times chi-squared, and total variation alone is of first order."""
    p, q = [0.5, 0.3, 0.2], [0.5005, 0.2996, 0.1999]
    chi = f_divergence(p, q, "chi-squared")
    for each in F_DIVERGENCES.values():
        if math.isfinite(each.curvature):
            assert each.of(p, q) == pytest.approx(0.5 * each.curvature * chi, rel=2e-3)
    assert f_divergence(p, q, "total-variation") > 10 * chi


def test_the_clock_of_the_cafe():
    """Morning against evening."""
    p, q = [0.6, 0.3, 0.1], [0.2, 0.3, 0.5]
    values = [each.of(p, q) for each in F_DIVERGENCES.values()]
    expected = [0.498223581957, 0.584996498483, 1.12, 0.125100605885, 0.129983040736, 0.4]
    assert values == pytest.approx(expected, rel=1e-11)


def test_an_unknown_name_is_refused():
    """The message lists what there is."""
    with pytest.raises(KernelError, match="no f-divergence 'alpha' here: give one of kl, "):
        f_divergence([1], [1], "alpha")
