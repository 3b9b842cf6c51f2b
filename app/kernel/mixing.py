"""Mixtures of two distributions over the same outcomes."""

from app.kernel.arrays import ArrayLike
from app.kernel.errors import KernelError
from app.kernel.pmf import Pmf, as_pair, as_pmf


def mix(q: ArrayLike | Pmf, r: ArrayLike | Pmf, weight: float) -> Pmf:
    r"""Return the mixture of Q and R.

    .. math:: m_i = (1 - w)\, q_i + w\, r_i

    Parameters
    ----------
    q, r
        Shape (n,): two distributions over the same outcomes.
    weight
        w in [0, 1]: the share of R.

    Returns
    -------
    Pmf
        With the labels of Q, or of R if Q has none.

    Raises
    ------
    KernelError
        If Q or R is no distribution, if their lengths differ, or if the weight is outside [0, 1].

    Notes
    -----
    To mix distributions is to toss a coin for which of the two draws the outcome, not to average draws.

    Examples
    --------
    >>> mix([1, 0], [0, 1], 0.25).probabilities.tolist()
    [0.75, 0.25]
    """
    first, second = as_pair(q, r)
    if not 0.0 <= weight <= 1.0:
        raise KernelError(f"weight is {weight!r}, but the share of the second distribution lies between 0 and 1.")
    mixed = (1.0 - weight) * first.probabilities + weight * second.probabilities
    return Pmf(mixed, second.labels if first.labels is None else first.labels)


def smooth(q: ArrayLike | Pmf, weight: float = 0.01) -> Pmf:
    r"""Return Q mixed with the uniform distribution, so that nothing is impossible any more.

    .. math:: m_i = (1 - w)\, q_i + w / n

    Parameters
    ----------
    q
        Shape (n,): the model.
    weight
        w in [0, 1]: the share of the uniform distribution.

    Returns
    -------
    Pmf
        With the labels of Q.

    Raises
    ------
    KernelError
        If Q is no distribution, or if the weight is outside [0, 1].

    Notes
    -----
    This changes the model, openly. It is not an epsilon inside a formula: the KL of the smoothed model is
    finite because that model is a different one, and how large it is depends on the weight one chose.

    Examples
    --------
    >>> from app.kernel import kl_divergence
    >>> kl_divergence([0.5, 0.5], [1, 0]), round(kl_divergence([0.5, 0.5], smooth([1, 0], 0.1)), 3)
    (inf, 1.198)
    """
    model = as_pmf(q, "Q")
    return mix(model, Pmf.uniform(len(model)), weight)
