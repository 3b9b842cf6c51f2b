"""The course as immutable objects: what the files say, parsed once at start."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from markupsafe import Markup

from app.content.course.authored_check import AuthoredCheck
from app.content.course.claims import Claim
from app.content.course.explanation import Explanation
from app.content.course.glossary import Term, Use
from app.content.course.ideas import Idea
from app.content.course.minutes import Minutes
from app.content.course.playground import Playground
from app.content.course.scene import Scene
from app.content.course.slot import Slot
from app.content.language.names import Names

_LINK = re.compile(r'href="(/[^"]*)"')


def links_in(html: str) -> tuple[str, ...]:
    """Return the addresses of ours that some HTML links to, with the anchors."""
    return tuple(_LINK.findall(html))


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
    times
        How long it takes, as measured: to read, and to answer its questions.
    learn
        What one will learn, as HTML fragments.
    needs
        Ids of the lessons that it stands on.
    part
        The title of the part of the course that begins with it, or None.
    picture
        Rows of numbers that its small picture draws, in a lesson without a figure.
    final
        Whether it is the final: tasks alone, taken as a whole, and again with fresh numbers.
    unit
        "bits" or "nats": the unit of a quantity that names none.
    names
        The named quantities.
    widgets, checks, explanations, claims, playgrounds
        By id, in the order of the files.
    body
        HTML with slots between; `render` joins it.
    sections
        Its headings, in order.
    uses
        Where it uses or defines which words of the glossary, in order.
    folder
        The folder as messages show it.
    scenes
        What it asks of a whole class, in order; empty where nobody has written that.
    """

    id: str
    number: int
    title: str
    question: Markup
    times: Minutes
    learn: tuple[Markup, ...]
    needs: tuple[str, ...]
    part: str | None
    final: bool
    picture: tuple[tuple[float, ...], ...]
    unit: Literal["bits", "nats"]
    names: Names
    widgets: Mapping[str, Widget]
    checks: Mapping[str, AuthoredCheck]
    explanations: Mapping[str, Explanation]
    claims: Mapping[str, Claim]
    playgrounds: Mapping[str, Playground]
    body: tuple[Markup | Slot, ...]
    sections: tuple[Section, ...]
    uses: tuple[Use, ...]
    folder: str
    scenes: tuple[Scene, ...] = ()

    @property
    def minutes(self) -> int:
        """How long it takes in all."""
        return self.times.whole

    @property
    def links(self) -> tuple[str, ...]:
        """The addresses of ours that its text links to, with the anchors."""
        return tuple(link for part in self.body if isinstance(part, Markup) for link in links_in(part))

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
    """The whole course: its title, lessons in order, the words that it explains, pages to look things up in, ideas.

    `before_and_after` has the questions that are asked before the first lesson and after the last one, in the form of a
    lesson that stands in no list of lessons.
    """

    title: str
    lessons: tuple[Lesson, ...]
    glossary: Mapping[str, Term]
    reference: tuple[ReferencePage, ...] = ()
    ideas: tuple[Idea, ...] = ()
    before_and_after: Lesson | None = None

    def lesson(self, lesson_id: str) -> Lesson | None:
        """Return the lesson with this id, or None."""
        return next((lesson for lesson in self.lessons if lesson.id == lesson_id), None)

    def neighbours(self, lesson_id: str) -> tuple[Lesson | None, Lesson | None]:
        """Return the lessons before and after the one with this id, each None at an end."""
        ids = [lesson.id for lesson in self.lessons]
        here = ids.index(lesson_id)
        before = self.lessons[here - 1] if here else None
        return before, self.lessons[here + 1] if here + 1 < len(ids) else None
