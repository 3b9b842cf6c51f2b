"""Evidence that grows flip by flip, as it stands in a page before any script has run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from app.figure.drawing import DrawnWidget
from app.widgets.evidence.frame import BOTTOM, TOP, frame, up
from app.widgets.evidence.state import MOST, EvidenceState


class Evidence(DrawnWidget):
    """Average and spread of the log odds as a coin is flipped, and the chance that they have reached a limit."""

    kind = "evidence"
    title = "Evidence, flip by flip"
    heard: ClassVar[Mapping[str, str]] = {"kl": "KL, coin then rival"}
    about = "How the evidence against a wrong claim grows with each flip: its average, its spread, and a limit to reach"
    State = EvidenceState
    frame = staticmethod(frame)
    python: ClassVar[tuple[str, ...]] = ("p", "q", "n", "limit")
    python_results: ClassVar[Mapping[str, str]] = {
        "kl": "kl",
        "mean": "mean",
        "sd": "sd",
        "chance": "chance",
        "wrong": "wrong",
    }

    def names(self, state: EvidenceState) -> dict[str, Any]:  # noqa: ARG002 - the scales do not depend on it
        """Return the scales: marks of evidence with their places, and marks of flips."""
        return {
            "marks": [(bits, 100 * up(bits)) for bits in (0, 10, 20, 30, 40)],
            "flips": [(n, 100 * n / MOST) for n in range(0, MOST + 1, 10)],
            "span": (BOTTOM, TOP),
        }
