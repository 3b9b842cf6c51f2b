"""The alpha-divergences: a road from one direction of KL to the other, and the best normal model along it."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from app.kernel.arrays import FloatArray
from app.kernel.errors import KernelError
from app.kernel.normals import Fit, Normal, NormalMixture, fit_forward, fit_reverse
from app.kernel.normals.quadrature import legendre_over
from app.kernel.units import PER_NAT, Unit, check_unit

_STEPS = 100
_HALVINGS = 40
_SAME = 1e-6

#: A minimum of a neighbouring alpha lies on a smooth line with those before it, if it is this near to where they lead,
#: in units of the width; and it is the one that is known already, if it is so much nearer.
_SMOOTH = 0.05
_AT_HAND = 1e-3


def alpha_divergence(mixture: NormalMixture, normal: Normal, alpha: float, unit: Unit = "nats") -> float:
    r"""Return Minka's alpha-divergence of a mixture P and a normal Q.

    .. math:: D_\alpha(P \| Q) =
        \frac{\int \alpha p + (1 - \alpha) q - p^\alpha q^{1 - \alpha}}{\alpha (1 - \alpha)},
        \qquad D_0 = \lim_{\alpha \to 0} D_\alpha = \mathrm{KL}(Q \| P),
        \qquad D_1 = \lim_{\alpha \to 1} D_\alpha = \mathrm{KL}(P \| Q)

    Parameters
    ----------
    mixture
        The truth P.
    normal
        The model Q.
    alpha
        0 to 1: 0 is KL(Q ‖ P), 1 is KL(P ‖ Q).
    unit
        "nats" or "bits".

    Returns
    -------
    float
        At least 0, always finite.

    Raises
    ------
    KernelError
        If alpha is outside 0 to 1, or the unit is unknown.

    Notes
    -----
    The usual misunderstanding: that the family is an average of the two KLs. It is not: between the ends it never
    exceeds 1/(α(1-α)) nats, however far apart P and Q are; α = ½ is four times the squared Hellinger distance with ½.

    Computed from terms none of which is negative, weighted with q where α ≤ ½ and with p beyond, so that both ends are
    reached without dividing a small number by a small one.

    References
    ----------
    Minka (2005), "Divergence Measures and Message Passing", section 2.

    Examples
    --------
    >>> from app.kernel.normals import kl_forward, kl_reverse
    >>> p, q = NormalMixture([0.5, 0.5], [-2, 2], [0.6, 0.6]), Normal(0, 2)
    >>> math.isclose(alpha_divergence(p, q, 0), kl_reverse(p, q), rel_tol=1e-12)
    True
    >>> math.isclose(alpha_divergence(p, q, 1), kl_forward(p, q), rel_tol=1e-12)
    True
    """
    check_unit(unit)
    return _Tilt(mixture, normal.mean, normal.sd, _checked(alpha)).divergence() * PER_NAT[unit]


def fit_alpha(mixture: NormalMixture, alpha: float, starts: Iterable[Fit] = ()) -> tuple[Fit, ...]:
    r"""Return the normal Q at which the alpha-divergence from P has a local minimum, best first.

    .. math:: \mathrm{E}_t x = \mu, \qquad \mathrm{Var}_t x = \sigma^2, \qquad t \propto p^\alpha q^{1 - \alpha}

    Parameters
    ----------
    mixture
        The truth P.
    alpha
        0 to 1.
    starts
        Models to begin from, beside the best one of each direction and the bumps themselves.

    Returns
    -------
    tuple of Fit
        At least one; `kl` is the divergence in nats.

    Raises
    ------
    KernelError
        If alpha is outside 0 to 1.

    Notes
    -----
    A minimum matches mean and variance with p tilted towards q: at α = 1 with P itself. Between the ends the best
    model moves smoothly, or jumps where another minimum becomes lower. Minima are looked for below each start; unlike
    `fit_reverse` this proves no completeness.

    References
    ----------
    Minka (2005), section 3.

    Examples
    --------
    >>> p = NormalMixture([0.5, 0.5], [-2, 2], [0.6, 0.6])
    >>> abs(fit_alpha(p, 0)[0].kl - fit_reverse(p)[0].kl) < 1e-12
    True
    """
    _checked(alpha)
    bumps = [Fit(mean, sd, 0.0) for mean, sd in zip(mixture.means, mixture.sds, strict=True)]
    return _minima(mixture, alpha, [*starts, *fit_reverse(mixture), fit_forward(mixture), *bumps])


def alpha_path(mixture: NormalMixture, alphas: Sequence[float]) -> tuple[tuple[Fit, ...], ...]:
    """Return the minima for each of a rising row of alphas, each begun from those of its neighbours.

    Parameters
    ----------
    mixture
        The truth P.
    alphas
        Shape (n,), rising, each 0 to 1; small steps follow a minimum closely.

    Returns
    -------
    tuple of tuples of Fit
        For each alpha its minima, best first; `kl` is the divergence in nats.

    Raises
    ------
    KernelError
        If an alpha is outside 0 to 1.

    Notes
    -----
    Followed from both ends, because a minimum of one end need not reach the other.

    Examples
    --------
    >>> path = alpha_path(NormalMixture([0.5, 0.5], [-2, 2], [0.6, 0.6]), [0, 0.5, 1])
    >>> [len(minima) for minima in path][-1]
    1
    """
    rising = [_checked(alpha) for alpha in alphas]
    up = _followed(mixture, rising, fit_reverse(mixture), [()] * len(rising))
    down = _followed(mixture, rising[::-1], (fit_forward(mixture),), up[::-1])
    return tuple(_merged(mixture, [*a, *b]) for a, b in zip(up, reversed(down), strict=True))


def _followed(
    mixture: NormalMixture, alphas: Sequence[float], starts: Iterable[Fit], known: Sequence[Sequence[Fit]]
) -> list[tuple[Fit, ...]]:
    """Return the minima that starts lead to, alpha by alpha; those that are known already are not looked for again."""
    tracks = [[start] for start in starts]
    rows = []
    for alpha, there in zip(alphas, known, strict=True):
        reached = [[*track[-2:], fit] for track in tracks if (fit := _continued(mixture, alpha, track, there))]
        kept: list[list[Fit]] = []
        for track in reached:
            if not any(_same(mixture, track[-1], other[-1]) for other in kept):
                kept.append(track)
        tracks = kept or tracks
        rows.append(tuple(track[-1] for track in tracks))
    return rows


def _continued(mixture: NormalMixture, alpha: float, track: Sequence[Fit], known: Iterable[Fit]) -> Fit | None:
    """Return the minimum in which a row of up to three minima goes on; None if it leads to a saddle."""
    last, ahead = track[-1], _ahead(track)
    for fit in known:
        if _far(ahead, fit) < _AT_HAND:
            return fit
    if ahead is not last:
        found = _descend(mixture, ahead.mean, ahead.sd, alpha)
        if found is not None and _far(ahead, found) < _SMOOTH:
            return found
    return _descend(mixture, last.mean, last.sd, alpha)


def _ahead(track: Sequence[Fit]) -> Fit:
    """Return where the parabola through the last three minima, or the line through two, goes on."""
    if len(track) < 2 or _far(track[-2], track[-1]) > _SMOOTH:
        return track[-1]
    factors = (2.0, -1.0) if len(track) == 2 else (3.0, -3.0, 1.0)
    back = track[::-1]
    mean = sum(factor * fit.mean for factor, fit in zip(factors, back, strict=True))
    log_sd = sum(factor * math.log(fit.sd) for factor, fit in zip(factors, back, strict=True))
    return Fit(mean, math.exp(log_sd), 0.0)


def _far(one: Fit, other: Fit) -> float:
    """Return how far two models are apart, in units of the width."""
    return max(abs(one.mean - other.mean) / other.sd, abs(math.log(one.sd / other.sd)))


@dataclass(frozen=True, slots=True)
class _Hollow:
    """Gradient and second derivatives by (μ/σ, ln σ) of the divergence, at one model."""

    g: tuple[float, float]
    h: tuple[float, float, float]


class _Tilt:
    """p, q and t = p^α q^(1-α) at nodes that follow both P and Q, for one alpha."""

    def __init__(self, mixture: NormalMixture, mean: float, sd: float, alpha: float) -> None:
        _, m, s = mixture.bumps
        centres, sds, powers = np.append(m, mean), np.append(s, sd), np.append(np.full(len(m), alpha), 1.0 - alpha)
        tilted = powers > 0.0  # a power of a normal density is one of greater width
        centres, sds = np.append(centres, centres[tilted]), np.append(sds, sds[tilted] / np.sqrt(powers[tilted]))
        x, self.dx = legendre_over(centres, sds, len(m) + 1, *mixture.stretches)
        self.alpha = alpha
        self.z = (x - mean) / sd
        log_q = -0.5 * self.z**2 - math.log(sd) - 0.5 * math.log(2.0 * math.pi)
        log_p = mixture.log_density(x)
        self.r = log_p - log_q
        self.p, self.q = np.exp(log_p), np.exp(log_q)
        self.t = np.exp(log_q + alpha * self.r)

    def divergence(self) -> float:
        """Return D_α: a sum of terms ≥ 0."""
        a = self.alpha
        if a <= 0.5:
            terms = _stretched(1.0, self.r, self.q, self.p) - _stretched(a, self.r, self.q, self.t)
        else:
            a = 1.0 - a
            terms = _stretched(1.0, -self.r, self.p, self.q) - _stretched(a, -self.r, self.p, self.t)
        return max(0.0, float(self.dx @ terms) / (1.0 - a))

    def hollow(self) -> _Hollow:
        """Return the derivatives of D_α; the scores of q are z and z² - 1."""
        phi = self.dx * _stretched(self.alpha, self.r, self.q, self.t)
        z, y, a = self.z, self.z**2 - 1.0, 1.0 - self.alpha
        return _Hollow(
            (-float(phi @ z), -float(phi @ y)),
            (
                1.0 - float(phi @ (a * z * z - 1.0)),
                -float(phi @ (a * z * y - 2.0 * z)),
                2.0 - float(phi @ (a * y * y - 2.0 * z * z)),
            ),
        )


def _stretched(alpha: float, r: FloatArray, base: FloatArray, end: FloatArray) -> FloatArray:
    """Return (end - base)/α for end = base·e**(αr), to all digits where they are near; its limit base·r at α = 0."""
    if alpha == 0.0:
        return base * r
    difference = end - base
    near = np.flatnonzero(np.abs(r) < 1.0 / alpha)
    difference[near] = base[near] * np.expm1(alpha * r[near])
    return np.asarray(difference / alpha)


def _minima(mixture: NormalMixture, alpha: float, starts: Iterable[Fit]) -> tuple[Fit, ...]:
    ends = (_descend(mixture, start.mean, start.sd, alpha) for start in starts)
    return _merged(mixture, [end for end in ends if end is not None])


def _merged(mixture: NormalMixture, fits: Iterable[Fit]) -> tuple[Fit, ...]:
    """Return each minimum once, best first; of a tie the leftmost first."""
    found = list[Fit]()
    for fit in fits:
        if not any(_same(mixture, fit, one) for one in found):
            found.append(fit)
    return tuple(sorted(found, key=lambda fit: (round(fit.kl, 10), fit.mean)))


def _same(mixture: NormalMixture, fit: Fit, other: Fit) -> bool:
    return abs(fit.mean - other.mean) + abs(fit.sd - other.sd) < _SAME * math.sqrt(mixture.variance)


def _descend(mixture: NormalMixture, mean: float, sd: float, alpha: float) -> Fit | None:
    """Return the minimum below a start by Newton's method with damping; None if it ends on a saddle."""
    tilt = _Tilt(mixture, mean, sd, alpha)
    value = tilt.divergence()
    for _ in range(_STEPS):
        here = tilt.hollow()
        (g, h), (a, b, c) = here.g, here.h
        least = 0.5 * (a + c) - math.hypot(0.5 * (a - c), b)
        shift = 1.5 * (1e-3 - least) if least < 1e-3 else 0.0
        determinant = (a + shift) * (c + shift) - b * b
        by_width, by_log = -((c + shift) * g - b * h) / determinant, -((a + shift) * h - b * g) / determinant
        length = max(abs(by_width), abs(by_log))
        if length < 1e-10:  # in units of the width; a step so small changes KL by its square, less than a rounding
            centre = 0.0 if abs(mean) < 1e-12 else mean  # the centre of a symmetric P, reached up to a rounding
            return Fit(centre, sd, value) if least > 0.0 else None
        if length < 1e-6 * min(1.0, least):  # one more step of Newton's is exact: KL falls by half of slope times step
            centre = mean + by_width * sd
            centre = 0.0 if abs(centre) < 1e-12 else centre
            return Fit(centre, sd * math.exp(by_log), max(0.0, value + 0.5 * (g * by_width + h * by_log)))
        part = min(1.0, 0.7 / length)
        for _ in range(_HALVINGS):
            there = (mean + part * by_width * sd, sd * math.exp(part * by_log))
            tried = _Tilt(mixture, *there, alpha)
            reached = tried.divergence()
            if reached <= value + 1e-15 * max(1.0, value):  # near the bottom the last digit of KL goes up and down
                break
            part *= 0.5
        else:
            return Fit(mean, sd, value) if length < 1e-6 and least > 0.0 else None
        (mean, sd), tilt, value = there, tried, reached
    return None


def _checked(alpha: float) -> float:
    if not 0.0 <= alpha <= 1.0:
        raise KernelError(
            f"alpha is {alpha!r}, but here it goes from 0, KL(Q ‖ P), to 1, KL(P ‖ Q): choose one between."
        )
    return float(alpha)
