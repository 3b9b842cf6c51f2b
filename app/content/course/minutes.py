"""How long a lesson takes: measured by its words, formulas, figures and questions, so that nobody has to guess."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from app.content.course.authored_check import AuthoredCheck
from app.content.course.plain_text import text_by_heading
from app.content.course.slot import Slot
from app.content.source.schema import ChoiceFront

WORDS_A_MINUTE: Final = 180
"""For prose with formulas in it, which is read more slowly than a novel (about 240: Brysbaert 2019)."""
FORMULA: Final = 0.25
"""Minutes for a formula on a line of its own."""
FIGURE: Final = {"widget": 1.25, "playground": 2.0}
"""Minutes at a figure: to try what the text asks for."""
NUMBER: Final = 2.0
"""Minutes to work a number out, by hand or with a calculator."""
CHOICE: Final = 0.5
"""Minutes to choose, beside reading what there is to choose from."""


@dataclass(frozen=True, slots=True)
class Minutes:
    """How long a lesson takes: to read it and try its figures, and to answer its questions; whole minutes."""

    reading: int
    questions: int

    @property
    def whole(self) -> int:
        """Both together."""
        return self.reading + self.questions


def measured(body: Iterable[Markup | Slot], checks: Mapping[str, AuthoredCheck]) -> Minutes:
    """Return how long a lesson takes whose text is `body`; questions that it does not ask do not count.

    Parameters
    ----------
    body
        HTML with slots between, as `write` returns it.
    checks
        Its questions, by id.
    """
    reading = questions = 0.0
    for part in body:
        if isinstance(part, Slot) and part.kind == "check" and part.ref in checks:
            questions += _answering(checks[part.ref])
        else:
            reading += _reading(part)
    return Minutes(max(1, round(reading)), round(questions))


def unasked(body: Iterable[Markup | Slot], asking: Container[str]) -> float:
    """Return for how many minutes one reads on, at the longest, before one is asked something.

    Parameters
    ----------
    body
        HTML with slots between, as `write` returns it.
    asking
        The ids of the widgets that ask for a prediction, which is a question as well.
    """
    longest = now = 0.0
    for part in body:
        if isinstance(part, Slot) and (part.kind == "check" or (part.kind == "widget" and part.ref in asking)):
            longest, now = max(longest, now), 0.0
        else:
            now += _reading(part)
    return longest


def _reading(part: Markup | Slot) -> float:
    if isinstance(part, Slot):
        return FIGURE.get(part.kind, 0.0)
    words = sum(len(text.split()) for text in text_by_heading([part]).values())
    return words / WORDS_A_MINUTE + part.count("display-maths") * FORMULA


def _answering(check: AuthoredCheck) -> float:
    front = check.front
    if isinstance(front, ChoiceFront):
        words = sum(len(text.split()) for text in (front.prompt, *(option.text for option in front.option)))
        return CHOICE + words / WORDS_A_MINUTE
    return NUMBER + len(front.prompt.split()) / WORDS_A_MINUTE
