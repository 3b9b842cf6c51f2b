"""A lesson as it is sent: kept for everybody, and for each learner filled with what they have done."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from markupsafe import Markup

from app.content import Lesson, render
from app.pages.http.compressed_page import Encoded, Kept, Piece, Whole, joined, place
from app.pages.lesson.slot_html import PageSlots, committed_values, place_lesson
from app.pages.study.lesson_progress import lesson_context
from app.progress import LessonProgress

if TYPE_CHECKING:
    from app.pages.base.site import Site
    from app.pages.http.visit import Visit

NEWCOMER = LessonProgress()
FRAME = ("progress", "record_note", "lesson_end")
"""The places that every lesson has, beside its questions and predictions."""
_ELEMENTS = {
    "check": "check-{}",
    "recall": "recall-{}",
    "widget": "widget-{}",
    "progress": "lesson-progress",
    "lesson_end": "lesson-end",
}
"""The ids of the elements that stand in the places; a number in the prose follows its figure by itself."""


class LessonPage:
    """A lesson with its figures in the states that one address asks for."""

    def __init__(self, site: Site, lesson: Lesson, visit: Visit) -> None:
        self._site = site
        self._lesson = lesson
        self._again = visit.query.get("again")
        self._slots = PageSlots(site, lesson, visit, place_lesson(lesson, visit))
        template = site.environment.get_template("lesson.html")
        page = template.render(
            visit=visit,
            here=f"/lessons/{lesson.id}",
            body=render(lesson, _Places(self._slots)),
            kinds=sorted({item.kind for item in lesson.widgets.values()}),
            skips=skips(lesson),
            **lesson_context(site.course, lesson, NEWCOMER) | {name: place(name) for name in FRAME},
        )
        self._kept = Kept(page)
        self._first = {name: (self._slots.own(name, NEWCOMER),) for name in self._kept.names}
        self._whole = Whole(b"".join(piece.text for piece in self._kept.filled(self._first.__getitem__)))
        self._revealed: dict[str, Kept] = {}

    @property
    def newcomers(self) -> Whole:
        """The page as it is sent to whoever has done nothing in it."""
        return self._whole

    def encoded(
        self,
        progress: LessonProgress,
        accepted: str,
        note: str | None = None,
        finished: frozenset[str] = frozenset(),
        *,
        mark: str = "",
    ) -> Encoded:
        """Return the page for a learner who has come so far; `note` says why that is not known.

        `finished` names the lessons that are complete, for the end of one that is; `mark` says in HTML what a course
        system knows of the learner's.
        """
        if note is not None:
            told = Piece.of(self._site.environment.get_template("record_note.html").render(note=note))
            return joined(
                self._kept.filled(lambda name: (told,) if name == "record_note" else self._first[name]), accepted
            )
        if not progress.is_begun and not mark:
            return self._whole.encoded(accepted)
        told = Piece.of(mark)
        fill = self._kept.filled(
            lambda name: (told,) if name == "record_note" and mark else self._own(name, progress, finished)
        )
        return joined(fill, accepted)

    def fragments(self, progress: LessonProgress) -> dict[str, str]:
        """Return the parts of the page that are a learner's own, by the ids of their elements."""
        parts = {}
        for name in self._kept.names if progress.is_begun else ():
            kind, _, ref = name.partition(":")
            if kind not in _ELEMENTS:
                continue
            pieces = tuple(self._own(name, progress, frozenset()))
            if pieces != self._first[name]:
                parts[_ELEMENTS[kind].format(ref)] = "".join(piece.html for piece in pieces).strip()
        return parts

    def draw_ahead(self) -> None:
        """Draw what the predictions of learners will reveal."""
        for name in self._kept.names:
            if name.startswith(("widget:", "live:")):
                self._shown(name)

    def _shown(self, name: str) -> Kept:
        """Return a widget or a number as it is after the prediction, with places for what was predicted."""
        if name not in self._revealed:
            self._revealed[name] = Kept(self._slots.revealed(name))
        return self._revealed[name]

    def _own(self, name: str, progress: LessonProgress, finished: frozenset[str]) -> Iterable[Piece]:
        """Return what stands in a place for a learner; what they have not touched is as everybody has it."""
        kind, _, ref = name.partition(":")
        if kind in {"check", "recall", "explain"} and ref not in progress.checks:
            return self._first[name]
        if kind in {"widget", "live"}:
            widget = ref.partition(".")[0]
            made = progress.predictions.get(self._lesson.widgets[widget].prediction or "")
            if made is None or widget == self._again:
                return self._first[name]
            values = committed_values(made)
            return self._shown(name).filled(lambda field: (Piece.of(values[field]),))
        return (self._slots.own(name, progress, finished),)


async def lesson_page(site: Site, lesson: Lesson, visit: Visit) -> LessonPage:
    """Return a lesson with its figures in the states that an address asks for."""
    asked = visit.asked(tuple(f"{widget_id}." for widget_id in lesson.widgets))
    pages, key = site.kept_pages(asked), ("lesson", lesson.id, asked)
    if asked and key not in pages:
        for figure in PageSlots(site, lesson, visit, place_lesson(lesson, visit)).shown():
            await figure.draw_beside(site, visit.learner)
    return pages.get(key, lambda: LessonPage(site, lesson, visit))


class _Places:
    """The slots of a lesson that is to be kept: what may be a learner's own is a place; keeps `app.content.Slots`."""

    def __init__(self, slots: PageSlots) -> None:
        self._slots = slots

    def widget(self, widget_id: str) -> Markup:
        return place(f"widget:{widget_id}") if self._slots.asks(widget_id) else self._slots.widget(widget_id)

    def check(self, check_id: str) -> Markup:
        return place(f"check:{check_id}")

    def recall(self, ref: str) -> Markup:
        return place(f"recall:{ref}")

    def explain(self, explanation_id: str) -> Markup:
        return place(f"explain:{explanation_id}")

    def playground(self, playground_id: str) -> Markup:
        return self._slots.playground(playground_id)

    def live(self, ref: str) -> Markup:
        return place(f"live:{ref}") if self._slots.asks(ref.partition(".")[0]) else self._slots.live(ref)


def skips(lesson: Lesson) -> list[tuple[str, str]]:
    """Return where a keyboard may go at once, with its anchor: the first figure, the first question."""
    found = {"widget": ("figure", "widget-{}"), "check": ("question", "check-{}")}
    first = {slot.kind: slot.ref for slot in reversed(lesson.slots)}
    return [(what, anchor.format(first[kind])) for kind, (what, anchor) in found.items() if kind in first]
