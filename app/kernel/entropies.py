"""Surprisal, entropy, cross-entropy and perplexity."""

import math

import numpy as np

from app.kernel.arrays import FEW, ArrayLike, FloatArray
from app.kernel.pmf import Pmf, as_pair, as_pmf
from app.kernel.units import PER_NAT, Unit, check_unit


def surprisal(q: ArrayLike | Pmf, unit: Unit = "bits") -> FloatArray:
    r"""Return the surprisal of each outcome.

    .. math:: s_i = -\log q_i

    Parameters
    ----------
    q
        Shape (n,): the distribution that is believed.
    unit
        "bits" or "nats".

    Returns
    -------
    array of shape (n,)
        Each ≥ 0; `inf` where q is 0.

    Raises
    ------
    KernelError
        If Q is no distribution, or the unit is unknown.

    Notes
    -----
    It is also the ideal code length for the outcome. It need not be a whole number, and it belongs to one outcome:
    only its average is an entropy.

    References
    ----------
    Cover & Thomas (2006), "Elements of Information Theory", 2nd ed., sections 2.1 and 5.3.

    Examples
    --------
    >>> surprisal([0.5, 0.25, 0.25, 0.0]).tolist()
    [1.0, 2.0, 2.0, inf]
    """
    check_unit(unit)
    model = as_pmf(q, "Q")
    with np.errstate(divide="ignore"):
        logs = np.log2(model.probabilities) if unit == "bits" else np.log(model.probabilities)
    return np.maximum(0.0, math.log1p(model.excess) * PER_NAT[unit] - logs)


def entropy(p: ArrayLike | Pmf, unit: Unit = "bits") -> float:
    r"""Return the entropy of P: the least average cost of saying which outcome of P came.

    .. math:: H(P) = -\sum_i p_i \log p_i, \qquad 0 \log 0 = 0

    Parameters
    ----------
    p
        Shape (n,): the truth.
    unit
        "bits" or "nats".

    Returns
    -------
    float
        0 (one outcome is certain) to log n (all are equally likely).

    Raises
    ------
    KernelError
        If P is no distribution, or the unit is unknown.

    Notes
    -----
    The usual misunderstanding: entropy is not how surprising one outcome is, nor how disorderly a message looks. It
    belongs to the distribution, and does not change when the outcomes are renamed or reordered.

    References
    ----------
    Shannon (1948), "A Mathematical Theory of Communication", section 6.

    Examples
    --------
    >>> entropy([0.5, 0.25, 0.25])
    1.5
    >>> entropy([1 / 8] * 8) == 3.0  # log2 of the number of equally likely outcomes
    True
    """
    check_unit(unit)
    truth = as_pmf(p)
    return _average_surprise(truth, truth, unit)


def cross_entropy(p: ArrayLike | Pmf, q: ArrayLike | Pmf, unit: Unit = "bits") -> float:
    r"""Return the average cost of outcomes of P in the ideal code for Q.

    .. math:: H(P, Q) = -\sum_i p_i \log q_i = H(P) + \mathrm{KL}(P \| Q)

    Parameters
    ----------
    p, q
        Shape (n,): truth and model, over the same outcomes.
    unit
        "bits" or "nats".

    Returns
    -------
    float
        At least the entropy of P; `inf` if Q gives 0 to something that P can do.

    Raises
    ------
    KernelError
        If P or Q is no distribution, if their lengths differ, or the unit is unknown.

    Notes
    -----
    The usual misunderstanding: it is not a distance. It is not 0 when P = Q but H(P), and it is not symmetric.

    References
    ----------
    Cover & Thomas (2006), theorem 5.4.3 (the cost of the wrong code).

    Examples
    --------
    >>> from app.kernel import kl_divergence
    >>> p, q = [0.5, 0.5], [0.9, 0.1]
    >>> round(cross_entropy(p, q), 6)
    1.736966
    >>> math.isclose(cross_entropy(p, q), entropy(p) + kl_divergence(p, q))
    True
    """
    check_unit(unit)
    truth, model = as_pair(p, q)
    return _average_surprise(truth, model, unit)


def perplexity(p: ArrayLike | Pmf, q: ArrayLike | Pmf | None = None) -> float:
    r"""Return the number of equally likely outcomes that would be as uncertain.

    .. math:: 2^{H(P)} \quad\text{or, for a model Q,}\quad 2^{H(P, Q)}, \qquad H \text{ in bits}

    Parameters
    ----------
    p
        Shape (n,): the truth.
    q
        Shape (n,): the model whose perplexity on P is asked; None for that of P itself.

    Returns
    -------
    float
        At least 1, without a unit; `inf` if Q gives 0 to something that P can do.

    Raises
    ------
    KernelError
        If P or Q is no distribution, or if their lengths differ.

    Notes
    -----
    It has no unit, and is the same from bits and from nats. Perplexities of different truths do not
    compare: each has its own floor, the perplexity of its truth.

    Examples
    --------
    >>> perplexity([0.25] * 4), perplexity([0.5, 0.5, 0.0], [0.25, 0.25, 0.5])
    (4.0, 4.0)
    """
    bits = entropy(p) if q is None else cross_entropy(p, q)
    return 2.0**bits if bits < 1024 else math.inf


def _average_surprise(truth: Pmf, model: Pmf, unit: Unit) -> float:
    """Return -sum p log q of the normalised distributions: (-sum p log q) / sum p + log sum q."""
    if len(truth) <= FEW:
        log = math.log2 if unit == "bits" else math.log
        pairs = zip(truth.probabilities.tolist(), model.probabilities.tolist(), strict=True)
        cost = math.fsum([a * (-log(b) if b else math.inf) for a, b in pairs if a])
    else:
        possible = truth.probabilities > 0.0
        with np.errstate(divide="ignore"):
            logs = (np.log2 if unit == "bits" else np.log)(model.probabilities[possible])
        cost = float(-(truth.probabilities[possible] * logs).sum())
    return max(0.0, cost / (1.0 + truth.excess) + math.log1p(model.excess) * PER_NAT[unit])
