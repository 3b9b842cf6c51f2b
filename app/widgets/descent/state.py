"""What the figure holds: a truth, a sample of it, and how far training has come."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Final

import numpy as np
import param

from app.figure.declared import DeclaredState, Distribution, Guess
from app.figure.outcomes import pmf_of
from app.kernel import Pmf, cross_entropy, entropy, kl_divergence
from app.widgets.descent.training import STEPS, Training, train

LARGEST_SAMPLE: Final = 10_000
SEEDS: Final = 9999
UNITS: Final = ("nats", "bits")
#: Losses nearer than this, in nats, are told apart by rounding alone.
NOISE: Final = 1e-9


class DescentState(DeclaredState):
    """A truth over eight drinks, the sample that a model is trained on, and the step that is looked at.

    Examples
    --------
    >>> end = DescentState.from_options({"n": 20, "step": 300}).results()
    >>> end["training-loss"] < end["entropy"] < end["cross-entropy"]
    True
    """

    kind = "descent"
    controls: ClassVar[tuple[str, ...]] = ("n", "another", "play", "truth", "batch", "sample")
    predictable: ClassVar[Mapping[str, Guess]] = {
        "cross-entropy": Guess(
            "the cost H(P, Q) of new data",
            "The model was trained on this sample, and its cost there is drawn. What will new data cost, on average?",
            0,
            4,
        ),
    }
    units: ClassVar[Mapping[str, str | None]] = {"best-step": None, "below": None}

    p = Distribution([0.36, 0.2, 0.13, 0.1, 0.08, 0.06, 0.04, 0.03], doc="The truth P, from which the sample comes.")
    n = param.Integer(default=20, bounds=(10, LARGEST_SAMPLE), doc="How many outcomes the sample holds.")
    seed = param.Integer(default=1, bounds=(1, SEEDS), doc="Which sample.")
    step = param.Integer(default=0, bounds=(0, STEPS), doc="How many steps of gradient descent have been taken.")
    batch = param.Boolean(default=False, doc="Whether each step sees a batch of 32 instead of the whole sample.")
    truth = param.Boolean(default=True, doc="Whether the truth, its floor and the cost of new data are shown.")
    unit: param.Selector[str] = param.Selector(default="nats", objects=list(UNITS), doc="What losses are counted in.")

    def training(self) -> Training:
        """Return the whole training, of which `step` is a moment."""
        return train(tuple(self.p), self.n, self.seed, batch=self.batch)

    def results(self) -> dict[str, float]:
        """Return the costs of this step's model on new data and on the sample, each with its floor and its gap."""
        run = self.training()
        p, shares, model = pmf_of(self.p), Pmf(run.shares), Pmf(run.models[self.step])
        # A sum of eight costs that rounding has left a hair below the least is as good as the least.
        best = int(np.flatnonzero(run.new <= run.new.min() + NOISE)[0])
        return {
            "entropy": entropy(p, self.unit),
            "kl": kl_divergence(p, model, self.unit),
            "cross-entropy": cross_entropy(p, model, self.unit),
            "training-floor": entropy(shares, self.unit),
            "training-gap": kl_divergence(shares, model, self.unit),
            "training-loss": cross_entropy(shares, model, self.unit),
            "batch-loss": cross_entropy(run.targets[self.step], model, self.unit),
            "best-step": float(best),
            "below": float((run.printed < entropy(p, "nats") - NOISE).sum()),
        }
