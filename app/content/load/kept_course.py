"""A course as it was loaded before: to work out every formula of it anew takes longer than all else of a start."""

from __future__ import annotations

import copyreg
import hashlib
import logging
import os
import pickle
import platform
import tempfile
from collections.abc import Iterable
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
import pydantic
import scipy

from app.content.course.lesson import Course
from app.content.load.course import load_course
from app.house import CODE

log = logging.getLogger(__name__)

KEPT = Path(".cache", "courses")
"""Where a checkout keeps its courses."""
MADE_BY = ("content", "kernel", "ui")
"""The folders of the code that a course comes from; the import rule keeps every other out of it."""


def kept_course(root: Path, folder: Path) -> Course:
    """Return the course in a folder, as `load_course` does, from what was kept of it where nothing has changed since.

    What is kept belongs to every byte of the course, of the code that loads it, and to the versions of the packages;
    it is code as much as they are, so the folder must be no more open to others than they. Where it cannot be written
    or read, the course is loaded.

    Parameters
    ----------
    root
        The folder of the course.
    folder
        Where loaded courses are kept.

    Raises
    ------
    ContentError
        With every fault in every file, if there is any; a course with faults is not kept.
    """
    path = folder / f"{_name(root)}.pickle"
    try:
        kept = pickle.loads(path.read_bytes())  # noqa: S301 - our own, see above
        if isinstance(kept, Course):
            return kept
    except FileNotFoundError:
        pass
    except Exception as error:  # noqa: BLE001 - whatever a damaged file brings up, the course itself is there
        log.warning("what was kept of the course in %s cannot be read (%r); it is loaded anew", path, error)
    course = load_course(root)
    _keep(course, path)
    return course


def _name(root: Path) -> str:
    """Return a name that belongs to all that a loaded course depends on."""
    versions = (platform.python_version(), np.__version__, scipy.__version__, pydantic.VERSION)
    digest = hashlib.sha256(repr(versions).encode())
    for path in _files(root, [CODE / room for room in MADE_BY]):
        text = path.read_bytes()
        digest.update(f"{path} {len(text)} ".encode())
        digest.update(text)
    return digest.hexdigest()[:32]


def _files(root: Path, rooms: Iterable[Path]) -> list[Path]:
    course = (path for path in root.rglob("*") if path.is_file())
    return sorted([*course, *(path for room in rooms for path in room.rglob("*.py"))])


def _keep(course: Course, path: Path) -> None:
    """Write a course whole or not at all, and leave only the newest few."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, half = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(pickle.dumps(course, pickle.HIGHEST_PROTOCOL))
        Path(half).chmod(0o644)  # whoever serves an image is not who made it
        Path(half).replace(path)
        for old in sorted(path.parent.glob("*.pickle"), key=lambda one: one.stat().st_mtime)[:-3]:
            old.unlink()
    except OSError as error:
        log.info("the course is loaded anew at each start: %s", error)


def _read_only(values: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    return MappingProxyType(values)


copyreg.pickle(MappingProxyType, lambda view: (_read_only, (dict(view),)))
