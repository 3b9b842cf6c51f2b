"""What a standard normal does to a normal held to it: the two parts of the KL, and the pull on mean and width."""

import math
from dataclasses import dataclass

from app.kernel.gap import NEAR, gap
from app.kernel.normals.normal import Normal
from app.kernel.units import PER_NAT, Unit, check_unit


@dataclass(frozen=True, slots=True)
class Pull:
    """KL(q ‖ N(0, 1)) in its two parts, and its slopes downhill, all in nats.

    Parameters
    ----------
    mean_part
        ½ μ², what standing aside costs.
    spread_part
        ½ (σ² - 1 - ln σ²), what being too narrow or too wide costs.
    on_mean
        -∂KL/∂μ = -μ.
    on_sd
        -∂KL/∂σ = 1/σ - σ.

    Examples
    --------
    >>> at_home = pull_to_standard(Normal(0.0, 1.0))
    >>> at_home.kl, at_home.on_mean, at_home.on_sd
    (0.0, 0.0, 0.0)
    """

    mean_part: float
    spread_part: float
    on_mean: float
    on_sd: float

    @property
    def kl(self) -> float:
        """The whole KL(q ‖ N(0, 1))."""
        return self.mean_part + self.spread_part


def pull_to_standard(q: Normal) -> Pull:
    r"""Return what KL(q ‖ N(0, 1)) is made of, and how it pulls at q.

    .. math:: \mathrm{KL}(q \| N(0, 1)) = \tfrac12 \mu^2 + \tfrac12 (\sigma^2 - 1 - \ln \sigma^2)

    Parameters
    ----------
    q
        A normal with mean μ and standard deviation σ.

    Returns
    -------
    Pull
        In nats, and nats per unit of μ or σ.

    Raises
    ------
    KernelError
        Never: a `Normal` has a finite mean and a width above 0.

    Notes
    -----
    The term that holds the encoder of a variational autoencoder to its prior. The average is taken under q, the fitted
    one: the reverse direction. The usual misunderstanding: that σ → 0 is free, because a sharper code is a better code.
    Each halving of a small σ costs ln 2.

    References
    ----------
    Kingma & Welling (2014), "Auto-Encoding Variational Bayes", appendix B.

    Examples
    --------
    >>> pull = pull_to_standard(Normal(2.0, 0.5))
    >>> pull.mean_part, round(pull.spread_part, 6), pull.on_mean, pull.on_sd
    (2.0, 0.318147, -2.0, 1.5)
    """
    spread = _spread_part(q.sd, (q.sd - 1.0) * (q.sd + 1.0))
    return Pull(0.5 * q.mean * q.mean, spread, 0.0 - q.mean, 1.0 / q.sd - q.sd)


def kl_normals(p: Normal, q: Normal, unit: Unit = "nats") -> float:
    r"""Return KL(P ‖ Q) of two normals, from the closed formula.

    .. math:: \mathrm{KL}(P \| Q) = \ln\frac{\sigma_Q}{\sigma_P} + \frac{\sigma_P^2 + (\mu_P - \mu_Q)^2}{2 \sigma_Q^2}
        - \tfrac12

    Parameters
    ----------
    p, q
        The one that outcomes come from, and the one that they are met with.
    unit
        "nats" or "bits".

    Returns
    -------
    float
        At least 0.

    Raises
    ------
    KernelError
        If the unit is unknown.

    Notes
    -----
    Only σ_P / σ_Q and the distance of the means in units of σ_Q count: seen in Q's scale, Q is a standard normal.

    References
    ----------
    Bishop (2006), "Pattern Recognition and Machine Learning", exercise 2.13.

    Examples
    --------
    >>> p, q = Normal(0.0, 1.0), Normal(1.0, 2.0)
    >>> round(kl_normals(p, q), 6), round(kl_normals(q, p), 6)
    (0.443147, 1.306853)
    """
    check_unit(unit)
    aside = (p.mean - q.mean) / q.sd
    beyond = (p.sd - q.sd) / q.sd * ((p.sd + q.sd) / q.sd)
    return (0.5 * aside * aside + _spread_part(p.sd / q.sd, beyond)) * PER_NAT[unit]


def _spread_part(sd: float, beyond: float) -> float:
    """Return ½ (σ² - 1 - ln σ²), given σ² - 1 to more digits than σ has: where both nearly vanish, half a gap."""
    if abs(beyond) < NEAR:
        return 0.5 * gap(1.0, 1.0 + beyond, beyond, "nats")
    return 0.5 * beyond - math.log(sd)
