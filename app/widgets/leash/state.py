"""What the figure holds: what the reference answers, what each answer is rewarded with, and the price of distance."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import ClassVar, Final

import param

from app.figure.declared import DeclaredState, Distribution, Guess, Numbers
from app.kernel import entropy, kl_divergence, tilt, tilted_value
from app.kernel.arrays import FloatArray

ANSWERS: Final = ("helpful", "brief", "hedged", "rude", "flattering", "gibberish")
LARGEST: Final = 3.0


class LeashState(DeclaredState):
    """A chat model between its rewards and its reference.

    Examples
    --------
    >>> free = LeashState.from_options({"beta": 0.02})
    >>> round(free.results()["reward"], 9), round(free.results()["kl-reverse"], 3)
    (2.0, 3.912)
    """

    kind = "leash"
    controls: ClassVar[tuple[str, ...]] = ("beta", "frontier", "objective")
    units: ClassVar[Mapping[str, str | None]] = {
        "reward": None,
        "kl-reverse": "nats",
        "objective": None,
        "entropy": "nats",
        "limit": "nats",
    }
    predictable: ClassVar[Mapping[str, Guess]] = {
        "kl-reverse": Guess(
            "KL(policy ‖ reference)",
            "How many nats from the reference is the best policy?",
            0,
            10,
        ),
    }

    reference = Distribution([0.35, 0.25, 0.2, 0.1, 0.08, 0.02], doc="How often the reference gives each answer.")
    rewards = Numbers(
        [1, 0.6, 0.2, -1, 1.4, 2], low=-LARGEST, high=LARGEST, doc="What the reward model gives each answer."
    )
    beta = param.Number(default=0.5, bounds=(0.02, 20.0), doc="β: what each nat of KL costs, in reward.")

    def policy(self) -> FloatArray:
        """Return the best policy: the reference times e^(reward/β), scaled to 1."""
        return tilt(self.reference, self.rewards, self.beta)

    def results(self) -> dict[str, float]:
        """Return the best policy's reward, its KL(π ‖ π_ref), what remains of the reward, and its entropy.

        `limit` is the KL at which the policy arrives as β falls to 0: minus the logarithm of the best answers' share.
        """
        policy = self.policy()
        return {
            "reward": math.fsum((policy * self.rewards).tolist()),
            "kl-reverse": kl_divergence(policy, self.reference, "nats"),
            "objective": tilted_value(self.reference, self.rewards, self.beta),
            "entropy": entropy(policy, "nats"),
            "limit": self.limit(),
        }

    def limit(self) -> float:
        """Return minus the logarithm of the best answers' share, from what is smaller: their share or all the others'.

        If all answers that the reference gives are best, no rounding is left of it: it is 0.
        """
        best = self.best_reward()
        pairs = list(zip(self.reference, self.rewards, strict=True))
        others = math.fsum(share for share, reward in pairs if reward != best)
        if others < 0.5:
            return 0.0 - math.log1p(-others)
        return 0.0 - math.log(math.fsum(share for share, reward in pairs if reward == best))

    def best_reward(self) -> float:
        """Return the greatest reward of an answer that the reference gives at all."""
        best: float = max(reward for share, reward in zip(self.reference, self.rewards, strict=True) if share > 0)
        return best
