"""What the figure holds: the mean and the width of the fitted normal q. The prior p is N(0, 1) and stands still."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Final

import param

from app.figure.declared import DeclaredState, Guess
from app.kernel import Normal
from app.kernel.normals import kl_normals, pull_to_standard

PRIOR: Final = Normal(0.0, 1.0)


class GaussianPullState(DeclaredState):
    """A normal q that is held to N(0, 1), as the encoder of a variational autoencoder is.

    Examples
    --------
    >>> code = GaussianPullState.from_options({"mean": 2, "sd": 1})
    >>> code.results()["kl-reverse"], code.results()["pull-mean"]
    (2.0, -2.0)
    """

    kind = "gaussian_pull"
    controls: ClassVar[tuple[str, ...]] = ("other-order", "pull")
    units: ClassVar[Mapping[str, str | None]] = {
        "kl-reverse": "nats",
        "mean-part": "nats",
        "spread-part": "nats",
        "kl": "nats",
        "pull-mean": None,
        "pull-sd": None,
    }
    predictable: ClassVar[Mapping[str, Guess]] = {
        "kl-reverse": Guess("KL(q ‖ p)", "How many nats does blue pay for standing where it stands?", 0, 5),
    }

    mean = param.Number(default=1.5, bounds=(-2.5, 2.5), doc="The mean of q.")
    sd = param.Number(default=0.5, bounds=(0.05, 2.0), doc="The standard deviation of q.")

    def results(self) -> dict[str, float]:
        """Return KL(q ‖ p) and its two parts, the other order KL(p ‖ q), and the pull on mean and width.

        In nats, with p the truth and q the model by their colours, KL(q ‖ p) is the reverse direction.
        """
        q = Normal(self.mean, self.sd)
        pull = pull_to_standard(q)
        return {
            "kl-reverse": pull.kl,
            "mean-part": pull.mean_part,
            "spread-part": pull.spread_part,
            "kl": kl_normals(PRIOR, q),
            "pull-mean": pull.on_mean,
            "pull-sd": pull.on_sd,
        }
