"""What the figure holds: the logits of teacher and student for one picture, and the temperature that softens both."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Final

import param

from app.figure.declared import DeclaredState, Guess, Numbers
from app.kernel import entropy, kl_divergence, log_softmax, softmax
from app.kernel.arrays import FloatArray

#: The picture shows the first of these: that is all that its label says.
CLASSES: Final = ("cat", "tiger", "dog", "car", "lorry")
LARGEST: Final = 10.0


class DistillationState(DeclaredState):
    """A teacher, a student, and a temperature.

    Examples
    --------
    >>> copied = DistillationState.from_options({"student": [7, 5, 3.5, 0, -1]})
    >>> abs(round(copied.results()["kl"], 12))
    0.0
    """

    kind = "distillation"
    controls: ClassVar[tuple[str, ...]] = ("temperature", "label", "scaled")
    units: ClassVar[Mapping[str, str | None]] = {
        "kl": "nats",
        "scaled-kl": "nats",
        "entropy": "nats",
        "label-loss": "nats",
    }
    predictable: ClassVar[Mapping[str, Guess]] = {
        "kl": Guess("KL(teacher ‖ student)", "How many nats is this student from the teacher?", 0, 5),
    }

    teacher = Numbers([6, 4, 2.5, -1, -2], low=-LARGEST, high=LARGEST, doc="The teacher's logit for each class.")
    student = Numbers([6, 1, 1, 1, 1], low=-LARGEST, high=LARGEST, doc="The student's logit for each class.")
    temperature = param.Number(default=1.0, bounds=(0.25, 20.0), doc="T: both rows of logits are divided by it.")

    def softened(self) -> tuple[FloatArray, FloatArray]:
        """Return the probabilities of teacher and student at the temperature."""
        return softmax(self.teacher, self.temperature), softmax(self.student, self.temperature)

    def results(self) -> dict[str, float]:
        """Return KL(teacher ‖ student) and the teacher's entropy at T, T² KL, and the loss of the label at T = 1."""
        teacher, student = self.softened()
        kl = kl_divergence(teacher, student, "nats")
        return {
            "kl": kl,
            "scaled-kl": self.temperature**2 * kl,
            "entropy": entropy(teacher, "nats"),
            "label-loss": 0.0 - float(log_softmax(self.student)[0]),
        }
