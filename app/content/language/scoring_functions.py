"""The author's functions of forecasts of yes or no: calibration error, temperature, class weights, other priors."""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from app.content.language.arguments import number_argument, numbers_of_each, pmf_argument, whole_argument
from app.content.language.values import ExpressionError, Quantity, UnitName, Value
from app.kernel import KernelError, Pmf
from app.kernel.scoring import (
    best_temperature,
    expected_calibration_error,
    prior_shift,
    temper,
    weighted_target,
)

ScoringFunction: TypeAlias = Callable[[Sequence[Value], UnitName], Value]


def _pairs(arguments: Sequence[Value], names: str) -> tuple[list[float], list[float]]:
    numbers = [number_argument(value) for value in arguments]
    if len(numbers) % 2:
        raise ExpressionError(f"{len(numbers)} numbers", f"give them in pairs: {names}")
    return numbers[0::2], numbers[1::2]


def _calibration_error(arguments: Sequence[Value], _unit: UnitName) -> Quantity:
    bins = whole_argument(arguments[0], 1, 1000, "bins")
    truths, forecasts = _pairs(arguments[1:], "how often it comes, what is said")
    try:
        return Quantity(expected_calibration_error(truths, forecasts, bins=bins))
    except KernelError as error:
        raise ExpressionError(str(error), "give probabilities") from error


def _best_temperature(arguments: Sequence[Value], _unit: UnitName) -> Quantity:
    truths, logits = _pairs(arguments, "how often it comes, the log odds of what is said")
    try:
        return Quantity(best_temperature(truths, logits).temperature)
    except KernelError as error:
        raise ExpressionError(str(error), "give probabilities and finite log odds") from error


def _tempered(arguments: Sequence[Value], _unit: UnitName) -> Quantity:
    logit, temperature = map(number_argument, arguments)
    try:
        return Quantity(float(temper([logit], temperature)[0]))
    except KernelError as error:
        raise ExpressionError(str(error), "give finite log odds and a temperature above 0") from error


def _weighted_target(arguments: Sequence[Value], _unit: UnitName) -> Pmf:
    p, weights = numbers_of_each(arguments)
    try:
        return weighted_target(p, weights)
    except KernelError as error:
        raise ExpressionError(str(error), "give weights of 0 or more, not all 0") from error


def _prior_shift(arguments: Sequence[Value], _unit: UnitName) -> Pmf:
    forecast, trained, true = map(pmf_argument, arguments)
    try:
        return prior_shift(forecast, trained, true)
    except KernelError as error:
        raise ExpressionError(str(error), "give distributions over the same classes") from error


#: Name -> (function, fewest arguments, most arguments).
SCORING_FUNCTIONS: Mapping[str, tuple[ScoringFunction, int, int]] = {
    "calibration_error": (_calibration_error, 3, 13),
    "best_temperature": (_best_temperature, 2, 12),
    "tempered": (_tempered, 2, 2),
    "weighted_target": (_weighted_target, 3, 9),
    "prior_shift": (_prior_shift, 3, 3),
}
