"""Everything that can be found: the words, the sections of lessons and reference pages, and the questions."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from markupsafe import Markup

from app.checks import Check, prompt
from app.content import Course, Lesson, ReferencePage
from app.content.plain_text import plain_text, text_by_heading
from app.pages.search_rank import Entry

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
    return (*_words(course), *_lessons(course), *_pages(course), *_questions(course, checks))


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
    code = Path(__file__).resolve().parents[1]
    sources = [*sorted(path for path in lessons.rglob("*") if path.suffix in {".md", ".toml"})]
    sources += [Path(__file__), code / "content" / "plain_text.py", code / "content" / "maths.py"]
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


def _sections(kind: str, of: Lesson | ReferencePage, address: str, texts: Mapping[str, str]) -> Iterator[Entry]:
    for section in of.sections:
        yield Entry(kind, section.title, of.title, f"{address}#{section.id}", texts[section.id])


def _questions(course: Course, checks: Mapping[str, Mapping[str, Check]]) -> Iterator[Entry]:
    for lesson in course.lessons:
        for check in checks[lesson.id].values():
            text = plain_text(prompt(check))
            title = text if len(text) <= LONGEST_TITLE else f"{text[:LONGEST_TITLE].rpartition(' ')[0]} …"
            yield Entry("question", title, lesson.title, question_address(lesson, check), text)


def question_address(lesson: Lesson, check: Check) -> str:
    """Return where a question is asked: in its lesson, or on the page that asks them all."""
    if check.written.front.review_only:
        return f"/review?question={lesson.id}/{check.id}#check-{check.id}"
    return f"/lessons/{lesson.id}#check-{check.id}"
