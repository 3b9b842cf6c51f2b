"""How near a typed number is to another, given the decimals that were asked for.

With `d` decimals asked, a number is right if it is within half a unit of the d-th decimal (rounded), or if it was cut
off there instead (1.736 for 1.73697 with three asked): both are what careful people do. It agrees coarsely if it is
right for the decimals that were typed, and these are too few; a whole number has to stand for one decimal (3 for
2.996, not 2 for 1.737). Infinity is only like itself.
"""

import math
from typing import Literal

Closeness = Literal["close", "coarse", "far"]
#: Room for the rounding of the doubles themselves, relative to half a unit.
_ROUNDING = 1e-9


def closeness(value: float, decimals: int | None, target: float, asked: int) -> Closeness:
    """Return how near a typed number is to a target.

    Parameters
    ----------
    value
        The number typed.
    decimals
        How many decimals it was typed with; None if it is exact.
    target
        The number to compare with.
    asked
        How many decimals were asked for.

    Returns
    -------
    "close", "coarse" or "far"
        Close: right as it stands. Coarse: right so far, with too few decimals.

    Examples
    --------
    >>> closeness(1.737, 3, 1.736966, 3), closeness(1.74, 2, 1.736966, 3), closeness(1.75, 2, 1.736966, 3)
    ('close', 'coarse', 'far')
    """
    if math.isinf(target) or math.isinf(value):
        return "close" if value == target else "far"
    if _rounded(value, target, asked):
        return "close"
    if decimals is None:
        return "far"
    if decimals == asked and _cut_off(value, target, asked):
        return "close"
    return "coarse" if value and decimals < asked and _coarsely(value, decimals, target) else "far"


def _coarsely(value: float, decimals: int, target: float) -> bool:
    if decimals == 0 and abs(target) < 10:
        return _rounded(value, target, 1)
    return _rounded(value, target, decimals) or _cut_off(value, target, decimals)


def apart(left: float, right: float, asked: int) -> bool:
    """Return whether no typed number could be close to both."""
    if math.isinf(left) or math.isinf(right):
        return left != right
    # Each accepts less than one unit of the last decimal towards zero, and half a unit away from it.
    return abs(left - right) > 1.55 * 10.0**-asked


def _rounded(value: float, target: float, decimals: int) -> bool:
    return abs(value - target) <= 0.5 * 10.0**-decimals * (1 + _ROUNDING)


def _cut_off(value: float, target: float, decimals: int) -> bool:
    short = abs(target) - abs(value)
    return value * target >= 0 and 0 <= short < 10.0**-decimals * (1 - _ROUNDING)
