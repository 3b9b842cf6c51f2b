"""What the figure holds: the logits of a policy and of its reference, and which draws the losses are averaged over."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import ClassVar, Final

import param

from app.figure.declared import DeclaredState, Guess, Numbers
from app.kernel import draw_counts, estimator_gradients, kl_divergence, log_softmax, softmax
from app.kernel.arrays import FloatArray
from app.kernel.estimators import EstimatorGradients

ANSWERS: Final = ("A", "B", "C")
SAMPLE: Final = 20
LOWEST: Final = -7.0


class KlArrowsState(DeclaredState):
    """A policy over three answers, a reference, and the gradients of k1, k2 and k3 on draws from the policy.

    Examples
    --------
    >>> worse = KlArrowsState.from_options({"preset": "worse"}).results()
    >>> round(worse["kl"], 3), round(worse["after-k2"], 3), round(worse["after-k3"], 3)
    (1.309, 1.257, 1.413)
    """

    kind = "kl_arrows"
    controls: ClassVar[tuple[str, ...]] = ("draws", "step")
    predictable: ClassVar[Mapping[str, Guess]] = {
        "after-k3": Guess(
            "KL(π ‖ ref) after a step down k3’s gradient",
            "Before you look: k3 estimates KL(π ‖ ref). One step down its gradient: what is KL(π ‖ ref) then?",
            0,
            2,
        ),
    }

    policy = Numbers(
        [math.log(0.3), math.log(0.65), math.log(0.05)], low=LOWEST, high=0, doc="The logits of the policy π."
    )
    reference = Numbers(
        [math.log(0.05), math.log(0.45), math.log(0.5)], low=LOWEST, high=0, doc="The logits of the reference."
    )
    step = param.Number(default=1.0, bounds=(0.0, 3.0), doc="How long a step down a gradient is taken.")
    draws: param.Selector[str] = param.Selector(
        default="all", objects=["all", "some"], doc="On average, or over twenty draws."
    )
    seed = param.Integer(default=1, bounds=(1, 9999), doc="Which twenty.")

    def policies(self) -> tuple[FloatArray, FloatArray]:
        """Return the policy and the reference as probabilities."""
        return softmax(self.policy), softmax(self.reference)

    def gradients(self) -> EstimatorGradients:
        """Return the gradients of the three on the draws."""
        pi, ref = self.policies()
        if self.draws == "all":
            return estimator_gradients(pi, ref)
        return estimator_gradients(pi, ref, draw_counts(pi, SAMPLE, self.seed) / SAMPLE)

    def after(self, gradient: FloatArray) -> float:
        """Return KL(π ‖ ref) after a step down a gradient, in nats."""
        stepped = softmax(log_softmax(self.policy) - self.step * gradient)
        return kl_divergence(stepped, softmax(self.reference), "nats")

    def results(self) -> dict[str, float]:
        """Return both KLs, KL(π ‖ ref) after a step, in nats, and how far k3's arrow is turned, in degrees."""
        pi, ref = self.policies()
        found = self.gradients()
        arrows = {"k1": found.k1.mean, "k2": found.k2.mean, "k3": found.k3.mean}
        numbers = {
            "kl": kl_divergence(pi, ref, "nats"),
            "reverse-kl": kl_divergence(ref, pi, "nats"),
            "turned": turned(found.kl, found.k3.mean),
        }
        for name, arrow in arrows.items():
            numbers[f"after-{name}"] = self.after(arrow)
            for answer, slope in zip(ANSWERS, arrow.tolist(), strict=True):
                numbers[f"{name}-{answer.lower()}"] = slope
        for answer, slope in zip(ANSWERS, found.kl.tolist(), strict=True):
            numbers[f"true-{answer.lower()}"] = slope
        return numbers


def in_plane(slopes: FloatArray) -> tuple[float, float]:
    """Return where three slopes that sum to 0 point: each pulls along its own ray, 120° from the others.

    Examples
    --------
    >>> x, y = in_plane([1.0, -0.5, -0.5])
    >>> round(x, 12), round(y, 12)
    (0.0, 1.5)
    """
    first, second, third = (float(slope) for slope in slopes)
    return (third - second) * math.sqrt(3) / 2, first - (second + third) / 2


def turned(one: FloatArray, other: FloatArray) -> float:
    """Return the angle between two gradients, 0 to 180 degrees; 0 if one of them is 0."""
    (x, y), (u, v) = in_plane(one), in_plane(other)
    return math.degrees(math.atan2(abs(x * v - y * u), x * u + y * v))
