"""What a model gives to the outcomes that the truth allows, and how it shares that out among them."""

import math

from app.kernel.arrays import ArrayLike
from app.kernel.errors import KernelError
from app.kernel.pmf import Pmf, as_pair


def support_mass(q: ArrayLike | Pmf, p: ArrayLike | Pmf) -> float:
    r"""Return how much probability Q gives to the outcomes that P allows.

    .. math:: Q(\operatorname{supp} P) = \sum_{i:\, p_i > 0} q_i

    Parameters
    ----------
    q, p
        Shape (n,): the model, and the truth over the same outcomes.

    Returns
    -------
    float
        From 0 (disjoint supports) to 1 (Q gives nothing to what P rules out).

    Raises
    ------
    KernelError
        If Q or P is no distribution, or if their lengths differ.

    Notes
    -----
    This, and not always 1, is the expectation of q/p under P: the sum runs over what P allows.

    Examples
    --------
    >>> support_mass([0.5, 0.25, 0.25], [0.5, 0.5, 0.0])
    0.75
    """
    truth, model = as_pair(p, q)
    allowed = truth.probabilities > 0.0
    return 1.0 if allowed.all() else math.fsum(model.probabilities[allowed].tolist())


def restricted(q: ArrayLike | Pmf, p: ArrayLike | Pmf) -> Pmf:
    r"""Return Q given that something happens which P allows.

    .. math:: q'_i = \frac{q_i}{Q(\operatorname{supp} P)} \text{ where } p_i > 0, \text{ else } 0

    Parameters
    ----------
    q, p
        Shape (n,): the model, and the truth over the same outcomes.

    Returns
    -------
    Pmf
        With the labels of Q.

    Raises
    ------
    KernelError
        If Q or P is no distribution, if their lengths differ, or if Q gives nothing to what P allows.

    Notes
    -----
    KL(P ‖ Q) is the surprisal of Q(supp P), plus KL of P and the restricted Q: what is spent where P is zero is not
    free, though no term of the sum stands there.

    Examples
    --------
    >>> from app.kernel import kl_divergence
    >>> p, q = [0.5, 0.5, 0.0], [0.25, 0.25, 0.5]
    >>> kl_divergence(p, q) == -math.log2(support_mass(q, p)) + kl_divergence(p, restricted(q, p))
    True
    """
    truth, model = as_pair(p, q)
    mass = support_mass(model, truth)
    if mass == 0.0:
        raise KernelError("Q gives nothing to what P allows, so there is no Q given that: choose supports that meet.")
    kept = [
        each / mass if allowed else 0.0
        for each, allowed in zip(model.probabilities.tolist(), (truth.probabilities > 0.0).tolist(), strict=True)
    ]
    return Pmf(kept, model.labels)
