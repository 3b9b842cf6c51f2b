"""Weights and priors: training or judging on another P than the true one."""

import math

import numpy as np

from app.kernel.arrays import ArrayLike, FloatArray
from app.kernel.errors import KernelError
from app.kernel.pmf import Pmf, as_pair, as_pmf
from app.kernel.reading import read_numbers


def weighted_target(p: ArrayLike | Pmf, weights: ArrayLike) -> Pmf:
    r"""Return the model at which a cross-entropy with class weights is least: not P.

    .. math:: \operatorname*{arg\,min}_q\; -\sum_i w_i p_i \log q_i, \qquad q_i = \frac{w_i p_i}{\sum_j w_j p_j}

    Parameters
    ----------
    p
        Shape (n,): how frequent each class is.
    weights
        Shape (n,): w, finite and at least 0, not all 0 where P is not.

    Returns
    -------
    Pmf
        With the labels of P.

    Raises
    ------
    KernelError
        If P is no distribution, a weight is negative or not finite, the lengths differ, or nothing is left.

    Notes
    -----
    The usual misunderstanding: that class weights change how much is learnt, and not what. They train for another
    truth, in which the rare class is common; the forecasts have to be taken back, see `prior_shift`.

    References
    ----------
    Elkan (2001), "The Foundations of Cost-Sensitive Learning".

    Examples
    --------
    >>> weighted_target([0.1, 0.9], [9.0, 1.0]).probabilities.round(12).tolist()
    [0.5, 0.5]
    """
    truth, w = as_pmf(p), read_numbers(weights, "weights")
    if w.size != len(truth):
        raise KernelError(f"P has {len(truth)} classes and there are {w.size} weights: give one weight for each class.")
    wrong = ~((w >= 0.0) & np.isfinite(w))
    if wrong.any():
        index = int(np.argmax(wrong))
        raise KernelError(
            f"weights[{index}] is {float(w[index])!r}, but a weight is finite and never negative: give 0 up."
        )
    # Scaled first: the product of a huge weight and a probability is a number still.
    return Pmf.from_weights(truth.probabilities * (w / max(float(w.max()), math.ulp(0.0))), truth.labels)


def prior_shift(forecast: ArrayLike | Pmf, trained: ArrayLike | Pmf, true: ArrayLike | Pmf) -> Pmf:
    r"""Return a forecast for other class frequencies than those that the model was trained on.

    .. math:: q'_i = \frac{q_i\, \pi'_i / \pi_i}{\sum_j q_j\, \pi'_j / \pi_j}

    Parameters
    ----------
    forecast
        Shape (n,): q, what the model says of one case.
    trained
        Shape (n,): π, how frequent each class was in training; above 0 where the forecast is.
    true
        Shape (n,): π′, how frequent it is where the model is used.

    Returns
    -------
    Pmf
        With the labels of the forecast.

    Raises
    ------
    KernelError
        If one is no distribution, their lengths differ, a class was never trained that the forecast allows, or none
        is left.

    Notes
    -----
    Bayes' rule: odds multiply. It is right where the classes look the same in both places, and only their frequencies
    differ. The usual mistake is to multiply the probability by the prior and stop, without dividing.

    References
    ----------
    Saerens, Latinne & Decaestecker (2002), "Adjusting the Outputs of a Classifier to New a Priori Probabilities".

    Examples
    --------
    >>> prior_shift([0.9, 0.1], [0.5, 0.5], [0.01, 0.99]).probabilities.round(6).tolist()
    [0.083333, 0.916667]
    """
    q, before = as_pair(forecast, as_pmf(trained, "trained"))
    _, after = as_pair(q, as_pmf(true, "true"))
    possible = q.probabilities > 0.0
    if (before.probabilities[possible] == 0.0).any():
        raise KernelError("trained gives 0 to a class that the forecast allows, so no ratio exists: give it above 0.")
    ratios: FloatArray = np.zeros(len(q))
    ratios[possible] = after.probabilities[possible] / before.probabilities[possible]
    if not (q.probabilities * ratios).any():
        raise KernelError(
            "true gives 0 to every class that the forecast allows, so nothing is left: let them share one."
        )
    return Pmf.from_weights(q.probabilities * ratios, q.labels)
