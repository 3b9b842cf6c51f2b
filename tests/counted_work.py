"""What a call costs in calls, bytes and turns of a loop: much the same on every machine, as its seconds are not."""

from __future__ import annotations

import sys
import time
import tracemalloc
from collections.abc import Callable
from types import FrameType
from typing import Any, NamedTuple


class Work(NamedTuple):
    """How often functions were called, ours and Python's own, how many bytes were held at most, and how long it took.

    `turns` is the time of a processor in turns of an empty loop on the same one: what calls nobody, such as a regular
    expression that goes back and forth, is seen there alone.
    """

    calls: int
    held: int
    turns: float


TURNS, TRIES = 10_000, 20


def _seconds(task: Callable[[], object]) -> float:
    begun = time.thread_time()
    task()
    return time.thread_time() - begun


def _turn() -> None:
    for _ in range(TURNS):
        pass


def work_of(task: Callable[[], object]) -> Work:
    """Do a task, and return its work; what is made once for all, such as a compiled pattern, is not part of it."""
    calls = 0

    def count(_frame: FrameType, event: str, _about: Any) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"}

    task()
    before = sys.getprofile()
    sys.setprofile(count)
    try:
        task()
    finally:
        sys.setprofile(before)
    tracemalloc.start()
    try:
        task()
        held = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    # Of many tries, one beside the other, the least: what was interrupted is none of the two.
    ours, loops = zip(*((_seconds(task), _seconds(_turn)) for _ in range(TRIES)), strict=True)
    return Work(calls, held, TURNS * min(ours) / min(loops))
