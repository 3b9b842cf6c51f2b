"""Fresh numbers from a seed: nice decimals, exact, the same on every machine and in every year."""

import random
from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import pairwise

from app.content.language.arguments import number_argument
from app.content.language.expression import MoreFunctions, evaluate
from app.content.language.names import Names
from app.content.language.values import ExpressionError, Quantity, UnitName, Value
from app.kernel import Pmf

STEP = Fraction(1, 20)


def with_fresh_numbers(table: Mapping[str, str], names: Names, key: str) -> Names:
    """Return the names with fresh values for those that the table draws anew.

    Parameters
    ----------
    table
        Name to an expression, in which `random_coin(low, high)`, `random_pmf(n)` and `random_number(low, high, step)`
        are functions too; steps of 0.05 where none is given.
    names
        The lesson's own values; a distribution that is drawn anew keeps its labels.
    key
        What the numbers depend on, and nothing else does.

    Returns
    -------
    Names
        With the drawn values in place of the old ones.

    Raises
    ------
    ExpressionError
        For an expression that cannot be worked out; the rule begins with the name.

    Examples
    --------
    >>> drawn = with_fresh_numbers({"P": "random_coin(0.1, 0.4)"}, Names({}), "any key")
    >>> 0.1 <= drawn["P"]["heads"] <= 0.4
    True
    """
    functions = _generators(random.Random(key))  # noqa: S311 - exercises, not secrets
    for name, expression in table.items():
        try:
            value = evaluate(expression, names, functions)
        except ExpressionError as error:
            raise ExpressionError(f"{name}: {error.rule}", error.repair) from error
        own = names.get(name)
        if isinstance(value, Pmf) and isinstance(own, Pmf) and len(own) == len(value):
            value = Pmf(value.probabilities, own.labels)
        names = names.with_values({name: value})
    return names


def _generators(chance: random.Random) -> MoreFunctions:
    def between(low: Value, high: Value, step: Fraction) -> Fraction:
        first, last = (Fraction(str(number_argument(end))) / step for end in (low, high))
        lowest, highest = -(-first.numerator // first.denominator), last.numerator // last.denominator
        if lowest > highest:
            raise ExpressionError(f"no multiple of {float(step)} between the ends", "widen the range")
        return chance.randint(lowest, highest) * step

    def step_of(arguments: Sequence[Value], position: int) -> Fraction:
        return Fraction(str(number_argument(arguments[position]))) if len(arguments) > position else STEP

    def random_coin(arguments: Sequence[Value], _unit: UnitName) -> Pmf:
        heads = between(arguments[0], arguments[1], step_of(arguments, 2))
        return Pmf([float(heads), float(1 - heads)], ("heads", "tails"))

    def random_pmf(arguments: Sequence[Value], _unit: UnitName) -> Pmf:
        count, step = int(number_argument(arguments[0])), step_of(arguments, 1)
        pieces = int(1 / step)
        if not 2 <= count <= pieces:
            raise ExpressionError(f"random_pmf({count})", f"ask for 2 to {pieces} outcomes")
        cuts = [0, *sorted(chance.sample(range(1, pieces), count - 1)), pieces]
        return Pmf([float((right - left) * step) for left, right in pairwise(cuts)])

    def random_number(arguments: Sequence[Value], _unit: UnitName) -> Quantity:
        return Quantity(float(between(arguments[0], arguments[1], step_of(arguments, 2))))

    return {
        "random_coin": (random_coin, 2, 3),
        "random_pmf": (random_pmf, 1, 2),
        "random_number": (random_number, 2, 3),
    }
