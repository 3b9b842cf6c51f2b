"""Two equal bumps drawn apart: what becomes of each minimum of KL(Q ‖ P), and where the best one changes."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

import numpy as np

from app.kernel.arrays import FloatArray
from app.kernel.errors import KernelError
from app.kernel.normals import Normal, NormalMixture, kl_reverse
from app.kernel.normals.newton import descend, slope
from app.kernel.searches import brentq, root

#: A minimum whose mean is nearer to the middle than this, in sd of a bump, covers both.
_MIDDLE = 0.3

_Pair: TypeAlias = tuple[Normal | None, Normal | None]


@dataclass(frozen=True, slots=True)
class SeparationStory:
    """KL(Q ‖ P) in nats of the covering minimum and of one on a single bump; None where there is none.

    Examples
    --------
    >>> story = separation_story([4.0, 6.0])
    >>> story.one_bump[0] is None, story.one_bump[1] < story.covering[1]
    (True, True)
    """

    separations: tuple[float, ...]
    covering: tuple[float, ...]
    one_bump: tuple[float | None, ...]


def equal_bumps(separation: float) -> NormalMixture:
    """Return two bumps of weight ½ and sd 1 whose centres are `separation` apart."""
    if not math.isfinite(separation) or separation < 0.0:
        raise KernelError(f"separation is {separation!r}, but a distance is a finite number from 0: give one.")
    return NormalMixture([0.5, 0.5], [-0.5 * separation, 0.5 * separation], [1.0, 1.0])


def separation_story(separations: Sequence[float]) -> SeparationStory:
    r"""Return the KL of each minimum of KL(Q ‖ P) for two equal bumps, against their separation.

    .. math:: p = \tfrac12 N(-a, 1) + \tfrac12 N(a, 1), \qquad 2a = \text{separation}

    Parameters
    ----------
    separations
        Distances between the centres, in sd of a bump, each at least 0.

    Returns
    -------
    SeparationStory
        For each separation the two KLs, in nats.

    Raises
    ------
    KernelError
        If a separation is negative or not finite.

    Notes
    -----
    The usual misunderstanding: that the covering minimum splits in two when P does. P has two bumps from 2 on. The
    one-bump minima are born beside the covering one, at 4.8245, and are at first worse; the best changes at 5.6002, and
    the covering minimum stays for ever, a trap for who starts in the middle.

    Examples
    --------
    >>> story = separation_story([swap_separation()])
    >>> abs(story.covering[0] - story.one_bump[0]) < 1e-9
    True
    """
    covering, one_bump = list[float](), list[float | None]()
    near: _Pair = (None, None)
    for separation in separations:
        near = covers, sits = _pair(separation, near)
        here = equal_bumps(separation)
        covering.append(kl_reverse(here, covers))
        one_bump.append(None if sits is None else kl_reverse(here, sits))
    return SeparationStory(tuple(separations), tuple(covering), tuple(one_bump))


@cache
def birth_separation() -> float:
    """Return the separation, in sd, beyond which there is a minimum on each single bump: a fold, 4.8244594."""

    def fold(at: FloatArray, /) -> FloatArray:
        separation, mean, log_sd = at.tolist()
        here = slope(equal_bumps(separation), mean, log_sd)
        return np.array([here.by_mean, here.by_log, here.mean_mean * here.log_log - here.mean_log**2])

    return float(root(fold, np.array([4.8, 2.1, 0.25]), tol=1e-13)[0])


@cache
def swap_separation() -> float:
    """Return the separation, in sd, beyond which a minimum on one bump is better than the covering one: 5.6001644."""

    def difference(separation: float) -> float:
        covering, one_bump = _pair(separation)
        assert one_bump is not None, "between the two ends there are minima of both sorts"
        here = equal_bumps(separation)
        return kl_reverse(here, one_bump) - kl_reverse(here, covering)

    return brentq(difference, 5.0, 7.0, xtol=1e-12)


def _pair(separation: float, near: _Pair = (None, None)) -> tuple[Normal, Normal | None]:
    """Return the covering minimum and, where there is one, that on the right bump; looked for from those nearby."""
    mixture = equal_bumps(separation)
    covering = _minimum(mixture, near[0] or Normal(0.0, math.sqrt(mixture.variance)))
    one_bump = _minimum(mixture, near[1] or Normal(0.5 * separation, 1.0))
    assert covering is not None, "the covering minimum is there at every separation"
    return covering, one_bump if one_bump is not None and one_bump.mean > _MIDDLE else None


def _minimum(mixture: NormalMixture, start: Normal) -> Normal | None:
    end = descend(mixture, start.mean, start.sd)
    return None if end is None else Normal(*end)
