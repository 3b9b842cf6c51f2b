"""What the logits of a classifier cost, and which way each of them should move."""

from dataclasses import dataclass

from app.kernel.arrays import ArrayLike, FloatArray
from app.kernel.errors import KernelError
from app.kernel.pmf import Pmf, as_pmf
from app.kernel.softmax import log_softmax, softmax


def loss_gradient(target: ArrayLike | Pmf, logits: ArrayLike) -> FloatArray:
    r"""Return the gradient of the cross-entropy between a target and the softmax of the logits.

    .. math:: \frac{\partial}{\partial z_i} \operatorname{H}(P, \operatorname{softmax}(z)) = q_i - p_i

    Parameters
    ----------
    target
        Shape (n,): P, a one-hot label or a softer one.
    logits
        Shape (n,): z, finite numbers.

    Returns
    -------
    array of shape (n,)
        In nats for each unit of a logit; the entries sum to 0.

    Raises
    ------
    KernelError
        If the target is no distribution, a logit is not finite, or their numbers differ.

    Notes
    -----
    A step downhill moves against it: a logit rises where the model gives less than the target, q < p. With a one-hot
    target the entry of the right class is -(1 - q), which no finite logits make 0.

    References
    ----------
    Bishop (2006), "Pattern Recognition and Machine Learning", section 4.3.4.

    Examples
    --------
    >>> loss_gradient([1, 0], [0.0, 0.0]).tolist()
    [-0.5, 0.5]
    """
    truth, q = as_pmf(target), softmax(logits)
    if len(truth) != q.size:
        raise KernelError(f"P has {len(truth)} classes and there are {q.size} logits: give one logit for each class.")
    gradient: FloatArray = q - truth.probabilities / (1.0 + truth.excess)
    return gradient


@dataclass(frozen=True, slots=True)
class BinaryLosses:
    r"""Two losses of a yes-or-no model, and how hard each pulls at its logit.

    .. math:: p = \frac{1}{1 + e^{-z}}, \qquad -\ln p, \qquad \tfrac12 (1 - p)^2

    Attributes
    ----------
    probability : float
        p, what is left for the right class.
    log_loss : float
        -ln p, in nats.
    squared_error : float
        ½(1 - p)², half the square of what is missing.
    log_loss_slope : float
        The size of its derivative by z, 1 - p.
    squared_error_slope : float
        The size of its derivative by z, p (1 - p)².
    """

    probability: float
    log_loss: float
    squared_error: float
    log_loss_slope: float
    squared_error_slope: float


def binary_losses(logit: float) -> BinaryLosses:
    r"""Return both losses of a model whose logit for the right class is z, and their slopes.

    Parameters
    ----------
    logit
        z, finite: how far the right class is ahead of the wrong one.

    Returns
    -------
    BinaryLosses
        The slopes as sizes: both losses fall as z rises.

    Raises
    ------
    KernelError
        If the logit is not finite.

    Notes
    -----
    The half in the squared error is a convention. Without it the error and its slope are twice as large, and
    tell the same story: where the model is sure and wrong, the slope of the squared error vanishes and that of the log
    loss does not.

    Examples
    --------
    >>> losses = binary_losses(0.0)
    >>> losses.log_loss_slope, losses.squared_error_slope
    (0.5, 0.125)
    """
    right, wrong = softmax([logit, 0.0]).tolist()
    return BinaryLosses(
        probability=right,
        log_loss=-float(log_softmax([logit, 0.0])[0]),
        squared_error=0.5 * wrong**2,
        log_loss_slope=wrong,
        squared_error_slope=right * wrong**2,
    )
