"""What a new room asks, from what a form names: one question, one figure, or a lesson's whole list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import parse_qsl

from app.content import Course, Lesson
from app.pages.kinds import KINDS

FIT: Final = "gaussian_fit"
"""The figure whose Q a class can place on phones."""


def scenes_of(fields: Mapping[str, str], course: Course) -> tuple[Mapping[str, Any], ...]:
    """Return the scenes of a new room.

    Parameters
    ----------
    fields
        `lesson`, and `check` or `widget` for one of its questions or predictions, or either as `ask`, named as the page
        names its place; the lesson alone means its list. Or `figure`, a kind, with its `state` as a query and, where
        the class can draw Q, `as` = `draw`.
    course
        Where they are.

    Raises
    ------
    KeyError
        Naming what the course does not have.
    """
    if (kind := fields.get("figure")) is not None:
        return (_lab(kind, fields.get("state", ""), draw=fields.get("as") == "draw"),)
    lesson = course.lesson(fields.get("lesson", ""))
    if lesson is None:
        raise KeyError(f"lesson {fields.get('lesson', '')[:40]!r}")
    what, _, name = fields.get("ask", "").partition("-")
    if what in {"check", "widget"}:
        fields = {what: name}
    if (check := fields.get("check")) is not None:
        if check not in lesson.checks:
            raise KeyError(f"question {check[:40]!r} in {lesson.id}")
        return (_check(lesson, check),)
    if (widget := fields.get("widget")) is not None:
        if widget not in lesson.widgets:
            raise KeyError(f"figure {widget[:40]!r} in {lesson.id}")
        return (_figure(lesson, widget),)
    return _all_of(lesson)


def _check(lesson: Lesson, check: str) -> Mapping[str, Any]:
    return {"kind": "check", "lesson": lesson.id, "check": check}


def _figure(lesson: Lesson, widget: str) -> Mapping[str, Any]:
    shown = lesson.widgets[widget]
    if shown.prediction is None:
        return {"kind": "figure", "lesson": lesson.id, "widget": widget}
    if shown.kind == FIT:
        reverse = "reverse" in str(shown.options["predict"])
        state = KINDS[FIT].State.from_options(shown.options)
        return _fit(state.as_dict(), lesson.title, "reverse" if reverse else "forward")
    return {"kind": "prediction", "lesson": lesson.id, "widget": widget}


def _fit(fields: Mapping[str, Any], title: str, direction: str) -> Mapping[str, Any]:
    """Return the question where the best Gaussian stands over a P of some bumps."""
    order = "P ‖ Q" if direction == "forward" else "Q ‖ P"
    prompt = f"<p>Place your <strong>Q</strong> where KL({order}) is least.</p>"
    bumps = {name: fields[name] for name in ("weights", "means", "sds", "unit")}
    return {"kind": "fit", "title": title, "prompt": prompt, "direction": direction, **bumps}


def _lab(kind: str, state: str, *, draw: bool) -> Mapping[str, Any]:
    """Return a figure by itself, in a state; a P that the class has to find, if it is one to be drawn."""
    if kind not in KINDS:
        raise KeyError(f"figure {kind[:40]!r}")
    widget = KINDS[kind]
    try:
        shown = widget.State.from_query(dict(parse_qsl(state, keep_blank_values=True)), widget.State())
    except ValueError as error:
        raise KeyError(f"such state of {widget.title}: {error}") from error
    fields = shown.as_dict()
    if draw and kind == FIT:
        return _fit(fields, widget.title, "forward")
    if not draw or kind != "pmf_bars":
        return {"kind": "figure", "figure": kind, "title": widget.title, "state": shown.to_query()}
    prompt = "<p>How likely is each? Draw your <strong>Q</strong>.</p>"
    return {"kind": "belief", "title": widget.title, "prompt": prompt, "labels": fields["labels"], "p": fields["p"]}


def _all_of(lesson: Lesson) -> tuple[Mapping[str, Any], ...]:
    """Return a lesson's list or, where nobody has written one, its questions in the order of its text."""
    if lesson.scenes:
        return tuple(dict(scene.body) for scene in lesson.scenes)
    placed = [slot for slot in lesson.slots if slot.kind in {"check", "widget"}]
    found = [
        _check(lesson, slot.ref) if slot.kind == "check" else _figure(lesson, slot.ref)
        for slot in placed
        if slot.kind == "check" or lesson.widgets[slot.ref].prediction is not None
    ]
    if not found:
        raise KeyError(f"question in {lesson.id}")
    return tuple(found)
