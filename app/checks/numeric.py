"""A check that is answered with a number: what is right for a seed, which slips lead to which numbers."""

from dataclasses import dataclass
from typing import Literal, cast

from app.checks.check import Check
from app.checks.closeness import apart
from app.checks.misconceptions import LIBRARY, RIGHT
from app.content.expression import evaluate
from app.content.names import Names
from app.content.problem import Place
from app.content.schema import NamedMistake, NumericFront, OwnMistake
from app.content.values import ExpressionError, Quantity

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


@dataclass(frozen=True, slots=True)
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
    truth
        The right number.
    mistakes
        The slips, in the author's order.
    """

    names: Names
    unit: UnitName | None
    decimals: int
    truth: float
    mistakes: tuple[Mistake, ...]


def asked_unit(check: Check) -> UnitName | None:
    """Return the unit that a numeric check asks for; None for a plain number."""
    unit = _front(check).unit or check.names.unit
    return None if unit == "none" else unit


def numeric_case(check: Check, seed: int, unit: UnitName | None = None) -> NumericCase:
    """Return a numeric check on the numbers of a seed.

    Fresh numbers on which two of the answers to tell apart are the same are passed over.

    Parameters
    ----------
    check
        A numeric check.
    seed
        Which numbers; 0 for the lesson's own.
    unit
        The unit to count in, where a learner chose another one than asked.

    Raises
    ------
    ContentError
        If the author's expressions cannot be worked out, or leave nothing to tell apart.
    """
    attempts = TRIES if seed and check.fresh else 1
    for attempt in range(attempts):
        try:
            names = check.draw(seed, attempt)
        except ExpressionError as error:
            raise check.written.place("draw").error(f"draw.{error.rule}", error.repair) from error
        asked = _case(check, names, asked_unit(check))
        clash = _clash(asked)
        if clash is None:
            return asked if unit in {None, asked.unit} else _case(check, names, unit)
    if attempts == 1:
        raise check.written.place("misconception").error(
            f"check {check.id}: {clash}", "remove one, or change the numbers"
        )
    rule = f"check {check.id}: no fresh numbers in {TRIES} tries ({clash})"
    raise check.written.place("draw").error(rule, "draw from a wider range, or list fewer misconceptions")


def _front(check: Check) -> NumericFront:
    return cast("NumericFront", check.written.front)


def _case(check: Check, names: Names, unit: UnitName | None) -> NumericCase:
    front = _front(check)
    if unit is not None:
        names = names.with_unit(unit)
    words = names.with_values({"unit": unit or "", "other": "bits" if unit == "nats" else "nats"})
    truth = _truth(check, words, unit)
    full = words.with_values({"answer": truth})
    mistakes = tuple(_mistake(check, full, mistake, index) for index, mistake in enumerate(front.misconception))
    return NumericCase(full, unit, front.decimals, truth.value, mistakes)


def _truth(check: Check, names: Names, unit: UnitName | None) -> Quantity:
    front = _front(check)
    place = check.written.place("answer" if front.answer else "asks")
    expression = front.answer or (RIGHT[front.asks] if front.asks else None)
    if expression is None:
        raise place.error(f"check {check.id}: neither `asks` nor `answer`", 'add asks = "kl", or answer = "…"')
    value = _value(expression, names, place)
    if not isinstance(value, Quantity):
        raise place.error(f"check {check.id}: the answer is no number", "give an expression that is one")
    if (value.unit is None) != (unit is None):
        rule = f"check {check.id}: the answer is counted in {value.unit or 'nothing'}, asked is {unit or 'none'}"
        raise place.error(rule, 'set unit = "bits", "nats" or "none"')
    # An answer with its unit written out is converted, so that a learner may answer in either.
    return value if unit is None else value.in_unit(unit)


def _mistake(check: Check, names: Names, mistake: NamedMistake | OwnMistake, index: int) -> Mistake:
    place = check.written.place("misconception", index)
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
    return None
