"""How long codewords are, and what they cost on average."""

import math

import numpy as np

from app.kernel.arrays import ArrayLike, FloatArray
from app.kernel.entropies import surprisal
from app.kernel.errors import KernelError
from app.kernel.pmf import Pmf, as_pmf


def ideal_lengths(q: ArrayLike | Pmf) -> FloatArray:
    r"""Return the ideal length of each outcome's codeword, in bits.

    .. math:: \ell_i = -\log_2 q_i

    Parameters
    ----------
    q
        Shape (n,): the distribution that the code is made for.

    Returns
    -------
    array of shape (n,)
        In bits, mostly no whole numbers; `inf` where q is 0.

    Raises
    ------
    KernelError
        If Q is no distribution.

    Notes
    -----
    No code has words of 0.152 bits. An ideal length is the share of one outcome in a long message, and arithmetic
    coding reaches it there.

    References
    ----------
    Cover & Thomas (2006), section 5.3.

    Examples
    --------
    >>> ideal_lengths([0.9, 0.1]).round(3).tolist()
    [0.152, 3.322]
    """
    return surprisal(q, "bits")


def shannon_lengths(q: ArrayLike | Pmf) -> FloatArray:
    r"""Return the ideal lengths, rounded up to whole bits.

    .. math:: \ell_i = \lceil -\log_2 q_i \rceil

    Parameters
    ----------
    q
        Shape (n,): the distribution that the code is made for.

    Returns
    -------
    array of shape (n,)
        Whole numbers of bits as floats; `inf` where q is 0.

    Raises
    ------
    KernelError
        If Q is no distribution.

    Notes
    -----
    A prefix code with these lengths exists, since their Kraft sum is at most 1, and costs less than one bit more
    than the ideal. It is seldom the best one: for (0.9, 0.1) it has words of 1 and 4 bits, where 1 and 1 would do.

    References
    ----------
    Shannon (1948), section 9. Cover & Thomas (2006), section 5.4.

    Examples
    --------
    >>> shannon_lengths([0.9, 0.1]).tolist(), shannon_lengths([0.5, 0.25, 0.25]).tolist()
    ([1.0, 4.0], [1.0, 2.0, 2.0])
    """
    model = as_pmf(q, "Q")
    ideal = surprisal(model, "bits")
    # The logarithm rounds: beside a whole number, let the probability itself decide, for powers of two are exact.
    nearest = np.rint(ideal)
    beside = np.isfinite(ideal) & np.isclose(ideal, nearest, rtol=0.0, atol=1e-9)
    fits = model.probabilities >= np.ldexp(1.0, -np.where(beside, nearest, 0.0).astype(np.int64))
    return np.where(beside, np.where(fits, nearest, nearest + 1.0), np.ceil(ideal))


def kraft_sum(lengths: ArrayLike) -> float:
    r"""Return the Kraft sum of codeword lengths.

    .. math:: K = \sum_i 2^{-\ell_i}

    Parameters
    ----------
    lengths
        Shape (n,), in bits, ≥ 0; `inf` for an outcome without a codeword.

    Returns
    -------
    float
        A prefix code with whole lengths exists exactly if K ≤ 1; it wastes nothing if K = 1.

    Raises
    ------
    KernelError
        If a length is negative or NaN.

    Notes
    -----
    The usual misunderstanding: it says that *some* prefix code has these lengths, not that a given code is one.

    References
    ----------
    Kraft (1949); McMillan (1956). Cover & Thomas (2006), section 5.2.

    Examples
    --------
    >>> kraft_sum([1, 2, 3, 3]), kraft_sum([1, 1, 2])
    (1.0, 1.25)
    """
    bits = np.asarray(lengths, dtype=np.float64)
    if not (bits >= 0.0).all():
        index = int(np.argmax(~(bits >= 0.0)))
        raise KernelError(f"lengths[{index}] is {bits.flat[index]!r}, but a codeword has 0 bits or more.")
    # Whole bits are halvings, which no processor rounds; from 1100 on nothing is left.
    whole = np.minimum(np.floor(bits), 1100.0)
    return math.fsum(np.ldexp(np.exp2(whole - bits), -whole.astype(np.int64)).tolist())


def expected_length(p: ArrayLike | Pmf, lengths: ArrayLike) -> float:
    r"""Return the average length of codewords when the outcomes come from P.

    .. math:: L = \sum_i p_i \ell_i

    Parameters
    ----------
    p
        Shape (n,): the truth.
    lengths
        Shape (n,), in bits; `inf` for an outcome without a codeword.

    Returns
    -------
    float
        In bits; `inf` if P can do something that has no codeword.

    Raises
    ------
    KernelError
        If P is no distribution, or if there are not as many lengths as outcomes.

    Notes
    -----
    With the ideal lengths for Q it is the cross-entropy H(P, Q); with those for P the entropy. The average holds for
    the source: a single lucky message can be shorter in the wrong code.

    Examples
    --------
    >>> from app.kernel import cross_entropy
    >>> p, q = [0.5, 0.5], [0.9, 0.1]
    >>> math.isclose(expected_length(p, ideal_lengths(q)), cross_entropy(p, q))
    True
    """
    truth = as_pmf(p)
    bits = np.asarray(lengths, dtype=np.float64)
    if bits.shape != truth.probabilities.shape:
        raise KernelError(f"P has {len(truth)} outcomes and there are {bits.size} lengths: give one for each outcome.")
    possible = truth.probabilities > 0.0
    return math.fsum((truth.probabilities[possible] * bits[possible]).tolist()) / (1.0 + truth.excess)
