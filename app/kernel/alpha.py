"""The alpha-divergences: a road from one direction of KL to the other, and the best normal model along it."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from app.kernel.arrays import FloatArray
from app.kernel.errors import KernelError
from app.kernel.normals import Fit, Normal, NormalMixture, fit_forward, fit_reverse
from app.kernel.normals.quadrature import Z_EDGES, legendre
from app.kernel.units import PER_NAT, Unit, check_unit

_STEPS = 100
_HALVINGS = 40
_SAME = 1e-6


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
    upwards: tuple[Fit, ...] = fit_reverse(mixture)
    downwards: tuple[Fit, ...] = (fit_forward(mixture),)
    up, down = [], []
    for alpha in alphas:
        upwards = _minima(mixture, _checked(alpha), upwards) or upwards
        up.append(upwards)
    for alpha in reversed(alphas):
        downwards = _minima(mixture, alpha, downwards) or downwards
        down.append(downwards)
    return tuple(_merged(mixture, [*a, *b]) for a, b in zip(up, reversed(down), strict=True))


@dataclass(frozen=True, slots=True)
class _Hollow:
    """Gradient and second derivatives by (μ/σ, ln σ) of the divergence, at one model."""

    g: tuple[float, float]
    h: tuple[float, float, float]


class _Tilt:
    """p, q, and r = ln(p/q) at nodes that follow both P and Q, for one alpha."""

    def __init__(self, mixture: NormalMixture, mean: float, sd: float, alpha: float) -> None:
        _, m, s = mixture.bumps
        centres, widths = np.append(m, mean), np.append(s, sd)
        edges = np.concatenate([(centres[:, None] + widths[:, None] * Z_EDGES).ravel(), mixture.seams])
        x, self.dx = legendre(np.unique(edges))
        self.alpha = alpha
        self.z = (x - mean) / sd
        log_q = -0.5 * self.z**2 - math.log(sd) - 0.5 * math.log(2.0 * math.pi)
        self.log_p = mixture.log_density(x)
        self.log_q = log_q
        self.r = self.log_p - log_q

    def divergence(self) -> float:
        """Return D_α: a sum of terms ≥ 0."""
        a, r, base = self.alpha, self.r, self.log_q
        if a > 0.5:
            a, r, base = 1.0 - a, -r, self.log_p
        terms = _stretched(1.0, r, base) - _stretched(a, r, base)
        return max(0.0, float(self.dx @ terms) / (1.0 - a))

    def hollow(self) -> _Hollow:
        """Return the derivatives of D_α; the scores of q are z and z² - 1."""
        phi = self.dx * _stretched(self.alpha, self.r, self.log_q)
        z, y, a = self.z, self.z**2 - 1.0, 1.0 - self.alpha
        return _Hollow(
            (-float(phi @ z), -float(phi @ y)),
            (
                1.0 - float(phi @ (a * z * z - 1.0)),
                -float(phi @ (a * z * y - 2.0 * z)),
                2.0 - float(phi @ (a * y * y - 2.0 * z * z)),
            ),
        )


def _stretched(alpha: float, r: FloatArray, log_base: FloatArray) -> FloatArray:
    """Return base·(e**(αr) - 1)/α, and its limit base·r at α = 0; also where e**(αr) is no double."""
    if alpha == 0.0:
        return np.asarray(np.exp(log_base) * r)
    steep = alpha * r
    small = np.exp(log_base) * np.expm1(np.minimum(steep, 1.0))
    return np.asarray(np.where(steep < 1.0, small, np.exp(log_base + steep) - np.exp(log_base)) / alpha)


def _minima(mixture: NormalMixture, alpha: float, starts: Iterable[Fit]) -> tuple[Fit, ...]:
    ends = (_descend(mixture, start.mean, start.sd, alpha) for start in starts)
    return _merged(mixture, [end for end in ends if end is not None])


def _merged(mixture: NormalMixture, fits: Iterable[Fit]) -> tuple[Fit, ...]:
    """Return each minimum once, best first; of a tie the leftmost first."""
    scale, found = math.sqrt(mixture.variance), list[Fit]()
    for fit in fits:
        if not any(abs(fit.mean - one.mean) + abs(fit.sd - one.sd) < _SAME * scale for one in found):
            found.append(fit)
    return tuple(sorted(found, key=lambda fit: (round(fit.kl, 10), fit.mean)))


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
