"""The two KLs between a mixture and a normal distribution."""

import math

from app.kernel.normals.expectation import nodes_under
from app.kernel.normals.mixture import NormalMixture
from app.kernel.normals.normal import LOG_2PI, Normal
from app.kernel.units import PER_NAT, Unit, check_unit


def kl_forward(mixture: NormalMixture, normal: Normal, unit: Unit = "nats") -> float:
    r"""Return KL(P ‖ Q) of a mixture P and a normal Q: what Q costs where P's draws fall.

    .. math:: \mathrm{KL}(P \| Q) = \int p \log\frac{p}{q} = \tfrac12 \log 2\pi + \log\sigma
        + \frac{\mathrm{Var}\,P + (\mathrm{E}P - \mu)^2}{2\sigma^2} - H(P)

    Parameters
    ----------
    mixture
        The truth P.
    normal
        The model Q.
    unit
        "nats" or "bits".

    Returns
    -------
    float
        At least 0, always finite.

    Raises
    ------
    KernelError
        If the unit is unknown.

    Notes
    -----
    Only mean and variance of P meet Q here, so that the best Q is the one with the same two: mass-covering. No integral
    over Q is needed, and H(P) is computed once for each P.

    References
    ----------
    Bishop (2006), "Pattern Recognition and Machine Learning", section 10.1.2.

    Examples
    --------
    >>> p = NormalMixture([0.5, 0.5], [-2, 2], [0.6, 0.6])
    >>> round(kl_forward(p, Normal(0, 2)), 9), round(kl_reverse(p, Normal(0, 2)), 9)
    (0.557066681, 1.205439385)
    """
    check_unit(unit)
    second_moment = mixture.variance + (mixture.mean - normal.mean) ** 2
    cross = 0.5 * LOG_2PI + math.log(normal.sd) + second_moment / (2.0 * normal.sd**2)
    return max(0.0, cross - mixture.entropy()) * PER_NAT[unit]


def kl_reverse(mixture: NormalMixture, normal: Normal, unit: Unit = "nats") -> float:
    r"""Return KL(Q ‖ P) of a mixture P and a normal Q: what P costs where Q's draws fall.

    .. math:: \mathrm{KL}(Q \| P) = \int q \log\frac{q}{p}

    Parameters
    ----------
    mixture
        The truth P.
    normal
        The model Q.
    unit
        "nats" or "bits".

    Returns
    -------
    float
        At least 0, always finite.

    Raises
    ------
    KernelError
        If the unit is unknown.

    Notes
    -----
    Q pays for being where P is small, and pays nothing for missing a bump of P: mode-seeking. The usual
    misunderstanding: the best Q need not sit on one bump; while the bumps are near, a broad Q is the best one.

    References
    ----------
    Bishop (2006), section 10.1.2. Minka (2005), "Divergence Measures and Message Passing".

    Examples
    --------
    >>> p = NormalMixture([1.0], [1.0], [2.0])
    >>> exact = math.log(2 / 0.7) + (0.7**2 + 1.5**2) / (2 * 2**2) - 0.5  # between two normals
    >>> math.isclose(kl_reverse(p, Normal(-0.5, 0.7)), exact, rel_tol=1e-14)
    True
    """
    check_unit(unit)
    z, weights = nodes_under(mixture, normal.mean, normal.sd)
    log_q = -0.5 * z * z - math.log(normal.sd) - 0.5 * LOG_2PI
    log_p = mixture.log_density(normal.mean + normal.sd * z)
    return max(0.0, float(weights @ (log_q - log_p))) * PER_NAT[unit]
