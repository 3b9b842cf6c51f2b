"""The truths that the widget offers; their data are in presets.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from app.ui.widget import StateError

FILE = Path(__file__).with_name("presets.toml")


@dataclass(frozen=True)
class Preset:
    """One example: P's bumps, and a Q to begin from."""

    id: str
    name: str
    weights: tuple[float, ...]
    means: tuple[float, ...]
    sds: tuple[float, ...]
    mu: float
    sigma: float

    def as_dict(self) -> dict[str, Any]:
        """Return the fields of a state that the example sets."""
        bumps = {name: list(getattr(self, name)) for name in ("weights", "means", "sds")}
        return {**bumps, "mu": self.mu, "sigma": self.sigma}


@cache
def presets() -> tuple[Preset, ...]:
    """Return all examples, in the order of the file."""
    return tuple(_read(entry) for entry in tomllib.loads(FILE.read_text(encoding="utf-8"))["preset"])


def preset(preset_id: str) -> Preset:
    """Return the example with an id."""
    for found in presets():
        if found.id == preset_id:
            return found
    known = ", ".join(each.id for each in presets())
    raise StateError(f"preset is {preset_id!r}, and there is no such example: use one of {known}.")


def _read(entry: dict[str, Any]) -> Preset:
    bumps = {name: tuple(entry[name]) for name in ("weights", "means", "sds")}
    return Preset(**(entry | bumps))
