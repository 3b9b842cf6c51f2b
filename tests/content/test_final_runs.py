"""The rows that the final asks about are what the program beside them logs."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
FILE = ROOT / "lessons" / "15-final" / "runs.toml"


def test_the_runs_come_out_as_they_are_kept() -> None:
    """Trained anew from their seeds, the models log the same numbers to the last digit that is kept."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "bench" / "final_runs.py")], capture_output=True, text=True, check=True
    )
    assert tomllib.loads(done.stdout) == tomllib.loads(FILE.read_text(encoding="utf-8"))
