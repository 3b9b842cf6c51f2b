"""The arithmetic that people type: `2^-3`, `0.3*1.737 + 0.7*0.515`, `-log2(0.8)`, `√5`; twin of `arithmetic.js`.

Numbers, `+ - * / ^`, parentheses, `ln`, `log2`, `log10`, `exp`, `sqrt`, `e` and `pi`, with the usual precedence. All
work is bounded by the length of the text, which the caller bounds: each step is one operation on doubles.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

DEEPEST: Final = 24
LARGEST_EXPONENT: Final = 400
_SPACE = re.compile(r" *")
_NUMBER = re.compile(
    r"(?P<digits>[0-9]+(?:[.,][0-9]*)?|[.,][0-9]+)"
    r"(?: ?e(?P<power>[-+]?[0-9]+))?(?P<percent> ?%)?"
)
_RATIO = re.compile(r"(?:in|of|out of) ?(?=[0-9])")
_MORE_DIGITS = re.compile(r"[.,'’ ]*[0-9]")
_NAME = re.compile(r"(?:log_?2(?![0-9])|log_?10(?![0-9])|ln|ld|lb|exp|sqrt|log|lg|pi|e)(?![a-z_])|√|π")
# `ln 3/2` may be two things; `ln 3 / ln 2` is one.
_UNCLEAR = re.compile(r"\^|[*/](?! ?(?:ln|log|ld|lb))")
_CONSTANTS: Final[Mapping[str, float]] = {"e": math.e, "pi": math.pi, "π": math.pi}
_TOO_LARGE = ("that number is out of every range", "type ∞ if you mean infinity")
_TOO_SMALL = ("that number is nearer to zero than any that is kept", "type 0 if you mean zero")
_GROUPED = ("it is not clear which number that is", "write it without grouping its digits, with one point or comma")
_NO_VALUE = ("by itself that has no value (∞ − ∞ or 0 · ∞)", "type the number alone, or ∞")


class CalculationError(ValueError):
    """What cannot be worked out: why, and what to type instead; `undefined` if something is divided by zero."""

    def __init__(self, reason: str, repair: str, *, undefined: bool = False) -> None:
        self.reason, self.repair, self.undefined = reason, repair, undefined
        super().__init__(f"{reason}: {repair}")


@dataclass(frozen=True, slots=True)
class Worked:
    """What a piece of arithmetic is worth.

    Parameters
    ----------
    value
        The number; infinite only by the logarithm of zero.
    decimals
        With how many decimals it was written, if it is one number and no calculation; None if it is exact.
    digits
        The number as it was written, for a power of ten to follow it; None for a calculation.
    """

    value: float
    decimals: int | None = None
    digits: str | None = None


def work_out(text: str) -> tuple[Worked, str] | None:
    """Return what the arithmetic at the beginning of a text is worth, and the rest of the text.

    Parameters
    ----------
    text
        Small letters, plain signs and single blanks, as `typed_number` makes them.

    Returns
    -------
    (Worked, str) or None
        None if no arithmetic stands at the beginning.

    Raises
    ------
    CalculationError
        If there is arithmetic that cannot be worked out.

    Examples
    --------
    >>> work_out("2^-3 bits")
    (Worked(value=0.125, decimals=None, digits=None), 'bits')
    """
    parser = _Parser(text)
    if not parser.begins():
        return None
    worked = parser.sum()
    return worked, text[parser.at :].strip(" ")


class _Parser:
    def __init__(self, text: str) -> None:
        self._text, self.at, self._depth = text, 0, 0

    def begins(self) -> bool:
        """Whether a number, a function or a parenthesis comes, a sign before it perhaps."""
        return re.match(rf"[-+( ]*(?:{_NUMBER.pattern}|{_NAME.pattern})", self._text) is not None

    def sum(self) -> Worked:
        left = self._product()
        while sign := self._take("+-"):
            right = self._product()
            left = Worked(_sum(left.value, right.value if sign == "+" else -right.value))
        return left

    def _product(self) -> Worked:
        left = self._signed()
        while True:
            if sign := self._take("*/"):
                left = _times(left, self._signed()) if sign == "*" else _over(left, self._signed())
            elif self._match(_RATIO):
                left = _over(left, self._signed())
            elif self._comes(_NAME) or self._comes_one_of("("):
                left = _times(left, self._power())
            else:
                return left

    def _signed(self) -> Worked:
        sign = self._take("-+")
        if not sign:
            return self._power()
        self._deeper()
        inner = self._signed()
        self._depth -= 1
        if sign == "+":
            return inner
        return Worked(0.0 - inner.value, inner.decimals, None if inner.digits is None else f"-{inner.digits}")

    def _power(self) -> Worked:
        base = self._primary()
        if not self._take("^"):
            return base
        self._deeper()
        exponent = self._signed()
        self._depth -= 1
        return _raised(base, exponent)

    def _primary(self) -> Worked:
        number = self._match(_NUMBER)
        if number:
            return _leaf(number["digits"].replace(",", "."), int(number["power"] or 0), percent=bool(number["percent"]))
        name = self._match(_NAME)
        if name:
            return self._named(name[0])
        if self._take("("):
            self._deeper()
            inner = self.sum()
            self._depth -= 1
            if not self._take(")"):
                if self._comes(_MORE_DIGITS):
                    raise CalculationError(*_GROUPED)
                raise CalculationError("a parenthesis is not closed", "close it, or type the number alone")
            return Worked(inner.value / 100) if self._take("%") else inner
        raise CalculationError("a number is missing in that calculation", "finish it, or type the number alone")

    def _named(self, name: str) -> Worked:
        if name in _CONSTANTS:
            return Worked(_CONSTANTS[name])
        if name in {"log", "lg"}:
            repair = "write ln, log2 or log10"
            raise CalculationError(f"“{name}” may be a logarithm to any base", repair)
        self._deeper()
        if self._comes_one_of("("):
            argument = self._primary()
        else:
            argument = self._power() if self._comes(_NAME) else self._primary()
            if name not in {"√", "sqrt"} and self._comes(_UNCLEAR):
                repair = f"put what belongs to it in parentheses: {name}(…)"
                raise CalculationError(f"it is not clear how far “{name}” reaches", repair)
        self._depth -= 1
        return Worked(_FUNCTIONS[name.replace("_", "")](argument.value))

    def _deeper(self) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise CalculationError("that is nested too deep", "type the number alone")

    def _take(self, signs: str) -> str:
        at = self._after_space()
        if at < len(self._text) and self._text[at] in signs:
            self.at = at + 1
            return self._text[at]
        return ""

    def _match(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        found = pattern.match(self._text, self._after_space())
        if found:
            self.at = found.end()
        return found

    def _comes(self, pattern: re.Pattern[str]) -> bool:
        return pattern.match(self._text, self._after_space()) is not None

    def _comes_one_of(self, signs: str) -> bool:
        at = self._after_space()
        return at < len(self._text) and self._text[at] in signs

    def _after_space(self) -> int:
        found = _SPACE.match(self._text, self.at)
        return found.end() if found else self.at


def _leaf(digits: str, power: int, *, percent: bool) -> Worked:
    written = len(digits.partition(".")[2])
    power -= 2 if percent else 0
    # Reading all of it at once rounds once: 73.7 % is 0.737 and nothing beside it.
    value = float(f"{digits}e{power}") if abs(power) <= LARGEST_EXPONENT else math.inf if power > 0 else 0.0
    if math.isinf(value):
        raise CalculationError(*_TOO_LARGE)
    if value == 0 and digits.strip("0."):
        raise CalculationError(*_TOO_SMALL)
    return Worked(value, max(0, written - power), digits if power == 0 else None)


def _times(left: Worked, right: Worked) -> Worked:
    # `7.2 × 10⁻¹⁹` is one number in two pieces, and is read as one.
    if left.digits and left.decimals is not None and right.digits and right.digits.startswith("10^"):
        whole = _leaf(left.digits.lstrip("-"), int(right.digits[3:]), percent=False)
        return Worked(0.0 - whole.value if left.digits.startswith("-") else whole.value, whole.decimals)
    return Worked(_checked(left.value * right.value, left.value, right.value))


def _over(left: Worked, right: Worked) -> Worked:
    if right.value == 0:
        raise CalculationError("nothing can be divided by zero", "check the number below the line", undefined=True)
    return Worked(_checked(left.value / right.value, left.value, right.value))


def _sum(left: float, right: float) -> float:
    return _checked(left + right, left, right)


def _raised(base: Worked, exponent: Worked) -> Worked:
    if math.isinf(base.value) or math.isinf(exponent.value):
        raise CalculationError(*_NO_VALUE)
    whole = exponent.value == math.floor(exponent.value)
    if base.digits == "10" and whole:
        power = int(exponent.value)
        return Worked(_leaf("1", power, percent=False).value, None, f"10^{power}")
    if base.value == 0 and exponent.value < 0:
        raise CalculationError("nothing can be divided by zero", "check the power of zero", undefined=True)
    if base.value < 0 and not whole:
        raise CalculationError("a number below zero has no such power", "put parentheses where they are meant")
    try:
        value = math.pow(base.value, exponent.value)
    except OverflowError:
        raise CalculationError(*_TOO_LARGE) from None
    return Worked(_checked(value, base.value, exponent.value))


def _checked(value: float, *parts: float) -> float:
    if math.isnan(value):
        raise CalculationError(*_NO_VALUE)
    if math.isinf(value) and all(math.isfinite(part) for part in parts):
        raise CalculationError(*_TOO_LARGE)
    return value


def _logarithm(of: Callable[[float], float]) -> Callable[[float], float]:
    def worked(value: float) -> float:
        if value < 0:
            raise CalculationError("a number below zero has no logarithm", "look where the minus belongs")
        return -math.inf if value == 0 else of(value)

    return worked


def _exponential(value: float) -> float:
    try:
        return math.exp(value)
    except OverflowError:
        raise CalculationError(*_TOO_LARGE) from None


def _root(value: float) -> float:
    if value < 0:
        raise CalculationError("a number below zero has no root", "look where the minus belongs")
    return math.sqrt(value)


_FUNCTIONS: Final[Mapping[str, Callable[[float], float]]] = {
    "ln": _logarithm(math.log),
    "log2": _logarithm(math.log2),
    "ld": _logarithm(math.log2),
    "lb": _logarithm(math.log2),
    "log10": _logarithm(math.log10),
    "exp": _exponential,
    "sqrt": _root,
    "√": _root,
}
