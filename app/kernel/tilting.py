"""Tilting: the distribution with the best balance between a reward and its KL to a given reference."""

import math
from typing import Final

import numpy as np

from app.kernel.arrays import ArrayLike, FloatArray
from app.kernel.errors import KernelError
from app.kernel.pmf import Pmf, as_pmf
from app.kernel.reading import read_numbers

#: A tilt is soft while the reference's average of e^(r/β), the best reward being 0, is above 1 + SOFT.
SOFT: Final = -0.5


def tilt(reference: ArrayLike | Pmf, rewards: ArrayLike, beta: float = 1.0) -> FloatArray:
    r"""Return the distribution π that maximises the expected reward less β times KL(π ‖ reference).

    .. math:: \pi_i = \frac{\rho_i\, e^{r_i/\beta}}{\sum_j \rho_j\, e^{r_j/\beta}}

    Parameters
    ----------
    reference
        Shape (n,): ρ, the distribution that π is held to.
    rewards
        Shape (n,): r, finite numbers of any size and sign.
    beta
        β > 0, in reward per nat: what each nat of KL costs.

    Returns
    -------
    array of shape (n,)
        Probabilities that sum to 1; 0 where the reference is 0, whatever the reward there.

    Raises
    ------
    KernelError
        If the reference is no distribution, a reward is not finite, the lengths differ, or β is not a finite number
        above 0.

    Notes
    -----
    The usual misunderstanding: that β bounds how far π may go. It is a price, and a large enough reward pays it; only
    r/β counts. As β falls to 0, π collapses onto the best-rewarded outcomes that the reference allows, and its KL rises
    to minus the logarithm of their share in the reference: a finite number.

    Computed from logarithms, so that neither a small β nor a large reward overflows. Where the reference keeps
    more than half of its weight no logarithm is needed, and none is taken: a faint tilt keeps its digits, and rewards
    that are all alike give the reference itself, entry by entry, with the sum that it has.

    References
    ----------
    Csiszár (1975), "I-divergence geometry of probability distributions". Rafailov et al. (2023), "Direct Preference
    Optimization", equation 4.

    Examples
    --------
    >>> tilt([0.75, 0.25], [0.0, math.log(9.0)]).round(12).tolist()
    [0.25, 0.75]
    >>> tilt([0.5, 0.3, 0.2, 0.0], [1.0, 2.0, 3.0, 9.0], beta=1e-6).tolist()
    [0.0, 0.0, 1.0, 0.0]
    >>> tilt([0.1, 0.2, 0.7], [5.0, 5.0, 5.0]).tolist()
    [0.1, 0.2, 0.7]
    """
    base, exponents = _exponents(reference, rewards, beta)
    fall = _fall(base, exponents)
    if fall > SOFT:
        weights: FloatArray = base.probabilities * np.exp(np.minimum(exponents, 0.0))
        return weights / (1.0 + fall)
    logs = _log_shares(base, exponents)
    shares: FloatArray = np.exp(logs - logs.max())
    return shares / math.fsum(shares.tolist())


def tilted_value(reference: ArrayLike | Pmf, rewards: ArrayLike, beta: float = 1.0) -> float:
    r"""Return the greatest expected reward less β times KL(π ‖ reference) that any distribution π reaches.

    .. math:: \max_\pi\; \mathrm{E}_\pi[r] - \beta\,\mathrm{KL}(\pi \| \rho) = \beta \ln \sum_i \rho_i\, e^{r_i/\beta}

    Parameters
    ----------
    reference, rewards, beta
        As for `tilt`, which is the distribution that reaches it.

    Returns
    -------
    float
        In the rewards' own unit: near the reference's expected reward for a large β, near the greatest for a small one.

    Raises
    ------
    KernelError
        As for `tilt`.

    Notes
    -----
    The usual mistake: to raise e to r/β as it stands, which overflows for a small β. Here the largest exponent is
    taken out first.

    References
    ----------
    Donsker & Varadhan (1975), the variational formula of KL.

    Examples
    --------
    >>> [round(tilted_value([0.5, 0.5], [0.0, 1.0], beta), 5) for beta in (1e-6, 1e6)]
    [1.0, 0.5]
    >>> from app.kernel import kl_divergence
    >>> reference, rewards = [0.5, 0.3, 0.2], [1.0, 0.0, 2.0]
    >>> best = tilt(reference, rewards, beta=0.7)
    >>> reached = float(best @ rewards) - 0.7 * kl_divergence(best, reference, "nats")
    >>> math.isclose(reached, tilted_value(reference, rewards, beta=0.7))
    True
    """
    base, exponents = _exponents(reference, rewards, beta)
    best = float(read_numbers(rewards, "rewards")[base.probabilities > 0.0].max())
    fall = _fall(base, exponents)
    if fall > SOFT:  # its logarithm is small: keep its digits
        return best + beta * math.log1p(fall)
    logs = _log_shares(base, exponents)
    top = float(logs.max())
    return best + beta * (top + math.log(math.fsum(np.exp(logs - top).tolist())) - math.log1p(base.excess))


def _exponents(reference: ArrayLike | Pmf, rewards: ArrayLike, beta: float) -> tuple[Pmf, FloatArray]:
    """Return the reference and (r - r of the best outcome it allows) / β; or raise KernelError."""
    base = as_pmf(reference, "reference")
    r = read_numbers(rewards, "rewards")
    if len(r) != len(base):
        raise KernelError(f"reference has {len(base)} outcomes and rewards {len(r)}: give each outcome its reward.")
    if not np.isfinite(r).all():
        index = int(np.argmin(np.isfinite(r)))
        raise KernelError(f"rewards[{index}] is {float(r[index])!r}, but a reward is a finite number: give one.")
    if not (math.isfinite(beta) and beta > 0.0):
        raise KernelError(f"beta is {beta!r}, but it is a finite number above 0: give one, such as 1.")
    with np.errstate(over="ignore"):
        exponents: FloatArray = (r - r[base.probabilities > 0.0].max()) / beta
    return base, exponents


def _fall(base: Pmf, exponents: FloatArray) -> float:
    """Return by how much the reference's average of e^exponent falls short of 1: 0 if no possible outcome loses."""
    # What the reference gives 0 may have an exponent above 0, and counts for nothing.
    losses = base.probabilities * np.expm1(np.minimum(exponents, 0.0))
    return math.fsum(losses.tolist()) / (1.0 + base.excess)


def _log_shares(base: Pmf, exponents: FloatArray) -> FloatArray:
    """Return ln(ρ e^exponent), -∞ where ρ is 0, however large the reward there."""
    possible = base.probabilities > 0.0
    logs = np.full(len(base), -np.inf)
    logs[possible] = np.log(base.probabilities[possible]) + exponents[possible]
    return logs
