"""How far a sum of probabilities is from 1, known far below the rounding of the sum itself."""

from app.kernel.arrays import FloatArray


def excess_over_one(probabilities: FloatArray) -> float:
    r"""Return the sum minus 1, as if summed exactly.

    .. math:: e = \sum_i p_i - 1

    Parameters
    ----------
    probabilities
        Shape (n,), each in [0, 2).

    Returns
    -------
    float
        e, to about 1e-26 absolute; the plain `p.sum() - 1` is right to 1e-16 only.

    Notes
    -----
    Floats that were normalised by division sum to 1 only within 1e-16 or so. Two distributions that differ by one
    part in 1e9 have a KL of 1e-18: without e, rounding would be the larger part of the answer, sometimes negative.

    `(p + 1) - 1` rounds p to a multiple of 2**-52. Sums of such multiples below 2 are exact in any order, and what was
    cut off is below 2**-53 an entry, so that its own rounding does not matter.

    References
    ----------
    Zielke & Drygalla (2003), "Genaue Lösung linearer Gleichungssysteme", GAMM-Mitt. 26: splitting into a part whose
    sum is exact and a small rest.

    Examples
    --------
    >>> import numpy as np
    >>> tiny = np.array([1.0, 1e-320])
    >>> float(tiny.sum() - 1), excess_over_one(tiny)
    (0.0, 1e-320)
    """
    coarse = (probabilities + 1.0) - 1.0
    return float(coarse.sum() - 1.0) + float((probabilities - coarse).sum())
