"""The functions of an author about codes, and about evidence that adds up letter by letter."""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias, TypeVar

from app.content.language.arguments import number_argument, pmf_argument, whole_argument
from app.content.language.values import ExpressionError, Quantity, UnitName, Value
from app.kernel import KernelError, Pmf
from app.kernel.codes import block_cost, shannon_lengths
from app.kernel.evidence import chance_of_evidence, evidence, wait_for_odds

MOST_LETTERS = 10**6
LONGEST_BLOCK = 12

_Function: TypeAlias = Callable[[Sequence[Value], UnitName], Value]
_Answer = TypeVar("_Answer")


def _whole_bits(arguments: Sequence[Value], _unit_name: UnitName) -> Quantity:
    share = number_argument(arguments[0])
    if not 0 <= share <= 1:
        raise ExpressionError(f"the length of a word for {share}", "give a probability, 0 to 1")
    return Quantity(float(shannon_lengths([share, 1 - share])[0]), "bits")


def _block_cost(arguments: Sequence[Value], _unit_name: UnitName) -> Quantity:
    truth, model = _pair(arguments)
    size = whole_argument(arguments[2], 1, LONGEST_BLOCK, "a block of")
    return Quantity(block_cost(truth, model, size).truth, "bits")


def _evidence_sd(arguments: Sequence[Value], unit: UnitName) -> Quantity:
    truth, other = _pair(arguments)
    return Quantity(evidence(truth, other, whole_argument(arguments[2], 0, MOST_LETTERS, "letters"), unit).sd, unit)


def _chance_of_evidence(arguments: Sequence[Value], _unit_name: UnitName) -> Quantity:
    truth, other = _pair(arguments)
    draws, limit = whole_argument(arguments[2], 0, MOST_LETTERS, "draws"), arguments[3]
    if not isinstance(limit, Quantity) or limit.unit is None:
        raise ExpressionError("evidence without a unit", "write bits(…) or nats(…)")
    return Quantity(_of_two(chance_of_evidence, truth, other, draws, limit.in_unit("bits").value))


def _mean_wait(arguments: Sequence[Value], _unit_name: UnitName) -> Quantity:
    return Quantity(_of_two(wait_for_odds, *_pair(arguments), number_argument(arguments[2])).mean)


def _median_wait(arguments: Sequence[Value], _unit_name: UnitName) -> Quantity:
    return Quantity(float(_of_two(wait_for_odds, *_pair(arguments), number_argument(arguments[2])).median))


def _pair(arguments: Sequence[Value]) -> tuple[Pmf, Pmf]:
    return pmf_argument(arguments[0]), pmf_argument(arguments[1])


def _of_two(of: Callable[..., _Answer], *arguments: object) -> _Answer:
    try:
        return of(*arguments)
    except KernelError as error:
        raise ExpressionError(str(error), "give two distributions of two outcomes that differ") from error


#: Name -> (function, fewest arguments, most arguments).
CODING_FUNCTIONS: Mapping[str, tuple[_Function, int, int]] = {
    "whole_bits": (_whole_bits, 1, 1),
    "block_cost": (_block_cost, 3, 3),
    "evidence_sd": (_evidence_sd, 3, 3),
    "chance_of_evidence": (_chance_of_evidence, 4, 4),
    "mean_wait": (_mean_wait, 3, 3),
    "median_wait": (_median_wait, 3, 3),
}
