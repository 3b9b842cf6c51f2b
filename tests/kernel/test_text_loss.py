"""The loss of a text and its perplexity mean what they are said to mean."""

import math

import pytest

from app.kernel import KernelError
from app.kernel.text_loss import effective_choices, mean_surprise


def test_perplexity_is_the_inverse_geometric_mean_in_either_unit():
    """2 to the bits and e to the nats are the same number, and may be more than there are signs."""
    q = [0.5, 0.01, 0.02, 0.001]
    by_hand = math.prod(q) ** (-1 / 4)
    assert effective_choices(mean_surprise(q)) == pytest.approx(by_hand, rel=1e-12)
    assert effective_choices(mean_surprise(q, "nats"), "nats") == pytest.approx(by_hand, rel=1e-12)
    assert by_hand > 50


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (lambda: mean_surprise([]), "at least one is needed"),
        (lambda: mean_surprise([1.5]), "each lies between 0 and 1"),
        (lambda: mean_surprise([0.5], "bytes"), "unit is 'bytes'"),
        (lambda: effective_choices(-1.0), "mean is -1.0"),
        (lambda: effective_choices(1.0, "bytes"), "unit is 'bytes'"),
    ],
)
def test_what_is_no_loss_is_refused(wrong, message):
    """The message names the value."""
    with pytest.raises(KernelError, match=message):
        wrong()
