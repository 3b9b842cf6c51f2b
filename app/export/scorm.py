"""A lesson as a SCORM 1.2 package: one object in a zip file, graded in the page, kept by the course system."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined

from app import __version__
from app.content import Course
from app.export.course_folder import CourseFolder
from app.export.parts import ExportError

MANIFEST: Final = "imsmanifest.xml"
_WAY: Final = re.compile(r' (?:href|src)="([^"#][^"]*)"')
_SEARCH: Final = re.compile(r'<a class="search-link"[^>]*data-search>.*?</a>', re.DOTALL)
_MOMENT: Final = (1980, 1, 1, 0, 0, 0)  # the same course makes the same bytes

TEMPLATES: Final = Environment(
    loader=PackageLoader("app.export", "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
)


def scorm_package(course: Course, lesson_id: str) -> bytes:
    """Return a lesson as a SCORM 1.2 package.

    What the lesson's page refers to comes along, the glossary and the help; links to the rest are plain words.

    Raises
    ------
    ExportError
        If there is no such lesson, or its script was not made.
    """
    lesson = course.lesson(lesson_id)
    if lesson is None:
        raise ExportError(
            f"there is no lesson {lesson_id!r}; there are {', '.join(each.id for each in course.lessons)}"
        )
    folder = CourseFolder(course)
    pages = dict([folder.lesson(lesson, scorm=True), folder.glossary(), folder.help()])
    carried = dict(folder.carried())
    inside = {*pages, *carried}

    def within(html: str) -> str:
        return _WAY.sub(lambda way: way[0] if _target(way[1]) in inside else "", _SEARCH.sub("", html))

    files: dict[str, str | bytes] = {**carried, **{path: within(html) for path, html in pages.items()}}
    start = f"lessons/{lesson.id}.html"
    named = sorted(files)
    files[MANIFEST] = TEMPLATES.get_template(MANIFEST).render(
        identifier=f"wrong-dictionary.{lesson.id}.{__version__}", title=lesson.title, start=start, files=named
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as package:
        for path in (MANIFEST, *named):
            content = files[path]
            data = content.encode() if isinstance(content, str) else content
            package.writestr(zipfile.ZipInfo(path, _MOMENT), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _target(way: str) -> str:
    return way.removeprefix("../").partition("#")[0].partition("?")[0]
