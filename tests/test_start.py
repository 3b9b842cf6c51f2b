"""What a server loads to answer: nothing of Panel or Bokeh, and none of the heavy parts of SciPy that no page needs."""

from __future__ import annotations

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
