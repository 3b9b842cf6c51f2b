"""Everything that can be found: the words, the sections of lessons and reference pages, and the questions."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Final

from markupsafe import Markup

from app.checks import Check, prompt
from app.content import Course, Lesson, ReferencePage
from app.content.course.plain_text import plain_text, text_by_heading
from app.house import CODE
from app.pages.kinds import KINDS
from app.pages.search.rank import Entry
from app.ui.python import LIBRARIES

#: Where the browser fetches the index.
ADDRESS = "/data/search.json"
LONGEST_TITLE = 90


# Without a repr of its own: Bokeh writes out all handlers with their arguments, and a whole course is long.
@dataclass(frozen=True, repr=False)
class SearchIndex:
    """What can be found in a course, collected when it is first asked for."""

    course: Course
    checks: Mapping[str, Mapping[str, Check]]

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """Everything that can be found."""
        return search_entries(self.course, self.checks)

    @cached_property
    def content(self) -> bytes:
        """The same, as the browser fetches it."""
        return to_json(self.entries)


def search_entries(course: Course, checks: Mapping[str, Mapping[str, Check]]) -> tuple[Entry, ...]:
    """Return what can be found in a course.

    Parameters
    ----------
    course
        The course.
    checks
        Its questions, by lesson and id.
    """
    made = (*_words(course), *_lessons(course), *_pages(course), *_own(), *_figures(), *_programs(course))
    return (*(_known(entry) for entry in made), *_questions(course, checks))


#: Other names that people look for, by the address of what they mean.
ALIASES: Final[Mapping[str, str]] = MappingProxyType(
    tomllib.loads(Path(__file__).with_name("aliases.toml").read_text(encoding="utf-8"))
)


def _known(entry: Entry) -> Entry:
    """Return an entry with the other names that people know it by."""
    names = ", ".join(name for name in (entry.also, ALIASES.get(entry.address, "")) if name)
    return replace(entry, also=names)


def to_json(entries: Iterable[Entry]) -> bytes:
    """Return the entries as the browser fetches them."""
    rows = [
        {
            "kind": each.kind,
            "title": each.title,
            "context": each.context,
            "address": each.address,
            "text": each.text,
            **({"also": each.also} if each.also else {}),
        }
        for each in entries
    ]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode()


def index_version(lessons: Path) -> str:
    """Return a short hash of all that the entries are made from: known before any of them is made."""
    sources = [*sorted(path for path in lessons.rglob("*") if path.suffix in {".md", ".toml", ".py"})]
    sources += sorted((CODE / "widgets").rglob("*.txt")) + sorted((CODE / "content").rglob("*.py"))
    sources += [Path(__file__).with_name("aliases.toml"), Path(__file__)]
    whole = hashlib.sha256()
    for path in sources:
        whole.update(path.name.encode() + b"\0" + path.read_bytes())
    return whole.hexdigest()[:12]


def _words(course: Course) -> Iterator[Entry]:
    for term in sorted(course.glossary.values(), key=lambda term: term.word.lower()):
        address, names = f"/glossary#{term.id}", ", ".join(term.also)
        yield Entry("word", term.word, "Glossary", address, plain_text(term.definition), names)


def _lessons(course: Course) -> Iterator[Entry]:
    for lesson in course.lessons:
        address = f"/lessons/{lesson.id}"
        texts = text_by_heading(part for part in lesson.body if isinstance(part, Markup))
        lead = f"{plain_text(lesson.question)} {'; '.join(map(plain_text, lesson.learn))}."
        yield Entry("lesson", lesson.title, f"Lesson {lesson.number}", address, f"{lead} {texts['']}")
        yield from _sections("lesson", lesson, address, texts)


def _pages(course: Course) -> Iterator[Entry]:
    for page in course.reference:
        texts = text_by_heading([page.body])
        yield Entry("page", page.title, "Reference", f"/{page.id}", f"{plain_text(page.about)} {texts['']}")
        yield from _sections("page", page, f"/{page.id}", texts)


OWN: Final = (
    (
        "Review",
        "/review",
        "What is due today, with fresh numbers; practise, repeat, quiz, spaced repetition.",
    ),
    (
        "How firm each idea is",
        "/mastery",
        "Progress, mastery, predictions, points, level, days practised; how sure you were, confidence, calibration.",
    ),
    (
        "Before and after",
        "/before-and-after",
        "Pretest and posttest: twelve questions, and the gain.",
    ),
    (
        "What is kept of you",
        "/your-data",
        "Export, download, import; delete or forget your data; privacy, cookies.",
    ),
    (
        "Continue on another device",
        "/devices",
        "Phone, tablet, computer: a code or QR picture takes your work along.",
    ),
)
"""A learner's own pages, and what people look for in them."""


def _own() -> Iterator[Entry]:
    for title, address, text in OWN:
        yield Entry("page", title, "Your work", address, text)


def _sections(kind: str, of: Lesson | ReferencePage, address: str, texts: Mapping[str, str]) -> Iterator[Entry]:
    for section in of.sections:
        yield Entry(kind, section.title, of.title, f"{address}#{section.id}", texts[section.id])


def _figures() -> Iterator[Entry]:
    """Yield the figures, and the lines of Python that compute what they show."""
    for widget in KINDS.values():
        address, shown = f"/lab/{widget.kind}", widget.shown_python
        yield Entry("figure", widget.title, "Figure", address, plain_text(widget.label(widget.State(), {})))
        for library, code in shown.bodies.items() if shown else ():
            yield Entry("code", f"{widget.title}, in {LIBRARIES[library]}", "Show the Python", address, code)


def _programs(course: Course) -> Iterator[Entry]:
    for lesson in course.lessons:
        for each in lesson.playgrounds.values():
            yield Entry("code", each.title, lesson.title, f"/lessons/{lesson.id}#playground-{each.id}", each.code)


def _questions(course: Course, checks: Mapping[str, Mapping[str, Check]]) -> Iterator[Entry]:
    for lesson in course.lessons:
        for check in checks[lesson.id].values():
            text = plain_text(prompt(check))
            title = text if len(text) <= LONGEST_TITLE else f"{text[:LONGEST_TITLE].rpartition(' ')[0]} …"
            yield Entry("question", title, lesson.title, question_address(lesson, check), text)


def question_address(lesson: Lesson, check: Check) -> str:
    """Return where a question is asked: in its lesson, or on the page that asks them all."""
    if check.authored.front.review_only:
        return f"/review?question={lesson.id}/{check.id}#check-{check.id}"
    return f"/lessons/{lesson.id}#check-{check.id}"
