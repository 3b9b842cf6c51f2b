"""The normalised gain is what was gained, as a part of what there was to gain."""

import pytest

from app.kernel import KernelError
from app.kernel.gain import normalised_gain


@pytest.mark.parametrize(("before", "after", "gain"), [(0, 12, 1.0), (4, 10, 0.75), (6, 6, 0.0), (10, 8, -1.0)])
def test_it_is_counted_from_what_was_left(before: int, after: int, gain: float) -> None:
    """All of it is one, nothing is zero, and a loss is negative."""
    assert normalised_gain(before, after, 12) == gain


def test_where_nothing_was_left_there_is_none() -> None:
    """Zero over zero is no number."""
    assert normalised_gain(12, 12, 12) is None


@pytest.mark.parametrize(
    ("before", "after", "most", "named"), [(13, 0, 12, "before"), (0, -1, 12, "after"), (0, 0, 0, "most")]
)
def test_a_count_out_of_bounds_is_named(before: int, after: int, most: int, named: str) -> None:
    """The message says which one it is."""
    with pytest.raises(KernelError, match=f"{named} is"):
        normalised_gain(before, after, most)
