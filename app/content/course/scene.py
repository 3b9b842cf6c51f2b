"""One scene of a lesson for a whole class."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Scene:
    """One scene: all that a room keeps of it, as plain values, and the line on which it is written."""

    body: Mapping[str, Any]
    line: int
