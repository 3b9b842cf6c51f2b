"""Which lesson stands on which, as a small drawing: from top to bottom, a line from what comes first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

LANE: Final = 22.0
ROW: Final = 38.0
RADIUS: Final = 10.0
EDGE: Final = RADIUS + 4.0


@dataclass(frozen=True, slots=True)
class Node:
    """A lesson in the drawing, by its id, and where its circle is."""

    id: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the drawing, and the two lessons that it joins."""

    before: str
    after: str
    path: str


@dataclass(frozen=True, slots=True)
class LessonMap:
    """The drawing: circles, one a row, and the lines between them."""

    width: float
    height: float
    nodes: tuple[Node, ...]
    lines: tuple[Line, ...]


def lesson_map(needs: Mapping[str, Sequence[str]]) -> LessonMap:
    """Return the drawing of lessons, in the order of the course, each with those that it needs.

    Each lesson has a row, so that its name fits beside it. It goes on in the lane of a lesson that it needs if no other
    has gone on there, and else begins a lane. A line that only repeats a way through other lessons is left out.

    Examples
    --------
    >>> drawn = lesson_map({"a": [], "b": ["a"], "c": ["a", "b"]})
    >>> [(node.id, node.x, node.y) for node in drawn.nodes]
    [('a', 14.0, 14.0), ('b', 14.0, 52.0), ('c', 14.0, 90.0)]
    >>> len(drawn.lines)
    2
    """
    direct = direct_needs(needs)
    lanes: dict[str, int] = {}
    ends: list[str] = []  # the last lesson of each lane
    for lesson, before in direct.items():
        lane = next((lanes[name] for name in before if ends[lanes[name]] == name), len(ends))
        lanes[lesson] = lane
        ends[lane : lane + 1] = [lesson]
    rows = {lesson: row for row, lesson in enumerate(direct)}
    taken = {(lanes[lesson], row) for lesson, row in rows.items()}
    lines = tuple(_lines(direct, lanes, rows, taken))
    widest = max((lane for lane, _ in taken), default=0)
    return LessonMap(
        width=2 * EDGE + LANE * widest,
        height=2 * EDGE + ROW * (len(direct) - 1),
        nodes=tuple(Node(name, EDGE + LANE * lanes[name], EDGE + ROW * row) for name, row in rows.items()),
        lines=lines,
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


def _lines(
    direct: Mapping[str, Sequence[str]],
    lanes: Mapping[str, int],
    rows: Mapping[str, int],
    taken: set[tuple[int, int]],
) -> Iterator[Line]:
    """Yield the lines, each in a lane that is free between its ends, and taken from then on."""
    for lesson, before in direct.items():
        for name in before:
            between = range(rows[name] + 1, rows[lesson])
            ends = (lanes[lesson], lanes[name])
            near = {lane: min(abs(lane - end) for end in ends) for lane in range(len(rows) + 1)}
            ways = (*ends, *sorted(near, key=near.__getitem__))
            way = next(lane for lane in ways if not any((lane, row) in taken for row in between))
            taken.update((way, row) for row in between)
            yield Line(name, lesson, _path(lanes[name], rows[name], way, lanes[lesson], rows[lesson]))


def _path(start: int, first: int, way: int, end: int, last: int) -> str:
    """Return a path that changes lanes between two rows, so that it crosses no circle."""
    x0, x1, x2 = (EDGE + LANE * lane for lane in (start, way, end))
    y0, y1 = EDGE + ROW * first + RADIUS, EDGE + ROW * last - RADIUS
    turn = ROW - 2 * RADIUS
    down, up = (y0 + turn, y1 - turn) if last - first > 1 else (y1, y1)
    path = f"M{x0:g} {y0:g}{_bend(x0, y0, x1 if down < y1 else x2, down)}"
    if down < y1:
        path += f"V{up:g}{_bend(x1, up, x2, y1)}"
    return path


def _bend(x0: float, y0: float, x1: float, y1: float) -> str:
    if x0 == x1:
        return f"V{y1:g}"
    middle = (y0 + y1) / 2
    return f"C{x0:g} {middle:g} {x1:g} {middle:g} {x1:g} {y1:g}"
