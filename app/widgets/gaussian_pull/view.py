"""The pull of N(0, 1) as it stands in a page before any script has run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from app.figure.drawing import DrawnWidget
from app.widgets.gaussian_pull.frame import bell, frame
from app.widgets.gaussian_pull.state import PRIOR, GaussianPullState


class GaussianPull(DrawnWidget):
    """A normal to move and widen beside N(0, 1), and what it pays for standing elsewhere."""

    kind = "gaussian_pull"
    title = "The pull of the prior"
    heard: ClassVar[Mapping[str, str]] = {"kl-reverse": "KL, q then prior"}
    about = "A fitted normal q beside the prior N(0, 1), what KL(q ‖ p) costs it, and where that pulls it"
    State = GaussianPullState
    frame = staticmethod(frame)
    python: ClassVar[tuple[str, ...]] = ("mean", "sd")
    python_results: ClassVar[Mapping[str, str]] = {
        "kl-reverse": "kl_q_p",
        "mean-part": "mean_part",
        "spread-part": "spread_part",
        "kl": "kl_p_q",
    }

    def names(self, state: GaussianPullState) -> dict[str, Any]:  # noqa: ARG002 - the prior does not depend on it
        """Return the prior's curve, which no gesture changes."""
        return {"prior": bell(PRIOR.mean, PRIOR.sd)}
