"""Whether a message describes a state: all its fields are read, or a sentence says which one cannot be and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from string import ascii_lowercase
from typing import Any, Final

from app.kernel import Pmf
from app.ui.widget import StateError

FEWEST: Final = 2
MOST: Final = 27
LONGEST_NAME: Final = 24
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
    labels = _labels(message["labels"])
    return {
        "labels": labels,
        "p": _probabilities(message["p"], "P", labels),
        "q": _probabilities(message["q"], "Q", labels),
        "unit": _unit(message["unit"]),
        "lock": _flag(message["lock"], "lock"),
        "show": panels(message["show"]),
    }


def own_names(count: int) -> list[str]:
    """Return names for outcomes that nobody has named: a, b, c, …, and a space as the 27th."""
    return list((ascii_lowercase + "␣")[:count]) if count <= MOST else [str(index + 1) for index in range(count)]


def panels(value: object) -> list[str]:
    """Return the panels to open, each once and in the order of the page."""
    if isinstance(value, str) or not isinstance(value, Sequence):
        raise StateError(f"show is {value!r}, but it is a list of panels: use some of {', '.join(PANELS)}.")
    unknown = [name for name in value if name not in PANELS]
    if unknown:
        raise StateError(f"show names {unknown[0]!r}, and there is no such panel: use some of {', '.join(PANELS)}.")
    return [name for name in PANELS if name in value]


def _labels(value: object) -> list[str]:
    if isinstance(value, str) or not isinstance(value, Sequence):
        raise StateError(f"labels is {value!r}, but it is a list of names: give one for each outcome.")
    if not FEWEST <= len(value) <= MOST:
        raise StateError(
            f"labels has {len(value)} names, but {FEWEST} to {MOST} outcomes can be shown: change their number."
        )
    names = []
    for index, name in enumerate(value):
        if not isinstance(name, str) or not name.strip() or len(name) > LONGEST_NAME:
            raise StateError(f"labels[{index}] is {name!r}, but a name has 1 to {LONGEST_NAME} characters: rename it.")
        if name != name.strip() or not name.isprintable():
            raise StateError(
                f"labels[{index}] is {name!r}, with blanks around it or signs that do not print: rename it."
            )
        if name in names:
            raise StateError(f"labels[{index}] is {name!r}, which is taken by another outcome: rename one of the two.")
        names.append(name)
    return names


def _probabilities(value: object, name: str, labels: Sequence[str]) -> list[float]:
    if isinstance(value, str) or not isinstance(value, Sequence):
        raise StateError(f"{name} is {value!r}, but it is a list of probabilities: give one for each outcome.")
    if len(value) != len(labels):
        raise StateError(f"{name} has {len(value)} probabilities for {len(labels)} outcomes: give one for each.")
    numbers = [_number(entry, f"{name}[{index}] ({labels[index]!r})") for index, entry in enumerate(value)]
    return [float(number) for number in Pmf(numbers, labels, name=name).probabilities]


def _number(entry: object, name: str) -> float:
    """Return a number; a lesson may write it as a fraction in quotes."""
    try:
        if isinstance(entry, str):
            return float(Fraction(entry))
        if isinstance(entry, (int, float)) and not isinstance(entry, bool):
            return float(entry)
    except (ValueError, ZeroDivisionError, OverflowError):
        pass
    raise StateError(
        f'{name} is {entry!r}, which is no probability: give a number from 0 to 1, or a fraction such as "1/6".'
    )


def _unit(value: object) -> str:
    if value not in UNITS:
        raise StateError(
            f'unit is {value!r}, but information is counted here in "bits" or "nats": give one of the two.'
        )
    return str(value)


def _flag(value: object, name: str) -> bool:
    if not isinstance(value, bool):
        raise StateError(f"{name} is {value!r}, but it is on or off: give true or false.")
    return value
