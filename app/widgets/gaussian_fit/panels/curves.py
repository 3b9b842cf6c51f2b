"""Densities as SVG paths, for the first paint and for print; `curves.js` draws the same ones when they move."""

from __future__ import annotations

import math
from typing import Final

import numpy as np

from app.kernel.arrays import FloatArray
from app.kernel.normals import Normal, NormalMixture
from app.widgets.gaussian_fit.panels.window import Window, peak

WIDTH: Final = 720.0
HEIGHT: Final = 320.0
#: The line is looked at evenly, and closely where a bump is.
_EVEN: Final = 120
_CLOSE: Final = np.linspace(-4.5, 4.5, 61)


def truth_curve(truth: NormalMixture, seen: Window) -> tuple[FloatArray, FloatArray]:
    """Return places across the picture, and P's density there."""
    x = _places(seen, truth.means, truth.sds)
    return x, np.exp(truth.log_density(x))


def model_curve(model: Normal, seen: Window) -> tuple[FloatArray, FloatArray]:
    """Return places across the picture, and Q's density there."""
    x = _places(seen, (model.mean,), (model.sd,))
    return x, np.exp(model.log_density(x))


def truth_path(truth: NormalMixture, seen: Window) -> str:
    """Return P's curve, from the left edge to the right."""
    return _path(*truth_curve(truth, seen), seen)


def model_path(model: Normal, seen: Window) -> str:
    """Return Q's curve, from the left edge to the right."""
    return _path(*model_curve(model, seen), seen)


def closed(path: str) -> str:
    """Return the area between a curve and the line below it."""
    return f"{path}L{WIDTH:g} {HEIGHT:g}L0 {HEIGHT:g}Z"


def grips(model: Normal, seen: Window) -> dict[str, tuple[float, float]]:
    """Return where Q's three handles are, as parts of the picture from its left and top: at the peak, and at μ ± σ."""
    height = min(peak(model.sd) / seen.top, 0.97)
    side = 1.0 - height * math.exp(-0.5)
    return {
        "centre": (seen.across(model.mean), 1.0 - height),
        "left": (seen.across(model.mean - model.sd), side),
        "right": (seen.across(model.mean + model.sd), side),
    }


def _places(seen: Window, centres: tuple[float, ...], widths: tuple[float, ...]) -> FloatArray:
    close = (np.array(centres)[:, None] + np.array(widths)[:, None] * _CLOSE).ravel()
    inside = close[(close > seen.low) & (close < seen.high)]
    return np.unique(np.concatenate([np.linspace(seen.low, seen.high, _EVEN + 1), inside]))


def _path(x: FloatArray, y: FloatArray, seen: Window) -> str:
    across = WIDTH * (x - seen.low) / (seen.high - seen.low)
    # A curve that leaves the picture at the top goes on a little above it, and no further.
    up = HEIGHT * (1.0 - np.minimum(y / seen.top, 1.5))
    return "M" + "L".join(f"{a:.1f} {b:.1f}" for a, b in zip(across.tolist(), up.tolist(), strict=True))
