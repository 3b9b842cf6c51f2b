import math

import pytest

from app.kernel import KernelError, Pmf, kl_divergence, mix, smooth


def test_mix_ends_at_its_parts():
    """With weight 0 the mixture is the first distribution, with 1 the second."""
    q, r = Pmf([0.25, 0.75], ("e", "t")), Pmf([0.5, 0.5])
    assert mix(q, r, 0.0) == q
    assert mix(q, r, 1.0) == Pmf([0.5, 0.5], ("e", "t"))
    assert mix(r, q, 0.5) == Pmf([0.375, 0.625], ("e", "t"))


def test_smoothing_makes_the_price_finite():
    """A model with a hole costs infinitely much; smoothed, it costs more the less it was smoothed."""
    truth, model = [0.5, 0.5], Pmf([1.0, 0.0], ("e", "t"))
    assert kl_divergence(truth, model) == math.inf
    costs = [kl_divergence(truth, smooth(model, weight)) for weight in (1.0, 0.1, 0.01, 1e-9)]
    assert costs == sorted(costs)
    assert costs[0] == 0.0
    assert costs[-1] < math.inf
    assert smooth(model).labels == ("e", "t")


@pytest.mark.parametrize("weight", [-0.1, 1.1, math.nan])
def test_weights_outside_zero_and_one_are_refused(weight):
    """The share of the second distribution lies between 0 and 1."""
    with pytest.raises(KernelError, match="lies between 0 and 1"):
        mix([0.5, 0.5], [0.25, 0.75], weight)
    with pytest.raises(KernelError, match="lies between 0 and 1"):
        smooth([0.5, 0.5], weight)
