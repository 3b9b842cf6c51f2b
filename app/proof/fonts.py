"""Characters that texts use and our fonts must have."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Literal

from markupsafe import Markup

from app.checks import Check, present
from app.content import ContentError, Course, Lesson, Problem
from app.ui.font_coverage import missing_glyphs

_TAG = re.compile(r"<[^>]+>")
_MATH = re.compile(r"<math.*?</math>", re.DOTALL)


def lacking_characters(
    course: Course, executed: Iterable[tuple[Lesson, Mapping[str, Check]]], fonts: Path
) -> Iterator[Problem]:
    """Yield a problem for each lesson and page that uses a character which the served fonts lack."""
    words = [str(term.definition) for term in course.glossary.values()]
    for page in course.reference:
        yield from _lacking(f"{page.folder}/page.md", [page.body, page.about, *words], fonts)
    for lesson, own in executed:
        html = [*(part for part in lesson.body if isinstance(part, Markup)), lesson.question, *lesson.learn]
        for check in own.values():
            try:
                shown = present(check)
            except ContentError:
                continue  # reported already, where the check was executed
            html += [shown.prompt_html, *shown.hints_html, shown.solution_html, *(one.html for one in shown.options)]
            html += [part for step in shown.steps for part in (step.does, step.work)]
        html += [part for it in lesson.explanations.values() for part in (it.prompt, it.answer, *it.points)]
        yield from _lacking(f"{lesson.folder}/lesson.md", [*html, *words], fonts)


def _lacking(file: str, html: Iterable[str], fonts: Path) -> Iterator[Problem]:
    whole = "\n".join(html)
    readers: tuple[tuple[Literal["math", "text"], Callable[[str], str]], ...] = (
        ("math", _maths_of),
        ("text", prose_of),
    )
    for kind, reader in readers:
        lacking = missing_glyphs(fonts, kind, Markup(reader(whole)).unescape())  # noqa: S704 - only counted
        if lacking:
            rule = f"the {kind} fonts lack {' '.join(f'{c} (U+{ord(c):04X})' for c in lacking)}"
            yield Problem(file, 0, rule, "add it to static/fonts/make.py and run that")


def _maths_of(html: str) -> str:
    return _TAG.sub("", "".join(_MATH.findall(html)))


def prose_of(html: str) -> str:
    """Return the words of some HTML, without its formulas."""
    return _TAG.sub("", _MATH.sub("", html))
