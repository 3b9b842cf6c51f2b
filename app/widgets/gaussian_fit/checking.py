"""Whether a message describes a fit: all its fields are read, or a sentence says which one cannot be and why."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, Final

from app.ui.message import is_number
from app.ui.widget import StateError

MOST_BUMPS: Final = 4
UNITS: Final = ("bits", "nats")
DIRECTIONS: Final = ("forward", "reverse")
PANELS: Final = ("truth", "shade", "landscape", "gap", "between", "table")
FIELDS: Final = ("weights", "means", "sds", "mu", "sigma", "unit", "fixed", "direction", "alpha", "show")

Range = tuple[float, float]
WEIGHT: Final[Range] = (0.01, 1.0)
MEAN: Final[Range] = (-10.0, 10.0)
SD: Final[Range] = (0.1, 5.0)
MU: Final[Range] = (-20.0, 20.0)
SIGMA: Final[Range] = (0.01, 100.0)
ALPHA: Final[Range] = (0.0, 1.0)
SUM_TOLERANCE: Final = 1e-9


def checked(message: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a message as a state holds them.

    Parameters
    ----------
    message
        All of `weights`, `means`, `sds` (P's bumps), `mu`, `sigma` (Q), `unit`, `fixed`, `direction`, `alpha`, `show`.

    Returns
    -------
    dict
        The same fields: lists of float, floats, a unit, a bool, a direction, panels in their own order.

    Raises
    ------
    StateError
        If a field is missing or cannot be; the message names the field, the value, the rule and the repair.

    Examples
    --------
    >>> bump = {"weights": [1], "means": [0], "sds": [1], "mu": 0, "sigma": 1}
    >>> looks = {"unit": "nats", "fixed": False, "direction": "forward", "alpha": 0, "show": ["table", "truth"]}
    >>> checked(bump | looks)["show"]
    ['truth', 'table']
    """
    missing = [name for name in FIELDS if name not in message]
    if missing:
        raise StateError(f"{missing[0]} is missing; a state has {', '.join(FIELDS)}: give it too.")
    return {
        **_bumps(message["weights"], message["means"], message["sds"]),
        "mu": number(message["mu"], "mu", MU),
        "sigma": number(message["sigma"], "sigma", SIGMA),
        "unit": choice(message["unit"], "unit", UNITS),
        "fixed": _flag(message["fixed"]),
        "direction": choice(message["direction"], "direction", DIRECTIONS),
        "alpha": number(message["alpha"], "alpha", ALPHA),
        "show": _panels(message["show"]),
    }


def number(value: object, name: str, bounds: Range) -> float:
    """Return a finite number within bounds."""
    if not is_number(value):
        raise StateError(f"{name} is {value!r}, which is no number: give one from {bounds[0]:g} to {bounds[1]:g}.")
    if not bounds[0] <= value <= bounds[1]:
        raise StateError(f"{name} is {value!r}, outside {bounds[0]:g} to {bounds[1]:g}: give a number between these.")
    return float(value)


def choice(value: object, name: str, choices: Sequence[str]) -> str:
    """Return one of some words."""
    if value not in choices:
        raise StateError(f"{name} is {value!r}: use one of {', '.join(choices)}.")
    return str(value)


def _bumps(weights: object, means: object, sds: object) -> dict[str, list[float]]:
    bumps = {
        "weights": _numbers(weights, "weights", WEIGHT),
        "means": _numbers(means, "means", MEAN),
        "sds": _numbers(sds, "sds", SD),
    }
    count = len(bumps["weights"])
    for name, numbers in bumps.items():
        if len(numbers) != count:
            raise StateError(f"{name} has {len(numbers)} entries for {count} weights: give one for each bump.")
    total = math.fsum(bumps["weights"])
    if abs(total - 1) > SUM_TOLERANCE:
        raise StateError(f"weights sum to {total!r}, not to 1: change one of them, or divide each by the sum.")
    return bumps


def _numbers(value: object, name: str, bounds: Range) -> list[float]:
    if isinstance(value, str) or not isinstance(value, Sequence):
        raise StateError(f"{name} is {value!r}, but it is a list of numbers: give one for each bump.")
    if not 1 <= len(value) <= MOST_BUMPS:
        raise StateError(f"{name} has {len(value)} entries, but P has 1 to {MOST_BUMPS} bumps: add or remove some.")
    return [number(entry, f"{name}[{index}]", bounds) for index, entry in enumerate(value)]


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise StateError(f"fixed is {value!r}, but it is on or off: give true or false.")
    return value


def _panels(value: object) -> list[str]:
    if isinstance(value, str) or not isinstance(value, Sequence):
        raise StateError(f"show is {value!r}, but it is a list of panels: use some of {', '.join(PANELS)}.")
    unknown = [name for name in value if name not in PANELS]
    if unknown:
        raise StateError(f"show names {unknown[0]!r}, and there is no such panel: use some of {', '.join(PANELS)}.")
    return [name for name in PANELS if name in value]
