import math

import mpmath
import numpy as np
import pytest

from app.kernel.gap import gap, gaps

VALUES = [0.0, 5e-324, 1e-310, 1e-300, 1e-9, 0.1, 0.3, 0.5, 0.699, 0.7, 0.701, 0.999999999, 1.0]


@pytest.mark.parametrize("unit", ["bits", "nats"])
def test_gap_is_that_of_mpmath(unit):
    """On both sides of its seams, for tiny and for nearly equal numbers, the gap has all its digits."""
    pairs = [(p, q) for p in VALUES for q in VALUES]
    pairs += [(0.5, 0.5 * (1 + s * d)) for s in (-1, 1) for d in (1e-12, 1e-6, 0.01, 0.1, 0.2999, 0.3, 0.3001, 0.9)]
    in_arrays = gaps(*(np.array(x) for x in zip(*((p, q, q - p) for p, q in pairs), strict=True)), unit)
    for (p, q), in_array in zip(pairs, in_arrays.tolist(), strict=True):
        with mpmath.workdps(700):
            a, b = mpmath.mpf(p), mpmath.mpf(q)
            exact = (b if p == 0 else mpmath.inf if q == 0 else a * mpmath.log(a / b) - a + b) / (
                mpmath.log(2) if unit == "bits" else 1
            )
        assert gap(p, q, q - p, unit) == pytest.approx(float(exact), rel=3e-15, abs=2e-323)
        assert in_array == pytest.approx(float(exact), rel=3e-15, abs=2e-323)


def test_gap_is_infinite_where_the_model_says_never():
    """The gap is infinite for p > 0 = q, and q for p = 0."""
    assert gap(5e-324, 0.0, -5e-324, "nats") == math.inf
    assert gap(0.0, 0.25, 0.25, "nats") == 0.25
