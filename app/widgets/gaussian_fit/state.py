"""What the fit is made of: P's bumps, the Gaussian Q, and how they are looked at."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import param

from app.kernel.normals import Normal, NormalMixture, kl_forward, kl_reverse
from app.kernel.units import PER_NAT
from app.ui.declared import DeclaredState, Guess, Some
from app.widgets.gaussian_fit.model.optima import Optima, optima
from app.widgets.gaussian_fit.truth.bumps import Bumps, mixture, must_mix


class GaussianFitState(DeclaredState):
    """A truth P of one to four bumps, and one Gaussian Q.

    Examples
    --------
    >>> fit = GaussianFitState()
    >>> round(fit.results()["kl"], 6), round(fit.results()["kl-reverse"], 6)
    (1.498919, 2.13555)
    >>> round(fit.optima().reverse[0].kl, 6)
    0.691836
    >>> fit.to_query()["m"]
    '-2,2'
    """

    kind = "gaussian_fit"
    hides = (
        "presets",  # the list of truths
        "unit",  # bits or nats
        "fixed",  # the switch that keeps Q's sd
        "history",  # undo, redo, reset
        "best-forward",  # the button Best Q, forward
        "best-reverse",  # the button Best Q, reverse
        "numbers",  # type μ and σ
        "truth",  # the panel where P is changed
        "shade",  # the panel with the integrand
        "landscape",  # the panel with KL over (μ, log σ), and rolling downhill
        "gap",  # the panel with KL of each minimum against the separation
        "between",  # the panel with the slider from reverse to forward
        "table",  # the panel with all numbers
        "link",  # copy a link to the present state
    )
    predictable: ClassVar[Mapping[str, Guess]] = {
        "kl-best": Guess("the least KL(P ‖ Q), by placing Q", "Where is KL(P ‖ Q) least?", 0, 1100),
        "kl-reverse-best": Guess("the least KL(Q ‖ P), by placing Q", "Where is KL(Q ‖ P) least?", 0, 1100),
    }
    addresses: ClassVar[Mapping[str, str]] = {"weights": "w", "means": "m", "sds": "s"}

    weights = Bumps([0.5, 0.5], low=0.01, high=1, doc="The bumps' shares of P, sum 1.")
    means = Bumps([-2, 2], low=-10, high=10, doc="The bumps' centres.")
    sds = Bumps([0.6, 0.6], low=0.1, high=5, doc="The bumps' standard deviations.")
    mu = param.Number(default=0.0, bounds=(-20.0, 20.0), doc="The centre of Q.")
    sigma = param.Number(default=1.0, bounds=(0.01, 100.0), doc="The standard deviation of Q.")
    alpha = param.Number(default=0.0, bounds=(0.0, 1.0), doc="Between the directions: 0 is KL(Q ‖ P), 1 is KL(P ‖ Q).")
    unit: param.Selector[str] = param.Selector(
        default="nats", objects=["bits", "nats"], doc="What information is counted in."
    )
    direction: param.Selector[str] = param.Selector(
        default="reverse", objects=["forward", "reverse"], doc="The KL that panels look at."
    )
    fixed = param.Boolean(default=False, doc="Whether σ is kept as it is, and only the centre of Q is fitted.")
    show = Some("truth", "shade", "landscape", "gap", "between", "table", doc="The panels that are open.")

    def agree(self, values: Mapping[str, Any]) -> None:
        """Refuse bumps that make no mixture."""
        must_mix(values)

    @property
    def truth(self) -> NormalMixture:
        """P as the kernel takes it."""
        return mixture(tuple(self.weights), tuple(self.means), tuple(self.sds))

    @property
    def model(self) -> Normal:
        """Q as the kernel takes it."""
        return Normal(self.mu, self.sigma)

    def optima(self) -> Optima:
        """Return the best Q for each direction, or with σ fixed the best centres."""
        return optima(self.truth, self.sigma if self.fixed else None)

    def measures(self) -> dict[str, float]:
        """Return the numbers of P and Q as they stand, in the state's unit."""
        truth, model, unit = self.truth, self.model, self.unit
        entropy, kl = truth.entropy(unit), kl_forward(truth, model, unit)
        return {
            "entropy": entropy,
            "entropy-q": model.entropy(unit),
            "cross-entropy": entropy + kl,
            "kl": kl,
            "kl-reverse": kl_reverse(truth, model, unit),
        }

    def results(self) -> dict[str, float]:
        """Return the numbers of P and Q, and the KL of the best Q of each direction, in the state's unit."""
        best, per_nat = self.optima(), PER_NAT[self.unit]
        return self.measures() | {
            "kl-best": best.forward.kl * per_nat,
            "kl-reverse-best": best.reverse[0].kl * per_nat,
        }
