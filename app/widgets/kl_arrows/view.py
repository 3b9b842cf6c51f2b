"""Three estimators as losses, as they stand in a page before any script has run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from app.figure.drawing import DrawnWidget
from app.figure.ways import Way, pressed
from app.widgets.kl_arrows.frame import frame
from app.widgets.kl_arrows.state import ANSWERS, KlArrowsState


class KlArrows(DrawnWidget):
    """Where k1, k2 and k3 lead a policy as losses, beside the gradients of the two KLs."""

    kind = "kl_arrows"
    title = "Whose gradient?"
    heard: ClassVar[Mapping[str, str]] = {"kl": "KL, policy then reference"}
    about = "Arrows: where k1, k2 and k3 of a policy and its reference lead as losses, and what KL is after a step"
    State = KlArrowsState
    frame = staticmethod(frame)
    python: ClassVar[tuple[str, ...]] = ("policy", "reference", "step")
    # The arrows themselves are those of the twenty draws, if the figure is set to them; these do not depend on that.
    python_results: ClassVar[Mapping[str, str]] = {
        "kl": "kl",
        "reverse-kl": "reverse_kl",
        "true-a": "true_a",
        "true-b": "true_b",
        "true-c": "true_c",
    }

    def own_ways(self) -> tuple[Way, ...]:
        """Return what a hand can do, with other draws too."""
        return (*super().own_ways(), pressed("another", "Draw twenty others."))

    def names(self, state: KlArrowsState) -> dict[str, Any]:  # noqa: ARG002 - the answers do not depend on it
        """Return the names of the answers."""
        return {"answers": ANSWERS}
