"""A `[quantities]` table to named values, exactly: probabilities are read as fractions and must sum to exactly 1."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from app.content.language.expression import evaluate
from app.content.language.names import Names
from app.content.language.values import ExpressionError, Quantity, Value
from app.kernel import KernelError, Normal, NormalMixture, Pmf

_BUMPS = {"weights", "means", "sds"}
_NORMAL = {"mean", "sd"}


def read_quantities(table: Mapping[str, Any], names: Names) -> Names:
    """Return `names` with a table's quantities added, each may use those before it.

    Parameters
    ----------
    table
        Name to: a table `{e = "1/2", t = "1/2"}` or a list of probabilities; a normal `{mean = 0, sd = 1}`; a mixture
        `{weights = [0.5, 0.5], means = [-2, 2], sds = [0.6, 0.6]}`; a number; or an expression in quotes.
    names
        What is already named.

    Returns
    -------
    Names
        Old and new ones.

    Raises
    ------
    ExpressionError
        For a quantity that is none; the rule begins with its name.
    """
    for name, written in table.items():
        if not name.isidentifier():
            raise ExpressionError(f"{name}: cannot be a name", "use letters, digits and _")
        try:
            value = read_value(written, names)
        except ExpressionError as error:
            raise ExpressionError(f"{name}: {error.rule}", error.repair) from error
        names = names.with_values({name: value})
    return names


def read_value(written: Any, names: Names) -> Value:
    """Return one quantity, as the author wrote it."""
    match written:
        case bool():
            raise ExpressionError(f"{written} is no quantity", "give a number, a distribution or an expression")
        case int() | float():
            return Quantity(float(written))
        case str():
            return evaluate(written, names)
        case Mapping() if set(written) in (_BUMPS, _NORMAL):
            return _density(written, names)
        case Mapping():
            return _pmf(list(written.values()), tuple(str(label) for label in written))
        case list() | tuple():
            return _pmf(written, None)
    raise ExpressionError(f"{written!r} is no quantity", "give a number, a distribution or an expression")


def _density(written: Mapping[str, Any], names: Names) -> Normal | NormalMixture:
    try:
        if set(written) == _NORMAL:
            return Normal(_number(written["mean"], names), _number(written["sd"], names))
        weights, means, sds = (_list(written[key], key) for key in ("weights", "means", "sds"))
        shares = _shares(weights)
        return NormalMixture(shares, [_number(one, names) for one in means], [_number(one, names) for one in sds])
    except KernelError as error:
        raise ExpressionError(str(error).rstrip("."), "correct the bumps") from error


def _list(written: Any, key: str) -> Sequence[Any]:
    if not isinstance(written, list | tuple):
        raise ExpressionError(f"{key} is {written!r}", "give a list, with one entry for each bump")
    return written


def _number(written: Any, names: Names) -> float:
    value = read_value(written, names)
    if not isinstance(value, Quantity):
        raise ExpressionError(f"{written!r} is no number", "give a number, or an expression that is one")
    return value.value


def _pmf(written: Sequence[Any], labels: tuple[str, ...] | None) -> Pmf:
    if len(written) < 2:
        raise ExpressionError(f"{len(written)} outcomes given", "a distribution in a lesson has at least two")
    return Pmf(_shares(written), labels)


def _shares(written: Sequence[Any]) -> list[float]:
    fractions = [_fraction(one) for one in written]
    total = sum(fractions)
    if total != 1:
        raise ExpressionError(f"the probabilities sum to {total}, not 1", 'correct one, or write fractions like "1/3"')
    return [float(one) for one in fractions]


def _fraction(written: Any) -> Fraction:
    if isinstance(written, bool) or not isinstance(written, int | float | str):
        raise ExpressionError(f"{written!r} is no probability", 'write 0.5 or "1/2"')
    try:
        # str() gives back the decimal that the author typed, so that 0.1 is a tenth and not its nearest double.
        fraction = Fraction(str(written))
    except (ValueError, ZeroDivisionError) as error:
        raise ExpressionError(f"{written!r} is no probability", 'write 0.5 or "1/2"') from error
    if not 0 <= fraction <= 1:
        raise ExpressionError(f"{written} is no probability", "give a number from 0 to 1")
    return fraction
