"""What a server loads to answer: nothing of Panel or Bokeh, and none of the heavy parts of SciPy that no page needs."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

from app.pages.kinds import KINDS

ROOT = Path(__file__).resolve().parents[1]

PROGRAM = """
import asyncio, sys
from app.pages.served.ahead import draw_ahead
from app.server import make_server
from app.settings import Settings

server = make_server(Settings.from_environ({"WD_DATA_DIR": sys.argv[1]}))
asyncio.run(draw_ahead(server.site))
heavy = {"panel", "bokeh", "scipy.stats", "scipy.integrate", "pandas", "fsrs", "segno"}
print(sorted(heavy & set(sys.modules)), len(server.site.pages))
server.stop()
"""


def test_no_page_needs_panel_or_bokeh(tmp_path: Path) -> None:
    """A server that has made every page of the course has imported neither: so no page costs an object of theirs."""
    command = [sys.executable, "-c", PROGRAM, str(tmp_path)]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()[-1]
    loaded, pages = said.rsplit(" ", 1)
    assert loaded == "[]"
    lessons = tomllib.loads((ROOT / "lessons" / "course.toml").read_text(encoding="utf-8"))["lessons"]
    assert int(pages) == 1 + len(lessons) + len(KINDS)  # the first: the course


LISTENING = """
import gc
from app import server

def start(_server):
    print("kept", gc.get_freeze_count(), "looked through", len(gc.get_objects()))
    raise SystemExit

server.Server.start = start
server.main()
"""


def test_no_collection_looks_through_the_course(tmp_path: Path) -> None:
    """When a server begins to listen, all that it has made is out of the collector's sight: none holds up a class."""
    environ = {**os.environ, "WD_DATA_DIR": str(tmp_path)}
    command = [sys.executable, "-c", LISTENING]
    said = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, check=True).stdout.split()
    kept, seen = int(said[1]), int(said[-1])
    assert kept > 50_000
    assert seen < kept / 100
