"""SciPy's searches for a root or a least value, imported when one is first made.

`scipy.optimize` brings SciPy's linear algebra, sparse matrices and Fourier transforms with it, a good part of the time
in which the course starts.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def brentq(function: Callable[[float], float], low: float, high: float, **tolerances: Any) -> float:
    """Return a root between two places where the function has different signs; see `scipy.optimize.brentq`."""
    from scipy import optimize  # noqa: PLC0415 - see above

    return float(optimize.brentq(function, low, high, **tolerances))


def root(function: Callable[..., Any], start: Any, *, tol: float) -> Any:
    """Return the solution of several equations near a start; see `scipy.optimize.root`."""
    from scipy import optimize  # noqa: PLC0415

    return optimize.root(function, start, tol=tol).x


def minimize_bounded(function: Callable[[float], float], low: float, high: float, *, xatol: float) -> Any:
    """Return SciPy's account of a least value between two bounds; see `scipy.optimize.minimize_scalar`."""
    from scipy import optimize  # noqa: PLC0415

    return optimize.minimize_scalar(function, bounds=(low, high), method="bounded", options={"xatol": xatol})
