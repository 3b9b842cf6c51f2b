"""What an address asks of a figure for a lecture: what to hide, what to cover until a key is pressed, and the steps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import unquote

from app.pages.figure.on_page import Placed
from app.pages.http.visit import Visit
from app.ui.options import EVERYWHERE
from app.ui.widget import Widget

MOST_STEPS: Final = 40
ALL: Final = "all"
BETWEEN, FIELD, IS = "~", ";", ":"
"""What stands between the steps of an address, between the fields of a step, and between a field and its value."""


@dataclass(frozen=True)
class Lecture:
    """How a figure is shown to a class.

    Attributes
    ----------
    covered
        The quantities whose numbers are covered until somebody asks for them.
    steps
        The states to go through, each as the browser takes it.
    problems
        What the address asks for and cannot be, a sentence each.
    """

    covered: tuple[str, ...]
    steps: tuple[dict[str, Any], ...]
    problems: tuple[str, ...]


def lecture_of(widget: Widget, item: Placed, visit: Visit) -> Lecture:
    """Return what an address asks for; what is unknown in it is named with what there is."""
    problems: list[str] = []
    known = (*widget.controls, *EVERYWHERE)
    problems += [_unknown("hide", name, known) for name in visit.hidden if name not in known]
    shown = item.state.results()
    asked = visit.names("ask")
    problems += [_unknown("ask", name, (ALL, *shown)) for name in asked if name not in (ALL, *shown)]
    covered = tuple(shown) if ALL in asked else tuple(name for name in shown if name in asked)
    steps = []
    for number, text in enumerate(_step_texts(visit), 1):
        try:
            steps.append(widget.State.from_query(_fields(text), item.state).as_dict())
        except ValueError as error:
            problems.append(f"steps: number {number} cannot be: {error}")
    if len(steps) > MOST_STEPS:
        problems.append(f"steps has {len(steps)} states, but a lecture has at most {MOST_STEPS}: leave some out.")
    return Lecture(covered, tuple(steps[:MOST_STEPS]), tuple(problems))


def _step_texts(visit: Visit) -> Iterator[str]:
    return filter(None, visit.query.get("steps", "").split(BETWEEN))


def _fields(step: str) -> dict[str, str]:
    """Return what is different in a step.

    Examples
    --------
    >>> _fields("q:0.9,0.1;unit:nats")
    {'q': '0.9,0.1', 'unit': 'nats'}
    """
    pairs = (field.partition(IS) for field in step.split(FIELD))
    return {name: unquote(text) for name, _, text in pairs}


def _unknown(field: str, name: str, known: tuple[str, ...]) -> str:
    return f"{field} names {name!r}, which this figure does not have: use some of {', '.join(known)}."
