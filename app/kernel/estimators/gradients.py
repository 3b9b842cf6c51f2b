"""Where each estimator leads when it is differentiated as a loss: arrows on the logits of a softmax."""

import math
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from app.kernel.arrays import ArrayLike, FloatArray
from app.kernel.divergences import kl_divergence, on_one_scale
from app.kernel.errors import KernelError
from app.kernel.estimators.moments import costs_of_draws
from app.kernel.estimators.values import k1, k2, k3
from app.kernel.pmf import Pmf, as_pair, as_pmf

#: How a draw of another policy is weighted with π/old: not at all, as a constant, or as what is differentiated too.
Weighting: TypeAlias = Literal["none", "detached", "carried"]


@dataclass(frozen=True, slots=True)
class GradientMoments:
    """The gradient that one draw gives: its mean, and how far it scatters.

    Attributes
    ----------
    mean : array of shape (n,)
        In nats for each unit of a logit.
    variance : float
        Summed over the logits.

    Examples
    --------
    >>> GradientMoments(np.array([0.5, -0.5]), 2.0).variance
    2.0
    """

    mean: FloatArray
    variance: float


@dataclass(frozen=True, slots=True)
class EstimatorGradients:
    """The gradients of the three estimators as losses, beside the two that one may have wanted.

    Attributes
    ----------
    k1, k2, k3 : GradientMoments
        Of the estimator of one draw.
    kl : array of shape (n,)
        The gradient of KL(π ‖ reference).
    reverse_kl : array of shape (n,)
        The gradient of KL(reference ‖ π).

    Examples
    --------
    >>> arrows = estimator_gradients([0.5, 0.5], [0.5, 0.5])
    >>> arrows.kl.tolist(), arrows.k3.mean.tolist()
    ([0.0, 0.0], [0.0, 0.0])
    """

    k1: GradientMoments
    k2: GradientMoments
    k3: GradientMoments
    kl: FloatArray
    reverse_kl: FloatArray


def estimator_gradients(
    policy: ArrayLike | Pmf,
    reference: ArrayLike | Pmf,
    drawn_from: ArrayLike | Pmf | None = None,
    weighting: Weighting = "none",
) -> EstimatorGradients:
    r"""Return the gradients, by the logits of π, of k1, k2 and k3 on a draw, and the true ones.

    .. math:: \nabla k_1 = e_x - \pi, \qquad \nabla k_2 = -\ln r\, (e_x - \pi), \qquad
        \nabla k_3 = (1 - r)(e_x - \pi), \qquad r = \frac{\rho(x)}{\pi(x)}

    .. math:: \nabla \mathrm{KL}(\pi \| \rho)_i = \pi_i \Bigl(\ln\frac{\pi_i}{\rho_i} - \mathrm{KL}\Bigr), \qquad
        \nabla \mathrm{KL}(\rho \| \pi) = \pi - \rho

    Parameters
    ----------
    policy
        Shape (n,): π, the softmax of the logits.
    reference
        Shape (n,): ρ.
    drawn_from
        Shape (n,): what the draws come from; π itself if left out. The frequencies of a sample give the gradient on
        that sample.
    weighting
        "none"; "detached": each draw counts π/old, a number; "carried": π/old is differentiated too.

    Returns
    -------
    EstimatorGradients
        In nats for each unit of a logit.

    Raises
    ------
    KernelError
        If one is no distribution, their lengths differ, the reference gives 0 to something that π can do (then
        KL(π ‖ ρ) is infinite and has no gradient), or draws are to be weighted that do not cover π.

    Notes
    -----
    The usual mistake: to take the estimator of KL(π ‖ ρ) that is the best number for the best loss. An average over
    draws does not know that the draws would change too. On draws from π, k1 has no gradient on average, k2 that of
    KL(π ‖ ρ), and k3 that of KL(ρ ‖ π), which can raise the KL that k3 estimates. Carried weights turn it round: k1
    and k3 become right, k2 wrong.

    References
    ----------
    Williams (1992), "Simple statistical gradient-following algorithms", for the score. Liu et al. (2025),
    "Rethinking KL Regularization in RLHF", for k2 and k3 as losses.

    Examples
    --------
    >>> arrows = estimator_gradients([0.3, 0.65, 0.05], [0.05, 0.45, 0.5])
    >>> arrows.kl.round(3).tolist(), arrows.k3.mean.round(3).tolist()
    ([0.339, -0.191, -0.148], [0.25, 0.2, -0.45])
    >>> bool(np.allclose(arrows.k2.mean, arrows.kl)), bool(np.allclose(arrows.k1.mean, 0.0))
    (True, True)
    """
    pi, rho = as_pair(policy, reference)
    old = pi if drawn_from is None else as_pair(pi, as_pmf(drawn_from, "drawn_from"))[1]
    p, r, o = (each.probabilities / (1.0 + each.excess) for each in (pi, rho, old))
    _check_supports(p, r, o, weighting)
    costs = costs_of_draws(*on_one_scale(pi, rho))
    values = (k1(-costs), k2(-costs), k3(-costs))
    slopes = (np.ones_like(p), costs, -np.expm1(-costs))
    weights = np.ones_like(p)
    if weighting != "none":
        weights = np.divide(p, o, out=np.zeros_like(p), where=o > 0.0)
    carried = values if weighting == "carried" else (np.zeros_like(p),) * 3
    first, second, third = (
        _moments(o, weights * (slope + value), p) for slope, value in zip(slopes, carried, strict=True)
    )
    true = p * (costs - kl_divergence(pi, rho, "nats"))
    return EstimatorGradients(first, second, third, kl=true, reverse_kl=p - r)


def _moments(drawn: FloatArray, along: FloatArray, p: FloatArray) -> GradientMoments:
    """Return mean and variance of along_x (e_x - p) for x as it is drawn."""
    mean = drawn * along - p * math.fsum((drawn * along).tolist())
    scores = along[:, None] * (np.eye(p.size) - p) - mean
    return GradientMoments(mean, math.fsum((drawn * (scores**2).sum(axis=1)).tolist()))


def _check_supports(p: FloatArray, r: FloatArray, o: FloatArray, weighting: str) -> None:
    if weighting not in ("none", "detached", "carried"):
        raise KernelError(f'weighting is {weighting!r}: a draw is weighted "none", "detached" or "carried"; give one.')
    if ((r == 0.0) & ((p > 0.0) | (o > 0.0))).any():
        raise KernelError(
            "the reference gives 0 to an outcome that can be drawn, so KL(π ‖ reference) is infinite and has no "
            "gradient: give it a probability."
        )
    if ((p == 0.0) & (o > 0.0)).any():
        raise KernelError("π gives 0 to an outcome that can be drawn, and no finite logit does: give it a probability.")
    if weighting != "none" and ((o == 0.0) & (p > 0.0)).any():
        raise KernelError("drawn_from never draws something that π does, so no weight makes up for it: draw it too.")
