"""Distillation as it stands in a page before any script has run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from app.figure.drawing import DrawnWidget
from app.widgets.distillation.frame import frame
from app.widgets.distillation.state import CLASSES, DistillationState


class Distillation(DrawnWidget):
    """A teacher's and a student's probabilities for one picture, the student's logits to drag, and a temperature."""

    kind = "distillation"
    title = "Teacher, student, temperature"
    heard: ClassVar[Mapping[str, str]] = {"kl": "KL, teacher then student"}
    about = "What a teacher and a student give to five classes at a temperature, and KL(teacher ‖ student)"
    State = DistillationState
    frame = staticmethod(frame)
    python: ClassVar[tuple[str, ...]] = ("teacher", "student", "temperature")
    python_results: ClassVar[Mapping[str, str]] = {
        "kl": "kl",
        "scaled-kl": "scaled",
        "entropy": "teacher_entropy",
        "label-loss": "label_loss",
    }

    def names(self, state: DistillationState) -> dict[str, Any]:  # noqa: ARG002 - the classes do not depend on it
        """Return the classes."""
        return {"classes": CLASSES}
