"""`python -m app export …`: what is written where."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from app.content import Course
from app.export.course_folder import write_course
from app.export.figure_file import figure_file
from app.export.parts import ExportError, write
from app.export.scorm import scorm_package


def export(course: Course, what: Sequence[str], state: str, out: Path) -> str:
    """Write what was asked for, and return a line that says what was written.

    Raises
    ------
    ExportError
        If there is no such thing, or it cannot be written.
    """
    match what:
        case [figure] if figure.strip("/").startswith("lab/"):
            text = figure_file(course, figure, state)
            write(out, text)
            return f"{out}: {len(text.encode()) // 1000} kB, opens from the disk"
        case ["course"]:
            return f"{out}: {write_course(course, out)} files; open {out / 'index.html'}"
        case ["scorm", lesson]:
            package = scorm_package(course, lesson.strip("/").removeprefix("lessons/"))
            write(out, package)
            return f"{out}: {len(package) // 1000} kB, SCORM 1.2"
        case _:
            named = "lab/<figure>, course, or scorm lessons/<lesson>"
            raise ExportError(f"{' '.join(what)!r} cannot be exported; name {named}")


__all__ = ["ExportError", "export"]
