"""The functions of an author about bounds on an evidence, and about telling two distributions apart."""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from app.content.language.arguments import number_argument, pmf_argument, whole_argument
from app.content.language.values import ExpressionError, Quantity, UnitName, Value
from app.kernel import KernelError, Pmf
from app.kernel.bounds import LatentModel, Trade, beta_trade, sampled_gap
from app.kernel.f_divergences import chi_squared, squared_hellinger
from app.kernel.telling_apart import best_test_error, chernoff_information, least_kl

MOST_SAMPLES = 10_000

_Function: TypeAlias = Callable[[Sequence[Value], UnitName], Value]


def _sampled_gap(arguments: Sequence[Value], _unit_name: UnitName) -> Quantity:
    guess, posterior = pmf_argument(arguments[0]), pmf_argument(arguments[1])
    samples = whole_argument(arguments[2], 1, MOST_SAMPLES, "samples")
    # Nothing but the posterior matters for the gap: any prior and likelihoods that lead to it will do.
    model = LatentModel(posterior, [1.0] * len(posterior))
    return _refused(lambda: Quantity(sampled_gap(model, guess, samples), "nats"))


def _plain(of: Callable[[Pmf, Pmf], float]) -> _Function:
    def call(arguments: Sequence[Value], _unit_name: UnitName) -> Quantity:
        return Quantity(of(pmf_argument(arguments[0]), pmf_argument(arguments[1])))

    return call


def _test_error(arguments: Sequence[Value], _unit_name: UnitName) -> Quantity:
    p, q = pmf_argument(arguments[0]), pmf_argument(arguments[1])
    draws = whole_argument(arguments[2], 0, MOST_SAMPLES, "draws") if len(arguments) > 2 else 1
    return _refused(lambda: Quantity(best_test_error(p, q, draws)))


def _chernoff(arguments: Sequence[Value], _unit_name: UnitName) -> Quantity:
    return Quantity(chernoff_information(pmf_argument(arguments[0]), pmf_argument(arguments[1])), "nats")


def _least_kl(arguments: Sequence[Value], _unit_name: UnitName) -> Quantity:
    return _refused(lambda: Quantity(least_kl(number_argument(arguments[0]))[0], "nats"))


def _traded(of: Callable[[Trade], float]) -> _Function:
    def call(arguments: Sequence[Value], _unit_name: UnitName) -> Quantity:
        beta, noise = map(number_argument, arguments)
        return _refused(lambda: Quantity(of(beta_trade(beta, noise)), "nats"))

    return call


def _refused(of: Callable[[], Quantity]) -> Quantity:
    try:
        return of()
    except KernelError as error:
        raise ExpressionError(str(error), "give what it is defined for") from error


#: Name -> (function, fewest arguments, most arguments).
BOUNDING_FUNCTIONS: Mapping[str, tuple[_Function, int, int]] = {
    "sampled_gap": (_sampled_gap, 3, 3),
    "chi_squared": (_plain(chi_squared), 2, 2),
    "hellinger": (_plain(squared_hellinger), 2, 2),
    "test_error": (_test_error, 2, 3),
    "chernoff": (_chernoff, 2, 2),
    "least_kl": (_least_kl, 1, 1),
    "beta_rate": (_traded(lambda trade: trade.rate), 2, 2),
    "beta_bound": (_traded(lambda trade: trade.bound), 2, 2),
}
