"""A scene as a question to a class: what everybody may see, apart from what nobody may see before the host says so."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, Final
from urllib.parse import urlencode

from markupsafe import Markup

from app.checks import Check, present
from app.checks.numeric import numeric_case
from app.content import Course
from app.content.source.schema import ChoiceFront
from app.kernel import cross_entropy, entropy
from app.pages.kinds import KINDS
from app.room.gaussians import best_of, words_of
from app.room.plot import Plot
from app.room.reading import Reading, read
from app.ui.format import format_number, format_plain

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
        `number`, `single`, `several`, `marker` (a number on an axis), `pmf` (a whole Q), `gaussian`,
        `telegram`, `percent`, or `figure`, which asks nothing.
    title, prompt
        What it is called, and the question.
    unit, decimals
        Of a number.
    options
        Of a choice.
    labels, truth
        Of a pmf: its outcomes, and P where it is shown to those who draw. Of a telegram, its letters and their P.
    book
        Of a telegram: what the friend's book believes.
    plot, direction
        Of a Gaussian: what it is placed over, and the KL that is to be small, "forward" or "reverse".
    low, top
        The ends of a marker's axis.
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
    book: tuple[float, ...] = ()
    plot: Plot | None = None
    direction: str = "forward"
    low: float = 0.0
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
        return read(self, fields)


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
    asked, fields = str(widget.options["predict"]), state.as_dict()
    truth, guess = state.results()[asked], getattr(state, "predictable", {}).get(asked)
    unit = getattr(state, "units", {}).get(asked, fields.get("unit"))
    name = {"kl": "KL(P ‖ Q)", "cross-entropy": "H(P, Q)"}.get(asked, asked.replace("-", " "))
    if guess is None or "labels" in fields:
        # The axis follows from the number of outcomes alone, so that it gives nothing away.
        ends, asks = (
            (0.0, float(math.ceil(3 * math.log2(len(fields.get("labels", "ab")))))),
            f"How large will {name} be?",
        )
    else:
        ends, asks = (float(guess.low), float(guess.high)), guess.question
    question = Question(
        kind="marker",
        title=scene.get("title") or lesson.title,
        prompt=Markup(scene.get("prompt") or Markup("<p>{}</p>").format(asks)),  # noqa: S704 - ours
        unit=unit,
        low=ends[0],
        top=ends[1],
        labels=tuple(fields.get("labels", ())),
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


def _of_fit(scene: Mapping[str, Any], _course: object, _checks: object) -> Asked:
    plot = Plot(*(tuple(map(float, scene[name])) for name in ("weights", "means", "sds")))
    direction, unit = scene["direction"], scene["unit"]
    prompt = Markup(scene["prompt"])  # noqa: S704 - the loader's
    question = Question("gaussian", scene["title"], prompt, unit=unit, plot=plot, direction=direction)
    solution = Solution(words_of(best_of(plot.truth, direction), direction, unit, plot.truth))
    return Asked(question, solution, Markup(scene.get("notes", "")))  # noqa: S704 - the loader's


def _of_telegram(scene: Mapping[str, Any], _course: object, _checks: object) -> Asked:
    p, q = (tuple(map(float, scene[name])) for name in ("p", "q"))
    prompt = Markup(scene["prompt"])  # noqa: S704 - the loader's
    question = Question("telegram", scene["title"], prompt, labels=tuple(scene["labels"]), truth=p, book=q)
    words = f"H(P) = {format_number(entropy(p), 'bits')}, H(P, Q) = {format_number(cross_entropy(p, q), 'bits')}"
    return Asked(question, Solution(words), Markup(scene.get("notes", "")))  # noqa: S704 - the loader's


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
    "fit": _of_fit,
    "telegram": _of_telegram,
    "forecast": _of_forecast,
    "figure": _of_figure,
}


def _words(html: Markup) -> str:
    return html.striptags()
