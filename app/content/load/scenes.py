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
from app.kernel import Pmf

KINDS = ("check", "predict", "figure", "draw", "forecast")


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
    if kind in {"draw", "forecast"} and (scene.prompt is None or scene.title is None):
        yield f"{kind}: without a prompt and a title nobody knows what is asked", "add prompt = … and title = …"
    if scene.state and kind != "figure":
        yield "state: only a figure has one", "remove it"
    if scene.target is not None and kind != "draw":
        yield "target: only what is drawn has one", "remove it"
    if scene.confidence and kind != "check":
        yield "confidence: only a check asks for one", "remove it"


def _body(  # noqa: C901 - one case a kind
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
        truth = names.get(scene.draw)
        if not isinstance(truth, Pmf) or truth.labels is None:
            raise place.of("draw").error(
                f"draw: `{scene.draw}` is no distribution with names of this lesson", "name one of its quantities"
            )
        target = {} if scene.target is None else {"target": scene.target}
        return body | target | {"kind": "belief", "labels": list(truth.labels), "p": truth.probabilities.tolist()}
    assert scene.forecast is not None
    try:
        happened = evaluate(scene.forecast, names)
    except ExpressionError as error:
        raise place.of("forecast").error(error.rule, error.repair) from error
    if not isinstance(happened, bool):
        rule = f"forecast: `{scene.forecast}` is neither true nor false"
        raise place.of("forecast").error(rule, "compare: kl(P, Q) > kl(Q, P)")
    return body | {"kind": "forecast", "happened": happened}
