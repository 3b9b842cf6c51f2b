"""The landscape of KL over (μ, ln σ), as a picture: shades, contour lines and the minima."""

from __future__ import annotations

import base64
import math
from functools import lru_cache
from typing import Any, Final

import numpy as np
from contourpy import LineType, contour_generator

from app.kernel.arrays import FloatArray
from app.kernel.normals import NormalMixture, landscape
from app.widgets.gaussian_fit.model.optima import TIE, as_model, optima

COLUMNS: Final = 120
ROWS: Final = 100
#: Contours in nats: close where it matters which minimum is lower, then as high as the valley's walls.
LEVELS: Final = (0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 1.0, 1.2, 1.5, 2.0, 3.0, 5.0, 8.0, 15.0, 30.0, 60.0)
#: How soon steps become ratios, found by eye: the difference between two minima is seen, and a wall is a wall.
STEEPNESS: Final = 6.0
#: Height above the lowest point that is drawn in the lightest shade, in nats; above it nothing is told apart.
HIGHEST: Final = 30.0


@lru_cache(maxsize=64)
def relief(truth: NormalMixture) -> dict[str, Any]:
    """Return both directions' landscapes of a truth, with the part of the plane that they show.

    Shades travel as one byte a point, row by row from the smallest σ; contours as lines in (μ, ln σ).
    """
    margin = 1.2 * max(truth.sds)
    mus = np.linspace(min(truth.means) - margin, max(truth.means) + margin, COLUMNS)
    logs = np.linspace(math.log(min(truth.sds) / 3.0), math.log(2.0 * math.sqrt(truth.variance)), ROWS)
    land, best = landscape(truth, mus, np.exp(logs)), optima(truth)
    return {
        "mu": [float(mus[0]), float(mus[-1])],
        "logSigma": [float(logs[0]), float(logs[-1])],
        "size": [ROWS, COLUMNS],
        "forward": _picture(mus, logs, land.forward) | {"minima": [as_model(best.forward)]},
        "reverse": _picture(mus, logs, land.reverse) | {"minima": [as_model(fit) for fit in best.reverse]},
        "tie": TIE,
    }


def shade(kl: FloatArray) -> FloatArray:
    """Return how light each height is drawn, 0 at the lowest to 255: far up, equal steps are equal ratios."""
    above = np.minimum(kl - kl.min(), HIGHEST)
    scaled = np.log1p(STEEPNESS * above) / math.log1p(STEEPNESS * HIGHEST)
    return np.asarray(np.rint(255.0 * scaled))


def _picture(mus: FloatArray, logs: FloatArray, kl: FloatArray) -> dict[str, Any]:
    lines = contour_generator(mus, logs, kl, line_type=LineType.Separate)
    contours: list[dict[str, Any]] = []
    for level in LEVELS:
        found = [np.round(np.asarray(line, float), 3) for line in lines.lines(level)]  # one array a line
        contours.extend({"level": level, "x": line[:, 0].tolist(), "y": line[:, 1].tolist()} for line in found)
    return {"shades": base64.b64encode(shade(kl).astype(np.uint8).tobytes()).decode("ascii"), "contours": contours}
