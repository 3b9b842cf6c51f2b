"""Averages over a normal distribution of something that is made of ln p."""

import math

import numpy as np

from app.kernel.arrays import FloatArray
from app.kernel.normals.mixture import NormalMixture
from app.kernel.normals.quadrature import Z_EDGES, legendre


def nodes_under(mixture: NormalMixture, mean: float, sd: float) -> tuple[FloatArray, FloatArray]:
    """Return z and weights with which the sum of weights·f(mean + sd·z) is the average of f under N(mean, sd²).

    Cut at the seams of the mixture, so that it holds for ln p and its derivatives however narrow or wide Q is. The
    nodes follow Q, never a window that someone looks through.
    """
    seams = (mixture.seams - mean) / sd
    inside = seams[(seams > Z_EDGES[0]) & (seams < Z_EDGES[-1])]
    z, weights = legendre(np.sort(np.concatenate([Z_EDGES, inside])))
    return z, weights * np.exp(-0.5 * z * z) / math.sqrt(2.0 * math.pi)
