"""The examples that the figure offers; their data are in presets.toml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from app.kernel import Pmf
from app.ui.presets import Presets


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


def _read(entry: Mapping[str, Any]) -> Preset:
    weights = entry.get("weights")
    p = Pmf([float(Fraction(text)) for text in entry["p"]]) if weights is None else Pmf.from_weights(weights)
    return Preset(entry["id"], entry["name"], tuple(entry["labels"]), tuple(p.probabilities.tolist()))


PRESETS = Presets(Path(__file__).with_name("presets.toml"), _read)
