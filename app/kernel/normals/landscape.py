"""Both KLs over a whole grid of models at once."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from app.kernel.arrays import ArrayLike, FloatArray
from app.kernel.errors import KernelError
from app.kernel.normals.blur import Blur, resolution
from app.kernel.normals.divergences import kl_reverse
from app.kernel.normals.mixture import NormalMixture
from app.kernel.normals.normal import LOG_2PI, Normal
from app.kernel.reading import read_numbers

#: A grid longer than this is slower by FFT than one point after the other.
_LONGEST = 2**20


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
    all μ of a row. The grid of the transform is as fine as ln p asks, and as long as the widest Q.

    Examples
    --------
    >>> import math
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
    spacing = float(mus[-1] - mus[0]) / max(1, len(mus) - 1)
    equal = spacing > 0.0 and np.allclose(np.diff(mus), spacing, rtol=1e-9, atol=0.0)
    length = float(mus[-1] - mus[0]) + 18.0 * float(sigmas.max())
    if equal and length / min(spacing, resolution(mixture)) <= _LONGEST:
        blur = Blur.of(mixture, mus, float(sigmas.max()))
        log_p = np.array([blur.average(sigma) for sigma in sigmas.ravel().tolist()])
        return np.asarray(-0.5 * (LOG_2PI + 1.0) - np.log(sigmas) - log_p)
    rows = [[kl_reverse(mixture, Normal(mu, sigma)) for mu in mus.tolist()] for sigma in sigmas.ravel().tolist()]
    return np.array(rows)


def _checked(means: ArrayLike, sds: ArrayLike) -> tuple[FloatArray, FloatArray]:
    mus, sigmas = read_numbers(means, "means"), read_numbers(sds, "sds")
    _refuse(~np.isfinite(mus), mus, "means", "but it has to be a finite number")
    _refuse(~((sigmas > 0.0) & np.isfinite(sigmas)), sigmas, "sds", "but a width is finite and greater than 0")
    return mus, sigmas[:, None]


def _refuse(wrong: npt.NDArray[np.bool_], values: FloatArray, name: str, rule: str) -> None:
    if wrong.any():
        index = int(np.argmax(wrong))
        raise KernelError(f"{name}[{index}] is {float(values[index])!r}, {rule}.")
