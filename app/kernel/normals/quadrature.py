"""Gauss-Legendre panels: integrals over a line that is cut where the integrand changes its form."""

from typing import Final

import numpy as np

from app.kernel.arrays import FloatArray

#: With 20 nodes a panel is exact to 5e-16 if the integrand is analytic one half-width around it: (1 + √2)**-40.
NODES: Final = 20

#: Where a normal density is cut, in sd: e**-40 of it is left out, and 1.5 sd are easy for 20 nodes.
Z_EDGES: Final = np.linspace(-9.0, 9.0, 13)

#: How far a normal density is followed, in sd, and how wide a panel may be on it.
REACH: Final = 9.0
PANEL: Final = 1.5

_POINTS, _WEIGHTS = np.polynomial.legendre.leggauss(NODES)


def legendre(edges: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return nodes and weights, both flat, for the integral over the panels between sorted edges."""
    half = 0.5 * np.diff(edges)[:, None]
    return (edges[:-1, None] + half * (1.0 + _POINTS)).ravel(), (half * _WEIGHTS).ravel()


def legendre_over(
    centres: FloatArray, sds: FloatArray, counting: int, cuts: FloatArray, widest: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Return nodes and weights, both flat, for an integral over several normal densities, on as few panels as will do.

    Parameters
    ----------
    centres, sds
        Shapes (K,): the densities that the integrand is made of, each followed for 9 sd to both sides.
    counting
        Where none of the first so many is followed, the integrand is 0 and there are no nodes.
    cuts, widest
        Shapes (n,) and (n - 1,): how wide a panel may be between two cuts, for whatever else is in the integrand.
    """
    low, high = centres - REACH * sds, centres + REACH * sds
    ends = np.unique(np.concatenate([low, high, cuts]))
    left, length = ends[:-1], np.diff(ends)
    here = (low[:, None] <= left) & (ends[1:] <= high[:, None])
    limit = np.where(here, PANEL * sds[:, None], np.inf).min(axis=0)
    if cuts.size:
        place = np.searchsorted(cuts, left, side="right") - 1
        limit = np.minimum(limit, np.concatenate([widest, [np.inf]])[place])  # -1, before the first cut, is the last
    panels = np.where(here[:counting].any(axis=0), np.maximum(np.ceil(length / limit), 1.0), 0.0).astype(np.int64)
    half = np.repeat(0.5 * length / np.maximum(panels, 1), panels)
    number = np.arange(len(half)) - np.repeat(np.cumsum(panels) - panels, panels)
    start = np.repeat(left, panels) + 2.0 * half * number
    return (start[:, None] + half[:, None] * (1.0 + _POINTS)).ravel(), (half[:, None] * _WEIGHTS).ravel()
