"""Normals, counts and mixtures."""

from app.atlas.question import Known
from app.kernel.gap import gap
from app.kernel.normals import Normal, NormalMixture, kl_forward, kl_normals, kl_reverse

BACK = "KL(Q ‖ P), the other direction"


def continuous() -> dict[str, Known]:
    """Return the questions about densities, and about a count without an upper end."""
    wide, narrow = Normal(0.0, 1.0), Normal(0.0, 1e-20)
    rate, other = 1_000_000.0, 1_000_500.0
    bumps, one = NormalMixture([0.5, 0.5], [-2.0, 2.0], [0.6, 0.6]), Normal(0.0, 2.0)
    return {
        "narrow": Known(
            {"mean": wide.mean, "sd": wide.sd, "other_mean": narrow.mean, "other_sd": narrow.sd},
            kl_normals(wide, narrow, "nats"),
            {BACK: kl_normals(narrow, wide, "nats")},
        ),
        # The KL of two Poisson distributions is one term of the kernel's sum: a ln(a/b) - a + b.
        "poisson": Known(
            {"rate": rate, "other_rate": other},
            gap(rate, other, other - rate, "nats"),
            {BACK: gap(other, rate, rate - other, "nats")},
        ),
        "mixture": Known(
            {"weights": [0.5, 0.5], "means": [-2.0, 2.0], "sds": [0.6, 0.6], "mean": one.mean, "sd": one.sd},
            kl_forward(bumps, one, "nats"),
            {
                BACK: kl_reverse(bumps, one, "nats"),
                "the average of the bumps' own KLs: an upper bound": kl_normals(Normal(2.0, 0.6), one, "nats"),
            },
        ),
    }
