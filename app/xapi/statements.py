"""Events as statements of the Experience API 1.0.3: who, under a pseudonym, did what with which question."""

from __future__ import annotations

import base64
import hashlib
import hmac
import uuid
from datetime import UTC, datetime
from typing import Any, Final

from app.pages.course import before_after
from app.progress import (
    AnswerGiven,
    CheckRenewed,
    Event,
    HintShown,
    LessonCompleted,
    PredictionCommitted,
    Question,
    SolutionShown,
    write_number,
)

VERSION: Final = "1.0.3"
VERBS: Final = "http://adlnet.gov/expapi/verbs/"
ACTIVITIES: Final = "http://adlnet.gov/expapi/activities/"
_STATEMENTS: Final = uuid.UUID("9d7d6a0b-2f64-4a4e-9a64-5f7b5c1f0e21")  # a random namespace of our own, made once
_JUDGED: Final = {"right": True, "wrong": False}
"""Of the verdicts those that are a success or none; to be asked for more digits is neither."""
_BEFORE_AND_AFTER: Final = frozenset(map(before_after.place_of, before_after.TIMES))

Told = AnswerGiven | CheckRenewed | HintShown | SolutionShown | PredictionCommitted | LessonCompleted
"""The events that are told: what a learner did to learn, not how they have set their pages."""


def statement_id(event_id: str) -> str:
    """Return the id of the statement about an event: the same however often it is sent.

    Examples
    --------
    >>> statement_id("00000000-0000-0000-0000-000000000001")
    '29b3adcb-8c05-5914-8613-a80ace92f7dd'
    """
    return str(uuid.uuid5(_STATEMENTS, event_id))


def pseudonym(learner: str, secret: str) -> str:
    """Return the name under which a learner is told of: always the same, and of no use to come in by."""
    key = hmac.digest(secret.encode(), b"wrong dictionary: pseudonym in statements", hashlib.sha256)
    return base64.urlsafe_b64encode(hmac.digest(key, learner.encode(), hashlib.sha256)[:16]).decode("ascii").rstrip("=")


def statement(event: Told, base: str, secret: str) -> dict[str, Any]:
    """Return the statement about an event.

    Parameters
    ----------
    event
        What a learner did.
    base
        The address of the course; actor and objects are named under it.
    secret
        What pseudonyms are made with.

    Returns
    -------
    dict
        With an id and a time of its own: a store that gets it twice keeps it once.

    Notes
    -----
    A sentence that a learner wrote in their own words is not sent, only that they wrote one: a name may stand in it.
    """
    page, place = _page_and_place(event)
    verb, result = _said(event)
    context: dict[str, Any] = {"platform": "Wrong Dictionary", "language": "en"}
    activities = {"grouping": [_activity(f"{base}/", "course")]}
    if place:
        activities["parent"] = [_activity(base + page, "lesson")]
    made: dict[str, Any] = {
        "id": statement_id(event.event_id),
        "actor": {"objectType": "Agent", "account": {"homePage": f"{base}/", "name": pseudonym(event.learner, secret)}},
        "verb": {"id": VERBS + verb, "display": {"en": verb}},
        "object": _activity(f"{base}{page}#{place}", "question") if place else _activity(base + page, "lesson"),
        "context": {**context, "contextActivities": activities},
        "timestamp": _time(event.done or event.at),
    }
    return made | ({"result": result(base)} if result else {})


def _page_and_place(event: Told) -> tuple[str, str]:
    """Return the page where one finds what an event is about, whatever it is kept under, and the place there."""
    if isinstance(event, LessonCompleted | PredictionCommitted):
        place = f"prediction-{event.prediction}" if isinstance(event, PredictionCommitted) else ""
        return f"/lessons/{event.lesson}", place
    if event.lesson in _BEFORE_AND_AFTER:
        return before_after.ADDRESS, f"asked-{event.check}"
    question = Question.of(event.lesson, event.check)
    own_words = isinstance(event, AnswerGiven) and event.verdict == "kept"
    return f"/lessons/{question.lesson}", f"{'explain' if own_words else 'check'}-{question.check}"


def _said(event: Told) -> tuple[str, Any]:
    """Return the verb, and what makes the result."""
    if isinstance(event, AnswerGiven):
        fields: dict[str, Any] = {} if event.verdict == "kept" else {"response": event.answer_text}
        if event.verdict in _JUDGED:
            fields["success"] = _JUDGED[event.verdict]
        said = {"verdict": event.verdict, "numbers": event.seed}
        said |= {"misconception": event.misconception} if event.misconception else {}
        return "answered", lambda base: fields | _more(base, said)
    if isinstance(event, PredictionCommitted):
        guess, truth = write_number(event.guess), write_number(event.truth)
        told = {"truth": truth, "quantity": event.quantity, "unit": event.unit}
        return "answered", lambda base: {"response": str(guess)} | _more(base, told)
    if isinstance(event, LessonCompleted):
        return "completed", lambda _base: {"completion": True}
    deed = {"hint_shown": "hint", "solution_shown": "solution", "check_renewed": "fresh-numbers"}[event.kind]
    also = {"hint": event.hint} if isinstance(event, HintShown) else {}
    return "interacted", lambda base: _more(base, {"deed": deed, **also})


def _more(base: str, fields: dict[str, Any]) -> dict[str, Any]:
    return {"extensions": {f"{base}/xapi/{name}": value for name, value in fields.items()}}


def _activity(address: str, kind: str) -> dict[str, Any]:
    return {"objectType": "Activity", "id": address, "definition": {"type": ACTIVITIES + kind}}


def _time(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def is_told(event: Event) -> bool:
    """Return whether there is a statement about an event."""
    return isinstance(event, Told)
