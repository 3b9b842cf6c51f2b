"""How long one waits before one asks again."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import Final

FIRST: Final = 10.0
LONGEST: Final = 6 * 3600.0


def pause_after(tries: int, asked: str | None = None, first: float = FIRST) -> timedelta:
    """Return how long to wait after so many tries that failed.

    Parameters
    ----------
    tries
        How often it was tried, at least 1: each pause is twice the last, up to six hours.
    asked
        The other server's `Retry-After`, if it is a number of seconds; never shorter than that, up to six hours.
    first
        Seconds after the first try.

    Returns
    -------
    datetime.timedelta
        The pause; up to a tenth longer by chance, so that those who failed together do not come back together.
    """
    pause = min(first * 2.0 ** min(tries - 1, 20), LONGEST)
    if asked is not None and asked.isdecimal():
        pause = min(max(pause, float(asked[:6])), LONGEST)
    return timedelta(seconds=pause * (1 + random.random() / 10))  # noqa: S311 -- no secret
