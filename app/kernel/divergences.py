"""The divergences between a truth and a model: KL, its terms, and Jensen-Shannon."""

import math

import numpy as np

from app.kernel.arrays import FEW, ArrayLike, FloatArray
from app.kernel.gap import NEAR, gap, gaps, log_ratios
from app.kernel.pmf import Pmf, as_pair
from app.kernel.units import PER_NAT, Unit, check_unit


def kl_divergence(p: ArrayLike | Pmf, q: ArrayLike | Pmf, unit: Unit = "bits") -> float:
    r"""Return KL(P ‖ Q): the price, for each outcome of P, of believing Q.

    .. math:: \mathrm{KL}(P \| Q) = \sum_i p_i \log \frac{p_i}{q_i} = H(P, Q) - H(P)

    Parameters
    ----------
    p, q
        Shape (n,): truth and model, over the same outcomes.
    unit
        "bits" or "nats".

    Returns
    -------
    float
        At least 0, and 0 only if P = Q; `inf` if Q gives 0 to something that P can do.

    Raises
    ------
    KernelError
        If P or Q is no distribution, if their lengths differ, or the unit is unknown.

    Notes
    -----
    The usual misunderstanding: it is no distance. KL(Q ‖ P) is another number, answering another question, and
    the detour over a third distribution can be shorter. An outcome with p = 0 costs nothing, whatever Q says of it.

    Computed as a sum of terms p log(p/q) - p + q, none of which is negative, with a series where p and q nearly agree:
    the relative error stays near 1e-16 even for distributions that differ by one part in a thousand million.

    References
    ----------
    Kullback & Leibler (1951), "On Information and Sufficiency". Cover & Thomas (2006), section 2.3.

    Examples
    --------
    >>> from app.kernel import cross_entropy, entropy
    >>> p, q = [0.5, 0.5], [0.9, 0.1]
    >>> round(kl_divergence(p, q), 6), round(kl_divergence(q, p), 6)
    (0.736966, 0.531004)
    >>> math.isclose(kl_divergence(p, q), cross_entropy(p, q) - entropy(p))
    True
    >>> kl_divergence(p, [1, 0])
    inf
    """
    check_unit(unit)
    truth, model = as_pair(p, q)
    a, b, difference = on_one_scale(truth, model)
    return _sum_of_gaps(a, b, difference, unit) / (1.0 + truth.excess)


def js_divergence(p: ArrayLike | Pmf, q: ArrayLike | Pmf, unit: Unit = "bits") -> float:
    r"""Return the Jensen-Shannon divergence of P and Q.

    .. math:: \mathrm{JS}(P, Q) = \tfrac12 \mathrm{KL}(P \| M) + \tfrac12 \mathrm{KL}(Q \| M), \qquad
        M = \tfrac12 (P + Q)

    Parameters
    ----------
    p, q
        Shape (n,): two distributions over the same outcomes.
    unit
        "bits" or "nats".

    Returns
    -------
    float
        0 (P = Q) to 1 bit, or ln 2 nats (P and Q share no outcome). Never infinite.

    Raises
    ------
    KernelError
        If P or Q is no distribution, if their lengths differ, or the unit is unknown.

    Notes
    -----
    It is symmetric and always finite, and yet no distance either: its square root is one. It is the information, per
    draw, about which of the two distributions a draw came from, when a fair coin chose.

    References
    ----------
    Lin (1991), "Divergence Measures Based on the Shannon Entropy". Endres & Schindelin (2003), "A New Metric for
    Probability Distributions".

    Examples
    --------
    >>> js_divergence([1, 0], [0, 1]), js_divergence([0.5, 0.5], [0.5, 0.5])
    (1.0, 0.0)
    >>> from app.kernel import kl_divergence, mix
    >>> p, q = [0.5, 0.5], [0.9, 0.1]
    >>> m = mix(p, q, 0.5)
    >>> math.isclose(js_divergence(p, q), (kl_divergence(p, m) + kl_divergence(q, m)) / 2)
    True
    """
    check_unit(unit)
    truth, model = as_pair(p, q)
    a, b, difference = on_one_scale(truth, model)
    half = 0.5 * difference
    # Halves that underflow would lose the smallest probabilities, hence the difference and not (a + b) / 2.
    middle = np.where(np.abs(a) >= np.abs(b), a + half, b - half)
    both = _sum_of_gaps(a, middle, half, unit) + _sum_of_gaps(b, middle, -half, unit)
    return min(0.5 * both / (1.0 + truth.excess), PER_NAT[unit] * math.log(2.0))


def kl_terms(p: ArrayLike | Pmf, q: ArrayLike | Pmf, unit: Unit = "bits") -> FloatArray:
    r"""Return what each outcome contributes to KL(P ‖ Q).

    .. math:: t_i = p_i \log \frac{p_i}{q_i}, \qquad \sum_i t_i = \mathrm{KL}(P \| Q)

    Parameters
    ----------
    p, q
        Shape (n,): truth and model, over the same outcomes.
    unit
        "bits" or "nats".

    Returns
    -------
    array of shape (n,)
        Negative where the model gives more than the truth; 0 where p is 0; `inf` where p > 0 = q.

    Raises
    ------
    KernelError
        If P or Q is no distribution, if their lengths differ, or the unit is unknown.

    Notes
    -----
    The usual misunderstanding: a negative term is no error. A model that gives too much to one outcome is cheaper
    there; it pays more for it elsewhere, since it has only 1 to give, so that the sum is never negative.

    Examples
    --------
    >>> kl_terms([0.5, 0.5], [0.9, 0.1]).round(3).tolist()
    [-0.424, 1.161]
    >>> kl_terms([0.0, 0.4, 0.6], [0.2, 0.3, 0.5]).round(3).tolist()
    [0.0, 0.166, 0.158]
    """
    check_unit(unit)
    truth, model = as_pair(p, q)
    a, b, difference = on_one_scale(truth, model)
    terms = a * log_ratios(a, b, unit)
    near = np.flatnonzero(np.abs(difference) < NEAR * a)
    terms[near] = -a[near] * np.log1p(difference[near] / a[near]) * PER_NAT[unit] + 0.0  # + 0.0: no -0.0
    return terms / (1.0 + truth.excess)


def on_one_scale(truth: Pmf, model: Pmf) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return p, q scaled to the sum of p, and their difference q - p.

    The scale is 1 within 1e-9, and mostly within 1e-16; but for two nearly equal distributions that rounding is larger
    than their KL. The difference of the scaled arrays would keep it; (q - p - e p) / (1 + e) does not.
    """
    p, q = truth.probabilities, model.probabilities
    e = (model.excess - truth.excess) / (1.0 + truth.excess)
    if e == 0.0:
        return p, q, q - p
    return p, q / (1.0 + e), (q - p - e * p) / (1.0 + e)


def _sum_of_gaps(p: FloatArray, q: FloatArray, difference: FloatArray, unit: Unit) -> float:
    if len(p) <= FEW:
        rows = zip(p.tolist(), q.tolist(), difference.tolist(), strict=True)
        return math.fsum([gap(a, b, d, unit) for a, b, d in rows])
    return float(gaps(p, q, difference, unit).sum())
