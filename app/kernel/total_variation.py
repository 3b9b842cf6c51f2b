"""Total variation: the most that two distributions can differ about anything."""

import math

import numpy as np

from app.kernel.arrays import ArrayLike
from app.kernel.divergences import on_one_scale
from app.kernel.pmf import Pmf, as_pair


def total_variation(p: ArrayLike | Pmf, q: ArrayLike | Pmf) -> float:
    r"""Return the total variation distance: the largest difference between what P and Q say of any event.

    .. math:: \mathrm{TV}(P, Q) = \tfrac12 \sum_i |p_i - q_i| = \max_A\, |P(A) - Q(A)|

    Parameters
    ----------
    p, q
        Shape (n,): two distributions over the same outcomes.

    Returns
    -------
    float
        0 (P = Q) to 1 (P and Q share no outcome), without a unit.

    Raises
    ------
    KernelError
        If P or Q is no distribution, or if their lengths differ.

    Notes
    -----
    It is a distance, and it says what one look is worth: whoever is shown one outcome, of P or of Q by a fair coin,
    and guesses which, errs with (1 - TV)/2 at best. The usual misunderstanding: that an infinite KL makes the two easy
    to tell apart. (½, ½, 0) and (0, ½, ½) have an infinite KL in both directions, and the best guess errs one time in
    four.

    References
    ----------
    Levin, Peres & Wilmer (2009), "Markov Chains and Mixing Times", section 4.1. Le Cam (1986) for the test.

    Examples
    --------
    >>> total_variation([0.5, 0.5, 0.0], [0.0, 0.5, 0.5]), total_variation([1, 0], [0, 1])
    (0.5, 1.0)
    """
    truth, model = as_pair(p, q)
    *_, difference = on_one_scale(truth, model)
    return min(1.0, 0.5 * math.fsum(np.abs(difference).tolist()) / (1.0 + truth.excess))
