"""The three estimates of a KL that one draw gives."""

import numpy as np

from app.kernel.arrays import ArrayLike, FloatArray
from app.kernel.errors import KernelError
from app.kernel.gap import NEAR, gaps


def k1(log_ratio: ArrayLike) -> FloatArray:
    r"""Return the plain estimate of KL(P ‖ Q) from draws of P: what each cost more than under P.

    .. math:: k_1 = -\ln r = \ln p(x) - \ln q(x), \qquad r = \frac{q(x)}{p(x)}

    Parameters
    ----------
    log_ratio
        Any shape: ln r of each draw; -∞ where Q rules out what came.

    Returns
    -------
    array of that shape
        In nats, of either sign.

    Raises
    ------
    KernelError
        If a logarithm is NaN or +∞: P cannot draw what it rules out.

    Notes
    -----
    Its average is KL(P ‖ Q), always. The usual misunderstanding: that a negative estimate is an error. Every draw that
    Q thinks likelier than P gives one.

    References
    ----------
    Schulman (2020), "Approximating KL Divergence".

    Examples
    --------
    >>> k1(np.log([0.5, 2.0])).round(6).tolist()
    [0.693147, -0.693147]
    """
    return 0.0 - _checked(log_ratio)


def k2(log_ratio: ArrayLike) -> FloatArray:
    r"""Return half the squared logarithm of each draw: never negative, and biased.

    .. math:: k_2 = \tfrac12 (\ln r)^2

    Parameters
    ----------
    log_ratio
        As for `k1`.

    Returns
    -------
    array of that shape
        In nats squared, strictly; at least 0.

    Raises
    ------
    KernelError
        As for `k1`.

    Notes
    -----
    Near P = Q its average is KL to second order; far from it, it is another quantity. Its gradient is the right one
    all the same: see `estimator_gradients`.

    References
    ----------
    Schulman (2020).

    Examples
    --------
    >>> k2(np.log([0.5, 2.0])).round(6).tolist()
    [0.240227, 0.240227]
    """
    return 0.5 * _checked(log_ratio) ** 2


def k3(log_ratio: ArrayLike) -> FloatArray:
    r"""Return the height of the tangent of the logarithm above it, for each draw: never negative.

    .. math:: k_3 = r - 1 - \ln r

    Parameters
    ----------
    log_ratio
        As for `k1`.

    Returns
    -------
    array of that shape
        In nats, at least 0; `inf` where r is no double.

    Raises
    ------
    KernelError
        As for `k1`.

    Notes
    -----
    k1, and r - 1 beside it, whose average is 0 where P allows all that Q does. Its digits are kept where r is nearly 1:
    r - 1 and ln r agree in half of theirs.

    References
    ----------
    Schulman (2020).

    Examples
    --------
    >>> k3(np.log([0.5, 2.0])).round(6).tolist()
    [0.193147, 0.306853]
    >>> round(float(k3(1e-9)) * 1e18, 6)  # half the square
    0.5
    """
    logs = _checked(log_ratio)
    with np.errstate(over="ignore"):
        beyond_one = np.expm1(logs)
    heights: FloatArray = np.array(beyond_one - logs)
    near = np.abs(beyond_one) < NEAR
    small = np.asarray(beyond_one[near])
    heights[near] = gaps(np.ones_like(small), 1.0 + small, small, "nats")
    return heights


def _checked(log_ratio: ArrayLike) -> FloatArray:
    logs = np.asarray(log_ratio, dtype=np.float64)
    wrong = ~(logs < np.inf)
    if wrong.any():
        raise KernelError(
            f"log_ratio is {float(logs[wrong].flat[0])!r} for one draw, but ln r = ln q - ln p is a number or -inf: "
            "give that of an outcome which P can draw."
        )
    return logs
