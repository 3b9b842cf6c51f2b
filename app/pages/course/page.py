"""The course page as it is sent: kept for everybody, and for each learner filled with where they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from markupsafe import Markup

from app.content import Course, Lesson, Section
from app.pages.course.before_after import where_with_them
from app.pages.course.pages_beside import Entry, pages_beside
from app.pages.course.study_lines import study_context
from app.pages.http.cache import Cache
from app.pages.http.compressed_page import Encoded, Kept, Piece, Whole, joined, place
from app.pages.kinds import KINDS
from app.pages.lesson.map import lesson_map
from app.pages.lesson.picture import lesson_picture
from app.pages.study.lesson_progress import Standing, standing
from app.progress import Progress, Study
from app.ui.format import format_number
from app.ui.widget import Widget
from app.widgets.pmf_bars.state import PmfBarsState

if TYPE_CHECKING:
    from app.pages.base.site import Site, Studied

NOTHING: Final = Study()
TOY: Final = "pmf_bars"
"""The figure that the page opens with, without its controls."""
TOY_HIDES: Final = (*PmfBarsState.hides, "python", "class")
_HEADING: Final = re.compile(r'<h[234] id="([^"]+)"')


@dataclass(frozen=True)
class Card:
    """One line of the contents: a lesson, what it stands on, and how far it is done."""

    lesson: Lesson
    number: int
    standing: Standing
    begun: bool
    needs: tuple[tuple[int, Lesson], ...]

    @property
    def complete(self) -> bool:
        """Whether all of it is done; a lesson that asks for nothing is never complete."""
        return self.standing.complete


@dataclass(frozen=True)
class Resume:
    """Where one goes on: a lesson, and in one that is begun the section of the first thing that is open."""

    lesson: Lesson
    section: Section | None

    @property
    def address(self) -> str:
        """The address of that place."""
        return f"/lessons/{self.lesson.id}" + (f"#{self.section.id}" if self.section else "")

    @property
    def name(self) -> str:
        """The name of that place."""
        return (self.section or self.lesson).title


@dataclass(frozen=True)
class Labs:
    """The figures that one lesson shows first; those of no lesson have none."""

    number: int | None
    lesson: Lesson | None
    widgets: tuple[Widget, ...]


@dataclass(frozen=True)
class Standings:
    """Where a learner is in the course: every lesson, and the first that is not complete, None if all are."""

    cards: tuple[Card, ...]
    here: Card | None = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "here", next((card for card in self.cards if not card.complete), None))

    @property
    def finished(self) -> int:
        """How many lessons are complete."""
        return sum(card.complete for card in self.cards)

    @property
    def begun(self) -> bool:
        """Whether anything was done."""
        return any(card.begun for card in self.cards)

    @property
    def at_the_end(self) -> bool:
        """Whether the final is complete, or every lesson."""
        return self.here is None or any(card.complete for card in self.cards if card.lesson.final)

    @property
    def states(self) -> dict[str, str]:
        """How each circle of the map is drawn."""
        return {
            card.lesson.id: "complete" if card.complete else "here" if card is self.here else "open"
            for card in self.cards
        }

    @property
    def resume(self) -> Resume | None:
        """Where one goes on."""
        return Resume(self.here.lesson, open_section(self.here)) if self.here else None


def standings(course: Course, progress: Progress) -> Standings:
    """Return where a learner is in the course."""
    numbers = {lesson.id: number for number, lesson in enumerate(course.lessons, 1)}
    cards = []
    for lesson in course.lessons:
        own = progress.lesson(lesson.id)
        needs = tuple((numbers[name], course.lessons[numbers[name] - 1]) for name in lesson.needs if name in numbers)
        cards.append(Card(lesson, numbers[lesson.id], standing(lesson, own), own.is_begun, needs))
    return Standings(tuple(cards))


def open_section(card: Card) -> Section | None:
    """Return the section in which the first thing that is open stands, of a lesson in which something is done."""
    waits = next((item.anchor for item in card.standing.items if not item.done), None)
    return sections_of(card.lesson).get(waits or "") if card.begun else None


def sections_of(lesson: Lesson) -> Mapping[str, Section]:
    """Return the section in which each question and figure of a lesson stands, by its anchor; none above the first."""
    titles = {section.id: section for section in lesson.sections}
    found: dict[str, Section] = {}
    here = None
    for part in lesson.body:
        if isinstance(part, Markup):
            here = next((titles[name] for name in reversed(_HEADING.findall(part)) if name in titles), here)
        elif here is not None:
            found[f"{part.kind}-{part.ref}"] = here
    return found


class CoursePage:
    """The course page, with places for what is a learner's own.

    `today`, `continue`, `asked`, `facts`, `map`, and a `card:LESSON` each.
    """

    def __init__(self, site: Site, entries: Sequence[Entry] | None = None) -> None:
        self._site = site
        self._asks = entries is None  # what is taken along has no record to keep answers in
        course = site.course
        own = ("record_note", "today", "continue", "asked", "facts", "map")
        state = KINDS[TOY].State.from_options({})
        page = self._render(
            "course.html",
            kinds=[TOY],
            toy=KINDS[TOY].html(state, "toy", {"hide": TOY_HIDES}),
            price=format_number(state.results()["kl"], "bits"),
            cards=[place(f"card:{lesson.id}") for lesson in course.lessons],
            lessons=course.lessons,
            minutes=sum(lesson.minutes for lesson in course.lessons),
            labs=labs_by_lesson(course.lessons, KINDS),
            shelf=list(pages_beside(course)) if entries is None else entries,
            **{name: place(name) for name in own},
        )
        self._pictures = {lesson.id: lesson_picture(lesson) for lesson in course.lessons}
        self._map = lesson_map({lesson.id: lesson.needs for lesson in course.lessons})
        self._pieces = Cache(1024)
        self._kept = Kept(page)
        nobody = standings(course, Progress())
        self._whole = Whole(b"".join(piece.text for piece in self._filled(nobody)))

    @property
    def newcomers(self) -> Whole:
        """The page as it is sent to whoever has done nothing."""
        return self._whole

    def encoded(self, seen: Studied, accepted: str) -> Encoded:
        """Return the page for a learner of whom so much is known, on their day."""
        if seen.note is None and seen.study == NOTHING:
            return self._whole.encoded(accepted)
        return joined(self._filled(standings(self._site.course, seen.study.progress), seen), accepted)

    def _filled(self, now: Standings, seen: Studied | None = None) -> Iterable[Piece]:
        return self._kept.filled(lambda name: (self._own(name, now, seen),))

    def _own(self, name: str, now: Standings, seen: Studied | None) -> Piece:  # noqa: PLR0911 - one return a place
        """Return what stands in a place."""
        if name.startswith("card:"):
            return self._card(next(card for card in now.cards if card.lesson.id == name[5:]), here=now.here)
        if name == "map":
            return self._map_piece(now.states)
        if name in {"continue", "facts"}:
            return Piece.of(self._render(f"course_{name}.html", now=now))
        if name == "asked":
            return Piece.of(self._asked(now, seen) if self._asks and self._site.before_and_after else "")
        if name == "record_note" and seen is not None and seen.note:
            return Piece.of(self._render("record_note.html", note=seen.note))
        if name == "today" and seen is not None:
            return Piece.of(self._render("course_study.html", **study_context(self._site.course, seen)))
        return Piece.of("")

    def _asked(self, now: Standings, seen: Studied | None) -> str:
        """Return what is said of the questions before and after: offered at the start, and again at the end."""
        progress = seen.study.progress if seen else Progress()
        with_them = where_with_them(self._site.before_and_after, progress)
        return self._render("course_asked.html", now=now, asked=with_them, count=len(self._site.before_and_after))

    def _card(self, card: Card, here: Card | None) -> Piece:
        """Return a lesson's line; for all who have done the same of it, it is drawn once."""
        key = (card.lesson.id, tuple(item.done for item in card.standing.items), card.begun, here is card)
        names = {"card": card, "here": here is card, "picture": self._pictures[card.lesson.id]}
        return self._pieces.get(key, lambda: Piece.of(self._render("card.html", **names)))

    def _map_piece(self, states: Mapping[str, str]) -> Piece:
        names = {"map": self._map, "states": states, "lessons": self._site.course.lessons}
        return self._pieces.get(tuple(states.values()), lambda: Piece.of(self._render("map.html", **names)))

    def _render(self, template: str, **names: Any) -> str:
        return self._site.environment.get_template(template).render(**names)


def labs_by_lesson(lessons: Sequence[Lesson], kinds: Mapping[str, Widget]) -> list[Labs]:
    """Return every kind of widget once, under the lesson that shows it first; those of no lesson at the end."""
    left = dict(kinds)
    groups = []
    for number, lesson in enumerate(lessons, 1):
        own = dict.fromkeys(item.kind for item in lesson.widgets.values() if item.kind in left)
        if own:
            groups.append(Labs(number, lesson, tuple(left.pop(kind) for kind in own)))
    return [*groups, Labs(None, None, tuple(left.values()))] if left else groups


def course_page(site: Site) -> CoursePage:
    """Return the course page."""
    return site.pages.get("course", lambda: CoursePage(site))
