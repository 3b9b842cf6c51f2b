"""Both KLs over a whole grid of models at once."""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr

from app.kernel.arrays import ArrayLike, FloatArray
from app.kernel.errors import KernelError
from app.kernel.normals.divergences import kl_reverse
from app.kernel.normals.mixture import NormalMixture
from app.kernel.normals.normal import LOG_2PI, Normal
from app.kernel.reading import read_numbers

#: Over how many points the ends fade out: 8 sd to each side, of 4 points, which no grid frequency betrays.
_FADE = 64

#: A grid longer than this is slower by FFT than one point after the other.
_LONGEST = 2**19


@dataclass(frozen=True, eq=False, slots=True)
class Landscape:
    """Both KLs over a grid of normal models, in nats: arrays of shape (len(sds), len(means)).

    Examples
    --------
    >>> land = landscape(NormalMixture([1.0], [0.0], [1.0]), [-1.0, 0.0, 1.0], [0.5, 1.0])
    >>> land.forward.shape, float(land.forward[1, 1])
    ((2, 3), 0.0)
    """

    forward: FloatArray
    reverse: FloatArray


def landscape(mixture: NormalMixture, means: ArrayLike, sds: ArrayLike) -> Landscape:
    r"""Return KL(P ‖ Q) and KL(Q ‖ P) for every normal Q of a grid.

    .. math:: \mathrm{E}_{N(\mu, \sigma^2)} \ln p = (\ln p * N(0, \sigma^2))(\mu)

    Parameters
    ----------
    mixture
        The truth P.
    means
        Shape (n,): the μ of the grid; fast if they are equally spaced.
    sds
        Shape (m,): the σ of the grid, greater than 0.

    Returns
    -------
    Landscape
        `forward` and `reverse` of shape (m, n), in nats.

    Raises
    ------
    KernelError
        If the means are not finite or a σ is not greater than 0.

    Notes
    -----
    The average of ln p under Q, as a function of μ, is ln p blurred by Q: one Fourier transform serves
    all μ of a row. ln p grows like a parabola, whose blur is known, so that is taken off first; what is left is made
    periodic far outside of where it is read.

    Examples
    --------
    >>> p = NormalMixture([0.5, 0.5], [-2, 2], [0.6, 0.6])
    >>> land = landscape(p, np.linspace(-3, 3, 61), [0.5, 1.0, 2.0])
    >>> math.isclose(land.reverse[1, 30], kl_reverse(p, Normal(0, 1)), rel_tol=1e-11)
    True
    """
    mus, sigmas = _checked(means, sds)
    second_moment = mixture.variance + (mixture.mean - mus) ** 2
    forward = 0.5 * LOG_2PI + np.log(sigmas) + second_moment / (2.0 * sigmas**2) - mixture.entropy()
    return Landscape(np.maximum(forward, 0.0), np.maximum(_reverse(mixture, mus, sigmas), 0.0))


def _reverse(mixture: NormalMixture, mus: FloatArray, sigmas: FloatArray) -> FloatArray:
    step = float(mus[-1] - mus[0]) / max(1, len(mus) - 1)
    equal = len(mus) > 1 and step > 0.0 and np.allclose(np.diff(mus), step, rtol=1e-9, atol=0.0)
    if equal:
        finer = math.ceil(step / _resolution(mixture))
        length = (float(mus[-1] - mus[0]) + 18.0 * float(sigmas.max())) * finer / step
        if length <= _LONGEST:
            return _blurred(mixture, mus, sigmas, finer)
    rows = [[kl_reverse(mixture, Normal(mu, sigma)) for mu in mus.tolist()] for sigma in sigmas.ravel().tolist()]
    return np.array(rows)


def _resolution(mixture: NormalMixture) -> float:
    """Return the step at which ln p has no frequencies above the grid's, to e**-26 (found by comparing with mpmath)."""
    narrowest = 0.35 * float(mixture.bumps[2].min())
    if not mixture.seams.size:
        return narrowest
    # A panel is as wide as twice the strip, or narrower if the seam is short.
    strip = 0.5 * float(np.diff(mixture.seams).max())
    for left, right in zip(mixture.seams[:-1], mixture.seams[1:], strict=True):
        strip = min(strip, _strip(mixture, float(left), float(right)))
    return min(narrowest, 2.0 * math.pi * strip / 26.0)


def _strip(mixture: NormalMixture, left: float, right: float) -> float:
    """Return how far above and below a panel ln p is analytic."""
    _, m, s = mixture.bumps
    ends = np.array([left, right])
    parts = mixture.log_parts(np.array([0.5 * (left + right)])).ravel()
    counts = parts > parts.max() - 40.0
    slopes = (m[counts, None] - ends) / s[counts, None] ** 2
    spread = float((slopes.max(axis=0) - slopes.min(axis=0)).max())
    return math.pi / spread if spread > 0.0 else math.inf


def _blurred(mixture: NormalMixture, mus: FloatArray, sigmas: FloatArray, finer: int) -> FloatArray:
    """Return KL(Q ‖ P) on equally spaced means by Fourier transform, at `finer` points for each step."""
    n = len(mus)
    step = float(mus[-1] - mus[0]) / (n - 1) / finer
    reach = math.ceil(9.0 * float(sigmas.max()) / step) + _FADE
    size = _round_up((n - 1) * finer + 1 + 2 * reach)
    places = np.arange(size)
    x = mus[0] + step * (places - reach)
    widest, centre = float(mixture.bumps[2].max()), 0.5 * float(mus[0] + mus[-1])
    rest = mixture.log_density(x) + 0.5 * ((x - centre) / widest) ** 2
    # Beyond the reach of the widest Q nothing is read, so it may fade out there, smoothly, to become periodic.
    from_the_end = np.minimum(places, size - 1 - places)
    spectrum = np.fft.rfft(rest * ndtr((from_the_end - 0.5 * _FADE) / 4.0))
    frequencies = 2.0 * math.pi * np.arange(size // 2 + 1) / (size * step)
    read = reach + finer * np.arange(n)
    blurred = np.empty((len(sigmas), n))
    for row, sigma in enumerate(sigmas.ravel().tolist()):
        blurred[row] = np.fft.irfft(spectrum * np.exp(-0.5 * (sigma * frequencies) ** 2), size)[read]
    log_p = blurred - 0.5 * ((mus - centre) ** 2 + sigmas**2) / widest**2
    entropy = 0.5 * (LOG_2PI + 1.0) + np.log(sigmas)
    return np.asarray(-entropy - log_p)


def _round_up(size: int) -> int:
    """Return the next size that a Fourier transform likes: a power of two."""
    return 1 << (size - 1).bit_length()


def _checked(means: ArrayLike, sds: ArrayLike) -> tuple[FloatArray, FloatArray]:
    mus, sigmas = read_numbers(means, "means"), read_numbers(sds, "sds")
    _refuse(~np.isfinite(mus), mus, "means", "but it has to be a finite number")
    _refuse(~((sigmas > 0.0) & np.isfinite(sigmas)), sigmas, "sds", "but a width is finite and greater than 0")
    return mus, sigmas[:, None]


def _refuse(wrong: npt.NDArray[np.bool_], values: FloatArray, name: str, rule: str) -> None:
    if wrong.any():
        index = int(np.argmax(wrong))
        raise KernelError(f"{name}[{index}] is {float(values[index])!r}, {rule}.")
