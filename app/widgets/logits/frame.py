"""Where everything lies in the picture of the logits. `frame.js` is the twin, number for number.

On the left a logit from -6 to 6, and an arrow to where one step downhill takes it; on the right probabilities from 0 to
1; above both the strip of the loss, the target's entropy and then the gap.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from app.figure.drawing import Frame, percent
from app.figure.format import format_number, format_plain
from app.widgets.logits.state import LARGEST

if TYPE_CHECKING:
    from app.widgets.logits.state import LogitsState

#: How far a step goes for each unit of slope. The curvature of the loss is at most a half, so no step overshoots.
STEP: Final = 2.0
#: A slope that draws no arrow any more. No logits of the picture are so near to a one-hot target.
FAINT: Final = 1e-5
NEARLY: Final = 5e-4
SCALES: Final = (1.0, 2.0, 4.0, 8.0, 16.0)


def up(logit: float) -> float:
    """Return where a logit lies from bottom to top, 0 to 1."""
    return (logit + LARGEST) / (2 * LARGEST)


def frame(state: LogitsState, results: Mapping[str, float], *, pending: bool = False) -> Frame:
    """Return what each part of the figure shows."""
    target, model, slopes = state.target(), state.model(), state.slopes()
    floor, gap = (0.0, 0.0) if pending else (results["entropy"], results["kl"])
    scale = next(each for each in SCALES if floor + gap <= each)
    shown: dict[str, dict[str, str | None]] = {
        "floor": {"style.width": percent(floor / scale)},
        "gap": {"style.width": percent(gap / scale)},
        "half": {"text": format_plain(scale / 2)},
        "whole": {"text": format_plain(scale)},
        "remark": {"text": "" if pending else remark(state, target, model, slopes)},
    }
    for i, (z, p, q, slope) in enumerate(zip(state.logits, target, model, slopes, strict=True)):
        shown[f"handle-logits.{i}"] = {"style.bottom": percent(up(z))}
        shown[f"stem-{i}"] = {
            "style.bottom": percent(up(min(z, 0.0))),
            "style.height": percent(abs(z) / (2 * LARGEST)),
        }
        shown[f"arrow-{i}"] = arrow(z, slope)
        shown[f"p-{i}"] = {"style.height": percent(p)}
        shown[f"q-{i}"] = {"style.height": percent(q)}
        shown[f"p-text-{i}"] = {"text": format_number(p)}
        shown[f"q-text-{i}"] = {"text": format_number(q)}
        shown[f"slope-{i}"] = {"text": format_number(slope)}
    return shown


def arrow(z: float, slope: float) -> dict[str, str | None]:
    """Return an arrow from a logit to where a step takes it; its tip is exact, however short it is."""
    tip = up(min(max(z - slope * STEP, -LARGEST), LARGEST))
    return {
        "data-way": "none" if abs(slope) < FAINT else "down" if slope > 0 else "up",
        "style.top": percent(1 - tip) if slope <= 0 else "auto",
        "style.bottom": percent(tip) if slope > 0 else "auto",
        "style.height": percent(abs(slope) * STEP / (2 * LARGEST)),
    }


def remark(state: LogitsState, p: list[float], q: list[float], slopes: list[float]) -> str:
    """Return what is special about these logits."""
    right = state.right
    steepest = max(abs(slope) for slope in slopes)
    if state.smoothing > 0 and steepest < FAINT:
        return "Model and target agree: the gap is as good as 0, the arrows are gone. What is left is the floor."
    if state.smoothing == 0 and steepest < NEARLY:
        return f"As good as certain, and still an arrow for {right}: no finite logits reach a one-hot target."
    index = p.index(max(p))
    if state.smoothing > 0 and q[index] > p[index]:
        return f"Surer of {right} than the target asks for: its arrow points down."
    return "Each arrow ends where one step downhill takes the logit: two units for each unit of P − Q."
