"""The leash as it stands in a page before any script has run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from app.figure.drawing import DrawnWidget
from app.widgets.leash.frame import frame
from app.widgets.leash.state import ANSWERS, LeashState


class Leash(DrawnWidget):
    """Six answers with rewards to drag, the best policy for a price β, and the frontier of reward against KL."""

    kind = "leash"
    title = "Reward on a leash"
    heard: ClassVar[Mapping[str, str]] = {"kl-reverse": "KL, policy then reference"}
    about = "A policy between rewards and a reference: its shares of six answers, and its reward against its KL"
    State = LeashState
    frame = staticmethod(frame)
    python: ClassVar[tuple[str, ...]] = ("reference", "rewards", "beta")
    python_results: ClassVar[Mapping[str, str]] = {
        "reward": "reward",
        "kl-reverse": "kl",
        "objective": "objective",
        "entropy": "policy_entropy",
    }

    def names(self, state: LeashState) -> dict[str, Any]:  # noqa: ARG002 - the answers do not depend on it
        """Return the answers."""
        return {"answers": ANSWERS}
