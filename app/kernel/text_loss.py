"""What a text costs a language model: the average surprise of its signs, and the perplexity that belongs to it."""

import math

import numpy as np

from app.kernel.arrays import ArrayLike
from app.kernel.errors import KernelError
from app.kernel.units import Unit, check_unit


def mean_surprise(probabilities: ArrayLike, unit: Unit = "bits") -> float:
    r"""Return the average surprise over the signs of a text, which is a language model's loss.

    .. math:: -\frac{1}{n} \sum_{i=1}^{n} \log q(x_i \mid x_1, \dots, x_{i-1})

    Parameters
    ----------
    probabilities
        Shape (n,), n ≥ 1: what the model gave to each sign that came, in [0, 1].
    unit
        "bits" or "nats".

    Returns
    -------
    float
        At least 0; `inf` if one of them is 0.

    Raises
    ------
    KernelError
        If there is none, if one is no probability, or the unit is unknown.

    Notes
    -----
    The usual misunderstanding: two averages compare only if both are taken over the same pieces of the same text.
    Nats a token and bits a character do not.

    References
    ----------
    Jurafsky & Martin (2009), "Speech and Language Processing", 2nd ed., section 4.4.

    Examples
    --------
    >>> mean_surprise([0.5, 0.25, 0.5, 0.25])
    1.5
    >>> mean_surprise([0.5, 0.0])
    inf
    """
    check_unit(unit)
    q = np.asarray(probabilities, dtype=np.float64)
    if not q.size or not ((q >= 0.0) & (q <= 1.0)).all():
        raise KernelError("probabilities: at least one is needed, and each lies between 0 and 1; correct them.")
    with np.errstate(divide="ignore"):
        logs = np.log2(q) if unit == "bits" else np.log(q)
    return max(0.0, -float(logs.sum()) / q.size)


def effective_choices(mean: float, unit: Unit = "bits") -> float:
    r"""Return the perplexity that belongs to an average surprise.

    .. math:: 2^{\text{bits}} = e^{\text{nats}}

    Parameters
    ----------
    mean
        An average surprise, at least 0.
    unit
        What it is counted in, "bits" or "nats".

    Returns
    -------
    float
        At least 1, without a unit: the inverse of the geometric mean of the probabilities; `inf` for an infinite mean.

    Raises
    ------
    KernelError
        If the mean is negative or not a number, or the unit is unknown.

    Notes
    -----
    The usual mistake: to take e to the bits, or 2 to the nats. And it is no count that ends at the size of the
    vocabulary: a model that is sure of the wrong things has more.

    Examples
    --------
    >>> effective_choices(mean_surprise([1 / 27] * 5)) == effective_choices(math.log2(27))
    True
    >>> effective_choices(3.0), round(effective_choices(3.0 * math.log(2), "nats"), 12)
    (8.0, 8.0)
    """
    check_unit(unit)
    if not mean >= 0.0:
        raise KernelError(f"mean is {mean!r}, but an average surprise is at least 0: give one.")
    if unit == "bits":
        return 2.0**mean if mean < 1024 else math.inf
    return math.exp(mean) if mean < 709 else math.inf
