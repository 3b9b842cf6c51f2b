"""The logits as they stand in a page before any script has run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from app.figure.drawing import DrawnWidget
from app.figure.ways import Way, pressed
from app.widgets.logits.frame import frame
from app.widgets.logits.state import LogitsState


class Logits(DrawnWidget):
    """Four logits to drag, the model and the target that they are measured by, and the loss with its two parts."""

    kind = "logits"
    title = "Logits, softmax and loss"
    heard: ClassVar[Mapping[str, str]] = {"kl": "KL, label then model"}
    about = "Logits of four classes, the probabilities that softmax makes of them beside the target, and the loss"
    State = LogitsState
    frame = staticmethod(frame)
    python: ClassVar[tuple[str, ...]] = ("logits", "right", "smoothing")
    python_results: ClassVar[Mapping[str, str]] = {"entropy": "floor", "cross-entropy": "loss", "kl": "gap"}

    def own_ways(self) -> tuple[Way, ...]:
        """Return what a hand can do, the steps too."""
        return (
            *super().own_ways(),
            pressed("step", "Take a step downhill; held down, one after another.", "Press or hold"),
            pressed("raise", "Add 1 to every logit."),
            pressed("lower", "Take 1 from every logit."),
        )
