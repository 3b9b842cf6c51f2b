"""What a call costs in calls and bytes, which are the same on every machine; its seconds are not."""

from __future__ import annotations

import sys
import tracemalloc
from collections.abc import Callable
from types import FrameType
from typing import Any, NamedTuple


class Work(NamedTuple):
    """How often functions were called, ours and Python's own, and how many bytes were held at most."""

    calls: int
    held: int


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
        return Work(calls, tracemalloc.get_traced_memory()[1])
    finally:
        tracemalloc.stop()
