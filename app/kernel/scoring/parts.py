"""What a score is made of: the floor, what was not told apart, and what was said wrongly."""

import math
from dataclasses import dataclass

from app.kernel.arrays import ArrayLike
from app.kernel.gap import gap
from app.kernel.pmf import Pmf
from app.kernel.scoring.situations import read_situations
from app.kernel.units import PER_NAT, Unit, check_unit


@dataclass(frozen=True, slots=True)
class ScoreParts:
    """An expected loss in three parts, none of which is negative.

    Attributes
    ----------
    floor : float
        What the best forecaster pays, who knows the truth of each situation.
    lost_refinement : float
        What it costs to say the same where the truths differ.
    miscalibration : float
        What it costs that yes does not come as often as was said.

    Examples
    --------
    >>> ScoreParts(0.25, 0.125, 0.5).loss
    0.875
    """

    floor: float
    lost_refinement: float
    miscalibration: float

    @property
    def loss(self) -> float:
        """The expected loss."""
        return self.floor + self.lost_refinement + self.miscalibration


def log_loss_parts(
    truths: ArrayLike, forecasts: ArrayLike, weights: ArrayLike | Pmf | None = None, unit: Unit = "nats"
) -> ScoreParts:
    r"""Return the parts of the expected log loss of forecasts of yes or no.

    .. math:: \sum_x w_x \operatorname{H}(o_x, f_x) = H(Y \mid X) + \bigl[ H(Y \mid F) - H(Y \mid X) \bigr]
        + \sum_f w_f\, \mathrm{KL}(o_f \| f), \qquad o_f = P(Y \mid F = f)

    Parameters
    ----------
    truths
        Shape (n,): o, how probable yes is in each situation.
    forecasts
        Shape (n,): f, what is said there; 0 and 1 are allowed.
    weights
        Shape (n,): how frequent each situation is; equally, if left out.
    unit
        "nats" or "bits".

    Returns
    -------
    ScoreParts
        The miscalibration is `inf` where something was ruled out that happens.

    Raises
    ------
    KernelError
        If a number is no probability, the numbers of them differ, or the unit is unknown.

    Notes
    -----
    The usual misunderstanding: that good forecasts are calibrated ones. To say the overall frequency always is
    perfectly calibrated and tells nothing. And from data alone floor and lost refinement cannot be told apart: nobody
    sees the truth of a situation, only how often yes came where the same was said.

    Situations count as one where their forecasts are equal as numbers. In bins that hold different forecasts the
    equation holds of the binned forecast only.

    References
    ----------
    Murphy (1973), "A New Vector Partition of the Probability Score". Bröcker (2009), "Reliability, sufficiency, and
    the decomposition of proper scores".

    Examples
    --------
    >>> mornings = log_loss_parts([0.1, 0.3, 0.7, 0.9], [0.05, 0.05, 0.95, 0.95])
    >>> round(mornings.floor, 6), round(mornings.lost_refinement, 6), round(mornings.miscalibration, 6)
    (0.467974, 0.032429, 0.139779)
    """
    check_unit(unit)
    there = read_situations(truths, forecasts, weights)
    (seen, group), per_nat = there.of_one_forecast(), PER_NAT[unit]
    truths_seen = seen.truths[group].tolist()
    w, o = there.weights.tolist(), there.truths.tolist()
    floor = math.fsum(weight * _binary_entropy(truth) for weight, truth in zip(w, o, strict=True))
    apart = zip(w, o, truths_seen, strict=True)
    lost = math.fsum(weight * _binary_kl(a, b) for weight, a, b in apart if weight > 0.0)
    groups = zip(seen.weights.tolist(), seen.truths.tolist(), seen.forecasts.tolist(), strict=True)
    wrong = math.fsum(weight * _binary_kl(a, b) for weight, a, b in groups if weight > 0.0)
    return ScoreParts(floor * per_nat, lost * per_nat, wrong * per_nat)


def brier_parts(truths: ArrayLike, forecasts: ArrayLike, weights: ArrayLike | Pmf | None = None) -> ScoreParts:
    r"""Return the parts of the expected Brier score of forecasts of yes or no.

    .. math:: \sum_x w_x \mathrm{E} (Y - f_x)^2 = \sum_x w_x o_x (1 - o_x) + \sum_x w_x (o_x - o_{f_x})^2
        + \sum_f w_f (o_f - f)^2

    Parameters
    ----------
    truths, forecasts, weights
        As for `log_loss_parts`.

    Returns
    -------
    ScoreParts
        In squared probability, of the one column "yes". Who adds up the columns yes and no has twice as much.

    Raises
    ------
    KernelError
        As for `log_loss_parts`.

    Notes
    -----
    It and the log loss are both least at the truth, and yet they can rank two forecasters differently: the Brier score
    has nothing against a forecast of 0 that is hardly ever wrong.

    References
    ----------
    Brier (1950), "Verification of Forecasts Expressed in Terms of Probability". Murphy (1973).

    Examples
    --------
    >>> mornings = brier_parts([0.1, 0.3, 0.7, 0.9], [0.05, 0.05, 0.95, 0.95])
    >>> round(mornings.floor, 6), round(mornings.lost_refinement, 6), round(mornings.miscalibration, 6)
    (0.15, 0.01, 0.0225)
    """
    there = read_situations(truths, forecasts, weights)
    (seen, group), w, o = there.of_one_forecast(), there.weights, there.truths
    return ScoreParts(
        floor=math.fsum((w * o * (1.0 - o)).tolist()),
        lost_refinement=math.fsum((w * (o - seen.truths[group]) ** 2).tolist()),
        miscalibration=math.fsum((seen.weights * (seen.truths - seen.forecasts) ** 2).tolist()),
    )


def _binary_entropy(o: float) -> float:
    likelier = max(o, 1.0 - o)
    other = 1.0 - likelier if likelier == o else o
    return (-other * math.log(other) if other > 0.0 else 0.0) - likelier * math.log1p(-other)


def _binary_kl(o: float, f: float) -> float:
    return gap(o, f, f - o, "nats") + gap(1.0 - o, 1.0 - f, o - f, "nats")
