"""Every way in which a reader may type a number, and what must be said to it; for `check-lessons`."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice

from app.checks import Verdict
from app.checks.closeness import closeness
from app.checks.numeric import Mistake, NumericCase
from app.kernel.units import NATS_PER_BIT
from app.ui.format import MINUS, format_number
from app.ui.typed_number import TypedNumber, read_typed_number

Verdicts = frozenset[Verdict]
RIGHT = frozenset({Verdict.RIGHT})
WRONG = frozenset({Verdict.WRONG})
NO_ANSWER = frozenset({Verdict.NOT_UNDERSTOOD})
#: So many forms are tried where not all are: decimal and comma, minus and parentheses, more decimals.
PLAINEST = 4
#: What a number that is no right answer may be, where more than one thing may be true of it.
NOT_RIGHT = frozenset({Verdict.WRONG, Verdict.MORE_DIGITS, Verdict.ROUNDED_EARLY, Verdict.NOT_UNDERSTOOD})


_AMOUNT = re.compile(r"([0-9]+\.[0-9]+)\s*(bits|nats)\b")


@dataclass(frozen=True)
class Trial:
    """An answer that must be graded in a known way.

    Parameters
    ----------
    form, unit
        In which form it is typed, and with which unit; for counting.
    response
        What is typed or chosen.
    verdicts
        What it may be.
    misconception
        The slip that must be named; None if none may be, "?" if that is left open.
    """

    form: str
    unit: str
    response: str | tuple[str, ...]
    verdicts: Verdicts
    misconception: str | None = None


def number_trials(case: NumericCase, *, every_form: bool = True) -> Iterator[Trial]:
    """Yield the right answer and every slip of a numeric case, in every form or the plainest, with every unit."""
    if math.isinf(case.truth):
        yield from _infinite(case)
    else:
        for form, text in islice(forms(case.truth, case.decimals), None if every_form else PLAINEST):
            yield Trial(form, "alone", text, RIGHT)
            yield from _with_units(case, form, text)
        yield from _in_the_other_unit(case)
        yield from _too_few_digits(case)
    for mistake in case.mistakes:
        for value in mistake.values:
            yield from _slip(case, mistake, value)


def given_trials(case: NumericCase, prompt: str) -> Iterator[Trial]:
    """Yield the amounts that a question prints: none of them is its answer, unless it is the right number itself."""
    for number, unit in _AMOUNT.findall(prompt):
        if case.unit != unit or closeness(float(number), len(number), case.truth, case.decimals) != "close":
            yield Trial("number of the question", unit, f"{number} {unit}", NOT_RIGHT, "?")


def forms(value: float, decimals: int) -> Iterator[tuple[str, str]]:
    """Yield the names and texts of a finite number, typed exactly or with as many decimals as asked or more."""
    text = f"{value:.{decimals}f}"
    yield "decimal", text
    yield "comma", text.replace(".", ",")
    yield "minus and parentheses", f"({text.replace('-', MINUS)})"
    yield "more decimals", f"{value:.{decimals + 4}f}"
    yield "percent", f"{value * 100:.{max(0, decimals - 2)}f} %"
    fraction = Fraction(value).limit_denominator(10 ** (decimals + 3))
    yield "fraction", f"{fraction.numerator}/{fraction.denominator}"
    yield "scientific", f"{value:.{decimals + 8}e}"
    mantissa, _, exponent = f"{value:.{decimals + 8}e}".partition("e")
    yield "scientific", f"{mantissa} × 10^{int(exponent)}"
    yield "equation", f"x = {text}"
    yield "sum", f"{value!r} + 1 − 1"
    size, sign = abs(value), "-" if value < 0 else ""
    if size:
        yield "power", f"{sign}2^({math.log2(size)!r})"
        yield "power", f"{sign}e^({math.log(size)!r})"
    yield "root", f"{sign}√({size**2!r})"
    if size < 500:
        yield "logarithm", f"{sign}ln({math.exp(size)!r})"
        yield "logarithm", f"{'' if value < 0 else '-'}log₂(2^(-{size!r}))"


def _with_units(case: NumericCase, form: str, text: str) -> Iterator[Trial]:
    for unit in ("bits", "nats"):
        if case.unit == unit:
            yield Trial(form, unit, f"{text} {unit}", RIGHT)
            yield Trial(form, unit, f"{text} {unit[:-1]} a letter", RIGHT)
        elif case.unit is None:
            yield Trial(form, unit, f"{text} {unit}", NO_ANSWER)
        elif case.truth:
            # The number of the one unit with the name of the other is wrong, if it is not right by accident.
            yield Trial(form, unit, f"{text} {unit}", NOT_RIGHT | RIGHT if _tiny(case) else NOT_RIGHT, "?")
    if case.unit is None:
        yield Trial(form, "counted", f"{text} tokens", RIGHT)
    elif case.unit == "bits":
        yield Trial(form, "Sh", f"{text} Sh", RIGHT)


def _in_the_other_unit(case: NumericCase) -> Iterator[Trial]:
    if case.unit is None:
        return
    other, factor = ("nats", NATS_PER_BIT) if case.unit == "bits" else ("bits", 1 / NATS_PER_BIT)
    for form, text in forms(case.truth * factor, case.decimals):
        if case.truth == 0:
            yield Trial(form, other, f"{text} {other}", RIGHT)
        else:
            verdicts = WRONG if case.converts else RIGHT
            yield Trial(form, other, f"{text} {other}", verdicts, "?" if case.converts else None)


def _tiny(case: NumericCase) -> bool:
    return abs(case.truth) < 5 * 10.0**-case.decimals


def _too_few_digits(case: NumericCase) -> Iterator[Trial]:
    for decimals in range(1, case.decimals):
        text = f"{case.truth:.{decimals}f}"
        if float(text):
            yield Trial("fewer decimals", "alone", text, RIGHT | {Verdict.MORE_DIGITS})


def _infinite(case: NumericCase) -> Iterator[Trial]:
    for unit in ("", " bits", " nats") if case.unit else ("",):
        for form, text in (("∞", "∞"), ("∞", "inf"), ("∞", "Infinity"), ("logarithm", "-log2(0)")):
            yield Trial(form, unit.strip() or "alone", f"{text}{unit}", RIGHT)
    for text in ("undefined", "1/0"):
        yield Trial("undefined", "alone", text, WRONG, "undefined-for-infinity")


def _slip(case: NumericCase, mistake: Mistake, value: float) -> Iterator[Trial]:
    texts = (
        ["∞" if value > 0 else "−∞"]
        if math.isinf(value)
        else [text for _, text in islice(forms(value, case.decimals), PLAINEST)]
    )
    for text in texts:
        yield Trial("slip", "alone", text, WRONG, mistake.id if _alone(case, text) else None)
    if case.unit is not None:
        for unit, factor in (("bits", 1 / NATS_PER_BIT), ("nats", NATS_PER_BIT)):
            number = format_number(value * (1.0 if unit == case.unit else factor), unit, case.decimals + 3)
            yield Trial("slip", unit, number, NOT_RIGHT, "?")


def _alone(case: NumericCase, text: str) -> bool:
    """Whether no slip of the library that the author does not list leads to a number: if one does, none is named."""
    typed = read_typed_number(text)
    assert isinstance(typed, TypedNumber)
    others = (value for one in case.unlisted for value in one.values)
    return all(closeness(typed.value, typed.decimals, other, case.decimals) != "close" for other in others)
