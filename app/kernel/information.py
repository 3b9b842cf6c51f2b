"""What one thing says about another: joint and conditional entropy, and mutual information."""

import math

import numpy as np

from app.kernel.arrays import ArrayLike, FloatArray
from app.kernel.double_double import exact_sums, two_product
from app.kernel.gap import NEAR, gaps, log_ratios
from app.kernel.joint import Joint, as_joint
from app.kernel.units import PER_NAT, Unit, check_unit


def joint_entropy(joint: ArrayLike | Joint, unit: Unit = "bits") -> float:
    r"""Return the entropy of the pair: the least average cost of saying both what X and what Y is.

    .. math:: H(X, Y) = -\sum_{x, y} p(x, y) \log p(x, y) = H(X) + H(Y \mid X)

    Parameters
    ----------
    joint
        Shape (rows, columns): the probability of each pair, X the row and Y the column; or a `Joint`.
    unit
        "bits" or "nats".

    Returns
    -------
    float
        From the larger of H(X) and H(Y), where one settles the other, to H(X) + H(Y), where they are independent.

    Raises
    ------
    KernelError
        If it is no table of probabilities that sum to 1, or the unit is unknown.

    Notes
    -----
    The usual mistake: to add the entropies of the margins. That counts what both say twice; it is right for
    independent pairs alone, and too much by the mutual information for all others.

    References
    ----------
    Cover & Thomas (2006), "Elements of Information Theory", 2nd ed., section 2.2.

    Examples
    --------
    >>> joint_entropy([[0.25, 0.25], [0.25, 0.25]]), joint_entropy([[0.5, 0.0], [0.0, 0.5]])
    (2.0, 1.0)
    """
    check_unit(unit)
    return _uncertainty(as_joint(joint).table.reshape(1, -1), unit)


def conditional_entropy(joint: ArrayLike | Joint, unit: Unit = "bits") -> float:
    r"""Return the entropy that is left of Y once X is known, on average over X.

    .. math:: H(Y \mid X) = \sum_x p(x)\, H(Y \mid X = x) = -\sum_{x, y} p(x, y) \log \frac{p(x, y)}{p(x)}

    Parameters
    ----------
    joint
        Shape (rows, columns): the probability of each pair, X the row and Y the column; or a `Joint`.
    unit
        "bits" or "nats".

    Returns
    -------
    float
        From 0 (X settles Y) to H(Y) (X says nothing about it).

    Raises
    ------
    KernelError
        If it is no table of probabilities that sum to 1, or the unit is unknown.

    Notes
    -----
    The usual misunderstanding: that to know more is never to be less sure. One particular X can leave more
    entropy than there was before; only the average over X cannot.

    It is no KL and no difference here: H(X, Y) - H(X) loses what is left of Y where X nearly settles it. The likeliest
    Y of each row costs -log(1 - the others), from the others themselves.

    References
    ----------
    Cover & Thomas (2006), section 2.2 and theorem 2.6.5.

    Examples
    --------
    >>> conditional_entropy([[0.5, 0.0], [0.25, 0.25]])
    0.5
    >>> joint = [[0.3, 0.15, 0.05], [0.1, 0.15, 0.25]]
    >>> round(conditional_entropy(joint, "nats"), 6)  # the drink, once the clock is seen
    0.963799
    """
    check_unit(unit)
    return _uncertainty(as_joint(joint).table, unit)


def mutual_information(joint: ArrayLike | Joint, unit: Unit = "bits") -> float:
    r"""Return what X and Y say about each other: the KL from the joint distribution to the product of its margins.

    .. math:: I(X; Y) = \mathrm{KL}\bigl(p(x, y) \,\|\, p(x)\, p(y)\bigr) = H(Y) - H(Y \mid X) = H(X) - H(X \mid Y)

    Parameters
    ----------
    joint
        Shape (rows, columns): the probability of each pair, X the row and Y the column; or a `Joint`.
    unit
        "bits" or "nats".

    Returns
    -------
    float
        From 0, for independent pairs and no others, to the smaller of H(X) and H(Y).

    Raises
    ------
    KernelError
        If it is no table of probabilities that sum to 1, or the unit is unknown.

    Notes
    -----
    The usual misunderstanding: that it is 0 whenever X and Y do not correlate. It is 0 only if no X changes the
    distribution of Y at all. And measured from counts it is hardly ever 0, also where the truth is.

    Computed from terms none of which is negative, with the difference between product and table from margins that
    carry their rounding along. Without that a table one part in a thousand million from independence keeps no digit,
    and often comes out negative. `np.outer([.3, .7], [.2, .3, .5])` rounds to a table that is *not* independent: its
    information is 5.5e-35 nats. Counts, by `Joint.from_weights`, are exact.

    References
    ----------
    Shannon (1948), section 12. Cover & Thomas (2006), section 2.4.

    Examples
    --------
    >>> mutual_information([[0.5, 0.0], [0.0, 0.5]]), mutual_information([[0.125, 0.125], [0.375, 0.375]])
    (1.0, 0.0)
    >>> joint = [[0.3, 0.15, 0.05], [0.1, 0.15, 0.25]]
    >>> round(mutual_information(joint, "nats"), 6)  # what the clock says about the drink
    0.125101
    """
    check_unit(unit)
    table = _possible(as_joint(joint).table)
    rows, rows_rest = exact_sums(table.tolist())
    columns, columns_rest = exact_sums(table.T.tolist())
    (total,), (total_rest,) = exact_sums([table.ravel().tolist()])
    r, r_rest = rows[:, None], rows_rest[:, None]
    # The product of the margins less the table, both times the total: two numbers that may agree in every digit.
    product, product_rest = two_product(r, columns[None, :])
    observed, observed_rest = two_product(table, total)
    rest = (product_rest - observed_rest) + (r * columns_rest + r_rest * columns - table * total_rest)
    difference = (product - observed) + rest
    # Divided by its row, so that no product of two small margins underflows.
    shares, wanted = observed / r, np.broadcast_to(columns, table.shape)
    costs = gaps(shares.ravel(), wanted.ravel(), (difference / r).ravel(), unit).reshape(table.shape)
    return max(0.0, math.fsum((r * costs).ravel().tolist()) / float(total) ** 2)


def _possible(table: FloatArray) -> FloatArray:
    """Return the table without rows and columns that never happen."""
    return table[table.any(axis=1)][:, table.any(axis=0)]


def _uncertainty(table: FloatArray, unit: Unit) -> float:
    """Return what is left to be said, on average, of the column once the row is known."""
    table = table[table.any(axis=1)]
    rows, _ = exact_sums(table.tolist())
    each_row = np.repeat(rows, table.shape[1])
    logs = -log_ratios(table.ravel(), each_row, unit).reshape(table.shape)
    for row, likeliest in enumerate(table.argmax(axis=1).tolist()):
        others = np.delete(table[row], likeliest)
        missing = math.fsum(others.tolist()) / float(rows[row])
        if missing < NEAR:
            logs[row, likeliest] = -math.log1p(-missing) * PER_NAT[unit]
    costs = np.where(table > 0.0, table * logs, 0.0)
    return max(0.0, math.fsum(costs.ravel().tolist()) / math.fsum(rows.tolist()))
