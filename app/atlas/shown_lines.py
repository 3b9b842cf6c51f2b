"""The lines for PyTorch below our figures: when they were run, on what, and whether they are still the same."""

import hashlib
import json
from pathlib import Path
from typing import Any, Protocol

RECORD = Path(__file__).parent / "figures.json"


class Shows(Protocol):
    """A figure that shows its Python."""

    @property
    def shown_python(self) -> Any:
        """Its lines by the library."""


def lines_hash(figure: Shows) -> str:
    """Return a short hash of the lines for PyTorch of a figure."""
    return hashlib.sha256(figure.shown_python.bodies["torch"].encode()).hexdigest()[:12]


def shown_lines() -> dict[str, Any]:
    """Return the record of the last run: version, date, and for each figure states, quantities and differences."""
    return dict(json.loads(RECORD.read_text(encoding="utf-8")))
