"""Downhill on KL(Q ‖ P) to a local minimum, by Newton's method with damping."""

import math
from dataclasses import dataclass

import numpy as np

from app.kernel.normals.expectation import nodes_under
from app.kernel.normals.mixture import NormalMixture

_STEPS = 200
_HALVINGS = 60


@dataclass(frozen=True, slots=True)
class Slope:
    """KL(Q ‖ P) at a point (μ, λ = ln σ), with its gradient and second derivatives."""

    kl: float
    by_mean: float
    by_log: float
    mean_mean: float
    mean_log: float
    log_log: float

    @property
    def least_curvature(self) -> float:
        """The smaller eigenvalue of the second derivatives."""
        half = 0.5 * (self.mean_mean - self.log_log)
        return 0.5 * (self.mean_mean + self.log_log) - math.hypot(half, self.mean_log)


def slope(mixture: NormalMixture, mean: float, log_sd: float) -> Slope:
    r"""Return KL(Q ‖ P) and its derivatives by μ and λ = ln σ.

    .. math:: \partial_\mu = -\mathrm{E} f', \quad \partial_\lambda = -1 - \sigma \mathrm{E} z f', \quad
        \partial_{\mu\mu} = -\mathrm{E} f'', \quad \partial_{\mu\lambda} = -\sigma \mathrm{E} z f'', \quad
        \partial_{\lambda\lambda} = -\sigma \mathrm{E} z f' - \sigma^2 \mathrm{E} z^2 f'', \qquad f = \ln p
    """
    sd = math.exp(log_sd)
    z, weights = nodes_under(mixture, mean, sd)
    x = mean + sd * z
    _, m, s = mixture.bumps
    parts = mixture.log_parts(x)
    top = parts.max(axis=0)
    shares = np.exp(parts - top)
    total = shares.sum(axis=0)
    shares /= total
    scores = (m[:, None] - x) / s[:, None] ** 2
    first = (shares * scores).sum(axis=0)
    second = (shares * (scores - first) ** 2).sum(axis=0) - (shares / s[:, None] ** 2).sum(axis=0)
    log_q = -0.5 * z * z - log_sd - 0.5 * math.log(2.0 * math.pi)
    e_z_first = float((weights * z) @ first)
    return Slope(
        kl=float(weights @ (log_q - top - np.log(total))),
        by_mean=-float(weights @ first),
        by_log=-1.0 - sd * e_z_first,
        mean_mean=-float(weights @ second),
        mean_log=-sd * float((weights * z) @ second),
        log_log=-sd * e_z_first - sd * sd * float((weights * z * z) @ second),
    )


def descend(mixture: NormalMixture, mean: float, sd: float) -> tuple[float, float] | None:
    """Return the mean and sd of the local minimum below a start, or None if it ended on a saddle."""
    log_sd = math.log(sd)
    here = slope(mixture, mean, log_sd)
    unit = math.sqrt(mixture.variance)
    damping = 0.0
    for _ in range(_STEPS):
        # The mean is measured in units of sd here, so that both directions are without a unit.
        width = math.exp(log_sd)
        a, b, c = here.mean_mean * width * width, here.mean_log * width, here.log_log
        g, h = here.by_mean * width, here.by_log
        least = 0.5 * (a + c) - math.hypot(0.5 * (a - c), b)
        k = max(damping, 1.5 * (1e-3 - least) if least < 1e-3 else 0.0)
        moved = 0.0
        for _ in range(_HALVINGS):
            determinant = (a + k) * (c + k) - b * b
            by_width = -((c + k) * g - b * h) / determinant
            by_log = -((a + k) * h - b * g) / determinant
            length = max(abs(by_width), abs(by_log))
            part = min(1.0, 0.7 / length) if length > 0.0 else 1.0
            there = slope(mixture, mean + part * by_width * width, log_sd + part * by_log)
            if there.kl <= here.kl + 1e-15 * max(1.0, abs(here.kl)):
                mean, log_sd, here = mean + part * by_width * width, log_sd + part * by_log, there
                moved = part * length
                damping = 0.2 * k if k > 1e-6 else 0.0
                break
            k = max(2.0 * k, 1e-3)
        if moved < 1e-11:
            break
    flat = abs(here.by_mean) * unit < 1e-7 and abs(here.by_log) < 1e-7
    return (mean, math.exp(log_sd)) if flat and here.least_curvature > 0.0 else None
