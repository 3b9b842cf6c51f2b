"""The losses of a classifier: slopes by differences, and what the two losses do where a model is sure and wrong."""

import math

import numpy as np
import pytest

from app.kernel import KernelError, cross_entropy, smooth, softmax
from app.kernel.class_losses import binary_losses, loss_gradient

STEP = 1e-6


def test_the_gradient_is_what_differences_say():
    """Model minus target is how the cross-entropy changes with each logit."""
    rng = np.random.default_rng(6)
    for _ in range(50):
        target, logits = rng.dirichlet([0.7] * 4), rng.normal(0, 3, 4)
        differences = [
            (
                cross_entropy(target, softmax(logits + STEP * unit), "nats")
                - cross_entropy(target, softmax(logits - STEP * unit), "nats")
            )
            / (2 * STEP)
            for unit in np.eye(4)
        ]
        assert loss_gradient(target, logits) == pytest.approx(differences, abs=1e-7)


def test_the_gradient_sums_to_zero():
    """What is pushed up here is pushed down elsewhere."""
    assert math.fsum(loss_gradient([0.7, 0.2, 0.1], [2.0, -1.0, 4.0])) == pytest.approx(0, abs=1e-15)


def test_a_one_hot_target_never_lets_go():
    """At logits where the right class is far ahead the gradient is small, and still not zero."""
    assert loss_gradient([1, 0, 0], [30.0, 0.0, 0.0])[0] < 0


def test_a_smoothed_target_is_reached():
    """With ten classes and a tenth of smoothing a lead of ln 91 has no gradient any more."""
    target = smooth([1] + [0] * 9, 0.1)
    assert loss_gradient(target, [math.log(91)] + [0.0] * 9) == pytest.approx([0] * 10, abs=1e-15)


def test_as_many_logits_as_classes():
    """A target of two classes has no gradient at three logits."""
    with pytest.raises(KernelError, match="one logit for each class"):
        loss_gradient([1, 0], [1.0, 2.0, 3.0])


def test_slopes_where_a_model_is_sure_and_wrong():
    """At 0.01 for the right class the log loss pulls with 0.99, half the squared error with 0.0098 (CLAIMS 1.24)."""
    losses = binary_losses(math.log(0.01 / 0.99))
    assert losses.log_loss_slope == pytest.approx(0.99, rel=1e-12)
    assert losses.squared_error_slope == pytest.approx(0.009801, rel=1e-12)


@pytest.mark.parametrize("logit", [-6.0, -1.5, 0.0, 2.5, 6.0])
def test_slopes_are_what_differences_say(logit):
    """Both slopes are the sizes of the derivatives of the losses."""
    above, below, here = binary_losses(logit + STEP), binary_losses(logit - STEP), binary_losses(logit)
    assert here.log_loss_slope == pytest.approx((below.log_loss - above.log_loss) / (2 * STEP), rel=1e-7)
    assert here.squared_error_slope == pytest.approx((below.squared_error - above.squared_error) / (2 * STEP), abs=1e-9)


def test_the_squared_error_pulls_hardest_at_a_third():
    """Its slope has its greatest value, 4/27, where the right class has a third."""
    slopes = [binary_losses(z).squared_error_slope for z in np.linspace(-6, 6, 2001)]
    best = binary_losses(math.log(0.5))
    assert best.probability == pytest.approx(1 / 3)
    assert best.squared_error_slope == pytest.approx(4 / 27)
    assert max(slopes) <= best.squared_error_slope
