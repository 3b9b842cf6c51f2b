"""Where one bump of a mixture takes over from another: there ln p bends, and an integral needs its nodes."""

import math
from itertools import combinations, pairwise
from typing import Final

import numpy as np

from app.kernel.arrays import FloatArray

#: A part smaller than e**-40 of the largest changes no digit of ln p.
COUNTS: Final = 40.0
#: In sd. Two parts of nearly the same width take over from each other as far away as 1e16 sd. Beyond 1e8 sd the
#: logarithm of a part has no digit left below 40: no seam can be found, and ln p bends by less than one part in 1e8.
_FARTHEST: Final = 1e8


def seam_edges(weights: FloatArray, means: FloatArray, sds: FloatArray) -> FloatArray:
    r"""Return the edges of panels between which ln p is smooth.

    .. math:: \ln p(x + iy) \text{ is analytic for } |y| < \frac{\pi}{\max_k g_k(x) - \min_k g_k(x)}, \qquad
        g_k(x) = \frac{m_k - x}{s_k^2}

    Parameters
    ----------
    weights, means, sds
        Shape (K,), weights greater than 0.

    Returns
    -------
    array of shape (n,)
        Sorted; empty if there is one bump. Each panel is at most twice as wide as ln p is analytic above and below it.

    Notes
    -----
    ln p of a mixture is a parabola where one bump rules, and bends sharply where another takes over: over s²/|m₁ - m₂|,
    which is far less than the width of either. Equal steps that resolve this would be thousands where Q is wide.

    Why the strip is that wide: at x + iy part k has the phase y g_k(x). A sum of numbers whose phases differ by less
    than π lies in a half-plane and cannot vanish. Only parts that count at x are taken: which these are changes
    where the difference of two parts, a quadratic in x, crosses ±40.

    Examples
    --------
    >>> edges = seam_edges(np.array([0.5, 0.5]), np.array([-2.0, 2.0]), np.array([0.6, 0.6]))
    >>> round(float(edges[0]), 3), round(float(edges[-1]), 3), len(edges)
    (-3.6, 3.6, 14)
    """
    cuts, spreads = stretches(weights, means, sds)
    panels = np.maximum(1.0, np.ceil(np.diff(cuts) * spreads / (2.0 * math.pi)))
    edges = [np.linspace(*ends, int(count) + 1) for ends, count in zip(pairwise(cuts), panels, strict=True)]
    return np.unique(np.concatenate(edges)) if edges else np.empty(0)


def stretches(weights: FloatArray, means: FloatArray, sds: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return where the parts that count change, sorted, and how far the slopes of ln p's parts spread in between.

    Shapes (n,) and (n - 1,), or both empty for one bump. A panel may be 2π over the spread wide: see `seam_edges`.

    Examples
    --------
    >>> cuts, spreads = stretches(np.array([0.5, 0.5]), np.array([-2.0, 2.0]), np.array([0.6, 0.6]))
    >>> cuts.round(3).tolist(), spreads.round(3).tolist()
    ([-3.6, 3.6], [11.111])
    """
    cuts = np.unique(np.array(_crossings(weights, means, sds)))
    spreads = []
    for left, right in pairwise(cuts):
        middle = 0.5 * (left + right)
        parts = np.log(weights / sds) - 0.5 * ((middle - means) / sds) ** 2
        counts = parts > parts.max() - COUNTS
        slopes = (means[counts] - np.array([[left], [right]])) / sds[counts] ** 2
        spreads.append(float((slopes.max(axis=1) - slopes.min(axis=1)).max()))
    return cuts, np.array(spreads)


def _crossings(weights: FloatArray, means: FloatArray, sds: FloatArray) -> list[float]:
    """Return where the logarithms of two parts differ by exactly 40, for each pair of parts."""
    found: list[float] = []
    for i, j in combinations(range(len(weights)), 2):
        # Their difference is a x² + b x + c, with x counted from the mean of bump i.
        shift = means[j] - means[i]
        a = 0.5 / sds[j] ** 2 - 0.5 / sds[i] ** 2
        b = -shift / sds[j] ** 2
        c = 0.5 * (shift / sds[j]) ** 2 + math.log(weights[i] / sds[i] * sds[j] / weights[j])
        for level in (-COUNTS, COUNTS):
            roots = _roots(float(a), float(b), float(c) - level)
            found.extend(float(means[i]) + root for root in roots if abs(root) < _FARTHEST * min(sds[i], sds[j]))
    return found


def _roots(a: float, b: float, c: float) -> list[float]:
    """Return the finite real roots of a x² + b x + c, without cancellation."""
    square = b * b - 4.0 * a * c
    if square < 0.0:
        return []
    q = -0.5 * (b + math.copysign(math.sqrt(square), b))
    pairs = ((q, a), (c, q))
    return [top / bottom for top, bottom in pairs if bottom != 0.0 and math.isfinite(top / bottom)]
