"""What the figure holds: what was believed before, how well each cause explains what is seen, a guess, and samples."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Final

import param

from app.figure.declared import DeclaredState, Guess
from app.kernel.bounds import LatentModel, latent_bound, sampled_gap

LEAST_PRIOR: Final = 0.05
LEAST_LIKELIHOOD: Final = 0.2
MOST_SAMPLES: Final = 50


class LiftState(DeclaredState):
    """Two causes of wet grass, rain and none: prior, likelihoods, and a guess at the posterior. In nats.

    Examples
    --------
    >>> even = LiftState.from_options({"preset": "even"}).results()
    >>> round(even["bound"], 6), round(even["gap"], 6)
    (-0.916291, 0.223144)
    """

    kind = "lift"
    controls: ClassVar[tuple[str, ...]] = ("samples", "world")
    predictable: ClassVar[Mapping[str, Guess]] = {
        "left": Guess(
            "the gap that so many samples leave",
            "Before you look: how many nats of the gap are left with so many samples?",
            0,
            0.3,
        ),
    }
    units: ClassVar[Mapping[str, str | None]] = {
        "evidence": "nats",
        "reconstruction": "nats",
        "prior-kl": "nats",
        "bound": "nats",
        "gap": "nats",
        "sampled": "nats",
        "left": "nats",
        "posterior": None,
    }

    q = param.Number(default=0.5, bounds=(0.0, 1.0), doc="How probable rain is, as guessed once the grass is seen.")
    prior = param.Number(
        default=0.5, bounds=(LEAST_PRIOR, 1 - LEAST_PRIOR), doc="How probable rain was before anything was seen."
    )
    rain = param.Number(default=0.8, bounds=(LEAST_LIKELIHOOD, 1.0), doc="How often rain leaves the grass wet.")
    dry = param.Number(default=0.2, bounds=(LEAST_LIKELIHOOD, 1.0), doc="How often the grass is wet without rain.")
    samples = param.Integer(default=1, bounds=(1, MOST_SAMPLES), doc="How many samples of the guess share a bound.")

    def model(self) -> LatentModel:
        """Return what wet grass says about rain."""
        return LatentModel([self.prior, 1 - self.prior], [self.rain, self.dry])

    def results(self) -> dict[str, float]:
        """Return evidence and bound, the parts of the bound, and the gaps with one sample and with all."""
        model, guess = self.model(), [self.q, 1 - self.q]
        here, left = latent_bound(model, guess), sampled_gap(model, guess, self.samples)
        return {
            "evidence": here.evidence,
            "reconstruction": here.reconstruction,
            "prior-kl": here.kl_to_prior,
            "bound": here.bound,
            "gap": here.gap,
            "sampled": here.evidence - left,
            "left": left,
            "posterior": float(model.posterior.probabilities[0]),
        }
