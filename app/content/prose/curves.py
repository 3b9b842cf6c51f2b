"""`{{ curves(step, A, B) }}`: rows of numbers as curves over steps, to be read off; plain SVG in the text."""

import ast
import math
from collections.abc import Sequence
from typing import Final

from markupsafe import Markup

from app.content.language.arguments import number_argument
from app.content.language.expression import parse_expression, value_of
from app.content.language.names import Names
from app.content.language.series import Series, series_argument
from app.content.language.values import ExpressionError
from app.ui.format import format_plain

WIDTH, HEIGHT = 480, 240
LEFT, RIGHT, TOP, BOTTOM = 44, 28, 12, 40
STEPS: Final = (1.0, 2.0, 2.5, 5.0, 10.0)
LETTERS: Final = "ABC"
MOST_MARKS: Final = 6
_RULE = Markup('<line class="grid" x1="{}" x2="{}" y1="{:.1f}" y2="{:.1f}"/><text x="{}" y="{:.1f}">{}</text>')
_BELOW = Markup('<text class="below" x="{:.1f}" y="{:.1f}">{}</text>')
_CURVE = Markup('<polyline class="curve curve-{}" points="{}"/><text class="name" x="{:.1f}" y="{:.1f}">{}</text>')
_PICTURE = Markup('<span class="log-curves"><svg viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg></span>')


def curves_html(inside: str, names: Names) -> Markup | None:
    """Return the curves that an insertion asks for, or None if it asks for something else.

    The first argument is how many steps lie between two numbers, the first number standing at that step; then come one
    to three rows of equal length. They are called A, B and C.

    Raises
    ------
    ExpressionError
        If the call is not of this form.
    """
    if not inside.startswith("curves("):
        return None
    match parse_expression(inside):
        case ast.Call(args=[step, *rows], keywords=[]) if 1 <= len(rows) <= len(LETTERS):
            found = [series_argument(value_of(row, names)) for row in rows]
            if len({len(row) for row in found}) == 1 and len(found[0]) > 1:
                return _drawn(number_argument(value_of(step, names)), found)
    raise ExpressionError(f"`{inside}`", "write curves(step, A, B), with rows of equal length")


def _drawn(step: float, rows: Sequence[Series]) -> Markup:
    numbers = [one.value for row in rows for one in row]
    low, high, every = _scale(min(numbers), max(numbers))
    last = step * len(rows[0])

    def at(x: float, y: float) -> tuple[float, float]:
        return (
            LEFT + (WIDTH - LEFT - RIGHT) * x / last,
            HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * (y - low) / (high - low),
        )

    parts = []
    for mark in range(round((high - low) / every) + 1):
        x, y = at(0, low + mark * every)
        text = format_plain(round(low + mark * every, 6))
        parts.append(_RULE.format(LEFT, WIDTH - RIGHT, y, y, x - 8, y + 5, text))
    for place in range(0, len(rows[0]) + 1, max(1, len(rows[0]) // MOST_MARKS)):
        x, y = at(place * step, low)
        parts.append(_BELOW.format(x, y + 20, format_plain(place * step)))
    parts.append(_BELOW.format((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 2, "step"))
    for letter, row in zip(LETTERS, rows, strict=False):
        points = [at((place + 1) * step, one.value) for place, one in enumerate(row)]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        x, y = points[-1]
        parts.append(_CURVE.format(letter.lower(), path, x + 6, y + 5, letter))
    said = "; ".join(
        f"{letter}: {', '.join(format_plain(round(one.value, 2)) for one in row)}"
        for letter, row in zip(LETTERS, rows, strict=False)
    )
    label = f"Curves over steps, a number every {format_plain(step)} steps from {format_plain(step)} on. {said}."
    return _PICTURE.format(WIDTH, HEIGHT, label, Markup().join(parts))


def _scale(least: float, most: float) -> tuple[float, float, float]:
    """Return the ends of an axis and the distance of its marks: round, with room for all numbers.

    Examples
    --------
    >>> _scale(1.45, 2.59)
    (1.25, 2.75, 0.25)
    """
    room = (most - least) / (MOST_MARKS - 1) or 1.0
    size = 10.0 ** math.floor(math.log10(room))
    every = next(size * step for step in STEPS if size * step >= room)
    return math.floor(least / every) * every, math.ceil(most / every) * every, every
