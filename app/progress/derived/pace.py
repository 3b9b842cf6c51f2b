"""How many events a learner may send: more than any person, and fewer than fill a disk."""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from app.progress.errors import TooManyEventsError

STEADY = (10, 5.0)  # at once, and a second: a browser that was away brings its deeds one after the other
BURST = 120  # a quick learner with the keyboard sends one a second for a minute or two
PER_SECOND = 1.0
LEARNERS = 20_000  # who was longest silent gives way: a bucket is full again after two minutes


@dataclass
class _Bucket:
    left: float
    at: float


class Pace:
    """A bucket of tokens for each learner who was active of late.

    Parameters
    ----------
    burst, per_second
        How many events may come at once, and how many a second for long.
    clock
        Seconds that never go back.
    """

    def __init__(
        self, burst: float = BURST, per_second: float = PER_SECOND, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._burst, self._per_second, self._clock = burst, per_second, clock
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()

    def wait(self, learner: str, tokens: float = 1) -> float:
        """Return for how many seconds a learner has not so many tokens; 0 if they have."""
        bucket = self._buckets.get(learner)
        return 0.0 if bucket is None else max(0.0, (tokens - self._left(bucket)) / self._per_second)

    def spend(self, learner: str, tokens: float = 1, patience: float = 0.0) -> float:
        """Take tokens of the learner's, and return for how many seconds to wait until they are there.

        Raises
        ------
        TooManyEventsError
            If that is longer than the patience; none is taken.
        """
        bucket = self._buckets.setdefault(learner, _Bucket(self._burst, self._clock()))
        self._buckets.move_to_end(learner)
        if len(self._buckets) > LEARNERS:
            self._buckets.popitem(last=False)
        bucket.left, bucket.at = self._left(bucket), self._clock()
        pause = max(0.0, (tokens - bucket.left) / self._per_second)
        if pause > patience:
            raise self.refusal
        bucket.left -= tokens
        return pause

    @property
    def refusal(self) -> TooManyEventsError:
        """What is said to a learner who has too few tokens."""
        return TooManyEventsError(
            f"a learner sent more than {self._burst:g} events, but may send {self._per_second:g} a second for "
            "long; wait a moment and send this one again"
        )

    def forget(self, learner: str) -> None:
        """Keep nothing of a learner."""
        self._buckets.pop(learner, None)

    def _left(self, bucket: _Bucket) -> float:
        return min(self._burst, bucket.left + (self._clock() - bucket.at) * self._per_second)
