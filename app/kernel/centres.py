"""The best centres of a normal model whose width is given."""

from itertools import pairwise

import numpy as np

from app.kernel.normals import Fit, Normal, NormalMixture, kl_forward, kl_reverse
from app.kernel.normals.blur import Blur
from app.kernel.normals.newton import slope
from app.kernel.searches import brentq

#: Points a bump's sd on which the slope is looked at; it bends on the scale of the bumps, or of Q.
_PER_SD = 12
#: In units of Q's width, the steps in which ln p is sampled at least: what Q can tell apart grows with it. Of 1,200
#: random and extreme mixtures every minimum is the same to the last digit as with all of ln p resolved.
_STEP = 0.1


def centre_forward(mixture: NormalMixture, sd: float) -> Fit:
    """Return the Q of width `sd` with the least KL(P ‖ Q): its centre is P's mean, whatever the width.

    Examples
    --------
    >>> centre_forward(NormalMixture([0.5, 0.5], [-2, 3], [1, 1]), 0.7).mean
    0.5
    """
    return Fit(mixture.mean, sd, kl_forward(mixture, Normal(mixture.mean, sd)))


def centre_reverse(mixture: NormalMixture, sd: float) -> tuple[Fit, ...]:
    r"""Return every Q of width `sd` at which KL(Q ‖ P), as a function of the centre, has a local minimum; best first.

    .. math:: \mathrm{E}_Q (\ln p)' = 0, \qquad \mathrm{E}_Q (\ln p)'' < 0

    Parameters
    ----------
    mixture
        The truth P.
    sd
        The width σ of Q, greater than 0.

    Returns
    -------
    tuple of Fit
        At least one; KLs in nats. Of a tie, the leftmost first.

    Raises
    ------
    KernelError
        If sd is not greater than 0.

    Notes
    -----
    ln p seen through Q is a curve in one dimension. Beyond the outermost bumps it only falls, so that every minimum
    lies between them; there its slope changes sign at each. A narrow Q has a minimum at each bump that shows.

    Examples
    --------
    >>> p = NormalMixture([0.5, 0.5], [-2, 2], [0.6, 0.6])
    >>> [round(fit.mean, 3) for fit in centre_reverse(p, 0.6)], [round(fit.mean, 3) for fit in centre_reverse(p, 2.0)]
    ([-1.997, 1.997], [0.0])
    """
    Normal(0.0, sd)
    _, m, s = mixture.bumps
    margin = float(s.min())
    low, high = float(m.min()) - margin, float(m.max()) + margin
    # An odd number of points would put one exactly in the middle, where a symmetric P has slope zero.
    count = 2 * round(0.5 * _PER_SD * (high - low) / float(s.min())) + 2
    centres = np.linspace(low, high, count)
    rising = -Blur.of(mixture, centres, sd, fine_enough=_STEP * sd).derivatives(sd)[0] >= 0.0
    log_sd = float(np.log(sd))

    def by_mean(mean: float) -> float:
        return slope(mixture, mean, log_sd).by_mean

    found = list[Fit]()
    for place in np.flatnonzero(~rising[:-1] & rising[1:]).tolist():
        ends = centres[max(place - 1, 0) : place + 3].tolist()
        # The blur is right to 1e-11: where the slope is as flat as that, the change of sign may be one step aside.
        bracket = next((pair for pair in pairwise(ends) if by_mean(pair[0]) < 0.0 <= by_mean(pair[1])), None)
        if bracket is None:
            continue
        mean = brentq(by_mean, *bracket, xtol=1e-13)  # where the search stops; KL is flat there
        mean = 0.0 if abs(mean) < 1e-11 else mean  # the centre of a symmetric P, reached up to that
        if not any(abs(mean - fit.mean) < 1e-9 for fit in found):
            found.append(Fit(mean, sd, kl_reverse(mixture, Normal(mean, sd))))
    return tuple(sorted(found, key=lambda fit: (round(fit.kl, 10), fit.mean)))
