"""What an author's function was given: read, or refused with the rule and the repair."""

from collections.abc import Sequence

from app.content.language.values import ExpressionError, Quantity, UnitName, Value, describe
from app.kernel import Pmf


def pmf_argument(value: Value) -> Pmf:
    """Return the argument if it is a distribution."""
    if not isinstance(value, Pmf):
        raise ExpressionError(f"a distribution is needed, {describe(value)} given", "name one from [quantities]")
    return value


def number_argument(value: Value) -> float:
    """Return the argument's number if it is one; its unit is dropped."""
    if not isinstance(value, Quantity):
        raise ExpressionError(
            f"a number is needed, {describe(value)} given", "index the distribution, or name a number"
        )
    return value.value


def text_argument(value: Value) -> str:
    """Return the argument if it is a text."""
    if not isinstance(value, str):
        raise ExpressionError(f"a text in quotes is needed, {describe(value)} given", 'write it like "0.737"')
    return value


def unit_argument(value: Value) -> UnitName:
    """Return the argument if it names a unit."""
    if value == "bits":
        return "bits"
    if value == "nats":
        return "nats"
    raise ExpressionError(f"unit: {describe(value)} given", 'write "bits" or "nats"')


def outcome_index(p: Pmf, outcome: Value) -> int:
    """Return the position of an outcome that is named by its label, or by its number counted from 1."""
    if isinstance(outcome, str):
        if p.labels is None or outcome not in p.labels:
            known = ", ".join(p.labels or ()) or "none"
            raise ExpressionError(f'no outcome is called "{outcome}"', f"use one of its labels ({known})")
        return p.labels.index(outcome)
    number = number_argument(outcome)
    if number != int(number) or not 1 <= number <= len(p):
        raise ExpressionError(f"outcome {number:g} of {len(p)}", f"count outcomes from 1 to {len(p)}")
    return int(number) - 1


def numbers_of_each(arguments: Sequence[Value]) -> tuple[Pmf, list[float]]:
    """Return a distribution and as many numbers after it as it has outcomes."""
    p, numbers = pmf_argument(arguments[0]), [number_argument(number) for number in arguments[1:]]
    if len(numbers) != len(p):
        raise ExpressionError(f"{len(numbers)} numbers for {len(p)} outcomes", "give one number for each outcome")
    return p, numbers


def whole_argument(value: Value, low: int, high: int, name: str) -> int:
    """Return the argument if it is a whole number between two others; `name` says what it is."""
    number = number_argument(value)
    if number != int(number) or not low <= number <= high:
        raise ExpressionError(f"{name} {number:g}", f"give a whole number from {low} to {high}")
    return int(number)
