"""The ideas of the course: what tests each, what shows that it is shaky, where it stands, and a figure for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class Idea:
    """One idea.

    Parameters
    ----------
    id, title
        Its name in the file and on the page.
    says
        The idea in a sentence, as HTML.
    place
        The address in a lesson that explains it.
    kind, options
        A figure, and the options of a state of it that shows the idea.
    questions
        The questions that test it, as `lesson.check`.
    misconceptions
        The slips that show that it is shaky, in whatever question they are made.
    line
        Where it is written.
    """

    id: str
    title: str
    says: Markup
    place: str
    kind: str
    options: Mapping[str, Any]
    questions: tuple[str, ...]
    misconceptions: frozenset[str]
    line: int = 0

    @property
    def lesson(self) -> str:
        """The id of the lesson that explains it."""
        return self.place.removeprefix("/lessons/").partition("#")[0]
