"""A mixture of normal distributions: the truth P, with its bumps."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from app.kernel.arrays import ArrayLike, FloatArray
from app.kernel.errors import KernelError
from app.kernel.normals.normal import LOG_2PI, finite, positive
from app.kernel.normals.quadrature import Z_EDGES, legendre
from app.kernel.normals.seams import seam_edges, stretches
from app.kernel.reading import read_probabilities
from app.kernel.units import PER_NAT, Unit, check_unit

BoolArray: TypeAlias = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class NormalMixture:
    r"""A mixture of normal distributions.

    .. math:: p(x) = \sum_k w_k\, N(x; m_k, s_k^2)

    Parameters
    ----------
    weights
        Shape (K,), K ≥ 1: the share of each bump; in [0, 1], sum 1 within 1e-9.
    means, sds
        Shape (K,): where each bump is and how wide; finite, and the widths greater than 0.

    Raises
    ------
    KernelError
        If the weights are no distribution, if a mean is not finite, a width not positive, or the lengths differ.

    Notes
    -----
    The usual misunderstanding: it is not the sum of two normal variables, which is normal again and has one bump. One
    draw comes from one bump, chosen by weight. Two equal bumps show as two only if they are more than 2 sd apart.

    References
    ----------
    Behboodian (1970), "On the Modes of a Mixture of Two Normal Distributions".

    Examples
    --------
    >>> p = NormalMixture([0.5, 0.5], [-2, 2], [0.6, 0.6])
    >>> p.mean, round(p.variance, 6), round(p.entropy(), 6)
    (0.0, 4.36, 1.600019)
    """

    weights: tuple[float, ...]
    means: tuple[float, ...]
    sds: tuple[float, ...]

    def __init__(self, weights: ArrayLike, means: Sequence[float], sds: Sequence[float]) -> None:
        shares, _ = read_probabilities(weights, "weights")
        if not len(shares) == len(means) == len(sds):
            raise KernelError(
                f"there are {len(shares)} weights, {len(means)} means and {len(sds)} sds: "
                "give one of each for each bump."
            )
        object.__setattr__(self, "weights", tuple(shares.tolist()))
        object.__setattr__(self, "means", tuple(finite(m, f"means[{k}]") for k, m in enumerate(means)))
        object.__setattr__(self, "sds", tuple(positive(s, f"sds[{k}]") for k, s in enumerate(sds)))

    @cached_property
    def bumps(self) -> tuple[FloatArray, FloatArray, FloatArray]:
        """The weights, means and widths of the bumps that have weight, each of shape (K,); the weights sum to 1."""
        w, m, s = (np.array(row) for row in (self.weights, self.means, self.sds))
        there = w > 0.0
        return w[there] / w.sum(), m[there], s[there]

    @cached_property
    def mean(self) -> float:
        """The mean of P."""
        w, m, _ = self.bumps
        return float(w @ m)

    @cached_property
    def variance(self) -> float:
        """The variance of P: that within the bumps, and that between them."""
        w, m, s = self.bumps
        return float(w @ (s * s) + w @ (m - self.mean) ** 2)

    @cached_property
    def seams(self) -> FloatArray:
        """The edges of panels between which ln p is smooth enough for 20 nodes: see `seam_edges`."""
        return seam_edges(*self.bumps)

    @cached_property
    def stretches(self) -> tuple[FloatArray, FloatArray]:
        """Where the parts of ln p that count change, and how wide a panel may be in between: shapes (n,), (n - 1,)."""
        cuts, spreads = stretches(*self.bumps)
        with np.errstate(divide="ignore"):
            return cuts, 2.0 * math.pi / spreads

    def log_parts(self, x: FloatArray, of: slice | BoolArray = slice(None)) -> FloatArray:
        """Return ln(w_k N(x; m_k, s_k²)) for each bump that has weight, or some of these: shape (K, *x.shape)."""
        w, m, s = (row[of].reshape(-1, *[1] * x.ndim) for row in self.bumps)
        z = (x - m) / s
        return np.asarray(np.log(w / s) - 0.5 * LOG_2PI - 0.5 * z * z)

    def log_density(self, x: ArrayLike) -> FloatArray:
        """Return ln p at each x, in the shape of x; finite also where p itself is no double."""
        return log_sum(self.log_parts(np.asarray(x, dtype=np.float64)))

    def entropy(self, unit: Unit = "nats") -> float:
        """Return the differential entropy -∫ p log p, right to about 1e-15."""
        check_unit(unit)
        return self._entropy_nats * PER_NAT[unit]

    def sample(self, n: int, generator: np.random.Generator) -> FloatArray:
        """Return n independent draws, shape (n,), made by the generator that is passed."""
        w, m, s = self.bumps
        bump = generator.choice(len(w), size=n, p=w)
        return m[bump] + s[bump] * generator.standard_normal(n)

    @cached_property
    def _entropy_nats(self) -> float:
        _, m, s = self.bumps
        edges = np.unique(np.concatenate([(m[:, None] + s[:, None] * Z_EDGES).ravel(), self.seams]))
        x, weights = legendre(edges)
        logs = self.log_density(x)
        return -math.fsum((weights * np.exp(logs) * logs).tolist())


def log_sum(logs: FloatArray) -> FloatArray:
    """Return the logarithm of a sum over the first axis, from the logarithms of its terms."""
    if len(logs) == 1:
        return np.asarray(logs[0])
    top = logs.max(axis=0)
    return np.asarray(top + np.log(np.exp(logs - top).sum(axis=0)))
