"""What an expression in a lesson can be worth: a number with its unit, a distribution, a truth value, a word."""

import math
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from app.kernel import Normal, NormalMixture, Pmf
from app.kernel.units import NATS_PER_BIT

UnitName: TypeAlias = Literal["bits", "nats"]


class ExpressionError(ValueError):
    """An expression that cannot be worked out: what is wrong with it, and what its author does about it."""

    def __init__(self, rule: str, repair: str) -> None:
        self.rule = rule
        self.repair = repair
        super().__init__(f"{rule}; {repair}")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit; bits and nats never mix by accident.

    Parameters
    ----------
    value
        The number; may be infinite, never NaN.
    unit
        "bits", "nats", or None for a plain number.
    """

    value: float
    unit: UnitName | None = None

    def __post_init__(self) -> None:
        if math.isnan(self.value):
            raise ExpressionError("the result is no number", "look for ∞ − ∞ or 0 · ∞ and say what is meant")

    def in_unit(self, unit: UnitName) -> "Quantity":
        """Return the same amount counted in the unit; a plain number is refused."""
        if self.unit is None:
            raise ExpressionError(f"{self.value} has no unit to convert to {unit}", "give a quantity in bits or nats")
        if self.unit == unit:
            return self
        return Quantity(self.value * NATS_PER_BIT if unit == "nats" else self.value / NATS_PER_BIT, unit)

    def __add__(self, other: "Quantity") -> "Quantity":
        return Quantity(self.value + other.value, _same_unit(self, other, "+"))

    def __sub__(self, other: "Quantity") -> "Quantity":
        return Quantity(self.value - other.value, _same_unit(self, other, "-"))

    def __mul__(self, other: "Quantity") -> "Quantity":
        if self.unit is not None and other.unit is not None:
            raise ExpressionError(f"{self.unit} times {other.unit} measures nothing", "multiply by a plain number")
        return Quantity(self.value * other.value, self.unit or other.unit)

    def __truediv__(self, other: "Quantity") -> "Quantity":
        if other.value == 0:
            raise ExpressionError("division by zero", "check the quantity below the line")
        if other.unit is None:
            return Quantity(self.value / other.value, self.unit)
        if self.unit != other.unit:
            raise ExpressionError(
                f"{self.unit or 'a plain number'} divided by {other.unit}", "use one unit on both sides"
            )
        return Quantity(self.value / other.value)

    def __pow__(self, other: "Quantity") -> "Quantity":
        if self.unit is not None or other.unit is not None:
            raise ExpressionError("a power of something with a unit", "use plain numbers: bare(…)")
        try:
            return Quantity(math.pow(self.value, other.value))
        except (OverflowError, ValueError) as error:
            raise ExpressionError(
                f"{self.value} ** {other.value}: {error}", "use smaller or positive numbers"
            ) from error

    def __neg__(self) -> "Quantity":
        return Quantity(-self.value, self.unit)


Value: TypeAlias = Quantity | Pmf | Normal | NormalMixture | bool | str | tuple[Quantity, ...]


def describe(value: Any) -> str:
    """Return a value as a message shows it."""
    if isinstance(value, Quantity):
        return f"{value.value!r} {value.unit}" if value.unit else repr(value.value)
    if isinstance(value, Pmf):
        return f"({', '.join(f'{p:.12g}' for p in value.probabilities.tolist())})"
    if isinstance(value, tuple):
        return f"[{', '.join(describe(one) for one in value)}]"
    return repr(value)


def _same_unit(left: Quantity, right: Quantity, sign: str) -> UnitName | None:
    if left.unit != right.unit:
        units = f"{left.unit or 'a plain number'} {sign} {right.unit or 'a plain number'}"
        raise ExpressionError(f"units do not agree: {units}", "use one unit, or bare(…) for a plain number")
    return left.unit
