"""A small picture of a lesson: its first figure, in its first state, or the curves that it names."""

from __future__ import annotations

from markupsafe import Markup

from app.content import Lesson
from app.pages.kinds import KINDS


def lesson_picture(lesson: Lesson) -> Markup:
    """Return the shapes of the picture, to stand in an SVG element of 160 by 100; empty if there is no figure."""
    for slot in lesson.slots:
        if slot.kind == "widget":
            item = lesson.widgets[slot.ref]
            widget = KINDS[item.kind]
            return widget.picture(widget.State.from_options(item.options), pending=item.prediction is not None)
    return _curves(lesson.picture) if lesson.picture else Markup()


def _curves(rows: tuple[tuple[float, ...], ...]) -> Markup:
    """Return rows of numbers as curves on one scale, the first one as the model's, the second as the truth's."""
    low, high = min(map(min, rows)), max(map(max, rows))
    shapes = []
    for kind, row in zip(("q", "p"), rows, strict=False):
        points = (
            f"{160 * place / (len(row) - 1):.1f} {90 - 80 * (number - low) / ((high - low) or 1):.1f}"
            for place, number in enumerate(row)
        )
        shapes.append(Markup('<path class="{}-line" d="M {}"/>').format(kind, " L ".join(points)))
    return Markup().join(shapes)
