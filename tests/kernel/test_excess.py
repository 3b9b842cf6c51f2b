import math

import numpy as np
import pytest

from app.kernel.excess import excess_over_one


@pytest.mark.parametrize("n", [2, 100, 50_000])
def test_excess_is_that_of_an_exact_sum(n):
    """The excess is that of Python's exact fsum, though it is far below the rounding of a plain sum."""
    rng = np.random.default_rng(n)
    for shape in (0.05, 1.0, 10.0):
        p = rng.dirichlet(np.full(n, shape))
        exact = math.fsum([*p.tolist(), -1.0])
        assert excess_over_one(p) == pytest.approx(exact, rel=1e-6, abs=1e-27)
