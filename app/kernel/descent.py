"""Training a softmax model by gradient descent on a cross-entropy: every model that it passes."""

import math

import numpy as np

from app.kernel.arrays import ArrayLike, FloatArray
from app.kernel.errors import KernelError
from app.kernel.reading import read_probabilities
from app.kernel.softmax import softmax


def softmax_descent(targets: ArrayLike, rate: float = 1.0) -> FloatArray:
    r"""Return the models that gradient descent passes, one logit an outcome, from equal logits on.

    .. math:: q_t = \mathrm{softmax}(z_t), \qquad z_0 = 0, \qquad
        z_{t+1} = z_t - \eta\, \nabla_z H(f_t, q_t) = z_t + \eta\, (f_t - q_t)

    Parameters
    ----------
    targets
        Shape (steps, k): the frequencies whose cross-entropy each step goes down; the same row throughout for training
        on a whole sample, a new one each step for training on batches.
    rate
        η, a finite number above 0. On a whole sample every step goes down as long as it is at most 2.

    Returns
    -------
    array of shape (steps + 1, k)
        The model before each step, and after the last; the first is uniform.

    Raises
    ------
    KernelError
        If a row is no distribution, or the rate is not a finite number above 0.

    Notes
    -----
    The gradient is the model minus the frequencies, whatever the entropy of either: cross-entropy, KL(f ‖ q) and the
    negative log-likelihood divided by n have it in common, and lead to the same models. The usual misunderstanding:
    that the models approach the truth. They approach f, which came from the truth.

    Examples
    --------
    >>> softmax_descent([[0.75, 0.25]] * 200)[[0, 1, 200]].round(3).tolist()
    [[0.5, 0.5], [0.622, 0.378], [0.75, 0.25]]
    """
    rows = np.asarray(targets, dtype=np.float64)
    if rows.ndim != 2 or rows.shape[1] == 0:
        raise KernelError(f"targets have the shape {rows.shape}, but each step has a row of frequencies: give these.")
    for step, row in enumerate(rows):
        if step == 0 or not np.array_equal(row, rows[step - 1]):
            read_probabilities(row, f"targets[{step}]")
    if not (math.isfinite(rate) and rate > 0.0):
        raise KernelError(f"rate is {rate!r}, but it is a finite number above 0: give one, such as 1.")
    logits = np.zeros(rows.shape[1])
    models = [softmax(logits)]
    for row in rows:
        logits = logits + rate * (row - models[-1])
        shares = np.exp(logits - logits.max())  # `softmax`, whose checks the rows have passed
        models.append(shares / math.fsum(shares.tolist()))
    softmax(logits)  # refuses logits that a huge rate has driven out of range
    return np.array(models)
