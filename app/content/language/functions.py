"""The functions that an author may call; `lessons/README.md` lists the same ones, and a test compares the two lists."""

import math
from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

import numpy as np

from app.content.language.arguments import (
    number_argument,
    numbers_of_each,
    outcome_index,
    pmf_argument,
    text_argument,
    unit_argument,
    whole_argument,
)
from app.content.language.bounding import BOUNDING_FUNCTIONS
from app.content.language.coding import CODING_FUNCTIONS
from app.content.language.densities import (
    DENSITY_FUNCTIONS,
    density_cross_entropy,
    density_entropy,
    density_kl,
    is_density,
)
from app.content.language.estimator_functions import ESTIMATOR_FUNCTIONS
from app.content.language.scoring_functions import SCORING_FUNCTIONS
from app.content.language.series import SERIES_FUNCTIONS
from app.content.language.values import ExpressionError, Quantity, UnitName, Value, describe
from app.kernel import (
    KernelError,
    Pmf,
    conditional_entropy,
    cross_entropy,
    draw_counts,
    entropy,
    js_divergence,
    kl_divergence,
    kl_terms,
    mix,
    mutual_information,
    perplexity,
    softmax_descent,
    surprisal,
    total_variation,
)
from app.kernel.arrays import FloatArray
from app.kernel.softmax import softmax
from app.kernel.sums import MOST_DRAWS, chance_above
from app.kernel.support import restricted, support_mass
from app.kernel.text_loss import effective_choices, mean_surprise
from app.kernel.tilting import tilt

# A function is given its arguments and the unit in which a quantity is counted when the author names none.
Function: TypeAlias = Callable[[Sequence[Value], UnitName], Value]
MOST_CLASSES = 1000


def _measure(
    count: int,
    of: Callable[[Sequence[Pmf], UnitName], float],
    of_densities: Callable[[Sequence[Value], UnitName], float] | None = None,
) -> Function:
    """Make a function of `count` distributions and an optional unit; of densities too, if it is known for them."""

    def call(arguments: Sequence[Value], unit: UnitName) -> Quantity:
        chosen = unit_argument(arguments[count]) if len(arguments) > count else unit
        measured = arguments[:count]
        if of_densities is not None and any(is_density(value) for value in measured):
            return Quantity(of_densities(measured, chosen), chosen)
        return Quantity(of([pmf_argument(value) for value in measured], chosen), chosen)

    return call


def _surprisal(arguments: Sequence[Value], unit: UnitName) -> Quantity:
    probability = number_argument(arguments[0])
    if not 0 <= probability <= 1:
        raise ExpressionError(f"surprisal of {probability}", "give a probability, 0 to 1")
    chosen = unit_argument(arguments[1]) if len(arguments) > 1 else unit
    return Quantity(float(surprisal(Pmf([probability, 1 - probability]), chosen)[0]), chosen)


def _term(arguments: Sequence[Value], unit: UnitName) -> Quantity:
    p, q = pmf_argument(arguments[0]), pmf_argument(arguments[1])
    chosen = unit_argument(arguments[3]) if len(arguments) > 3 else unit
    return Quantity(float(kl_terms(p, q, chosen)[outcome_index(p, arguments[2])]), chosen)


def _every(arguments: Sequence[Value], unit: UnitName) -> tuple[Quantity, ...]:
    p, q = pmf_argument(arguments[0]), pmf_argument(arguments[1])
    return tuple(Quantity(float(term), unit) for term in kl_terms(p, q, unit))


def _every_cost(arguments: Sequence[Value], unit: UnitName) -> tuple[Quantity, ...]:
    p, q = pmf_argument(arguments[0]), pmf_argument(arguments[1])
    costs = surprisal(q, unit).tolist()
    return tuple(
        Quantity(share * cost if share else 0.0, unit)
        for share, cost in zip(p.probabilities.tolist(), costs, strict=True)
    )


def _sum_of_surprisals(measures: Sequence[Pmf], unit: UnitName) -> float:
    return math.fsum(surprisal(measures[0], unit).tolist())


def _sum_of_log_ratios(measures: Sequence[Pmf], unit: UnitName) -> float:
    p, q = measures
    if (p.probabilities == 0).any() or (q.probabilities == 0).any():
        raise ExpressionError("a log ratio with a zero in it", "use distributions without zeros here")
    return math.fsum((surprisal(q, unit) - surprisal(p, unit)).tolist())


def _plain(of: Callable[[float], float]) -> Function:
    def call(arguments: Sequence[Value], _unit_name: UnitName) -> Quantity:
        try:
            return Quantity(of(number_argument(arguments[0])))
        except (ValueError, OverflowError) as error:
            raise ExpressionError(
                f"{describe(arguments[0])}: {error}", "use a number that it is defined for"
            ) from error

    return call


def _log2(value: float) -> float:
    return -math.inf if value == 0 else math.log2(value)


def _ln(value: float) -> float:
    return -math.inf if value == 0 else math.log(value)


def _extreme(of: Callable[..., float]) -> Function:
    def call(arguments: Sequence[Value], _unit_name: UnitName) -> Quantity:
        if isinstance(arguments[0], Pmf):
            return Quantity(float(of(arguments[0].probabilities.tolist())))
        units = {value.unit for value in arguments if isinstance(value, Quantity)}
        if len(units) != 1:
            raise ExpressionError("units do not agree", "compare quantities of one unit")
        return Quantity(of([number_argument(value) for value in arguments]), units.pop())

    return call


def _absolute(arguments: Sequence[Value], _unit_name: UnitName) -> Quantity:
    value = arguments[0]
    return Quantity(abs(number_argument(value)), value.unit if isinstance(value, Quantity) else None)


def _rounds_to(arguments: Sequence[Value], _unit_name: UnitName) -> bool:
    written = text_argument(arguments[1])
    try:
        target = float(written)
    except ValueError as error:
        raise ExpressionError(f'"{written}" is no number', 'write it like "0.737"') from error
    decimals = len(written.partition(".")[2])
    # The slack is for the last bit of the double alone; it is no tolerance for the author.
    return abs(number_argument(arguments[0]) - target) <= 0.5 / 10.0**decimals * (1 + 1e-12)


def _same(arguments: Sequence[Value], _unit_name: UnitName) -> bool:
    left, right = arguments
    if isinstance(left, Pmf) and isinstance(right, Pmf):
        return bool(left.probabilities.tolist() == right.probabilities.tolist())
    if isinstance(left, Quantity) and isinstance(right, Quantity):
        if math.isinf(left.value) or math.isinf(right.value):
            return left == right
        # Two ways to work a number out round differently; a claim that they are one number is not about that.
        return abs((left - right).value) <= 1e-12 * max(1.0, abs(left.value))
    raise ExpressionError(f"{describe(left)} and {describe(right)} cannot be compared", "give two of a kind")


def _in(unit_name: UnitName) -> Function:
    def call(arguments: Sequence[Value], _unit_name: UnitName) -> Quantity:
        value = arguments[0]
        if not isinstance(value, Quantity):
            raise ExpressionError(f"a number is needed, {describe(value)} given", "give a bits or nats quantity")
        return Quantity(value.value, unit_name) if value.unit is None else value.in_unit(unit_name)

    return call


def _bare(arguments: Sequence[Value], _unit_name: UnitName) -> Quantity:
    return Quantity(number_argument(arguments[0]))


def _mix(arguments: Sequence[Value], _unit_name: UnitName) -> Pmf:
    return mix(pmf_argument(arguments[0]), pmf_argument(arguments[1]), number_argument(arguments[2]))


def _uniform(arguments: Sequence[Value], _unit_name: UnitName) -> Pmf:
    count = number_argument(arguments[0])
    if count != int(count) or not 1 <= count <= 10**6:
        raise ExpressionError(f"uniform over {count:g} outcomes", "give a whole number from 1 to a million")
    return Pmf.uniform(int(count))


def _coin(arguments: Sequence[Value], _unit_name: UnitName) -> Pmf:
    heads = number_argument(arguments[0])
    return Pmf([heads, 1 - heads], ("heads", "tails"))


def _one_hot(arguments: Sequence[Value], _unit_name: UnitName) -> Pmf:
    count = number_argument(arguments[0])
    if count != int(count) or not 2 <= count <= MOST_CLASSES:
        raise ExpressionError(f"one-hot over {count:g} outcomes", f"give a whole number from 2 to {MOST_CLASSES}")
    return Pmf([1.0, *[0.0] * (int(count) - 1)])


def _softmax(arguments: Sequence[Value], _unit_name: UnitName) -> Pmf:
    return Pmf(softmax([number_argument(logit) for logit in arguments]))


def _tilt(arguments: Sequence[Value], _unit_name: UnitName) -> Pmf:
    p, exponents = numbers_of_each(arguments)
    return Pmf(tilt(p, exponents), p.labels)


def _average(arguments: Sequence[Value], _unit_name: UnitName) -> Quantity:
    p, numbers = numbers_of_each(arguments)
    weighted = zip(p.probabilities.tolist(), numbers, strict=True)
    return Quantity(math.fsum(share * number for share, number in weighted if share > 0.0))


def _chance_above(arguments: Sequence[Value], _unit_name: UnitName) -> Quantity:
    draws = whole_argument(arguments[1], 0, MOST_DRAWS, "draws")
    p, numbers = numbers_of_each([arguments[0], *arguments[3:]])
    try:
        return Quantity(chance_above(p, numbers, draws, number_argument(arguments[2])))
    except KernelError as error:
        raise ExpressionError(str(error), "give whole numbers for the outcomes") from error


def _of_pairs(of: Callable[[FloatArray, UnitName], float]) -> Function:
    """Make a function of a distribution over what is seen, and of one over what follows for each of its outcomes."""

    def call(arguments: Sequence[Value], unit: UnitName) -> Quantity:
        seen, *follows = map(pmf_argument, arguments)
        if len(follows) != len(seen) or len({len(row) for row in follows}) != 1:
            raise ExpressionError(
                f"{len(follows)} distributions for {len(seen)} outcomes",
                "give one for each outcome of the first, all over the same things",
            )
        table = np.outer(seen.probabilities, np.ones(len(follows[0]))) * [row.probabilities for row in follows]
        return Quantity(of(table, unit), unit)

    return call


def _total_variation(arguments: Sequence[Value], _unit_name: UnitName) -> Quantity:
    return Quantity(total_variation(*map(pmf_argument, arguments)))


def _support_mass(arguments: Sequence[Value], _unit_name: UnitName) -> Quantity:
    return Quantity(support_mass(pmf_argument(arguments[0]), pmf_argument(arguments[1])))


def _restricted(arguments: Sequence[Value], _unit_name: UnitName) -> Pmf:
    return restricted(pmf_argument(arguments[0]), pmf_argument(arguments[1]))


def _sampled(arguments: Sequence[Value], _unit_name: UnitName) -> Pmf:
    p, n = pmf_argument(arguments[0]), whole_argument(arguments[1], 1, 10**6, "a sample of")
    return Pmf(draw_counts(p, n, whole_argument(arguments[2], 0, 2**32 - 1, "seed")) / n, p.labels)


def _trained(arguments: Sequence[Value], _unit_name: UnitName) -> Pmf:
    p, steps = pmf_argument(arguments[0]), whole_argument(arguments[1], 0, 10**4, "steps")
    rate = number_argument(arguments[2]) if len(arguments) > 2 else 0.5
    return Pmf(softmax_descent([p.probabilities] * steps or np.empty((0, len(p))), rate)[-1], p.labels)


def _mean_surprise(arguments: Sequence[Value], unit: UnitName) -> Quantity:
    return Quantity(mean_surprise([number_argument(q) for q in arguments], unit), unit)


def _perplexity(arguments: Sequence[Value], _unit_name: UnitName) -> Quantity:
    first = arguments[0]
    if not isinstance(first, Quantity):
        return Quantity(perplexity(*[pmf_argument(value) for value in arguments]))
    if first.unit is None or len(arguments) > 1:
        raise ExpressionError(
            "perplexity of a number without a unit", "give one quantity in bits or nats, or P, or P, Q"
        )
    return Quantity(effective_choices(first.value, first.unit))


def _size(arguments: Sequence[Value], _unit_name: UnitName) -> Quantity:
    return Quantity(float(len(pmf_argument(arguments[0]))))


#: Name -> (function, fewest arguments, most arguments).
FUNCTIONS: Mapping[str, tuple[Function, int, int]] = {
    "entropy": (_measure(1, lambda m, unit: entropy(m[0], unit), density_entropy), 1, 2),
    "cross_entropy": (_measure(2, lambda m, unit: cross_entropy(m[0], m[1], unit), density_cross_entropy), 2, 3),
    "kl": (_measure(2, lambda m, unit: kl_divergence(m[0], m[1], unit), density_kl), 2, 3),
    "js": (_measure(2, lambda m, unit: js_divergence(m[0], m[1], unit)), 2, 3),
    "conditional_entropy": (_of_pairs(conditional_entropy), 3, 9),
    "mutual_information": (_of_pairs(mutual_information), 3, 9),
    "total_variation": (_total_variation, 2, 2),
    "kl_term": (_term, 3, 4),
    "each_kl_term": (_every, 2, 2),
    "each_cost": (_every_cost, 2, 2),
    "surprisal": (_surprisal, 1, 2),
    "sum_of_surprisals": (_measure(1, _sum_of_surprisals), 1, 2),
    "sum_of_log_ratios": (_measure(2, _sum_of_log_ratios), 2, 3),
    "log2": (_plain(_log2), 1, 1),
    "ln": (_plain(_ln), 1, 1),
    "exp": (_plain(math.exp), 1, 1),
    "sqrt": (_plain(math.sqrt), 1, 1),
    "abs": (_absolute, 1, 1),
    "min": (_extreme(min), 1, 8),
    "max": (_extreme(max), 1, 8),
    "bits": (_in("bits"), 1, 1),
    "nats": (_in("nats"), 1, 1),
    "bare": (_bare, 1, 1),
    "mix": (_mix, 3, 3),
    "uniform": (_uniform, 1, 1),
    "coin": (_coin, 1, 1),
    "one_hot": (_one_hot, 1, 1),
    "softmax": (_softmax, 2, 12),
    "tilt": (_tilt, 3, 9),
    "average": (_average, 3, 9),
    "chance_above": (_chance_above, 5, 11),
    "support_mass": (_support_mass, 2, 2),
    "restricted": (_restricted, 2, 2),
    "sampled": (_sampled, 3, 3),
    "trained": (_trained, 2, 3),
    "mean_surprise": (_mean_surprise, 1, 12),
    "perplexity": (_perplexity, 1, 2),
    "size": (_size, 1, 1),
    "rounds_to": (_rounds_to, 2, 2),
    "same": (_same, 2, 2),
    **DENSITY_FUNCTIONS,
    **ESTIMATOR_FUNCTIONS,
    **SCORING_FUNCTIONS,
    **CODING_FUNCTIONS,
    **BOUNDING_FUNCTIONS,
    **SERIES_FUNCTIONS,
}
