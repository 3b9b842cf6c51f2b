"""The README is true: its settings are the program's, its commands and folders exist."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from app import __version__
from app.pages.kinds import KINDS
from app.settings import SETTINGS

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text()


def test_every_setting_is_documented_as_it_is() -> None:
    """The table of settings has a row for each variable, with its default and its meaning."""
    rows = re.findall(r"^\| `(WD_\w+)` \| (.*?) \| (.*?) \|$", README, flags=re.MULTILINE)
    assert rows == [(each.name, each.default, each.meaning) for each in SETTINGS]


def test_the_first_screen_names_the_two_commands() -> None:
    """`make serve` and `make test` stand in the first twenty lines."""
    first = "\n".join(README.splitlines()[:20])
    assert "make serve" in first
    assert "make test" in first


def test_every_target_that_is_named_exists() -> None:
    """Each `make …` of the README is a target of the Makefile."""
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), flags=re.MULTILINE))
    named = set(re.findall(r"make ([a-z][a-z-]+)(?=[ `\n])", README)) - {"is"}
    assert named
    assert named <= targets


def test_every_file_that_is_linked_exists() -> None:
    """Links and pictures lead to files of this repository."""
    linked = [target for target in re.findall(r"\]\(([^)]+)\)", README) if "://" not in target]
    assert linked
    assert not [target for target in linked if not (ROOT / target).exists()]


def test_no_file_names_a_registry() -> None:
    """The lock keeps versions and hashes and no host."""
    hosts = set(re.findall(r"https?://([^/\"\s]+)", (ROOT / "uv.lock").read_text()))
    assert hosts == {"index.invalid"}


def test_the_version_is_one() -> None:
    """The program, the package and the changelog name the same version."""
    package = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert package == __version__
    assert f"\n## {__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_lessons_and_figures_are_counted() -> None:
    """The README says in words how many lessons there are, how many figures, and how many playgrounds."""
    course = tomllib.loads((ROOT / "lessons" / "course.toml").read_text())
    playgrounds = len(list((ROOT / "lessons").glob("*/playground-*.py")))
    assert f"\n{in_words(len(course['lessons'])).capitalize()} lessons, " in README
    assert f"Every figure also stands alone, {in_words(len(KINDS))} of them:" in README
    assert f"; {in_words(playgrounds)} lessons have a playground" in README


def in_words(number: int) -> str:
    """Return a number below a hundred in words."""
    small = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    words = [*small.split(), "seventeen", "eighteen", "nineteen"]
    if number < len(words):
        return words[number]
    tens = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")[number // 10 - 2]
    return f"{tens}-{words[number % 10]}" if number % 10 else tens
