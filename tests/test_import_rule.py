"""The import rule is enforced: each planted violation is caught."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
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
    "a lower floor imports a higher one": ("content/planted.py", "import app.pages.http.visit\n"),
    "a widget imports another": ("widgets/pmf_bars/planted.py", "import app.widgets.telegram.state\n"),
    "the kernel imports a web library": ("kernel/planted.py", "import tornado\n"),
    "a state imports Panel": ("widgets/pmf_bars/state.py", "import panel\n"),
    "the wire imports Panel": ("wire/planted.py", "import panel\n"),
    "a page imports what proves the course": ("pages/study/planted.py", "import app.proof.lessons\n"),
    "reading files knows the loaded course": ("content/source/planted.py", "import app.content.course.lesson\n"),
    "the authors' language knows files": ("content/language/planted.py", "import app.content.source.problem\n"),
    "a lesson as an object makes HTML": ("content/course/planted.py", "import app.content.prose.markdown\n"),
    "text is loaded from folders": ("content/prose/planted.py", "import app.content.load.course\n"),
    "a room of content that no contract names": ("content/planted/__init__.py", "import app.kernel\n"),
    "http knows the site": ("pages/http/planted.py", "import app.pages.base.site\n"),
    "what is due knows the search": ("pages/study/planted.py", "import app.pages.search.rank\n"),
    "a figure knows its lesson": ("pages/figure/planted.py", "import app.pages.lesson.page\n"),
    "a lesson knows the review": ("pages/lesson/planted.py", "import app.pages.review.session\n"),
    "the course page knows a learner's own": ("pages/course/planted.py", "import app.pages.own.mastery\n"),
    "a room of pages that no contract names": ("pages/planted/__init__.py", "import app.kernel\n"),
    "a page imports the room of Panel": ("pages/planted.py", "import app.notebook.mount\n"),
    "a page reads the settings": ("pages/planted.py", "import app.settings\n"),
    "an event knows what is derived from it": ("progress/events/planted.py", "import app.progress.derived.study\n"),
    "what is derived knows its store": ("progress/derived/planted.py", "import app.progress.store.contract\n"),
    "what can be taken along knows the store": ("progress/portable/planted.py", "import app.progress.store.contract\n"),
    "a room of progress that no contract names": ("progress/planted/__init__.py", "import app.kernel\n"),
    "checks import the record": ("checks/planted.py", "import app.progress\n"),
}


def test_the_house_keeps_the_rule(house: Path) -> None:
    """The code as it stands breaks no contract."""
    result = lint(house)
    assert result.returncode == 0, result.stdout


def test_the_floors_are_drawn_as_they_are_held() -> None:
    """Each contract of layers is named by its layers, and `app/README.md` draws it so."""
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
    drawn = " ".join((ROOT / "app" / "README.md").read_text(encoding="utf-8").split())
    layered = [each for each in told if each["type"] == "layers"]
    assert len(layered) == 4
    for each in layered:
        floors = " -> ".join(layer.replace("app.", "") for layer in each["layers"])
        assert each["name"].rpartition(": ")[2] == floors
        assert each["name"] in drawn


@pytest.mark.parametrize("plant", PLANTED.values(), ids=PLANTED)
def test_a_planted_violation_is_caught(house: Path, plant: tuple[str, str]) -> None:
    """A file that breaks the rule makes the linter fail."""
    name, text = plant
    path = house / "app" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text((path.read_text() if path.exists() else '"""Planted."""\n') + text)
    result = lint(house)
    assert result.returncode != 0
    assert "BROKEN" in result.stdout
