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
    """`course.toml`: the course's title, the folders of its lessons, in order, and those of the reference.

    `before_and_after` is the folder of the questions that are asked before the course and after it.
    """

    title: Text
    lessons: Annotated[tuple[str, ...], Field(min_length=1)]
    reference: tuple[Id, ...] = ()
    before_and_after: str | None = None


class TermFront(_Front):
    """One table of `glossary.toml`: a word that the course explains."""

    term: Text
    definition: Text
    also: tuple[Text, ...] = ()


class WidgetFront(BaseModel):
    """One `[widgets.<id>]` table: a kind, and options that only the widget itself can judge."""

    model_config = ConfigDict(extra="allow", frozen=True)
    kind: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]


class IdeaFront(_Front):
    """One table of `ideas.toml`: an idea of the course."""

    title: Text
    says: Text
    place: Annotated[str, StringConstraints(pattern=r"^/lessons/[a-z0-9-]+#[\w-]+$")]
    figure: WidgetFront
    questions: Annotated[tuple[Text, ...], Field(min_length=1)]
    misconceptions: tuple[Id, ...] = ()


class LessonFront(_Front):
    """The front matter of `lesson.md`."""

    id: Id
    title: Text
    question: Text
    # Measured since: see `minutes.py`. A number that an author still writes is read, and not shown.
    minutes: Annotated[int, Field(ge=1, le=30)] | None = None
    learn: Annotated[tuple[Text, ...], Field(min_length=1, max_length=6)]
    needs: tuple[Id, ...] = ()
    part: Text | None = None
    final: bool = False
    picture: tuple[Text, ...] = ()
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


class Step(_Front):
    """One step of a worked solution: what is done in it, and how."""

    does: Text
    work: Text


class _CheckFront(_Front):
    id: Id
    prompt: Text
    hints: Annotated[tuple[Text, ...], Field(min_length=1, max_length=3)]
    solution: Text
    quantities: dict[str, Any] = {}
    draw: dict[str, Text] = {}
    # A question that the review page asks and the lesson's own text does not.
    review_only: bool = False


class ProgramFront(_Front):
    """A program to be mended: as it is shown, with its mistake; as it is right; and the call on which it is tried."""

    title: Text
    broken: Text
    mended: Text
    tried: Text


class NumericFront(_CheckFront):
    """A check that is answered with a number."""

    kind: Literal["numeric"]
    asks: Literal["entropy", "cross-entropy", "kl"] | None = None
    answer: Text | None = None
    unit: Literal["bits", "nats", "none"] | None = None
    decimals: Annotated[int, Field(ge=0, le=6)] = 3
    misconception: Annotated[tuple[NamedMistake | OwnMistake, ...], Field(min_length=1)]
    # A completion problem: the solution's steps, of which the last ones are left to the learner.
    step: tuple[Step, ...] = ()
    open: Annotated[int, Field(ge=1)] = 1
    # A program to be mended: the answer is what a call of it comes to.
    program: ProgramFront | None = None


class ChoiceFront(_CheckFront):
    """A check that is answered by choosing one option (single) or all that hold (several)."""

    kind: Literal["single", "several"]
    option: Annotated[tuple[Option, ...], Field(min_length=2, max_length=8)]
    keep_order: bool = False


CheckFront = NumericFront | ChoiceFront


class SceneFront(_Front):
    """One `[[scene]]` of `scenes.toml`: one of the kinds that `load_scenes` names, and what goes with it."""

    title: Text | None = None
    notes: Text | None = None
    prompt: Text | None = None
    # For so many seconds it stays open, if the host says nothing else.
    seconds: Annotated[int, Field(ge=5, le=600)] | None = None
    check: Id | None = None
    seed: Annotated[int, Field(ge=0, le=499)] = 0
    confidence: bool = False
    predict: Id | None = None
    figure: Id | None = None
    state: dict[str, str] = {}
    # A distribution of the lesson: it is guessed or, with a target, seen, and a Q of that KL is drawn.
    draw: Text | None = None
    target: Annotated[float, Field(gt=0, le=10)] | None = None
    # A mixture of the lesson, over which a Gaussian is placed, and the KL that is to be small.
    fit: Text | None = None
    direction: Literal["forward", "reverse"] | None = None
    # A distribution of the lesson from which each phone is dealt a letter, and what the friend's book believes.
    telegram: Text | None = None
    book: Text | None = None
    # An expression that is true or false: how sure is the class that it holds?
    forecast: Text | None = None


class ScenesFront(_Front):
    """`scenes.toml`: what a lesson asks of a whole class, in order."""

    scene: Annotated[tuple[SceneFront, ...], Field(min_length=1, max_length=40)]


class ExplainFront(_Front):
    """Something to be explained in a sentence, which is kept and compared with another answer, and never graded."""

    id: Id
    prompt: Text
    answer: Text
    point: Annotated[tuple[Text, ...], Field(min_length=1, max_length=4)]


class ChecksFront(_Front):
    """`checks.toml`."""

    check: tuple[Annotated[CheckFront, Field(discriminator="kind")], ...] = ()
    explain: tuple[ExplainFront, ...] = ()


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
