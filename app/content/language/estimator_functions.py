"""The author's functions of a KL from samples: estimators, what one draw is worth, and where each leads as a loss."""

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Final, TypeAlias

from app.content.language.arguments import number_argument, outcome_index, pmf_argument, text_argument, whole_argument
from app.content.language.values import ExpressionError, Quantity, UnitName, Value
from app.kernel import (
    KernelError,
    KlEstimators,
    Normal,
    Pmf,
    estimator_gradients,
    kl_estimators,
    kl_estimators_of_normals,
    log_softmax,
    softmax,
)
from app.kernel.arrays import FloatArray
from app.kernel.estimators import EstimateMoments, EstimatorGradients, clamped_k3_mean, k1, k2, k3
from app.kernel.loss_difference import difference_from_summary

EstimatorFunction: TypeAlias = Callable[[Sequence[Value], UnitName], Value]
ESTIMATORS: Final = {"k1": k1, "k2": k2, "k3": k3}
#: Larger than any sample of a lesson.
MOST_TOKENS: Final = 10**12


def _name(value: Value, known: Sequence[str]) -> str:
    name = text_argument(value)
    if name not in known:
        raise ExpressionError(f'"{name}" is no estimator', f"use one of: {', '.join(known)}")
    return name


def _estimate(name: str) -> EstimatorFunction:
    def call(arguments: Sequence[Value], _unit: UnitName) -> Quantity:
        ratio = number_argument(arguments[0])
        if not 0 <= ratio < math.inf:
            raise ExpressionError(f"a ratio of {ratio}", "give q(x)/p(x), a finite number from 0")
        return Quantity(float(ESTIMATORS[name](math.log(ratio) if ratio else -math.inf)), "nats")

    return call


def _moments(arguments: Sequence[Value]) -> EstimateMoments:
    name = _name(arguments[0], tuple(ESTIMATORS))
    p, q = arguments[1:]
    found: KlEstimators
    if isinstance(p, Normal) and isinstance(q, Normal):
        found = kl_estimators_of_normals(p, q)
    else:
        found = kl_estimators(pmf_argument(p), pmf_argument(q))
    moments: EstimateMoments = getattr(found, name)
    return moments


def _estimate_mean(arguments: Sequence[Value], _unit: UnitName) -> Quantity:
    return Quantity(_moments(arguments).mean, "nats")


def _estimate_sd(arguments: Sequence[Value], _unit: UnitName) -> Quantity:
    return Quantity(_moments(arguments).sd, "nats")


def _clamped(arguments: Sequence[Value], _unit: UnitName) -> Quantity:
    p, q = map(pmf_argument, arguments[:2])
    try:
        return Quantity(clamped_k3_mean(p, q, number_argument(arguments[2])), "nats")
    except KernelError as error:
        raise ExpressionError(str(error), "give a cap above 0") from error


def _arrow(name: str, policy: Pmf, reference: Pmf) -> FloatArray:
    try:
        found: EstimatorGradients = estimator_gradients(policy, reference)
    except KernelError as error:
        raise ExpressionError(str(error), "use a reference without zeros") from error
    if name == "kl":
        return found.kl
    mean: FloatArray = getattr(found, name).mean
    return mean


def _gradient(arguments: Sequence[Value], _unit: UnitName) -> Quantity:
    name = _name(arguments[0], (*ESTIMATORS, "kl"))
    policy, reference = map(pmf_argument, arguments[1:3])
    return Quantity(float(_arrow(name, policy, reference)[outcome_index(policy, arguments[3])]))


def _stepped(arguments: Sequence[Value], _unit: UnitName) -> Pmf:
    name = _name(arguments[0], (*ESTIMATORS, "kl"))
    policy, reference = map(pmf_argument, arguments[1:3])
    if not all(policy.probabilities > 0):
        raise ExpressionError("a step of a policy with a zero in it", "use one without zeros: no logit makes one")
    logits = [math.log(share) for share in policy.probabilities.tolist()]
    step = number_argument(arguments[3]) * _arrow(name, policy, reference)
    return Pmf(softmax(log_softmax(logits) - step), policy.labels)


def _chance_first(arguments: Sequence[Value], _unit: UnitName) -> Quantity:
    mean, sd = map(number_argument, arguments[:2])
    n = whole_argument(arguments[2], 1, MOST_TOKENS, "tokens")
    try:
        return Quantity(difference_from_summary(mean, sd, n).chance_first_is_better)
    except KernelError as error:
        raise ExpressionError(str(error), "give a finite mean and an sd of 0 or more") from error


#: Name -> (function, fewest arguments, most arguments).
ESTIMATOR_FUNCTIONS: Mapping[str, tuple[EstimatorFunction, int, int]] = {
    "k1": (_estimate("k1"), 1, 1),
    "k2": (_estimate("k2"), 1, 1),
    "k3": (_estimate("k3"), 1, 1),
    "estimate_mean": (_estimate_mean, 3, 3),
    "estimate_sd": (_estimate_sd, 3, 3),
    "clamped_k3": (_clamped, 3, 3),
    "gradient_of": (_gradient, 4, 4),
    "stepped": (_stepped, 4, 4),
    "chance_first_is_better": (_chance_first, 3, 3),
}
