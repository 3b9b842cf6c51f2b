"""Whether a message describes a state: all its fields are read, or a sentence says which one cannot be and why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from app.ui.outcomes import read_choice, read_choices, read_flag, read_labels, read_probabilities
from app.ui.widget import StateError

FEWEST: Final = 2
MOST: Final = 27
UNITS: Final = ("bits", "nats")
PANELS: Final = ("contributions", "reverse", "js", "table")
FIELDS: Final = ("labels", "p", "q", "unit", "lock", "show")


def checked(message: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a message as a state holds them.

    Parameters
    ----------
    message
        All of `labels`, `p`, `q`, `unit`, `lock`, `show`.

    Returns
    -------
    dict
        The same fields: lists of str and float, a unit, a bool, panels in their own order.

    Raises
    ------
    StateError, KernelError
        If a field is missing or cannot be; the message names the field, the value, the rule and the repair.

    Examples
    --------
    >>> checked({"labels": ["e", "t"], "p": [1, 0], "q": [0.5, "1/2"], "unit": "bits", "lock": False, "show": []})["q"]
    [0.5, 0.5]
    """
    missing = [name for name in FIELDS if name not in message]
    if missing:
        raise StateError(f"{missing[0]} is missing; a state has {', '.join(FIELDS)}: give it too.")
    labels = read_labels(message["labels"], FEWEST, MOST)
    return {
        "labels": labels,
        "p": read_probabilities(message["p"], "P", labels),
        "q": read_probabilities(message["q"], "Q", labels),
        "unit": read_choice(message["unit"], "unit", UNITS),
        "lock": read_flag(message["lock"], "lock"),
        "show": read_choices(message["show"], "show", PANELS),
    }
