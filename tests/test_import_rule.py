"""The import rule is enforced: each planted violation is caught."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LINT = Path(sys.executable).parent / "lint-imports"


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(LINT), "--no-cache"], cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture
def house(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "app", tmp_path / "app", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


PLANTED = {
    "a lower floor imports a higher one": ("content/planted.py", "import app.pages.visit\n"),
    "a widget imports another": ("widgets/pmf_bars/planted.py", "import app.widgets.telegram.state\n"),
    "the kernel imports a web library": ("kernel/planted.py", "import tornado\n"),
    "a state imports Panel": ("widgets/pmf_bars/state.py", "import panel\n"),
    "the wire imports Panel": ("wire/planted.py", "import panel\n"),
    "a page imports the room of Panel": ("pages/planted.py", "import app.notebook.mount\n"),
    "a page reads the settings": ("pages/planted.py", "import app.settings\n"),
    "checks import the record": ("checks/planted.py", "import app.progress\n"),
}


def test_the_house_keeps_the_rule(house: Path) -> None:
    """The code as it stands breaks no contract."""
    result = lint(house)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize("plant", PLANTED.values(), ids=PLANTED)
def test_a_planted_violation_is_caught(house: Path, plant: tuple[str, str]) -> None:
    """A file that breaks the rule makes the linter fail."""
    name, text = plant
    path = house / "app" / name
    path.write_text((path.read_text() if path.exists() else '"""Planted."""\n') + text)
    result = lint(house)
    assert result.returncode != 0
    assert "BROKEN" in result.stdout
