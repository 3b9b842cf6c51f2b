"""ln p blurred by a normal density: its average under every Q of one width, by one Fourier transform."""

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Self, TypeAlias

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr

from app.kernel.arrays import FloatArray
from app.kernel.normals.mixture import NormalMixture, log_sum
from app.kernel.normals.seams import COUNTS

ComplexArray: TypeAlias = npt.NDArray[np.complex128]

#: Over how many points the ends fade out: 8 sd to each side, of 4 points, which no grid frequency betrays.
_FADE: Final = 64

#: A frequency is damped to e**-40 where it is this many times 1/σ.
_NOTHING: Final = 9.0

#: Digits (to base e) that frequencies above the grid's may take away; found by comparing with mpmath.
_DIGITS: Final = 26.0


@dataclass(frozen=True, eq=False, slots=True)
class Blur:
    """ln p of a mixture on an equally spaced grid, ready to be averaged under N(μ, σ²) for each μ of the grid.

    ln p grows like a parabola, whose average is known: that is taken off first. The rest fades out, smoothly, beyond
    the reach of the widest Q, where nothing is read, so that it is periodic.
    """

    means: FloatArray
    widest: float
    spectrum: ComplexArray
    frequencies: FloatArray
    start: int
    stride: int
    size: int

    @classmethod
    def of(cls, mixture: NormalMixture, means: FloatArray, largest_sd: float, fine_enough: float = 0.0) -> Self:
        """Prepare for equally spaced, ascending means (two or more) and widths up to the largest.

        The grid resolves ln p, unless a coarser step is said to be fine enough.
        """
        spacing = float(means[-1] - means[0]) / (len(means) - 1)
        # Powers of two, so that every row can be read from as short a transform as its width allows.
        stride = _power_of_two(math.ceil(spacing / max(resolution(mixture), fine_enough)))
        step = spacing / stride
        start = stride * math.ceil((9.0 * largest_sd / step + _FADE) / stride)
        size = _power_of_two((len(means) - 1) * stride + 1 + 2 * start)
        x = means[0] + step * np.arange(-start, size - start)
        widest = float(mixture.bumps[2].max())
        rest = _log_density(mixture, x) + 0.5 * ((x - _middle(means)) / widest) ** 2
        fade = ndtr((np.arange(2 * _FADE) - 0.5 * _FADE) / 4.0)[: size // 2]
        rest[: len(fade)] *= fade
        rest[size - len(fade) :] *= fade[::-1]
        frequencies = np.arange(size // 2 + 1, dtype=np.float64) * (2.0 * math.pi / (size * step))
        return cls(means, widest, np.asarray(np.fft.rfft(rest)), frequencies, start, stride, size)

    def average(self, sd: float) -> FloatArray:
        """Return E ln p under N(μ, sd²), for each μ: shape (n,)."""
        parabola = -0.5 * ((self.means - _middle(self.means)) ** 2 + sd * sd) / self.widest**2
        damped, _ = self._damped(sd)
        return self._read(damped) + parabola

    def derivatives(self, sd: float) -> tuple[FloatArray, FloatArray]:
        """Return the first and second derivative of the average by μ, for each μ: shape (n,) each."""
        damped, frequencies = self._damped(sd)
        first = self._read(1j * damped * frequencies) - (self.means - _middle(self.means)) / self.widest**2
        return first, self._read(-damped * frequencies**2) - 1.0 / self.widest**2

    def _damped(self, sd: float) -> tuple[ComplexArray, FloatArray]:
        """Return the spectrum after the blur, as far as anything is left of it, and its frequencies."""
        left = self.size // 2
        while left * self.stride * 2 > self.size and self.frequencies[left // 2] * sd > _NOTHING:
            left //= 2
        frequencies = self.frequencies[: left + 1]
        return self.spectrum[: left + 1] * np.exp(-0.5 * (sd * frequencies) ** 2), frequencies

    def _read(self, spectrum: ComplexArray) -> FloatArray:
        """Return the values at the means, from as many frequencies as there are."""
        coarser = self.size // (2 * (len(spectrum) - 1))
        values = np.fft.irfft(spectrum, self.size // coarser)[self.start // coarser :: self.stride // coarser]
        return np.asarray(values[: len(self.means)]) / coarser


def _log_density(mixture: NormalMixture, x: FloatArray) -> FloatArray:
    """Return ln p at sorted places: between two cuts only the parts that count there are added up."""
    cuts, _ = mixture.stretches
    logs = np.empty_like(x)
    for first, last in pairwise([0, *np.searchsorted(x, cuts).tolist(), len(x)]):
        if first < last:
            middle = mixture.log_parts(x[[(first + last) // 2]])[:, 0]
            logs[first:last] = log_sum(mixture.log_parts(x[first:last], middle > middle.max() - COUNTS))
    return logs


def resolution(mixture: NormalMixture) -> float:
    """Return the step at which ln p has no frequencies above the grid's that matter."""
    narrowest = 0.35 * float(mixture.bumps[2].min())
    return min(narrowest, 2.0 * math.pi * _strip(mixture) / _DIGITS)


def _strip(mixture: NormalMixture) -> float:
    """Return how far above and below the real line ln p is analytic: see `seam_edges`."""
    _, widest = mixture.stretches
    return 0.5 * float(widest.min(initial=math.inf))


def _middle(means: FloatArray) -> float:
    return 0.5 * float(means[0] + means[-1])


def _power_of_two(least: int) -> int:
    return 1 << (least - 1).bit_length()
