"""A course that was loaded before is the same course, and anything that changed is seen."""

from __future__ import annotations

import logging
import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from app.content import ContentError, Course, load_course
from app.content.load import kept_course

SHIPPED = Path(__file__).resolve().parents[3] / "lessons"


@pytest.fixture
def loads(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The folders from which a course was loaded, one by one."""
    loaded: list[Path] = []

    def load(root: Path) -> Course:
        loaded.append(root)
        return load_course(root)

    monkeypatch.setattr(kept_course, "load_course", load)
    return loaded


def test_the_course_is_loaded_once(tmp_path: Path, loads: list[Path]) -> None:
    """What is kept of the whole course is what loading it gives, to the last number, and still read-only."""
    first, second = (kept_course.kept_course(SHIPPED, tmp_path / "kept") for _ in range(2))
    assert loads == [SHIPPED]
    assert told(second) == told(first)
    for one, other in zip(first.lessons, second.lessons, strict=True):
        assert (one.body, one.names, one.uses) == (other.body, other.names, other.uses)
    with pytest.raises(TypeError):
        second.glossary["kl"] = None  # type: ignore[index]


def told(course: Course) -> str:
    """Return all that a course holds; a set in the order of the alphabet, an object without its address."""
    text = re.sub(r"frozenset\(\{(.*?)\}\)", lambda found: str(sorted(found[1].split(", "))), repr(course))
    return re.sub(" at 0x[0-9a-f]+", "", text)


def test_a_change_is_seen(
    small_course: Any, tmp_path: Path, loads: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of the course's text, of the code that loads it, of a package."""
    kept_course.kept_course(small_course.root, tmp_path / "kept")
    small_course.replace("01-coins/lesson.md", "A [[kl|gap]]", "The [[kl|gap]]")
    assert "The " in repr(kept_course.kept_course(small_course.root, tmp_path / "kept").lessons[0].body)
    monkeypatch.setattr(kept_course, "MADE_BY", ("content", "kernel"))
    kept_course.kept_course(small_course.root, tmp_path / "kept")
    monkeypatch.setattr(kept_course, "np", SimpleNamespace(__version__="0"))
    kept_course.kept_course(small_course.root, tmp_path / "kept")
    assert len(loads) == 4
    assert len(list((tmp_path / "kept").glob("*.pickle"))) == 3


@pytest.mark.parametrize("damage", [b"", b"\x80\x05not a course", b"\x80\x05N."])
def test_what_is_damaged_is_loaded_anew(
    small_course: Any, tmp_path: Path, loads: list[Path], caplog: pytest.LogCaptureFixture, damage: bytes
) -> None:
    """And kept again, so that it happens once."""
    kept_course.kept_course(small_course.root, tmp_path / "kept")
    (file,) = (tmp_path / "kept").iterdir()
    file.write_bytes(damage)
    with caplog.at_level(logging.WARNING):
        for _ in range(2):
            assert kept_course.kept_course(small_course.root, tmp_path / "kept").lessons[0].id == "coins"
    assert len(loads) == 2


def test_where_nothing_can_be_kept_the_course_is_loaded(small_course: Any, tmp_path: Path) -> None:
    """A file stands where the folder should be."""
    (tmp_path / "taken").write_text("")
    assert kept_course.kept_course(small_course.root, tmp_path / "taken").lessons[0].id == "coins"


def test_a_course_with_a_fault_is_not_kept(small_course: Any, tmp_path: Path) -> None:
    """Its faults are named at each start."""
    small_course.replace("01-coins/lesson.md", "kl(P, Q)", "kl(P, R)")
    for _ in range(2):
        with pytest.raises(ContentError, match="R"):
            kept_course.kept_course(small_course.root, tmp_path / "kept")
    assert not (tmp_path / "kept").exists()
