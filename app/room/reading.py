"""What a phone has sent, read: what was chosen, typed or drawn, or a sentence that says what to do instead."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from app.checks import Check, Outcome, grade
from app.kernel import KernelError, Pmf
from app.kernel.units import NATS_PER_BIT
from app.room.errors import AnswerError
from app.ui.format import format_number
from app.ui.typed_number import NotUnderstood, TypedNumber, read_typed_number

if TYPE_CHECKING:
    from app.room.plot import Plot
    from app.room.questions import Asked

LONGEST: Final = 160


@dataclass(frozen=True)
class Reading:
    """What a form says, graded where it can be; the grade is for the record, and for nobody's eyes yet."""

    given: Mapping[str, Any]
    value: float | None = None
    verdict: str | None = None
    slip: str | None = None
    confidence: int | None = None


def read(asked: Asked, fields: Mapping[str, list[str]]) -> Reading:  # noqa: C901 - one case a kind
    """Return what a form says of a question; see `Asked.read`."""
    kind = asked.question.kind
    typed = [text for text in fields.get("answer", []) if text.strip()]
    confidence = _percent(fields.get("confidence", [""])[-1], "The confidence") if asked.question.confidence else None
    if kind == "pmf":
        q = _pmf(fields.get("q", []), asked.question.labels)
        return Reading({"q": q}, confidence=confidence)
    if kind == "gaussian":
        assert asked.question.plot is not None
        return Reading(_gaussian(fields, asked.question.plot))
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
    if kind in {"marker", "telegram"}:
        value = _in_unit(_understood(typed[0]), asked.question.unit)
        if math.isfinite(value) and value < asked.question.low:
            least = format_number(asked.question.low, digits=0)
            raise AnswerError(f"{typed[0]} is below {least}, and it cannot be; give {least} or more.")
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


def _gaussian(fields: Mapping[str, list[str]], plot: Plot) -> dict[str, float]:
    bounds = {"mean": ("The centre", plot.low, plot.high), "sd": ("The width", plot.narrowest, plot.widest)}
    read_off = {}
    for name, (said, low, high) in bounds.items():
        text = fields.get(name, [""])[-1]
        value = _understood(text).value
        if not low <= value <= high:
            ends = " to ".join(format_number(end, digits=2) for end in (low, high))
            raise AnswerError(f"{said} is {text.strip()[:20]}, but it lies within the picture, {ends}; give another.")
        read_off[name] = value
    return read_off
