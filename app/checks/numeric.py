"""A check that is answered with a number: what is right for a seed, which slips lead to which numbers."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, cast

from app.checks.check import Check
from app.checks.closeness import apart
from app.checks.misconceptions import LIBRARY, RIGHT
from app.checks.roundings import Roundings, roundings
from app.content.language.expression import evaluate
from app.content.language.insertion import INSERTION, insertion_unit
from app.content.language.names import Names
from app.content.language.values import ExpressionError, Quantity
from app.content.source.problem import ContentError, Place
from app.content.source.schema import NamedMistake, NumericFront, OwnMistake
from app.kernel import Pmf

UnitName = Literal["bits", "nats"]
#: Enough for any sensible generator: one draw in ten being of use makes failure rarer than 1e-9.
TRIES = 200


@dataclass(frozen=True, slots=True)
class Mistake:
    """A slip, on the numbers of one seed: its id, the numbers it leads to, what to say, where that is written."""

    id: str
    values: tuple[float, ...]
    feedback: str
    place: Place


@dataclass(frozen=True, slots=True, eq=False)
class NumericCase:
    """A numeric check on the numbers of one seed, counted in one unit.

    Parameters
    ----------
    names
        The quantities.
    unit
        What the answer is counted in; None for a plain number.
    decimals
        How many are asked.
    expression
        What the right number is worked out from.
    truth
        The right number.
    mistakes
        The slips, in the author's order.
    unlisted
        Slips of the library that the author does not list here: they may lead to the number of one that is listed.
    converts
        Whether the question gives an amount in the other unit, so that to convert it is a part of the answer.
    """

    names: Names
    unit: UnitName | None
    decimals: int
    expression: str
    truth: float
    mistakes: tuple[Mistake, ...]
    unlisted: tuple[Mistake, ...]
    converts: bool


def asked_unit(check: Check) -> UnitName | None:
    """Return the unit that a numeric check asks for; None for a plain number."""
    unit = _front(check).unit or check.names.unit
    return None if unit == "none" else unit


@lru_cache(maxsize=1024)
def numeric_case(check: Check, seed: int) -> NumericCase:
    """Return a numeric check on the numbers of a seed.

    Fresh numbers are passed over if two of the answers to tell apart are the same on them, or if the right way, rounded
    too early, leads to a slip.

    Parameters
    ----------
    check
        A numeric check.
    seed
        Which numbers; 0 for the lesson's own.

    Raises
    ------
    ContentError
        If the author's expressions cannot be worked out, or leave nothing to tell apart.
    """
    attempts = TRIES if seed and check.fresh else 1
    for attempt in range(attempts):
        try:
            names = check.fresh_names(seed, attempt)
        except ExpressionError as error:
            raise check.authored.place("draw").error(f"draw.{error.rule}", error.repair) from error
        case = _case(check, names)
        clash = _clash(case)
        if clash is None:
            return case
    if attempts == 1:
        raise check.authored.place("misconception").error(
            f"check {check.id}: {clash}", "remove one, or change the numbers"
        )
    rule = f"check {check.id}: no fresh numbers in {TRIES} tries ({clash})"
    raise check.authored.place("draw").error(rule, "draw from a wider range, or list fewer misconceptions")


@lru_cache(maxsize=256)
def roundings_of(case: NumericCase) -> Roundings:
    """Return what a check's calculation comes to with rounded steps."""
    return roundings(case.expression, case.names)


def _front(check: Check) -> NumericFront:
    return cast("NumericFront", check.authored.front)


def _case(check: Check, names: Names) -> NumericCase:
    front = _front(check)
    unit = asked_unit(check)
    if unit is not None:
        names = names.with_unit(unit)
    words = names.with_values({"unit": unit or "", "other": "bits" if unit == "nats" else "nats"})
    expression, truth = _truth(check, words, unit)
    full = words.with_values({"answer": truth})
    mistakes = tuple(_mistake(check, full, mistake, index) for index, mistake in enumerate(front.misconception))
    return NumericCase(
        names=full,
        unit=unit,
        decimals=front.decimals,
        expression=expression,
        truth=truth.value,
        mistakes=mistakes,
        unlisted=tuple(_unlisted(check, full, truth.value, mistakes)),
        converts=unit is not None and _gives(check, full, "bits" if unit == "nats" else "nats"),
    )


def _truth(check: Check, names: Names, unit: UnitName | None) -> tuple[str, Quantity]:
    front = _front(check)
    place = check.authored.place("answer" if front.answer else "asks")
    expression = front.answer or (RIGHT[front.asks] if front.asks else None)
    if expression is None:
        raise place.error(f"check {check.id}: neither `asks` nor `answer`", 'add asks = "kl", or answer = "…"')
    value = _value(expression, names, place)
    if not isinstance(value, Quantity):
        raise place.error(f"check {check.id}: the answer is no number", "give an expression that is one")
    if (value.unit is None) != (unit is None):
        rule = f"check {check.id}: the answer is counted in {value.unit or 'nothing'}, asked is {unit or 'none'}"
        raise place.error(rule, 'set unit = "bits", "nats" or "none"')
    # An answer with another unit written out is converted to the one that is asked.
    return expression, value if unit is None else value.in_unit(unit)


def _mistake(check: Check, names: Names, mistake: NamedMistake | OwnMistake, index: int) -> Mistake:
    place = check.authored.place("misconception", index)
    if isinstance(mistake, OwnMistake):
        return Mistake(mistake.id, _numbers(mistake.value, names, place), mistake.feedback, place)
    known = LIBRARY.get(mistake.use)
    if known is None:
        raise place.error(f"use: no misconception `{mistake.use}`", f"use one of: {', '.join(LIBRARY)}")
    asks = _front(check).asks
    expression = known.values.get(asks) if asks else None
    if expression is None:
        rule = f"use: `{mistake.use}` says nothing about {asks or 'a check without `asks`'}"
        raise place.error(rule, "give id, value and feedback of its own")
    return Mistake(known.id, _numbers(expression, names, place), mistake.feedback or known.feedback, place)


def _unlisted(check: Check, names: Names, truth: float, listed: Sequence[Mistake]) -> Iterator[Mistake]:
    """Yield the slips of the library that have a number here, and that the check neither lists nor asks for."""
    front = _front(check)
    p = names.get("P")
    certain = isinstance(p, Pmf) and max(p.probabilities) == 1
    # Many slips lead to zero or to infinity; where the author has words for it, these are meant.
    own = {value for one in listed if one.id not in LIBRARY for value in one.values if value == 0 or math.isinf(value)}
    for slip in LIBRARY.values():
        expression = slip.values.get(front.asks, "") if front.asks else ""
        foreign = front.asks == "entropy" and "(Q" in expression and "Q" not in front.quantities
        # With a certain truth there is nothing to add or to take away: such a number is that of another slip.
        empty = certain and "entropy(P)" in expression
        if not expression or foreign or empty or any(one.id == slip.id for one in listed):
            continue
        place = check.authored.place("asks")
        try:
            values = tuple(value for value in _numbers(expression, names, place) if value not in own)
        except ContentError:
            continue  # it cannot be made on these numbers
        if all(apart(value, truth, front.decimals) for value in values):
            yield Mistake(slip.id, values, slip.feedback, place)


def _gives(check: Check, names: Names, unit: UnitName) -> bool:
    """Whether the question prints an amount in a unit."""
    found = (match["inside"] for match in INSERTION.finditer(_front(check).prompt))
    return any(insertion_unit(inside, names) == unit for inside in found)


def _numbers(expression: str, names: Names, place: Place) -> tuple[float, ...]:
    value = _value(expression, names, place)
    if isinstance(value, Quantity):
        return (value.value,)
    if isinstance(value, tuple):
        return tuple(one.value for one in value)
    raise place.error(f"`{expression}` is no number", "give an expression that is one")


def _value(expression: str, names: Names, place: Place) -> object:
    try:
        return evaluate(expression, names)
    except ExpressionError as error:
        raise place.error(error.rule, error.repair) from error


def _clash(case: NumericCase) -> str | None:
    """Return which two answers could be taken for each other, if any."""
    for position, mistake in enumerate(case.mistakes):
        for value in mistake.values:
            if not apart(value, case.truth, case.decimals):
                return f"{mistake.id} gives the right number"
            for other in case.mistakes[:position]:
                if any(not apart(value, taken, case.decimals) for taken in other.values):
                    return f"{mistake.id} gives the number of {other.id}"
            if _comes_of_rounding(case, value):
                return f"{mistake.id} gives a number that comes of rounding too early"
    return None


def _comes_of_rounding(case: NumericCase, value: float) -> bool:
    # Nobody's rounding goes further than this, and to look closer takes a while.
    if not math.isfinite(value) or abs(value - case.truth) > 0.1 * max(1.0, abs(case.truth)):
        return False
    # The number of a slip is typed rounded, or cut off.
    scale = 10**case.decimals
    written = {round(value * scale) / scale, math.trunc(value * scale) / scale}
    return any(roundings_of(case).explains(typed, case.decimals, surely=True) is not None for typed in written)
