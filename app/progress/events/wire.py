"""The form in which an event is stored or sent: values that JSON can hold, infinity as text."""

import math
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from app.progress.errors import EventError
from app.progress.events.event import EVENT_TYPES, Deed, Event

COMMON = tuple(field.name for field in fields(Deed))
"""The fields that every event has; the others are its body."""

OPTIONAL = frozenset({"done", "zone", "origin", "sure"})
"""Fields that an event need not have: those of schema 1 have none of them, and `sure` is written where it was said."""

_TYPES = {event_type.kind: event_type for event_type in EVENT_TYPES}
_BODIES = {each.kind: tuple(field.name for field in fields(each) if field.name not in COMMON) for each in EVENT_TYPES}
_INFINITIES = {"Infinity": math.inf, "-Infinity": -math.inf}


def read_number(value: object) -> float:
    """Return the number that a JSON value stands for.

    Parameters
    ----------
    value
        A JSON number, or the text ``"Infinity"`` or ``"-Infinity"``, as JavaScript's ``String(x)`` writes them.

    Returns
    -------
    float
        The number, in the unit of whatever was sent.

    Raises
    ------
    EventError
        If the value is something else: NaN, null, true, another text, or too large for a float.

    Notes
    -----
    JSON has no infinity: ``JSON.stringify(Infinity)`` is ``null``, and so the sender has to write the word.

    Examples
    --------
    >>> read_number("Infinity"), read_number(1)
    (inf, 1.0)
    """
    if isinstance(value, str) and value in _INFINITIES:
        return _INFINITIES[value]
    if isinstance(value, int | float) and not isinstance(value, bool):
        try:
            number = float(value)
        except OverflowError:
            number = math.nan
        if not math.isnan(number):
            return number
    shown = repr(value) if not isinstance(value, int) or abs(value) < 10**30 else "a number too large for a float"
    raise EventError(f'a number was sent as {shown[:60]}, but it is a JSON number or "Infinity"; send String(x)')


def write_number(value: float) -> float | str:
    """Return the JSON value that stands for a number.

    Parameters
    ----------
    value
        Any float but NaN.

    Returns
    -------
    float or str
        The number itself, or ``"Infinity"`` or ``"-Infinity"``.

    Examples
    --------
    >>> write_number(0.5), read_number(write_number(float("inf")))
    (0.5, inf)
    """
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    return value


def event_body(event: Event) -> dict[str, Any]:
    """Return the fields that are the event's own, as JSON values.

    Parameters
    ----------
    event
        Any event.

    Returns
    -------
    dict
        The fields beside `COMMON`, which a store keeps in columns.
    """
    values = ((name, getattr(event, name)) for name in _BODIES[event.kind])
    values = ((name, value) for name, value in values if name not in OPTIONAL or value is not None)
    return {name: write_number(value) if isinstance(value, float) else value for name, value in values}


def build_event(kind: str, common: Mapping[str, Any], body: Mapping[str, Any]) -> Event:
    """Return the event of this kind, from its common fields and its body.

    Parameters
    ----------
    kind
        One of the kinds of `EVENT_TYPES`.
    common
        The fields of `COMMON`.
    body
        The other fields, as `event_body` wrote them.

    Returns
    -------
    Event
        The event; ``build_event(e.kind, common, event_body(e)) == e``.

    Raises
    ------
    EventError
        If the kind is unknown, a field is missing or unknown, or a value breaks its rule.
    """
    if kind not in _TYPES:
        raise EventError(f"an event is of kind {kind!r}, but the kinds are {', '.join(_TYPES)}; use one of them")
    event_type = _TYPES[kind]
    types = {field.name: field for field in fields(event_type)}
    given = {**common, **body}
    unknown, missing = sorted(given.keys() - types.keys()), sorted(types.keys() - given.keys() - OPTIONAL)
    if unknown or missing:
        raise EventError(f"an event of kind {kind!r} has fields unknown {unknown} and missing {missing}; send its own")
    for name in ("guess", "truth"):
        if name in types:
            given[name] = read_number(given[name])
    return event_type(**given)
