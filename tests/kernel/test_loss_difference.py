"""Whether a smaller loss is a better model."""

import math

import numpy as np
import pytest

from app.kernel import KernelError
from app.kernel.loss_difference import difference_from_summary, loss_difference, tokens_needed


def test_a_hundredth_on_400_tokens_cannot_be_told():
    """2.30 against 2.31 with a paired sd of ½: 0.4 standard errors; 10,000 tokens would do for two."""
    difference = difference_from_summary(2.31 - 2.30, 0.5, 400)
    assert difference.standard_error == 0.025
    assert difference.z == pytest.approx(0.4)
    assert difference.chance_first_is_better == pytest.approx(0.655422, abs=5e-7)
    assert tokens_needed(2.31 - 2.30, 0.5) == 10_000


def test_pairs_vary_less_than_losses():
    """The standard error is that of the differences: hard tokens are hard for both."""
    rng = np.random.default_rng(8)
    hard = rng.gamma(1.0, 2.5, 5000)
    first, second = hard, hard + rng.normal(0.01, 0.5, 5000)
    difference = loss_difference(first, second)
    d = second - first
    assert difference.mean == pytest.approx(d.mean(), rel=1e-12)
    assert difference.standard_error == pytest.approx(d.std(ddof=1) / math.sqrt(5000), rel=1e-12)
    assert difference.standard_error < 0.3 * math.sqrt(first.var() / 5000 + second.var() / 5000)


def test_the_standard_error_is_how_far_means_stray():
    """The mean differences of 4,000 samples have the standard deviation that one of them claims, within 5 %."""
    rng = np.random.default_rng(9)
    samples = rng.exponential(1.0, (4000, 200))
    claimed = [loss_difference(np.zeros(200), row).standard_error for row in samples[:200]]
    assert np.mean(claimed) == pytest.approx(samples.mean(axis=1).std(), rel=0.05)


def test_a_difference_that_never_varies():
    """The same on each token is infinitely many standard errors; none at all is none."""
    assert loss_difference([1.0, 2.0], [1.5, 2.5]).z == math.inf
    same = loss_difference([1.0, 2.0], [1.0, 2.0])
    assert (same.z, same.chance_first_is_better) == (0.0, 0.5)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: loss_difference([1.0], [2.0]), "at least two"),
        (lambda: loss_difference([1.0, 2.0], [2.0]), "give both of each token"),
        (lambda: loss_difference([1.0, 2.0], [2.0, math.inf]), "give finite losses"),
        (lambda: difference_from_summary(0.1, -1.0, 9), "sd -1.0"),
        (lambda: difference_from_summary(0.1, 1.0, 0), "n 0"),
        (lambda: tokens_needed(0.0, 0.5), "a difference of 0 is never seen"),
    ],
)
def test_what_cannot_be_compared_is_refused(call, message):
    """One token, unequal numbers of tokens, infinite losses."""
    with pytest.raises(KernelError, match=message):
        call()
