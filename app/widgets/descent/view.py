"""A training run as it stands in a page before any script has run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from app.figure.drawing import DrawnWidget
from app.figure.ways import Way, pressed
from app.widgets.descent.frame import DRINKS, MARKS, frame
from app.widgets.descent.state import DescentState
from app.widgets.descent.training import BATCH, STEPS


class Descent(DrawnWidget):
    """A truth, a sample, a model in training, and its costs on the sample and on new data, step by step."""

    kind = "descent"
    title = "Training, step by step"
    heard: ClassVar[Mapping[str, str]] = {"kl": "KL, truth then model", "training-gap": "KL, sample then model"}
    about = (
        "Training: truth P, sample and model Q over eight drinks, and the costs of new data and of the sample by step"
    )
    State = DescentState
    frame = staticmethod(frame)
    python = ("p", "n", "seed", "step", "batch", "unit")
    python_results = {  # noqa: RUF012 - never changed
        "entropy": "floor",
        "kl": "gap",
        "cross-entropy": "new_data",
        "training-loss": "on_sample",
        "training-floor": "sample_floor",
    }

    def own_ways(self) -> tuple[Way, ...]:
        """Return what a hand can do, the run of the training too."""
        play = Way('[data-role="play"]', "Press", "Let the training run, or pause it.", ("Enter",))
        return (play, pressed("another", "Draw another sample."), *super().own_ways())

    def names(self, state: DescentState) -> dict[str, Any]:  # noqa: ARG002 - they do not depend on it
        """Return the words and counts that no gesture changes."""
        return {"drinks": DRINKS, "marks": MARKS, "steps": STEPS, "batch": BATCH}
