"""Numbers in a row, such as a run has logged: to be read from a file, indexed, cut out and drawn."""

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

from app.content.language.arguments import whole_argument
from app.content.language.values import ExpressionError, Quantity, UnitName, Value, describe

SeriesFunction: TypeAlias = Callable[[Sequence[Value], UnitName], Value]
Series: TypeAlias = tuple[Quantity, ...]


def read_series(written: Any) -> Series:
    """Return a list of finite numbers, as a file of runs holds it."""
    if not isinstance(written, list) or not written:
        raise ExpressionError(f"{written!r} is no list of numbers", "write [2.31, 2.28]")
    for one in written:
        if isinstance(one, bool) or not isinstance(one, int | float) or not math.isfinite(one):
            raise ExpressionError(f"{one!r} is no finite number", "correct the file")
    return tuple(Quantity(float(one)) for one in written)


def series_argument(value: Value) -> Series:
    """Return the argument if it is a row of numbers."""
    if not isinstance(value, tuple):
        raise ExpressionError(f"a row of numbers is needed, {describe(value)} given", "name one of the file of runs")
    return value


def entry(series: Series, place: Value) -> Quantity:
    """Return the number at a place, counted from 1."""
    return series[whole_argument(place, 1, len(series), "place") - 1]


def _stretch(arguments: Sequence[Value], _unit: UnitName) -> Series:
    series = series_argument(arguments[0])
    first = whole_argument(arguments[1], 1, len(series), "place")
    count = whole_argument(arguments[2], 1, len(series) - first + 1, "count")
    return series[first - 1 : first - 1 + count]


def _pick(arguments: Sequence[Value], _unit: UnitName) -> Value:
    return arguments[whole_argument(arguments[0], 1, len(arguments) - 1, "choice")]


#: Name -> (function, fewest arguments, most arguments).
SERIES_FUNCTIONS: Mapping[str, tuple[SeriesFunction, int, int]] = {
    "stretch": (_stretch, 3, 3),
    "pick": (_pick, 3, 9),
}
