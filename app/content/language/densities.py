"""What an author may ask about a normal distribution, or a mixture of some: the continuous half of the functions."""

import math
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import TypeAlias

from app.content.language.arguments import number_argument
from app.content.language.values import ExpressionError, Quantity, UnitName, Value, describe
from app.kernel import Fit, Normal, NormalMixture, kl_forward, kl_reverse
from app.kernel import fit_forward as best_forward
from app.kernel import fit_reverse as all_reverse
from app.kernel.separation import birth_separation, swap_separation

Density: TypeAlias = Normal | NormalMixture
#: As in `functions`: the arguments, and the unit in which a quantity is counted when the author names none.
DensityFunction: TypeAlias = Callable[[Sequence[Value], UnitName], Value]
_NAME_ONE = "name one from [quantities], such as { mean = 0, sd = 1 }"


def is_density(value: Value) -> bool:
    """Return whether a value is a normal distribution or a mixture of some."""
    return isinstance(value, Normal | NormalMixture)


def density_argument(value: Value) -> Density:
    """Return the argument if it is a normal distribution or a mixture."""
    if not isinstance(value, Normal | NormalMixture):
        raise ExpressionError(f"a normal or a mixture is needed, {describe(value)} given", _NAME_ONE)
    return value


def density_entropy(values: Sequence[Value], unit: UnitName) -> float:
    """Return the differential entropy of one density."""
    return density_argument(values[0]).entropy(unit)


def density_kl(values: Sequence[Value], unit: UnitName) -> float:
    """Return KL(first ‖ second): forward if the first is a mixture, reverse if the second is."""
    first, second = (density_argument(value) for value in values)
    if first == second:
        return 0.0
    if isinstance(second, Normal):
        return kl_forward(_mixture(first), second, unit)
    if isinstance(first, Normal):
        return kl_reverse(second, first, unit)
    raise ExpressionError("KL of one mixture and another", "one of the two is a single normal: { mean = 0, sd = 1 }")


def density_cross_entropy(values: Sequence[Value], unit: UnitName) -> float:
    """Return H(first, second): the entropy of the first, and KL(first ‖ second)."""
    return density_entropy(values, unit) + density_kl(values, unit)


def _mixture(density: Density) -> NormalMixture:
    if isinstance(density, NormalMixture):
        return density
    return NormalMixture([1.0], [density.mean], [density.sd])


def _whole(value: Value, name: str) -> int:
    number = number_argument(value)
    if number != int(number) or number < 1:
        raise ExpressionError(f"{name} {number:g}", "count from 1")
    return int(number)


@lru_cache(maxsize=512)
def _minima(mixture: NormalMixture) -> tuple[Fit, ...]:
    return all_reverse(mixture)


def _fit_forward(arguments: Sequence[Value], _unit: UnitName) -> Normal:
    return best_forward(_mixture(density_argument(arguments[0]))).normal


def _fit_reverse(arguments: Sequence[Value], _unit: UnitName) -> Normal:
    found = _minima(_mixture(density_argument(arguments[0])))
    place = _whole(arguments[1], "minimum") if len(arguments) > 1 else 1
    if place > len(found):
        raise ExpressionError(f"minimum {place} of {len(found)}", f"count the minima, best first, up to {len(found)}")
    return found[place - 1].normal


def _count_minima(arguments: Sequence[Value], _unit: UnitName) -> Quantity:
    return Quantity(float(len(_minima(_mixture(density_argument(arguments[0]))))))


def _mean(arguments: Sequence[Value], _unit: UnitName) -> Quantity:
    return Quantity(density_argument(arguments[0]).mean)


def _sd(arguments: Sequence[Value], _unit: UnitName) -> Quantity:
    density = density_argument(arguments[0])
    return Quantity(density.sd if isinstance(density, Normal) else density.variance**0.5)


def _density(arguments: Sequence[Value], _unit: UnitName) -> Quantity:
    logs = density_argument(arguments[0]).log_density([number_argument(arguments[1])])
    return Quantity(math.exp(float(logs[0])))


def _normal(arguments: Sequence[Value], _unit: UnitName) -> Normal:
    return Normal(number_argument(arguments[0]), number_argument(arguments[1]))


def _two_bumps(arguments: Sequence[Value], _unit: UnitName) -> NormalMixture:
    weight, first_mean, first_sd, second_mean, second_sd = (number_argument(value) for value in arguments)
    return NormalMixture([weight, 1.0 - weight], [first_mean, second_mean], [first_sd, second_sd])


def _constant(of: Callable[[], float]) -> DensityFunction:
    return lambda _arguments, _unit: Quantity(of())


#: Name -> (function, fewest arguments, most arguments).
DENSITY_FUNCTIONS: Mapping[str, tuple[DensityFunction, int, int]] = {
    "normal": (_normal, 2, 2),
    "two_bumps": (_two_bumps, 5, 5),
    "mean": (_mean, 1, 1),
    "sd": (_sd, 1, 1),
    "density": (_density, 2, 2),
    "fit_forward": (_fit_forward, 1, 1),
    "fit_reverse": (_fit_reverse, 1, 2),
    "minima": (_count_minima, 1, 1),
    "birth_separation": (_constant(birth_separation), 0, 0),
    "swap_separation": (_constant(swap_separation), 0, 0),
}
