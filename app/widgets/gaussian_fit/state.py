"""What the fit is made of: P's bumps, the Gaussian Q, and how they are looked at."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import param

from app.kernel.normals import Normal, NormalMixture, kl_forward, kl_reverse
from app.kernel.units import PER_NAT
from app.ui.widget import WidgetState
from app.widgets.gaussian_fit import query
from app.widgets.gaussian_fit.checking import ALPHA, DIRECTIONS, MOST_BUMPS, MU, PANELS, SIGMA, UNITS, checked
from app.widgets.gaussian_fit.optima import Optima, optima
from app.widgets.gaussian_fit.options import GaussianFitOptions
from app.widgets.gaussian_fit.presets import PRESETS

ONE_TO_FOUR = (1, MOST_BUMPS)


@lru_cache(maxsize=256)
def _mixture(weights: tuple[float, ...], means: tuple[float, ...], sds: tuple[float, ...]) -> NormalMixture:
    """Return P with what the kernel has found out about it: while Q is dragged, P stays."""
    return NormalMixture(weights, means, sds)


class GaussianFitState(WidgetState):
    """A truth P of one to four bumps, and one Gaussian Q.

    Examples
    --------
    >>> fit = GaussianFitState()
    >>> round(fit.results()["kl"], 6), round(fit.results()["kl-reverse"], 6)
    (1.498919, 2.13555)
    >>> round(fit.optima().reverse[0].kl, 6)
    0.691836
    """

    weights = param.List(default=[0.5, 0.5], item_type=float, bounds=ONE_TO_FOUR, doc="The bumps' shares of P, sum 1.")
    means = param.List(default=[-2.0, 2.0], item_type=float, bounds=ONE_TO_FOUR, doc="The bumps' centres.")
    sds = param.List(default=[0.6, 0.6], item_type=float, bounds=ONE_TO_FOUR, doc="The bumps' standard deviations.")
    mu = param.Number(default=0.0, bounds=MU, doc="The centre of Q.")
    sigma = param.Number(default=1.0, bounds=SIGMA, doc="The standard deviation of Q.")
    unit = param.Selector(default="nats", objects=list(UNITS), doc="What information is counted in.")
    fixed = param.Boolean(default=False, doc="Whether σ is kept as it is, and only the centre of Q is fitted.")
    direction = param.Selector(default="reverse", objects=list(DIRECTIONS), doc="The KL that panels look at.")
    alpha = param.Number(default=0.0, bounds=ALPHA, doc="Between the directions: 0 is KL(Q ‖ P), 1 is KL(P ‖ Q).")
    left_out = param.List(default=[], item_type=str, doc="The controls that a lesson leaves out; no part of a message.")
    show = param.List(default=[], item_type=str, doc=f"The panels that are open, of {', '.join(PANELS)}.")

    @classmethod
    def from_options(cls, options: Mapping[str, Any]) -> GaussianFitState:
        """Return the state that a lesson's front matter describes: a preset or the default, changed by the rest."""
        left_out = list(GaussianFitOptions.from_mapping(options).hide)
        start = cls().as_dict()
        if "preset" in options:
            start |= PRESETS.named(options["preset"]).as_dict()
        return cls._of(start | {name: options[name] for name in start if name in options}, left_out)

    @classmethod
    def from_query(cls, fields: Mapping[str, str], default: WidgetState) -> GaussianFitState:
        """Return `default` changed by what a query string says; what it does not name stays."""
        assert isinstance(default, GaussianFitState)
        return cls._of(query.read(fields, default.as_dict()), default.left_out)

    @classmethod
    def _of(cls, fields: Mapping[str, Any], left_out: list[str]) -> GaussianFitState:
        state = cls(left_out=left_out)
        state.update(fields)
        return state

    def update(self, message: Mapping[str, Any]) -> None:
        """Take over the state that a browser sent; all of it or, with an error, nothing."""
        self.take(**checked(message))

    def as_dict(self) -> dict[str, Any]:
        """Return the state in the form of a message: plain JSON values, full precision."""
        return {
            "weights": list(self.weights),
            "means": list(self.means),
            "sds": list(self.sds),
            "mu": self.mu,
            "sigma": self.sigma,
            "unit": self.unit,
            "fixed": self.fixed,
            "direction": self.direction,
            "alpha": self.alpha,
            "show": list(self.show),
        }

    def to_query(self) -> dict[str, str]:
        """Return the query string's fields that `from_query` reads back exactly."""
        return query.write(self.as_dict())

    @property
    def truth(self) -> NormalMixture:
        """P as the kernel takes it."""
        return _mixture(tuple(self.weights), tuple(self.means), tuple(self.sds))

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
