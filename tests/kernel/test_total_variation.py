"""Total variation: the largest difference about any event, and the best guess."""

from itertools import product

import pytest
from hypothesis import given
from kernel.strategies import distributions

from app.kernel import KernelError, total_variation


@pytest.mark.parametrize(
    ("p", "q", "value"),
    [
        ([0.5, 0.5], [0.9, 0.1], 0.4),
        ([1, 0], [0, 1], 1.0),
        ([0.6, 0.3, 0.1], [0.2, 0.3, 0.5], 0.4),
        ([0.5, 0.5, 0], [0, 0.5, 0.5], 0.5),
        ([0.5, 0.5], [0.5000000004656613, 0.4999999995343387], 4.6566128730773925781e-10),
        ([0.25, 0.75], [0.25, 0.75], 0.0),
    ],
)
def test_total_variation_is_half_the_sum_of_differences(p, q, value):
    """As written, to the last digits also for nearly equal distributions."""
    assert total_variation(p, q) == pytest.approx(value, rel=1e-15)


@given(distributions(most=8))
def test_no_event_is_told_further_apart(pair):
    """It is the largest difference between what P and Q say of any event."""
    p, q = (each.probabilities for each in pair)
    events = product([0.0, 1.0], repeat=len(p))
    largest = max(abs(sum(e * (a - b) for e, a, b in zip(event, p, q, strict=True))) for event in events)
    assert total_variation(*pair) == pytest.approx(largest, rel=1e-9, abs=1e-15)


@given(distributions(count=3))
def test_it_is_a_distance(three):
    """The same both ways, 0 to 1, and no detour is shorter."""
    p, q, r = three
    assert 0.0 <= total_variation(p, q) <= 1.0
    assert total_variation(p, q) == pytest.approx(total_variation(q, p), rel=1e-12, abs=1e-300)
    assert total_variation(p, r) <= total_variation(p, q) + total_variation(q, r) + 1e-15


def test_pairs_about_different_outcomes_are_refused():
    """Both are about the same outcomes."""
    with pytest.raises(KernelError, match="P has 1 outcomes and Q has 2"):
        total_variation([1.0], [0.5, 0.5])
