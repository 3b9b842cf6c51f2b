"""The course as immutable objects: what the files say, parsed once at start."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from markupsafe import Markup

from app.content.claims import Claim
from app.content.glossary import Term, Use
from app.content.names import Names
from app.content.playground import Playground
from app.content.written_check import WrittenCheck

SlotKind = Literal["widget", "check", "live", "playground"]


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in a lesson that the page fills: a widget, a check, a playground, or a number that follows a widget.

    Parameters
    ----------
    kind
        What stands here.
    ref
        The id of the widget, check or playground; for a live number `<widget id>.<quantity>`.
    line
        Where the author put it.
    """

    kind: SlotKind
    ref: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Widget:
    """A widget that a lesson declares: its id in this lesson, its kind, and the options of its first state.

    Parameters
    ----------
    id
        Unique in the lesson.
    kind
        The name of the widget's folder, such as `pmf_bars`.
    options
        What the front matter says beside `kind`; read-only.
    """

    id: str
    kind: str
    options: Mapping[str, Any]

    @property
    def prediction(self) -> str | None:
        """The id of the prediction that this widget asks for: its option `prediction`, else its own id."""
        if "predict" not in self.options:
            return None
        return str(self.options.get("prediction", self.id))


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of a lesson: its id in the page, its text and its level (2 to 4)."""

    id: str
    title: str
    level: int


@dataclass(frozen=True, slots=True)
class Lesson:
    """One lesson, ready to be shown.

    Parameters
    ----------
    id, number, title, question
        Its name in addresses, its number (from the folder), its title, and the question that it opens with.
    minutes
        How long it takes.
    learn
        What one will learn, as HTML fragments.
    needs
        Ids of the lessons that it stands on.
    unit
        "bits" or "nats": the unit of a quantity that names none.
    names
        The named quantities.
    widgets, checks, claims, playgrounds
        By id, in the order of the files.
    body
        HTML with slots between; `render` joins it.
    sections
        Its headings, in order.
    uses
        Where it uses or defines which words of the glossary, in order.
    folder
        The folder as messages show it.
    """

    id: str
    number: int
    title: str
    question: Markup
    minutes: int
    learn: tuple[Markup, ...]
    needs: tuple[str, ...]
    unit: Literal["bits", "nats"]
    names: Names
    widgets: Mapping[str, Widget]
    checks: Mapping[str, WrittenCheck]
    claims: Mapping[str, Claim]
    playgrounds: Mapping[str, Playground]
    body: tuple[Markup | Slot, ...]
    sections: tuple[Section, ...]
    uses: tuple[Use, ...]
    folder: str

    @property
    def slots(self) -> tuple[Slot, ...]:
        """The slots of the body, in order."""
        return tuple(part for part in self.body if isinstance(part, Slot))

    @property
    def predictions(self) -> tuple[str, ...]:
        """The ids of all predictions that the lesson asks for, in the order of its widgets."""
        return tuple(widget.prediction for widget in self.widgets.values() if widget.prediction is not None)


@dataclass(frozen=True, slots=True)
class ReferencePage:
    """A page to look things up in, beside the lessons.

    Parameters
    ----------
    id, title, about
        Its name in addresses, its title, and what it is for.
    names
        The named quantities.
    claims
        By id, in the order of the file.
    body
        Its HTML.
    sections
        Its headings, in order.
    uses
        Where it uses or defines which words of the glossary.
    links
        The addresses of ours that it links to, with the anchors.
    folder
        The folder as messages show it.
    """

    id: str
    title: str
    about: Markup
    names: Names
    claims: Mapping[str, Claim]
    body: Markup
    sections: tuple[Section, ...]
    uses: tuple[Use, ...]
    links: tuple[str, ...]
    folder: str


@dataclass(frozen=True, slots=True)
class Course:
    """The whole course: its title, lessons in order, the words that it explains, and the pages to look things up in."""

    title: str
    lessons: tuple[Lesson, ...]
    glossary: Mapping[str, Term]
    reference: tuple[ReferencePage, ...] = ()

    def lesson(self, lesson_id: str) -> Lesson | None:
        """Return the lesson with this id, or None."""
        return next((lesson for lesson in self.lessons if lesson.id == lesson_id), None)

    def neighbours(self, lesson_id: str) -> tuple[Lesson | None, Lesson | None]:
        """Return the lessons before and after the one with this id, each None at an end."""
        ids = [lesson.id for lesson in self.lessons]
        here = ids.index(lesson_id)
        before = self.lessons[here - 1] if here else None
        return before, self.lessons[here + 1] if here + 1 < len(ids) else None
