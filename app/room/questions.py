"""A scene as a question to a class: what everybody may see, apart from what nobody may see before the host says so."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Final
from urllib.parse import urlencode

from markupsafe import Markup

from app.checks import Check, Outcome, grade, present
from app.checks.numeric import numeric_case
from app.content import Course
from app.content.source.schema import ChoiceFront
from app.kernel import KernelError, Pmf
from app.kernel.units import NATS_PER_BIT
from app.pages.kinds import KINDS
from app.room.errors import AnswerError
from app.ui.format import format_number, format_plain
from app.ui.typed_number import NotUnderstood, TypedNumber, read_typed_number

LONGEST: Final = 160
SAID: Final[Mapping[str, str]] = MappingProxyType(
    {
        "other-unit": "counted in the other unit",
        "other-direction": "swapped the direction",
        "weights-and-log-swapped": "swapped weights and logarithm",
        "whole-for-extra": "gave the whole bill",
        "extra-for-whole": "gave only the extra",
        "entropy-of-truth": "gave the entropy of the truth",
        "entropy-of-model": "gave the entropy of the model",
        "unweighted": "forgot the weights",
        "wrong-sign": "lost the sign",
        "one-term-only": "took one term only",
        "added-instead-of-subtracted": "added instead of subtracted",
        "entropies-added": "added two entropies",
        "model-entropy-subtracted": "took away the model’s entropy",
        "cancels-to-zero": "let the terms cancel",
    }
)
"""What is said of a slip on the wall, after "12"."""


def said_of(slip: str) -> str:
    """Return a slip in words: those of the library, else its id."""
    return SAID.get(slip, slip.replace("-", " "))


@dataclass(frozen=True)
class Choice:
    """One of the options: what a phone sends, and what is shown."""

    id: str
    html: Markup
    words: str


@dataclass(frozen=True)
class Question:
    """What everybody may see of a scene. Nothing in it follows from the solution.

    Attributes
    ----------
    kind
        `number`, `single`, `several`, `marker` (a number between 0 and `top`), `pmf` (a whole Q), `percent`, or
        `figure`, which asks nothing.
    title, prompt
        What it is called, and the question.
    unit, decimals
        Of a number.
    options
        Of a choice.
    labels, truth
        Of a pmf: its outcomes, and P where it is shown to those who draw.
    top
        The end of a marker's axis.
    figure
        The address of a figure for the wall.
    confidence
        Whether a confidence in percent is asked for too.
    """

    kind: str
    title: str
    prompt: Markup = Markup()  # noqa: RUF009 - immutable
    unit: str | None = None
    decimals: int = 3
    options: tuple[Choice, ...] = ()
    labels: tuple[str, ...] = ()
    truth: tuple[float, ...] = ()
    top: float = 1.0
    figure: str | None = None
    confidence: bool = False


@dataclass(frozen=True)
class Solution:
    """What nobody sees before the host says so.

    Attributes
    ----------
    words
        The right answer in a line.
    html
        How one gets there.
    right
        The ids of the options that hold.
    value
        The number.
    p
        The distribution.
    target
        The KL that is to be hit, where that is asked.
    happened
        Whether what was forecast happened.
    """

    words: str = ""
    html: Markup = Markup()  # noqa: RUF009 - immutable
    right: frozenset[str] = frozenset()
    value: float | None = None
    p: tuple[float, ...] = ()
    target: float | None = None
    happened: bool | None = None


@dataclass(frozen=True)
class Asked:
    """A scene, ready to be asked: the question, its solution, and how answers are read and graded."""

    question: Question
    solution: Solution
    notes: Markup
    check: Check | None = None
    seed: int = 0
    lesson: str | None = None
    prediction: str | None = None
    quantity: str | None = None
    seconds: int | None = None

    def said_of(self, slip: str) -> str:
        """Return a slip in words that follow a number: of a choice what was chosen, else what was done."""
        front = None if self.check is None else self.check.authored.front
        if isinstance(front, ChoiceFront):
            ids = {option.id for option in front.option if slip in {option.misconception, option.id}}
            chosen = next((one.words for one in self.question.options if one.id in ids), None)
            if chosen is not None:
                return f"chose “{chosen.rstrip('.')}”"
        return said_of(slip)

    def read(self, fields: Mapping[str, list[str]]) -> Reading:
        """Return what a form says.

        Raises
        ------
        AnswerError
            If it says nothing, or something that cannot be an answer; the message says what to do.
        """
        return _read(self, fields)


@dataclass(frozen=True)
class Reading:
    """What a form says, graded where it can be; the grade is for the record, and for nobody's eyes yet."""

    given: Mapping[str, Any]
    value: float | None = None
    verdict: str | None = None
    slip: str | None = None
    confidence: int | None = None


def ask(scene: Mapping[str, Any], course: Course, checks: Mapping[str, Mapping[str, Check]]) -> Asked:
    """Return a scene as a question.

    Parameters
    ----------
    scene
        As a room keeps it; see `app.content.load.scenes`.
    course, checks
        Where it comes from.

    Raises
    ------
    KeyError
        If the course has no such check or figure any more.
    """
    return replace(_MAKERS[scene["kind"]](scene, course, checks), seconds=scene.get("seconds"))


def _of_check(scene: Mapping[str, Any], course: Course, checks: Mapping[str, Mapping[str, Check]]) -> Asked:
    check, seed = checks[scene["lesson"]][scene["check"]], int(scene.get("seed", 0))
    shown = present(check, seed)
    lesson = course.lesson(scene["lesson"])
    assert lesson is not None
    options = tuple(Choice(one.id, one.html, _words(one.html)) for one in shown.options)
    question = Question(
        kind="number" if shown.kind == "numeric" else shown.kind,
        title=scene.get("title") or lesson.title,
        prompt=shown.prompt_html,
        unit=shown.unit,
        decimals=shown.decimals or 0,
        options=options,
        confidence=bool(scene.get("confidence")),
    )
    if shown.kind == "numeric":
        truth = numeric_case(check, seed).truth
        written = format_number(truth, shown.unit, shown.decimals or 0)
        solution = Solution(written, shown.solution_html, value=truth)
    else:
        right = frozenset(shown.solution)
        words = "; ".join(one.words for one in options if one.id in right)
        solution = Solution(words, shown.solution_html, right=right)
    return Asked(question, solution, Markup(scene.get("notes", "")), check, seed, scene["lesson"])  # noqa: S704 - ours


def _of_prediction(scene: Mapping[str, Any], course: Course, _checks: object) -> Asked:
    lesson = course.lesson(scene["lesson"])
    assert lesson is not None
    widget = lesson.widgets[scene["widget"]]
    state = KINDS[widget.kind].State.from_options(widget.options)
    asked = str(widget.options["predict"])
    truth = state.results()[asked]
    unit = state.as_dict().get("unit")
    name = {"kl": "KL(P ‖ Q)", "cross-entropy": "H(P, Q)"}.get(asked, asked.replace("-", " "))
    count = len(state.as_dict().get("labels", "ab"))
    question = Question(
        kind="marker",
        title=scene.get("title") or lesson.title,
        prompt=Markup(scene.get("prompt") or Markup("<p>How large will {} be?</p>").format(name)),  # noqa: S704 - ours
        unit=unit,
        # The axis follows from the number of outcomes alone, so that it gives nothing away.
        top=float(math.ceil(3 * math.log2(max(2, count)))),
        labels=tuple(state.as_dict().get("labels", ())),
    )
    words = format_number(truth, unit)
    solution = Solution(words, Markup("<p>{} is {}.</p>").format(name, words), value=truth)
    notes = Markup(scene.get("notes", ""))  # noqa: S704 - the loader's
    return Asked(question, solution, notes, lesson=lesson.id, prediction=widget.prediction, quantity=asked)


def _of_belief(scene: Mapping[str, Any], _course: object, _checks: object) -> Asked:
    p, labels = tuple(map(float, scene["p"])), tuple(scene["labels"])
    target = scene.get("target")
    question = Question(
        kind="pmf",
        title=scene["title"],
        prompt=Markup(scene["prompt"]),  # noqa: S704 - the loader's
        unit="bits",
        labels=labels,
        truth=p if target is not None else (),
    )
    shares = ", ".join(f"{label} {format_plain(value, 2)}" for label, value in zip(labels, p, strict=True))
    words = shares if target is None else f"KL(P ‖ Q) = {format_number(float(target), 'bits', 2)}"
    solution = Solution(words, p=p, target=None if target is None else float(target))
    return Asked(question, solution, Markup(scene.get("notes", "")))  # noqa: S704 - the loader's


def _of_forecast(scene: Mapping[str, Any], _course: object, _checks: object) -> Asked:
    question = Question("percent", scene["title"], Markup(scene["prompt"]), unit="bits")  # noqa: S704 - the loader's
    happened = bool(scene["happened"])
    solution = Solution("It is so." if happened else "It is not so.", happened=happened)
    return Asked(question, solution, Markup(scene.get("notes", "")))  # noqa: S704 - the loader's


def _of_figure(scene: Mapping[str, Any], course: Course, _checks: object) -> Asked:
    if "figure" in scene:  # by itself, as somebody has set it
        kind, start = scene["figure"], KINDS[scene["figure"]].State()
    else:
        lesson = course.lesson(scene["lesson"])
        assert lesson is not None
        widget = lesson.widgets[scene["widget"]]
        kind, start = widget.kind, KINDS[widget.kind].State.from_options(widget.options)
    state = type(start).from_query(scene.get("state", {}), start)
    fields = {**state.to_query(), "view": "projector"}
    title = scene.get("title") or KINDS[kind].title
    address = f"/lab/{kind}?{urlencode(fields)}"
    notes = Markup(scene.get("notes", ""))  # noqa: S704 - the loader's
    return Asked(Question("figure", title, figure=address), Solution(), notes)


_MAKERS: Final = {
    "check": _of_check,
    "prediction": _of_prediction,
    "belief": _of_belief,
    "forecast": _of_forecast,
    "figure": _of_figure,
}


def _read(asked: Asked, fields: Mapping[str, list[str]]) -> Reading:
    kind = asked.question.kind
    typed = [text for text in fields.get("answer", []) if text.strip()]
    confidence = _percent(fields.get("confidence", [""])[-1], "The confidence") if asked.question.confidence else None
    if kind == "pmf":
        q = _pmf(fields.get("q", []), asked.question.labels)
        return Reading({"q": q}, confidence=confidence)
    if not typed:
        raise AnswerError("Choose an answer first." if kind in {"single", "several"} else "Type an answer first.")
    if sum(map(len, typed)) > LONGEST * 8 or len(typed[0]) > LONGEST:
        raise AnswerError(f"An answer has at most {LONGEST} signs; shorten it.")
    if kind in {"single", "several"}:
        return _chosen(asked, typed, confidence)
    if kind == "percent":
        percent = _percent(typed[-1], "A forecast")
        if percent is None:
            raise AnswerError("Type a percentage first.")
        return Reading({"value": percent / 100}, value=percent / 100, confidence=confidence)
    if kind == "number":
        return _number(asked, typed[0], confidence)
    if kind == "marker":
        value = _in_unit(_understood(typed[0]), asked.question.unit)
        if math.isfinite(value) and value < 0:
            raise AnswerError(f"{typed[0]} is below zero, and it cannot be; give zero or more.")
        return Reading({"text": typed[0].strip()}, value=value, confidence=confidence)
    raise AnswerError("Nothing is asked here.")


def _chosen(asked: Asked, typed: list[str], confidence: int | None) -> Reading:
    known = [one.id for one in asked.question.options]
    chosen = [one for one in known if one in typed]
    if len(chosen) != len(set(typed)):
        raise AnswerError("One of the answers is none of those that are offered; choose again.")
    if asked.question.kind == "single" and len(chosen) > 1:
        raise AnswerError("Choose one answer only.")
    outcome = _graded(asked, tuple(chosen))
    return Reading({"chosen": chosen}, None, outcome.verdict.value, outcome.misconception, confidence)


def _number(asked: Asked, text: str, confidence: int | None) -> Reading:
    number, unit = _understood(text), asked.question.unit
    if unit is None and number.unit is not None:
        raise AnswerError(f"“{text.strip()[:40]}” has a unit, and a plain number is asked; leave {number.unit} out.")
    if unit is not None and number.noun is not None:
        raise AnswerError(f"“{number.noun}” are what is counted; give the number in {unit}, or alone.")
    outcome = _graded(asked, text)
    return Reading(
        {"text": text.strip()}, _in_unit(number, unit), outcome.verdict.value, outcome.misconception, confidence
    )


def _understood(text: str) -> TypedNumber:
    number = read_typed_number(text)
    if isinstance(number, NotUnderstood):
        raise AnswerError(f"“{text.strip()[:40]}” was not understood: {number.reason}; {number.repair}.")
    return number


def _in_unit(number: TypedNumber, unit: str | None) -> float:
    if number.unit is None or unit not in {"bits", "nats"} or number.unit == unit:
        return number.value
    return number.value * (NATS_PER_BIT if unit == "nats" else 1 / NATS_PER_BIT)


def _graded(asked: Asked, response: str | tuple[str, ...]) -> Outcome:
    assert asked.check is not None
    return _grade(asked.check, asked.seed, response)


@lru_cache(maxsize=4096)
def _grade(check: Check, seed: int, response: str | tuple[str, ...]) -> Outcome:
    return grade(check, seed, response if isinstance(response, str) else list(response))


def _percent(text: str, name: str) -> int | None:
    tidy = text.strip().removesuffix("%").strip()
    if not tidy:
        return None
    if not (tidy.isascii() and tidy.isdigit() and len(tidy) < 4 and int(tidy) <= 100):
        raise AnswerError(f"{name} is “{text[:20]}”, but it is a whole number from 0 to 100; give one.")
    return int(tidy)


def _pmf(texts: list[str], labels: tuple[str, ...]) -> list[float]:
    if len(texts) != len(labels):
        raise AnswerError(f"{len(texts)} numbers came for {len(labels)} outcomes; give one for each.")
    weights: list[float] = []
    for label, text in zip(labels, texts, strict=True):
        number = read_typed_number(text)
        if isinstance(number, NotUnderstood):
            raise AnswerError(f"“{text[:20]}” for {label} was not understood; give a number.")
        weights.append(number.value)
    try:
        return [float(value) for value in Pmf.from_weights(weights, labels).probabilities]
    except KernelError as error:
        raise AnswerError(str(error)) from error


def _words(html: Markup) -> str:
    return html.striptags()
