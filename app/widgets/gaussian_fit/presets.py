"""The truths that the widget offers; their data are in presets.toml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.ui.presets import Presets


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


def _read(entry: Mapping[str, Any]) -> Preset:
    bumps = {name: tuple(entry[name]) for name in ("weights", "means", "sds")}
    return Preset(**{**entry, **bumps})


PRESETS = Presets(Path(__file__).with_name("presets.toml"), _read)
