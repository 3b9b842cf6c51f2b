"""The course as a folder of files, for any web server or a disk: reading, figures, questions, search, playgrounds.

Pages are those of the course, with a few templates of their own (`templates/site`). Their addresses become the ways
between files; what the server would have answered is carried by the page (`static/js/alone`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any, Final, cast
from urllib.parse import urlsplit
from uuid import UUID

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from app import __version__
from app.atlas.atlas import the_atlas
from app.atlas.public import public_json
from app.checks import course_checks
from app.content import Course, Lesson
from app.export.grading import numbers
from app.export.parts import ExportError, answers_of, canvases_of, packed, script_of, sheet, write
from app.figure.widget import json_script
from app.pages.base.site import Site
from app.pages.course.page import TOY, CoursePage
from app.pages.course.pages_beside import PRACTICE, SEARCH, pages_beside
from app.pages.files.assets import PLAYGROUND, ROOT, SHEETS
from app.pages.files.bundles import SITE, Kinds
from app.pages.files.playground_worker import PlaygroundWorker, brython_folder
from app.pages.http.visit import Visit
from app.pages.kinds import KINDS, widgets_of
from app.pages.lesson.page import LessonPage
from app.pages.lesson.slot_html import RECALL_SEED, PageSlots, check_html, explain_html, place_lesson, recall_html
from app.pages.reference.libraries import libraries_html
from app.pages.reference.pages import glossary_html, help_html, reference_html
from app.pages.search.index import SearchIndex
from app.progress import AnswerGiven, CheckProgress, Question, Record

ROUNDS: Final = 4
"""With how many numbers a question can be asked."""
HIDDEN: Final = "link,class"
"""Controls that would lead to an address of the course's own server."""
ATLAS: Final = "/data/atlas.json"
_MARK: Final = "\1kept\1"
SENTENCE: Final = "\uf8ff"
"""What stands for a learner's own sentence."""
_ADDRESS: Final = re.compile(r'\s(?P<name>href|src|action)="(?P<url>/[^"]*)"')
_FONT: Final = re.compile(r'url\("\.\./(fonts/[\w.-]+)"\)')


class CourseFolder:
    """The files of one course, by their addresses in the folder."""

    def __init__(self, course: Course) -> None:
        self._course = course
        self._used: set[str] = set()
        self._scripts: dict[str, Kinds] = {}
        checks = course_checks(course)
        # No page asks for what nobody has kept, and each figure is drawn here.
        record, beside = cast("Record", None), cast("Any", None)
        self._site = Site(course, checks, record, self._environment(), SearchIndex(course, checks), beside)
        self._pages = {"/", "/glossary", "/help", "/libraries", *(f"/{page.id}" for page in course.reference)}
        self._pages |= {f"/lessons/{lesson.id}" for lesson in course.lessons} | {f"/lab/{kind}" for kind in KINDS}

    def files(self) -> Iterator[tuple[str, str | bytes]]:
        """Yield every file with its path."""
        yield from self.pages()
        yield from self.carried()
        yield "data/search.js", f"globalThis.wdSearch = {json.dumps(list(self._entries()), ensure_ascii=False)};\n"
        yield ATLAS.lstrip("/"), public_json(the_atlas())
        yield "README.txt", _README

    def carried(self) -> Iterator[tuple[str, str | bytes]]:
        """Yield what the pages that were made so far load: scripts, fonts, pictures, and Python for playgrounds."""
        for address in sorted(self._used):
            yield address.lstrip("/"), (ROOT / "static" / address.lstrip("/")).read_bytes()
        for name, kinds in sorted(self._scripts.items()):
            yield f"js/{name}", script_of(self._course, kinds)
        if (brython := brython_folder()) is not None:
            worker = PlaygroundWorker(PLAYGROUND, brython, str).content.decode()
            yield "lib/playground.js", f"globalThis.wdPlayground = {json.dumps(worker)};\n"

    def pages(self) -> Iterator[tuple[str, str]]:
        """Yield every page with its path."""
        course, site = self._course, self._site
        own = (*PRACTICE, SEARCH[1])
        entries = [entry for entry in pages_beside(course) if entry not in own]
        index = CoursePage(site, entries).newcomers.content.decode()
        toy = KINDS[TOY]
        start = {"answers": packed(answers_of(toy, toy.State.from_options({}))), "canvases": canvases_of([TOY])}
        yield self._page("index.html", index, start)
        for lesson in course.lessons:
            yield self.lesson(lesson)
        for widget in KINDS.values():
            state = widget.State.from_options({})
            html = site.environment.get_template("lab.html").render(
                name=widget.title,
                kinds=[widget.kind],
                body=widget.html(state, widget.kind, {"hide": HIDDEN.split(",")}),
            )
            kept = {"answers": packed(answers_of(widget, state)), "canvases": canvases_of([widget.kind])}
            yield self._page(f"lab/{widget.kind}.html", html, kept)
        yield self.glossary()
        for page in course.reference:
            yield self._page(f"{page.id}.html", reference_html(site, page))
        yield self.help()
        yield self._page("libraries.html", libraries_html(site, {}))

    def glossary(self) -> tuple[str, str]:
        """Return the glossary with its path."""
        return self._page("glossary.html", glossary_html(self._site))

    def help(self) -> tuple[str, str]:
        """Return what hands and keys can do, with its path."""
        return self._page("help.html", help_html(self._site))

    def lesson(self, lesson: Lesson, *, scorm: bool = False) -> tuple[str, str]:
        """Return the page of a lesson with its path; `scorm` lets a course system keep its record."""
        visit = Visit("", {"hide": HIDDEN})
        content = LessonPage(self._site, lesson, visit).newcomers.content.decode()
        return self._page(f"lessons/{lesson.id}.html", content, {**self.kept_of(lesson), "scorm": scorm})

    def kept_of(self, lesson: Lesson) -> dict[str, Any]:
        """Return what the page of a lesson carries."""
        placed = place_lesson(lesson, Visit("", {"hide": HIDDEN}))
        slots = PageSlots(self._site, lesson, Visit("", {"hide": HIDDEN}), placed)
        answers = [answer for item in placed for answer in answers_of(item.widget, item.state)]
        predictions = {
            widget.prediction: {"widget": widget.id, "html": str(slots.revealed(f"widget:{widget.id}"))}
            for widget in lesson.widgets.values()
            if widget.prediction is not None
        }
        return {
            "answers": packed(answers),
            "canvases": canvases_of({item.widget.kind for item in placed}),
            "lesson": lesson.id,
            "questions": dict(self._questions(lesson)),
            "explanations": dict(self._explanations(lesson)),
            "predictions": predictions,
            "items": items_of(lesson),
        }

    def _questions(self, lesson: Lesson) -> Iterator[tuple[str, dict[str, Any]]]:
        site = self._site
        for slot in lesson.slots:
            if slot.kind == "check":
                check = site.checks[lesson.id][slot.ref]
                seeds = range(ROUNDS) if check.fresh else (0,)
                asked = [(seed, check_html(site, lesson, slot.ref, CheckProgress(seed=seed))) for seed in seeds]
                name = slot.ref
            elif slot.kind == "recall":
                question = Question.named(slot.ref)
                check, name = site.checks[question.lesson][question.check], question.check
                seeds = range(RECALL_SEED, RECALL_SEED + (ROUNDS if check.fresh else 1))
                asked = [(seed, recall_html(site, lesson, question, CheckProgress(seed=seed))) for seed in seeds]
            else:
                continue
            yield f"check-{name}", {"numbers": [numbers(check, seed, str(html)) for seed, html in asked]}

    def _explanations(self, lesson: Lesson) -> Iterator[tuple[str, str]]:
        """Yield what stands in the place of a sentence once it is kept, with a mark for it."""
        kept = AnswerGiven(
            event_id=str(UUID(int=0)),
            learner="0" * 22,
            lesson=lesson.id,
            at=datetime.now(UTC),
            check="explained",
            seed=0,
            answer_text=SENTENCE,
            verdict="right",
        )
        for slot in lesson.slots:
            if slot.kind == "explain":
                html = explain_html(self._site, lesson, slot.ref, CheckProgress(seed=0, last=kept))
                yield f"explain-{slot.ref}", str(html)

    def _entries(self) -> Iterator[dict[str, Any]]:
        for entry in json.loads(self._site.search.content):
            if (way := self._way(entry["address"], "")) is not None:
                yield {**entry, "address": way}

    def _page(self, path: str, html: str, kept: Mapping[str, Any] | None = None) -> tuple[str, str]:
        root = "../" * path.count("/")
        carried = json_script({"answers": "", **(kept or {}), "root": root})

        def put(found: re.Match[str]) -> str:
            way = self._way(found["url"], root)
            return "" if way is None else f' {found["name"]}="{way}"'

        page = _ADDRESS.sub(put, str(html))
        page = _FONT.sub(lambda found: f'url("{root}{found[1]}")', page)
        return path, page.replace(_MARK, f'<script type="application/json" id="alone">{carried}</script>')

    def _way(self, address: str, root: str) -> str | None:
        """Return the way from a page to what stands at an address of the course; None to what needs the server."""
        parts = urlsplit(address.replace("&amp;", "&"))
        path = PurePosixPath(parts.path)
        if parts.path == "/":
            file = "index.html"
        elif path.suffix or parts.path.startswith("/js/"):
            file = parts.path.lstrip("/")
        elif re.match(r"/lessons/[\w-]+/", parts.path):
            return "#"  # where a form would send an answer: the page itself reads it
        elif parts.path in self._pages:
            file = f"{parts.path.lstrip('/')}.html"
        else:
            return None
        query = f"?{parts.query}" if file == "libraries.html" and parts.query else ""
        return f"{root}{file}{query.replace('&', '&amp;')}{'#' if parts.fragment else ''}{parts.fragment}"

    def _environment(self) -> Environment:
        environment = Environment(
            loader=ChoiceLoader(
                [PackageLoader("app.export", "templates/site"), PackageLoader("app.pages", "templates")]
            ),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        environment.globals.update(
            asset=self._asset,
            styles=self._styles,
            script=self._script,
            kept=lambda: _MARK,
            standing_of=lambda lesson: json.dumps({"lesson": lesson.id, "items": items_of(lesson)}),
            playground_worker=lambda: "lib/playground.js" if brython_folder() else None,
            playground_colours=lambda: None,  # a module, which a page from a disk may not load
            embedders=(),
            rounds=ROUNDS,
            widgets_of=widgets_of,
            figure_sheets=SHEETS,
            version=__version__,
        )
        return environment

    def _asset(self, address: str) -> str:
        if address != ATLAS:
            self._used.add(address)
        return address

    def _styles(self, *names: str) -> Markup:
        text = "\n".join(sheet(name) for name in names)
        text = text.replace("font-display: optional", "font-display: swap")  # from a disk they are there at once
        self._used.update(f"/{font}" for font in _FONT.findall(text))
        return Markup("<style>{}</style>").format(Markup(text))  # noqa: S704 - our own files

    def _script(self, kinds: Iterable[str]) -> str:
        own = (SITE, *kinds)
        name = f"{'-'.join(own)}.js"
        self._scripts[name] = own
        return f"/js/{name}"


def items_of(lesson: Lesson) -> list[dict[str, str]]:
    """Return what a lesson asks for: under which name it is kept, where it stands, and what it is called."""
    items: list[dict[str, str]] = []
    questions = guesses = 0
    several = len(lesson.predictions) > 1
    for slot in lesson.slots:
        if slot.kind == "check":
            questions += 1
            items.append({"key": f"check:{slot.ref}", "anchor": f"check-{slot.ref}", "name": f"question {questions}"})
        elif slot.kind == "widget" and (prediction := lesson.widgets[slot.ref].prediction) is not None:
            guesses += 1
            name = f"prediction {guesses}" if several else "the prediction"
            items.append({"key": f"prediction:{prediction}", "anchor": f"widget-{slot.ref}", "name": name})
    return items


def write_course(course: Course, folder: Path) -> int:
    """Write the course into a folder that is empty or was made so before; return how many files there are.

    Raises
    ------
    ExportError
        If the folder holds something else.
    """
    if folder.exists() and any(folder.iterdir()) and not (folder / "README.txt").exists():
        raise ExportError(f"{folder} holds other files; name an empty folder, or one that this command has made")
    count = 0
    for path, content in CourseFolder(course).files():
        write(folder / path, content)
        count += 1
    return count


_README: Final = """Wrong Dictionary, a course on entropy, cross-entropy and KL divergence: open index.html.

This folder is the whole course as files. It opens from a disk, and any web server can serve it as it is.
What is different from the course on its own server:
- Answers are checked in the page, by what the page carries: they can be found in it.
- A learner's work is kept in the browser, and nowhere else.
- A question comes with four rounds of numbers; steps that were rounded too early are taken for wrong.
- Figures know what Python computed for their first state, and compute the rest in the page.
- There is no review page, no completion code, and no Panel.
"""
