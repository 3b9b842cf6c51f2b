"""The examples that the widget offers; their data are in presets.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from app.kernel import Pmf
from app.ui.widget import StateError

FILE = Path(__file__).with_name("presets.toml")


@dataclass(frozen=True)
class Preset:
    """One example: the outcomes and their distribution."""

    id: str
    name: str
    labels: tuple[str, ...]
    p: tuple[float, ...]

    def as_dict(self) -> dict[str, Any]:
        """Return the fields of a state that the example sets."""
        return {"labels": list(self.labels), "p": list(self.p)}


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
    labels = tuple(entry["labels"])
    p = (
        Pmf.from_weights(entry["weights"])
        if "weights" in entry
        else Pmf([float(Fraction(text)) for text in entry["p"]])
    )
    return Preset(entry["id"], entry["name"], labels, tuple(p.probabilities.tolist()))
