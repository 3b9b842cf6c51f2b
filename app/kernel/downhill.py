"""Rolling downhill: gradient descent on one direction of KL, in steps that one can follow."""

import math
from typing import Final, Literal, NamedTuple

from app.kernel.errors import KernelError
from app.kernel.normals import Fit, Normal, NormalMixture, kl_forward
from app.kernel.normals.newton import slope

Direction = Literal["forward", "reverse"]

#: The longest step, in sd of Q: short enough to be followed by eye, found by trying.
LONGEST_STEP: Final = 0.15
#: A mean as near to 0 as this, in sd, is 0 up to rounding.
_ZERO: Final = 1e-9
_STEPS: Final = 300
_HALVINGS: Final = 50


def downhill_path(
    mixture: NormalMixture, start: Normal, direction: Direction = "reverse", *, keep_sd: bool = False
) -> tuple[Fit, ...]:
    r"""Return the models that gradient descent visits, from a start to the local minimum below it.

    .. math:: (\mu, \lambda) \leftarrow (\mu, \lambda)
        - \eta\, (\sigma^2 \partial_\mu, \tfrac12 \partial_\lambda)\, \mathrm{KL}, \qquad \lambda = \ln \sigma

    Parameters
    ----------
    mixture
        The truth P.
    start
        The model Q to begin from.
    direction
        "forward" for KL(P ‖ Q), "reverse" for KL(Q ‖ P).
    keep_sd
        Whether only the centre moves.

    Returns
    -------
    tuple of Fit
        The start, then each step; KLs in nats, each lower than the one before.

    Raises
    ------
    KernelError
        If the direction is unknown.

    Notes
    -----
    Steps are measured by how much they change Q: a shift counts in σ, a width by its logarithm. None goes beyond the
    lowest place of the parabola along it, and one that would lead uphill nonetheless is halved. The usual
    misunderstanding: that it finds the best Q. It finds the minimum of the valley that it starts in; from the middle
    between two bumps that is the covering one, however bad.

    References
    ----------
    Amari (1998), "Natural Gradient Works Efficiently in Learning".

    Examples
    --------
    >>> p = NormalMixture([0.5, 0.5], [-2, 2], [0.6, 0.6])
    >>> trapped = downhill_path(p, Normal(0.0, 1.0))[-1]
    >>> trapped.mean, round(trapped.sd, 4), round(trapped.kl, 5)
    (0.0, 1.7903, 1.13838)
    """
    if direction not in ("forward", "reverse"):
        raise KernelError(f'direction is {direction!r}, but there are "forward" and "reverse": choose one of them.')
    look = _forward if direction == "forward" else _reverse
    ground = look(mixture, start)
    path = [Fit(start.mean, start.sd, ground.kl)]
    for _ in range(_STEPS):
        here = path[-1]
        shift, stretch = ground.shift, 0.0 if keep_sd else ground.stretch
        length = max(abs(shift), abs(stretch))
        if length < 1e-7:
            break
        part = min(1.0, LONGEST_STEP / length, ground.lowest(shift, stretch))
        for _ in range(_HALVINGS):
            mean = here.mean + part * shift * here.sd
            there = Normal(0.0 if abs(mean) < _ZERO * here.sd else mean, here.sd * math.exp(part * stretch))
            ground = look(mixture, there)
            if ground.kl < here.kl:
                break
            part *= 0.5
        else:
            break
        path.append(Fit(there.mean, there.sd, ground.kl))
    return tuple(path)


class _Ground(NamedTuple):
    """KL at a model, the way down as a shift in sd and a change of ln sd, and the second derivatives by both."""

    kl: float
    shift: float
    stretch: float
    shift_shift: float
    shift_stretch: float
    stretch_stretch: float

    def lowest(self, shift: float, stretch: float) -> float:
        """Return which part of a step leads to the lowest place of the parabola along it; infinity if it has none."""
        bend = (
            self.shift_shift * shift**2 + 2.0 * self.shift_stretch * shift * stretch + self.stretch_stretch * stretch**2
        )
        return (shift**2 + 2.0 * stretch**2) / bend if bend > 0.0 else math.inf


def _forward(mixture: NormalMixture, here: Normal) -> _Ground:
    """Return the ground of KL(P ‖ Q)."""
    off = (mixture.mean - here.mean) / here.sd
    spread = mixture.variance / here.sd**2 + off**2
    return _Ground(kl_forward(mixture, here), off, 0.5 * (spread - 1.0), 1.0, 2.0 * off, 2.0 * spread)


def _reverse(mixture: NormalMixture, here: Normal) -> _Ground:
    """Return the ground of KL(Q ‖ P)."""
    sd, found = here.sd, slope(mixture, here.mean, math.log(here.sd))
    second = sd**2 * found.mean_mean, sd * found.mean_log, found.log_log
    return _Ground(max(0.0, found.kl), -sd * found.by_mean, -0.5 * found.by_log, *second)
