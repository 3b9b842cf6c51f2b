"""The best Q for each direction, kept for every P that was asked about lately."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from app.kernel.centres import centre_forward, centre_reverse
from app.kernel.normals import Fit, NormalMixture, fit_forward, fit_reverse

TIE: Final = 1e-9
"""Minima whose KLs differ by fewer nats are tied: far below what is shown, far above the solver's error."""


@dataclass(frozen=True)
class Optima:
    """The best Q forward, which is one, and every local minimum of the reverse direction, best first; KLs in nats."""

    forward: Fit
    reverse: tuple[Fit, ...]
    held: tuple[int, ...]
    """For each reverse minimum, how many of P's bumps it holds: those with their centre within two σ of μ."""

    @property
    def tied(self) -> int:
        """How many reverse minima share the first place."""
        return sum(fit.kl - self.reverse[0].kl < TIE for fit in self.reverse)

    def as_dict(self) -> dict[str, Any]:
        """Return the optima as JSON, KLs in nats."""
        return {
            "forward": as_model(self.forward),
            "reverse": [{**as_model(fit), "held": held} for fit, held in zip(self.reverse, self.held, strict=True)],
            "tied": self.tied,
        }


@lru_cache(maxsize=256)
def optima(mixture: NormalMixture, sigma: float | None = None) -> Optima:
    """Return the best Q of a mixture for each direction, of width `sigma` if that is given: pure, and kept."""
    if sigma is None:
        forward, reverse = fit_forward(mixture), fit_reverse(mixture)
    else:
        forward, reverse = centre_forward(mixture, sigma), centre_reverse(mixture, sigma)
    held = tuple(sum(abs(mean - fit.mean) <= 2.0 * fit.sd for mean in mixture.means) for fit in reverse)
    return Optima(forward, reverse, held)


def as_model(fit: Fit) -> dict[str, float]:
    """Return a fit by the names that the widget's messages use."""
    return {"mu": fit.mean, "sigma": fit.sd, "kl": fit.kl}
