"""What the figure holds: a logit for each class, which class is right, and how much its label is smoothed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Final

import param

from app.figure.declared import DeclaredState, Guess, Numbers
from app.kernel import cross_entropy, entropy, kl_divergence, smooth
from app.kernel.class_losses import loss_gradient
from app.kernel.softmax import softmax

CLASSES: Final = ("cat", "dog", "fox", "owl")
LARGEST: Final = 6.0
#: A probability from softmax may be off by a few units of its sixteenth digit. A slope or a gap so small is rounding,
#: and counts as 0; the gap goes with the square.
ROUNDING: Final = 4e-15


class LogitsState(DeclaredState):
    """Four classes, the logits that a model gives them, and the label.

    Examples
    --------
    >>> even = LogitsState.from_options({"logits": [0, 0, 0, 0]})
    >>> round(even.results()["cross-entropy"], 3)
    1.386
    """

    kind = "logits"
    controls: ClassVar[tuple[str, ...]] = (
        "smoothing",  # how much of the label is spread
        "steps",  # one step downhill
        "shift",  # all logits up or down
    )
    predictable: ClassVar[Mapping[str, Guess]] = {
        "cross-entropy": Guess(
            "the loss H(P,Q)",
            "Before you look: the model says just what the smoothed target says. What is the loss?",
            0,
            2,
        ),
    }
    units: ClassVar[Mapping[str, str | None]] = {"entropy": "nats", "cross-entropy": "nats", "kl": "nats"}

    logits = Numbers([0.5, 2.0, -0.5, 0.0], low=-LARGEST, high=LARGEST, doc="What the model gives each class.")
    right: param.Selector[str] = param.Selector(
        default="cat", objects=list(CLASSES), doc="The class that the label names."
    )
    smoothing = param.Number(default=0.0, bounds=(0.0, 0.5), doc="The share of the label that is spread evenly.")

    def target(self) -> list[float]:
        """Return P, the smoothed label."""
        label = [float(name == self.right) for name in CLASSES]
        return [float(share) for share in smooth(label, self.smoothing).probabilities]

    def model(self) -> list[float]:
        """Return Q, what softmax makes of the logits."""
        return [float(share) for share in softmax(self.logits)]

    def slopes(self) -> list[float]:
        """Return how the loss changes with each logit, Q - P."""
        slopes = loss_gradient(self.target(), self.logits)
        return [float(slope) if abs(slope) > ROUNDING else 0.0 for slope in slopes]

    def results(self) -> dict[str, float]:
        """Return the loss in nats and its two parts: the target's entropy, and the gap."""
        p, q = self.target(), self.model()
        gap = kl_divergence(p, q, "nats")
        return {
            "entropy": entropy(p, "nats"),
            "cross-entropy": cross_entropy(p, q, "nats"),
            "kl": gap if gap > ROUNDING**2 else 0.0,
        }
