"""What a lesson asks of a whole class, in order: the scenes of its `scenes.toml`, for a room."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app.content.course.glossary import Term
from app.content.course.scene import Scene
from app.content.language.expression import evaluate
from app.content.language.names import Names
from app.content.language.values import ExpressionError
from app.content.prose.markdown import fragment
from app.content.prose.text_context import TextContext
from app.content.source.problem import ContentError, Place, Problem
from app.content.source.schema import SceneFront, ScenesFront
from app.content.source.toml_file import Lines, read_toml
from app.kernel import NormalMixture, Pmf
from app.kernel.codes import ideal_lengths

KINDS = ("check", "predict", "figure", "draw", "fit", "telegram", "forecast")
NEEDS_TEXT = frozenset({"draw", "fit", "telegram", "forecast"})
"""What nobody understands without a title and a prompt."""
GOES_WITH = {
    "state": ("figure", "only a figure has one"),
    "target": ("draw", "only what is drawn has one"),
    "confidence": ("check", "only a check asks for one"),
    "direction": ("fit", "only a Gaussian that is placed has one"),
    "book": ("telegram", "only a telegram has one"),
}
"""What belongs to one kind, and the rule that says so."""


def read_scenes(
    text: str,
    file: str,
    lesson: str,
    names: Names,
    known: Mapping[str, Mapping[str, Any]],
    *,
    glossary: Mapping[str, Term],
) -> tuple[Scene, ...]:
    """Return the scenes of a lesson.

    Parameters
    ----------
    text, file
        Of its `scenes.toml`.
    lesson, names
        Its id, and its quantities, which `draw` and `target` may name.
    known
        Its `checks` and its `widgets`, by id; each widget with its options.
    glossary
        The words that texts may explain.

    Raises
    ------
    ContentError
        With every fault that was found.
    """
    front, lines = read_toml(text, ScenesFront, file)
    faults: list[Problem] = []
    scenes: list[Scene] = []
    for index, scene in enumerate(front.scene):
        line = lines.of(("scene", index))
        problems = [Problem(file, line, *one) for one in _problems(scene, known)]
        faults += problems
        if problems:
            continue
        try:
            scenes.append(Scene(_body(scene, lesson, names, glossary, _Place(file, lines, index)), line))
        except ContentError as error:
            faults += error.problems
    if faults:
        raise ContentError(*faults)
    return tuple(scenes)


@dataclass(frozen=True)
class _Place:
    file: str
    lines: Lines
    index: int

    def of(self, key: str) -> Place:
        return Place(self.file, self.lines.of(("scene", self.index, key)))


def _problems(scene: SceneFront, known: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """Yield a rule that a scene breaks, and the repair."""
    asked = [kind for kind in KINDS if getattr(scene, kind) is not None]
    if len(asked) != 1:
        yield f"a scene asks one thing, this one {len(asked)}", f"give one of {', '.join(KINDS)}"
        return
    (kind,) = asked
    checks, widgets = known["checks"], known["widgets"]
    named = str(getattr(scene, kind))
    if kind == "check" and named not in checks:
        yield f"check: there is no `{named}` in this lesson", f"use one of: {', '.join(checks)}"
    if kind in {"predict", "figure"} and named not in widgets:
        yield f"{kind}: there is no widget `{named}` in this lesson", f"use one of: {', '.join(widgets)}"
    elif kind == "predict" and "predict" not in widgets[named]:
        yield f"predict: the widget `{named}` asks for no prediction", "name one that does, or show it: figure = …"
    if kind in NEEDS_TEXT and (scene.prompt is None or scene.title is None):
        yield f"{kind}: without a prompt and a title nobody knows what is asked", "add prompt = … and title = …"
    for field, (its, rule) in GOES_WITH.items():
        if getattr(scene, field) and kind != its:
            yield f"{field}: {rule}", "remove it"
    if kind == "telegram" and scene.book is None:
        yield "telegram: without a second book nothing is compared", "add book = …"


def _body(  # noqa: C901, PLR0911 - one case a kind
    scene: SceneFront, lesson: str, names: Names, glossary: Mapping[str, Term], place: _Place
) -> dict[str, Any]:
    def shown(text: str | None, key: str) -> str:
        if text is None:
            return ""
        return str(fragment(text, TextContext(names, glossary, place.of(key), prefix=f"scene-{place.index}-{key}-")))

    body: dict[str, Any] = {"lesson": lesson, "title": scene.title, "notes": shown(scene.notes, "notes")}
    if scene.seconds is not None:
        body["seconds"] = scene.seconds
    if scene.prompt is not None:
        body["prompt"] = shown(scene.prompt, "prompt")
    if scene.check is not None:
        return body | {"kind": "check", "check": scene.check, "seed": scene.seed, "confidence": scene.confidence}
    if scene.predict is not None:
        return body | {"kind": "prediction", "widget": scene.predict}
    if scene.figure is not None:
        return body | {"kind": "figure", "widget": scene.figure, "state": dict(scene.state)}
    if scene.draw is not None:
        truth = _labelled(scene.draw, "draw", names, place)
        target = {} if scene.target is None else {"target": scene.target}
        return body | target | {"kind": "belief", "labels": list(truth.labels or ()), "p": truth.probabilities.tolist()}
    if scene.fit is not None:
        return body | {"kind": "fit", "direction": scene.direction or "forward", **_bumps(scene.fit, names, place)}
    if scene.telegram is not None:
        return body | {"kind": "telegram", **_letters(scene, names, place)}
    assert scene.forecast is not None
    try:
        happened = evaluate(scene.forecast, names)
    except ExpressionError as error:
        raise place.of("forecast").error(error.rule, error.repair) from error
    if not isinstance(happened, bool):
        rule = f"forecast: `{scene.forecast}` is neither true nor false"
        raise place.of("forecast").error(rule, "compare: kl(P, Q) > kl(Q, P)")
    return body | {"kind": "forecast", "happened": happened}


def _labelled(name: str, key: str, names: Names, place: _Place) -> Pmf:
    found = names.get(name)
    if not isinstance(found, Pmf) or found.labels is None:
        raise place.of(key).error(
            f"{key}: `{name}` is no distribution with names of this lesson", "name one of its quantities"
        )
    return found


def _bumps(name: str, names: Names, place: _Place) -> dict[str, Any]:
    found = names.get(name)
    if not isinstance(found, NormalMixture):
        raise place.of("fit").error(f"fit: `{name}` is no mixture of this lesson", "name one of its quantities")
    bumps = {"weights": found.weights, "means": found.means, "sds": found.sds}
    return {"unit": names.unit, **{key: list(numbers) for key, numbers in bumps.items()}}


def _letters(scene: SceneFront, names: Names, place: _Place) -> dict[str, Any]:
    """Return P and Q of a telegram; each word has to be as long as its surprise."""
    assert scene.telegram is not None
    assert scene.book is not None
    keys = ("telegram", "book")
    p, q = (_labelled(getattr(scene, key), key, names, place) for key in keys)
    if p.labels != q.labels:
        raise place.of("book").error("book: it has other letters than the telegram", "give both the same")
    for key, one in zip(keys, (p, q), strict=True):
        if any(not length.is_integer() for length in ideal_lengths(one).tolist()):
            rule = f"{key}: not all of its probabilities are halves, quarters, eighths and so on"
            raise place.of(key).error(rule, "make them so: then a word is as long as its surprise")
    return {"labels": list(p.labels or ()), "p": p.probabilities.tolist(), "q": q.probabilities.tolist()}
