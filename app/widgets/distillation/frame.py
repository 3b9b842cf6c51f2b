"""Where everything lies in the picture of distillation. `frame.js` is the twin, number for number.

A column for each class: above, two bars of probability at the temperature; below, the logits on a scale from -10 to 10.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from app.figure.drawing import Frame, percent
from app.figure.format import format_percent, format_plain
from app.kernel import entropy, kl_divergence, softmax
from app.widgets.distillation.state import CLASSES, LARGEST

if TYPE_CHECKING:
    from app.widgets.distillation.state import DistillationState


def share(p: float) -> str:
    """Return a probability in as many figures as fit under a column.

    Examples
    --------
    >>> share(0.857), share(0.0259), share(0.0003), share(1e-9)
    ('85.7%', '2.6%', '0.03%', '<0.01%')
    """
    if p < 1e-4:
        return "<0.01%"
    return format_percent(p, 2 if p < 0.01 else 1)


def column(index: int) -> str:
    """Return where the middle of a column lies."""
    return percent((index + 0.5) / len(CLASSES))


def up(logit: float) -> str:
    """Return how high a logit lies."""
    return percent((logit + LARGEST) / (2 * LARGEST))


def frame(state: DistillationState, results: Mapping[str, float], *, pending: bool = False) -> Frame:
    """Return what each part of the figure shows; nothing of it gives a prediction away."""
    teacher, student = state.softened()
    shown: dict[str, dict[str, str | None]] = {
        "at": {"text": f"at T = {format_plain(state.temperature, 2)}"},
        "remark": {"text": "" if pending else remark(state, results)},
    }
    for index, (given, fitted) in enumerate(zip(teacher.tolist(), student.tolist(), strict=True)):
        shown |= {
            f"bar-teacher.{index}": {"style.height": percent(given)},
            f"bar-student.{index}": {"style.height": percent(fitted)},
            f"share-teacher.{index}": {"text": share(given)},
            f"share-student.{index}": {"text": share(fitted)},
            f"logit-teacher.{index}": {"text": format_plain(state.teacher[index], 2)},
            f"logit-student.{index}": {"text": format_plain(state.student[index], 2)},
            f"mark-teacher.{index}": {"style.left": column(index), "style.bottom": up(state.teacher[index])},
            f"handle-student.{index}": {"style.left": column(index), "style.bottom": up(state.student[index])},
        }
    return shown


def remark(state: DistillationState, results: Mapping[str, float]) -> str:
    """Return what is special about this pair at this temperature."""
    if kl_divergence(softmax(state.teacher), softmax(state.student), "nats") < 1e-9:
        return "Student and teacher agree. Only differences of logits count: to raise all alike changes nothing."
    most = entropy([1 / len(CLASSES)] * len(CLASSES), "nats")
    if results["entropy"] > 0.97 * most:
        return "So hot, all classes look nearly alike, and what is left to match is the differences of the logits."
    if results["entropy"] < 0.01:
        return "So cold, the teacher says hardly more than the label does."
    if results["label-loss"] < 0.2 and results["kl"] > 0.05:
        return "The label is content with this student. The teacher is not."
    return "Red is what the teacher gives, blue what the student gives. What the teacher finds likely counts most."
