"""Budgets of computing time: who asks for much waits, and nobody else does."""

from __future__ import annotations

import time
from collections import OrderedDict
from dataclasses import dataclass


@dataclass(frozen=True)
class Allowance:
    """What a budget holds at most, and what flows into it: milliseconds of CPU, and these a second."""

    most: float
    per_second: float


class Budget:
    """A token bucket of CPU milliseconds. It may be overdrawn: a cost is known only when it has been paid.

    Examples
    --------
    >>> budget = Budget(Allowance(most=100, per_second=50), now=0)
    >>> budget.charge(150, now=0)
    >>> budget.wait(now=0), budget.wait(now=0.5), budget.wait(now=1)
    (1.0, 0.5, 0.0)
    """

    __slots__ = ("_allowance", "_at", "_left")

    def __init__(self, allowance: Allowance, now: float | None = None) -> None:
        self._allowance = allowance
        self._left = allowance.most
        self._at = time.monotonic() if now is None else now

    def charge(self, spent: float, now: float | None = None) -> None:
        """Take what something has cost, in milliseconds; no debt is larger than the budget."""
        self._refill(now)
        self._left = max(self._left - spent, -self._allowance.most)

    def forgive(self) -> None:
        """Take a debt back: it has been paid by waiting."""
        self._left = max(self._left, 0.0)

    def wait(self, now: float | None = None) -> float:
        """Return for how many seconds the budget is still overdrawn; 0 if it is not."""
        if self._left >= 0:
            return 0.0
        self._refill(now)
        return max(0.0, -self._left / self._allowance.per_second)

    def _refill(self, now: float | None) -> None:
        now = time.monotonic() if now is None else now
        self._left = min(self._allowance.most, self._left + (now - self._at) * self._allowance.per_second)
        self._at = now


class Purse:
    """The two budgets of one learner: for the event loop, which all share, and for the workers beside it."""

    __slots__ = ("loop", "workers")

    def __init__(self, loop: Allowance, workers: Allowance) -> None:
        self.loop = Budget(loop)
        self.workers = Budget(workers)


LEARNER = (Allowance(most=150, per_second=15), Allowance(most=5000, per_second=250))
"""A hand that drags costs the loop 2 to 5 ms a second; a burst of 300 messages is taken at once."""

STRANGER = (Allowance(most=75, per_second=8), Allowance(most=2000, per_second=100))
"""Who comes without a cookie, as in a frame of another site's page, gets half."""


class Purses:
    """The purses of those who were here lately; who has not been here for long starts with a full one."""

    MOST = 20_000

    def __init__(self) -> None:
        self._by_learner: OrderedDict[str, Purse] = OrderedDict()

    def of(self, learner: str | None) -> Purse:
        """Return a learner's purse, the same for all their pages; for None a stranger's, a new one each time."""
        if learner is None:
            return Purse(*STRANGER)
        purse = self._by_learner.setdefault(learner, Purse(*LEARNER))
        self._by_learner.move_to_end(learner)
        if len(self._by_learner) > self.MOST:
            self._by_learner.popitem(last=False)
        return purse
