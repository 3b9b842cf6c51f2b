"""Gradients at a zero, and a KL estimated from draws."""

import math

from app.atlas.question import Known
from app.atlas.questions.pairs import BOOK, FAIR
from app.kernel import kl_divergence, softmax
from app.kernel.class_losses import loss_gradient


def learning() -> dict[str, Known]:
    """Return the questions about values and slopes that train a model."""
    return _gradients() | _estimates()


def _gradients() -> dict[str, Known]:
    # One-sided, because there is nothing below 0: infinity falls to a finite number within any step.
    step = 2.0**-30
    slope = (kl_divergence(FAIR, [1 - step, step], "nats") - kl_divergence(FAIR, [1, 0], "nats")) / step
    pull = float(loss_gradient([1.0, 0.0], [0.0, 0.0])[0])
    given = {"log_p": [0.0, "-inf"], "p": [1.0, 0.0], "z": [0.0, 0.0]}
    return {
        "gradient-zero-q": Known({"p": 0.5, "q": 0.0}, slope),
        "gradient-zero-p": Known(given, pull, {"half of it: the mean over the outcomes": pull / 2}, unit=None),
    }


def _estimates() -> dict[str, Known]:
    logits = [math.log(share) for share in BOOK]
    drawn = {"logits": logits, "actions": [0] * 9 + [1], "log_reference": [math.log(0.5)] * 10}
    policy = {"log_policy": [math.log(0.9)] * 9 + [math.log(0.1)]}
    step = 2.0**-20
    below, above = (kl_divergence(softmax([logits[0] + by, logits[1]]), FAIR, "nats") for by in (-step, step))
    squared = math.fsum(p * (math.log(p) - math.log(r)) ** 2 / 2 for p, r in zip(BOOK, FAIR, strict=True))
    back = "KL(reference ‖ policy), the other direction"
    return {
        "estimator": Known(
            policy | drawn,
            kl_divergence(BOOK, FAIR, "nats"),
            {back: kl_divergence(FAIR, BOOK, "nats"), "half the mean of the squared log-ratio (k2)": squared},
        ),
        "estimator-gradient": Known(
            drawn,
            (above - below) / (2 * step),
            {f"the slope of {back}": float(loss_gradient(FAIR, logits)[0]), "no slope at all": 0.0},
            unit=None,
            slack=1e-9,
        ),
    }
