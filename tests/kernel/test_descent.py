"""Gradient descent on a cross-entropy: where it goes, and that the gradient is the one that it claims."""

import math

import numpy as np
import pytest

from app.kernel import KernelError, cross_entropy, kl_divergence, log_softmax, softmax, softmax_descent

SHARES = np.array([0.4, 0.3, 0.2, 0.1, 0.0])


def test_it_starts_from_the_uniform_model_and_ends_at_the_frequencies():
    """Whatever was seen is reached; what never came is driven towards 0, and never is 0."""
    models = softmax_descent([SHARES] * 4000)
    assert models[0] == pytest.approx([0.2] * 5)
    assert models[-1] == pytest.approx(SHARES, abs=1e-3)
    assert 0.0 < models[-1][4] < 1e-3


def test_every_step_on_the_whole_sample_lowers_cross_entropy_and_kl_alike():
    """The two fall by the same amount in every step: they differ by an entropy that the model has no part in."""
    models = softmax_descent([SHARES] * 200)
    costs = np.array([cross_entropy(SHARES, q, "nats") for q in models])
    gaps = np.array([kl_divergence(SHARES, q, "nats") for q in models])
    assert np.all(np.diff(costs) < 0)
    assert np.diff(gaps) == pytest.approx(np.diff(costs), rel=1e-9, abs=1e-15)


def test_a_step_goes_down_the_gradient():
    """The first change of the logits is the rate times the numeric derivative of the cross-entropy, with a minus."""
    rate, h = 0.5, 1e-6

    def cost(logits):
        return -float(SHARES @ log_softmax(logits))

    derivative = [(cost(h * row) - cost(-h * row)) / (2 * h) for row in np.eye(5)]
    assert softmax_descent([SHARES], rate)[1] == pytest.approx(softmax(-rate * np.array(derivative)), rel=1e-9)


def test_batches_lead_about_where_the_sample_leads():
    """Rows that differ from step to step are followed one by one."""
    models = softmax_descent([[1.0, 0.0], [0.0, 1.0]], 1.0)
    up = 1 / (1 + math.exp(-1.0))
    assert models[1] == pytest.approx([up, 1 - up])
    assert models[2] == pytest.approx(softmax([0.5 - up, up - 0.5]))


@pytest.mark.parametrize(
    ("targets", "rate", "message"),
    [
        ([0.5, 0.5], 1.0, "targets have the shape"),
        ([[0.5, 0.6]], 1.0, r"targets\[0\] sums to 1.1"),
        ([[0.5, 0.5]], 0.0, "rate is 0.0"),
        ([[0.5, 0.5]], math.inf, "rate is inf"),
    ],
)
def test_what_cannot_be_followed_is_refused(targets, rate, message):
    """The message names the row or the rate."""
    with pytest.raises(KernelError, match=message):
        softmax_descent(targets, rate)


def test_the_twin_passes_the_same_models(javascript):
    """Browser (static/js/kernel/descent.js) and Python differ by less than 1e-12 after 300 steps."""
    twin = javascript("descent")
    rng = np.random.default_rng(8)
    for rate in (0.5, 1.0):
        for targets in ([rng.dirichlet(np.ones(8)).tolist()] * 300, rng.dirichlet(np.ones(8), 300).tolist()):
            models = twin("softmaxDescent", targets, 8, rate)
            assert np.array(models) == pytest.approx(softmax_descent(targets, rate), rel=1e-12)
