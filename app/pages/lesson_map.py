"""Which lesson stands on which, as a small drawing: from left to right, a line from what comes first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

COLUMN: Final = 64.0
ROW: Final = 36.0
RADIUS: Final = 13.0


@dataclass(frozen=True, slots=True)
class Node:
    """A lesson in the drawing, by its id, and where its circle is."""

    id: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class LessonMap:
    """The drawing: circles, and the paths of lines between them."""

    width: float
    height: float
    nodes: tuple[Node, ...]
    lines: tuple[str, ...]


def lesson_map(needs: Mapping[str, Sequence[str]]) -> LessonMap:
    """Return the drawing of lessons, in the order of the course, each with those that it needs.

    A lesson stands in the first column after all that it needs, and in the row of one of them if no other lesson has
    gone on in that row. A line that only repeats a way through other lessons is left out.

    Examples
    --------
    >>> drawn = lesson_map({"a": [], "b": ["a"], "c": ["a", "b"]})
    >>> [(node.id, node.x, node.y) for node in drawn.nodes]
    [('a', 18.0, 18.0), ('b', 82.0, 18.0), ('c', 146.0, 18.0)]
    >>> len(drawn.lines)
    2
    """
    direct = direct_needs(needs)
    columns: dict[str, int] = {}
    rows: dict[str, int] = {}
    ends: list[str] = []  # the last lesson of each row
    for lesson, before in direct.items():
        columns[lesson] = 1 + max((columns[name] for name in before), default=-1)
        row = next((rows[name] for name in before if ends[rows[name]] == name), len(ends))
        rows[lesson] = row
        ends[row : row + 1] = [lesson]
    edge = RADIUS + 5.0
    nodes = {name: Node(name, edge + COLUMN * columns[name], edge + ROW * rows[name]) for name in direct}
    return LessonMap(
        width=2 * edge + COLUMN * max(columns.values(), default=0),
        height=2 * edge + ROW * (len(ends) - 1),
        nodes=tuple(nodes.values()),
        lines=tuple(_line(nodes[name], nodes[lesson]) for lesson, before in direct.items() for name in before),
    )


def direct_needs(needs: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Return what each lesson needs, without what another need of its own brings along; unknown names are left out."""
    whole: dict[str, set[str]] = {}
    for lesson, names in needs.items():  # in the order of the course: what is needed has come before
        own = [name for name in names if name in whole]
        whole[lesson] = set(own).union(*(whole[name] for name in own))
    return {
        lesson: [
            name
            for name in names
            if name in whole and not any(name in whole[other] for other in names if other in whole)
        ]
        for lesson, names in needs.items()
    }


def _line(start: Node, end: Node) -> str:
    """Return a path that changes rows before the next column, so that it crosses no circle."""
    turn = start.x + COLUMN - RADIUS
    middle = (start.x + RADIUS + turn) / 2
    curve = f"M{start.x + RADIUS:g} {start.y:g}C{middle:g} {start.y:g} {middle:g} {end.y:g} {turn:g} {end.y:g}"
    return curve if turn >= end.x - RADIUS else f"{curve}H{end.x - RADIUS:g}"
