"""The examples that the widget offers; their data are in presets.toml."""

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
    """One example: the outcomes, the truth and the model."""

    id: str
    name: str
    labels: tuple[str, ...]
    p: tuple[float, ...]
    q: tuple[float, ...]

    def as_dict(self) -> dict[str, Any]:
        """Return the fields of a state that the example sets."""
        return {"labels": list(self.labels), "p": list(self.p), "q": list(self.q)}


def _read(entry: Mapping[str, Any]) -> Preset:
    if "letters" in entry:
        labels, weights, codes = zip(*entry["letters"], strict=True)
        p, q = Pmf.from_weights(weights), Pmf.from_weights([2.0 ** -len(code) for code in codes])
        return Preset(
            entry["id"], entry["name"], labels, tuple(p.probabilities.tolist()), tuple(q.probabilities.tolist())
        )
    p, q = ([float(Fraction(text)) for text in entry[name]] for name in ("p", "q"))
    return Preset(entry["id"], entry["name"], tuple(entry["labels"]), tuple(p), tuple(q))


PRESETS = Presets(Path(__file__).with_name("presets.toml"), _read)
