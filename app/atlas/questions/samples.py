"""Columns of draws, and a table of counts."""

import math

import numpy as np

from app.atlas.question import Known
from app.kernel import Pmf, kl_divergence
from app.kernel.normals import Normal, NormalMixture, kl_normals
from app.kernel.units import PER_NAT

DRAWS = 1000
#: Four standard errors of a mean of so many log-ratios: of these two normals they have the standard deviation 1.
SLACK = 4.0 / math.sqrt(DRAWS)


def samples() -> dict[str, Known]:
    """Return the questions for KL between the sources of two columns."""
    home, away = Normal(0.0, 1.0), Normal(1.0, 1.0)
    chance = np.random.default_rng(2026)
    first, second, third = (NormalMixture([1.0], [m], [1.0]).sample(DRAWS, chance).tolist() for m in (0.0, 1.0, 0.0))
    few = [float(1 + row % 20) for row in range(DRAWS)]
    shift = kl_normals(home, away, "nats")
    each = DRAWS / 20
    return {
        "samples": Known({"x": first, "y": second}, shift, slack=SLACK),
        "samples-same": Known({"x": first, "y": third}, kl_normals(home, home, "nats"), slack=SLACK),
        "one-row-more": Known(
            {"x": few, "y": [*few, 21.0]},
            kl_divergence([*[0.05] * 20, 0.0], Pmf.from_weights([*[each] * 20, 1]), "nats"),
        ),
        "outlier": Known({"x": first, "y": [*second[:-1], 1e6]}, shift, slack=SLACK),
    }


def table() -> dict[str, Known]:
    """Return the question for the mutual information of the café's times and drinks."""
    joint = [[0.3, 0.15, 0.05], [0.1, 0.15, 0.25]]
    product = np.outer(np.sum(joint, axis=1), np.sum(joint, axis=0))
    information = kl_divergence(np.ravel(joint), product.ravel(), "nats")
    others = {
        "the square root of twice the KL": math.sqrt(2 * information),
        "the same in bits": information * PER_NAT["bits"],
    }
    return {"table": Known({"table": joint}, information, others)}
