"""The best normal model of a mixture, for each direction of KL."""

import math
from dataclasses import dataclass

from app.kernel.normals.divergences import kl_forward, kl_reverse
from app.kernel.normals.flat_places import flat_places
from app.kernel.normals.mixture import NormalMixture
from app.kernel.normals.newton import descend
from app.kernel.normals.normal import Normal


@dataclass(frozen=True, slots=True)
class Fit:
    """A normal model, and its KL in nats.

    Examples
    --------
    >>> fit_forward(NormalMixture([1.0], [3.0], [2.0]))
    Fit(mean=3.0, sd=2.0, kl=0.0)
    """

    mean: float
    sd: float
    kl: float

    @property
    def normal(self) -> Normal:
        """The model itself."""
        return Normal(self.mean, self.sd)


def fit_forward(mixture: NormalMixture) -> Fit:
    r"""Return the normal Q that makes KL(P ‖ Q) smallest: the one with P's mean and variance.

    .. math:: \mu^* = \mathrm{E}P, \qquad \sigma^{*2} = \mathrm{Var}\,P, \qquad
        \mathrm{KL}^* = \tfrac12 \ln 2\pi e \sigma^{*2} - H(P)

    Parameters
    ----------
    mixture
        The truth P.

    Returns
    -------
    Fit
        The only minimum; its KL in nats.

    Raises
    ------
    Nothing: every mixture has one.

    Notes
    -----
    It is also what maximum likelihood finds from many draws of P. It covers every bump, and may have its peak where
    P has next to nothing.

    Examples
    --------
    >>> best = fit_forward(NormalMixture([0.5, 0.5], [-2, 2], [0.6, 0.6]))
    >>> round(best.mean, 6), round(best.sd, 6), round(best.kl, 6)
    (0.0, 2.088061, 0.555156)
    """
    best = Normal(mixture.mean, math.sqrt(mixture.variance))
    return Fit(best.mean, best.sd, kl_forward(mixture, best))


def fit_reverse(mixture: NormalMixture) -> tuple[Fit, ...]:
    r"""Return every normal Q at which KL(Q ‖ P) has a local minimum, best first.

    .. math:: \mathrm{E}_Q (\ln p)' = 0, \qquad \mathrm{E}_Q (\ln p)'' = -1/\sigma^2

    Parameters
    ----------
    mixture
        The truth P.

    Returns
    -------
    tuple of Fit
        At least one; KLs in nats. Of a tie within 1e-12, the leftmost first.

    Raises
    ------
    Nothing: every mixture has at least one.

    Notes
    -----
    The usual misunderstanding: that the best Q always sits on one bump. For two equal bumps there is, at every
    distance, a broad minimum between them; one on each bump appears only beyond 4.8245 sd, and is better only beyond
    5.6002. A search from one place finds one minimum, not the best: here each bump and many places are starts.

    No minimum is missed if minima and saddles differ in number by 1: KL grows on every side, and there are no maxima,
    because at a stationary point the second derivative by μ is 1/σ².

    Examples
    --------
    >>> fits = fit_reverse(NormalMixture([0.5, 0.5], [-2, 2], [0.6, 0.6]))
    >>> [(round(fit.mean, 4), round(fit.sd, 4), round(fit.kl, 4)) for fit in fits]
    [(-1.9971, 0.6049, 0.6918), (1.9971, 0.6049, 0.6918), (0.0, 1.7903, 1.1384)]
    """
    scale = math.sqrt(mixture.variance)
    found: list[Fit] = []
    for mean, sd in [*_bumps_and_whole(mixture), *flat_places(mixture)]:
        end = descend(mixture, mean, sd)
        if end is None:
            continue
        mean_end, sd_end = (0.0 if abs(value) < 1e-12 * scale else value for value in end)
        if not any(abs(mean_end - fit.mean) + abs(sd_end - fit.sd) < 1e-6 * scale for fit in found):
            found.append(Fit(mean_end, sd_end, kl_reverse(mixture, Normal(mean_end, sd_end))))
    return tuple(sorted(found, key=lambda fit: (round(fit.kl, 12), fit.mean)))


def _bumps_and_whole(mixture: NormalMixture) -> list[tuple[float, float]]:
    """Return each bump, which a grid may be too coarse for, and the normal with P's mean and variance."""
    _, m, s = mixture.bumps
    return [*zip(m.tolist(), s.tolist(), strict=True), (mixture.mean, math.sqrt(mixture.variance))]
