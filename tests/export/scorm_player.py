"""Bring a SCORM run-time that is not ours, scorm-again, by the versions and hashes of `player/package-lock.json`.

python tests/export/scorm_player.py
"""

from __future__ import annotations

import fcntl
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LOCKED = Path(__file__).parent / "player"
PLACE = ROOT / ".tools" / "scorm_player"
SCRIPT = PLACE / "node_modules" / "scorm-again" / "dist" / "scorm12.min.js"


def player() -> Path | None:
    """Return the run-time's script, or None where npm or the package cannot be had."""
    PLACE.mkdir(parents=True, exist_ok=True)
    with (PLACE / ".lock").open("w") as alone:
        fcntl.flock(alone, fcntl.LOCK_EX)  # two tests may want it at once
        return _brought()


def _brought() -> Path | None:
    lock = (LOCKED / "package-lock.json").read_bytes()
    kept = PLACE / "package-lock.json"
    if SCRIPT.exists() and kept.exists() and kept.read_bytes() == lock:
        return SCRIPT
    npm = shutil.which("npm")
    if npm is None:
        return None
    for path in LOCKED.iterdir():
        shutil.copy(path, PLACE)
    command = [npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", str(PLACE)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return SCRIPT if done.returncode == 0 and SCRIPT.exists() else None


if __name__ == "__main__":
    sys.stdout.write(f"{player() or 'scorm-again cannot be had here: npm, or its registry, is missing'}\n")
