"""What is compared under load: this build, the build of another revision, and a plain Panel app of the same widget."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from peer import BARS
from rig import ROOT, course, panel_serve

Running = AbstractContextManager[tuple[subprocess.Popen[bytes], int]]


@dataclass(frozen=True)
class Build:
    """One thing that is measured: its column, and how it is run. A peer has one page and no lessons."""

    name: str
    house: Path = ROOT
    python: str = sys.executable
    is_peer: bool = False

    def run(self, data: str | None = None) -> Running:
        """Run it until the block ends, on a record that is kept or on a new one."""
        return panel_serve(BARS) if self.is_peer else course((), self.house, self.python, data)

    def has(self, path: str) -> bool:
        """Say whether a lesson or a figure's page is there in this build; `/lessons/context` in an older one is not."""
        room, _, name = path.strip("/").partition("/")
        return bool(
            {"lessons": [*self.house.glob(f"lessons/*-{name}")], "lab": [*self.house.glob(f"app/widgets/{name}")]}[room]
        )

    def page(self, path: str) -> str:
        """Return the address of a page; a peer has only one."""
        return "/peer" if self.is_peer else path


@contextmanager
def revision(name: str) -> Iterator[Build]:
    """Check a revision out and give it its own environment, both gone when the block ends."""
    with tempfile.TemporaryDirectory() as folder:
        house = Path(folder) / "course"
        subprocess.run(["git", "worktree", "add", "--quiet", "--detach", str(house), name], cwd=ROOT, check=True)
        try:
            print(f"setting up {name} …", file=sys.stderr, flush=True)
            subprocess.run(["make", "--quiet", ".venv/.ready"], cwd=house, check=True, stdout=subprocess.DEVNULL)
            yield Build(name, house, str(house / ".venv" / "bin" / "python"))
        finally:
            subprocess.run(["git", "worktree", "remove", "--force", str(house)], cwd=ROOT, check=True)
