"""Where everything lies in the picture of the leash. `frame.js` is the twin, number for number.

Left a column for each answer: bars of reference and policy, and below them the rewards to drag. Right the frontier: KL
across, expected reward upwards, from the reference (no KL) to the best answer alone. A line from the present point, as
steep as β, meets the left edge at what remains of the reward once KL is paid for.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from app.figure.drawing import Frame, coordinate, percent
from app.figure.format import format_number, format_percent, format_plain
from app.kernel import kl_divergence, tilt
from app.widgets.leash.state import ANSWERS, LARGEST

if TYPE_CHECKING:
    from app.widgets.leash.state import LeashState

#: The prices that the frontier is drawn through, a fixed factor apart.
DEAREST: Final = 60.0
CHEAPEST: Final = 0.01
STEPS: Final = 96
#: The part of its limit at which KL counts as having arrived there.
ARRIVED: Final = 0.99
#: How much of the frontier's height is left free under and over it, and beside it.
ROOM: Final = 0.12
#: How far from the axis' zero, 0 to 1, a second number can be read.
ASIDE: Final = 0.12


def share(p: float) -> str:
    """Return a probability in as many figures as fit under a column.

    Examples
    --------
    >>> share(0.35), share(0.0259), share(1e-9), share(0)
    ('35%', '2.6%', '<0.1%', '0%')
    """
    return "<0.1%" if 0 < p < 1e-3 else format_percent(p, 1)


def column(index: int) -> str:
    """Return where the middle of a column lies."""
    return percent((index + 0.5) / len(ANSWERS))


class Frontier:
    """The plane of KL and expected reward, with its own scale for this reference and these rewards."""

    def __init__(self, state: LeashState) -> None:
        self.state = state
        self.low = math.fsum(p * r for p, r in zip(state.reference, state.rewards, strict=True))
        self.high = state.best_reward()
        self.height = max(self.high - self.low, 0.1)
        # Of all answers, so that the scale stays while rewards are dragged.
        self.width = max(0.1, 0.0 - math.log(min(p for p in state.reference if p > 0)))

    def across(self, kl: float) -> float:
        """Return where a KL lies from left to right, 0 to 1."""
        return kl / self.width / (1 + ROOM)

    def up(self, reward: float) -> float:
        """Return where an expected reward lies from bottom to top, 0 to 1."""
        return (ROOM + (reward - self.low) / self.height) / (1 + 2 * ROOM)

    def point(self, kl: float, reward: float) -> str:
        """Return a point of the drawing, which is 100 wide and 100 high."""
        return f"{coordinate(100 * self.across(kl))} {coordinate(100 * (1 - self.up(reward)))}"

    def curve(self, limit: float) -> str:
        """Return the frontier, from the reference to the best answers alone."""
        points = [self.point(0.0, self.low)]
        for step in range(STEPS + 1):
            beta = DEAREST * (CHEAPEST / DEAREST) ** (step / STEPS)
            policy = tilt(self.state.reference, self.state.rewards, beta)
            reward = math.fsum(p * r for p, r in zip(policy.tolist(), self.state.rewards, strict=True))
            points.append(self.point(kl_divergence(policy, self.state.reference, "nats"), reward))
        return "M" + " L".join([*points, self.point(limit, self.high)])


def frame(state: LeashState, results: Mapping[str, float], *, pending: bool = False) -> Frame:
    """Return what each part of the figure shows; with a prediction pending, neither policy nor frontier."""
    plane, hidden = Frontier(state), "" if pending else None
    kl, reward, objective = results["kl-reverse"], results["reward"], results["objective"]
    limit = {"hidden": hidden, "style.left": percent(0.0 if pending else plane.across(results["limit"]))}
    shown: dict[str, dict[str, str | None]] = {
        "frontier": {"d": "" if pending else plane.curve(results["limit"])},
        "slope": {"d": "" if pending else f"M{plane.point(0.0, objective)} L{plane.point(kl, reward)}"},
        "here": {
            "hidden": hidden,
            "style.left": percent(0.0 if pending else plane.across(kl)),
            "style.bottom": percent(0.0 if pending else plane.up(reward)),
        },
        "kept": {"hidden": hidden, "style.bottom": percent(0.0 if pending else plane.up(objective))},
        "low": {"text": format_plain(plane.low, 2), "style.bottom": percent(plane.up(plane.low))},
        "high": {"text": format_plain(plane.high, 2), "style.bottom": percent(plane.up(plane.high))},
        "limit": limit,
        # Beside the zero of the axis there is no room for a second number.
        "limit-text": {
            **limit,
            "hidden": "" if pending or plane.across(results["limit"]) < ASIDE else None,
            "text": "" if pending else format_number(results["limit"]),
        },
        "remark": {"text": "" if pending else remark(state, results)},
    }
    policy = [0.0] * len(ANSWERS) if pending else state.policy().tolist()
    for index, (given, fitted) in enumerate(zip(state.reference, policy, strict=True)):
        reward_height = (state.rewards[index] + LARGEST) / (2 * LARGEST)
        shown |= {
            f"bar-reference.{index}": {"style.height": percent(given)},
            f"bar-policy.{index}": {"style.height": percent(fitted)},
            f"share-reference.{index}": {"text": share(given)},
            f"share-policy.{index}": {"text": "?" if pending else share(fitted)},
            f"reward.{index}": {"text": format_plain(state.rewards[index], 2)},
            f"handle-rewards.{index}": {"style.left": column(index), "style.bottom": percent(reward_height)},
        }
    return shown


def remark(state: LeashState, results: Mapping[str, float]) -> str:
    """Return what is special about this policy."""
    top = max(state.rewards)
    if top > state.best_reward():
        name = ANSWERS[state.rewards.index(top)]
        return f"“{name}” is rewarded best, but the reference never gives it: no β is low enough for the policy to."
    kl, limit = results["kl-reverse"], results["limit"]
    if limit == 0:
        whose = "" if top == min(state.rewards) else " that the reference gives"
        return f"All answers{whose} are rewarded alike: there is nothing to chase, and the policy stays the reference."
    if kl > ARRIVED * limit:
        best = [ANSWERS[i] for i, given in enumerate(state.reference) if given > 0 and state.rewards[i] == top]
        names = f"“{best[0]}”" if len(best) == 1 else "one of the best-rewarded"
        whose = "its share" if len(best) == 1 else "their share"
        return f"Hardly any leash: nearly every answer is {names}, and KL has arrived at its limit, −ln of {whose}."
    if kl < 0.01:
        return "So dear a nat keeps the policy where the reference is, whatever the rewards."
    return "Each answer’s share is the reference’s, times e to its reward over β, all scaled to add up to 1."
