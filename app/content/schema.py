"""What the files of a course may hold. Every model is closed: an unknown key is a mistake."""

import re
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

ID = re.compile(r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")
Id = Annotated[str, StringConstraints(pattern=ID.pattern)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class _Front(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class CourseFront(_Front):
    """`course.toml`: the course's title, the folders of its lessons, in order, and those of the reference."""

    title: Text
    lessons: Annotated[tuple[str, ...], Field(min_length=1)]
    reference: tuple[Id, ...] = ()


class TermFront(_Front):
    """One table of `glossary.toml`: a word that the course explains."""

    term: Text
    definition: Text
    also: tuple[Text, ...] = ()


class WidgetFront(BaseModel):
    """One `[widgets.<id>]` table: a kind, and options that only the widget itself can judge."""

    model_config = ConfigDict(extra="allow", frozen=True)
    kind: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]


class LessonFront(_Front):
    """The front matter of `lesson.md`."""

    id: Id
    title: Text
    question: Text
    minutes: Annotated[int, Field(ge=1, le=30)]
    learn: Annotated[tuple[Text, ...], Field(min_length=1, max_length=6)]
    needs: tuple[Id, ...] = ()
    unit: Literal["bits", "nats"] = "bits"
    quantities: dict[str, Any] = {}
    widgets: dict[Id, WidgetFront] = {}


class ReferenceFront(_Front):
    """The front matter of a page of the reference."""

    title: Text
    about: Text
    unit: Literal["bits", "nats"] = "bits"
    quantities: dict[str, Any] = {}


class NamedMistake(_Front):
    """A misconception from the library, named; the number and the feedback come from there."""

    use: Id
    feedback: Text | None = None


class OwnMistake(_Front):
    """A misconception that only this check has: its id, an expression for the number it leads to, and what to say."""

    id: Id
    value: Text
    feedback: Text


class Option(_Front):
    """One option of a choice: its text, whether it is right (or an expression that decides), and what to say to it."""

    id: Id
    text: Text
    right: bool | Text = False
    feedback: Text
    misconception: Id | None = None


class _CheckFront(_Front):
    id: Id
    prompt: Text
    hints: Annotated[tuple[Text, ...], Field(min_length=1, max_length=3)]
    solution: Text
    quantities: dict[str, Any] = {}
    draw: dict[str, Text] = {}
    # A question that the review page asks and the lesson's own text does not.
    review_only: bool = False


class NumericFront(_CheckFront):
    """A check that is answered with a number."""

    kind: Literal["numeric"]
    asks: Literal["entropy", "cross-entropy", "kl"] | None = None
    answer: Text | None = None
    unit: Literal["bits", "nats", "none"] | None = None
    decimals: Annotated[int, Field(ge=0, le=6)] = 3
    misconception: Annotated[tuple[NamedMistake | OwnMistake, ...], Field(min_length=1)]


class ChoiceFront(_CheckFront):
    """A check that is answered by choosing one option (single) or all that hold (several)."""

    kind: Literal["single", "several"]
    option: Annotated[tuple[Option, ...], Field(min_length=2, max_length=8)]
    keep_order: bool = False


CheckFront = NumericFront | ChoiceFront


class ChecksFront(_Front):
    """`checks.toml`."""

    check: tuple[Annotated[CheckFront, Field(discriminator="kind")], ...] = ()


class ClaimFront(_Front):
    """One `[[claim]]` of `claims.toml`: a statement of the lesson, and the expression that proves it."""

    id: Id
    text: Text
    source: Text
    holds: Text
    quantities: dict[str, Any] = {}
    draw: dict[str, Text] = {}


class ClaimsFront(_Front):
    """`claims.toml`."""

    claim: tuple[ClaimFront, ...] = ()
