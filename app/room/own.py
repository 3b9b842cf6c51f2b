"""What a room leaves with those who were there: how their answer was, and the answer in their own record."""

from __future__ import annotations

import logging
import uuid
from datetime import UTC, datetime
from typing import Any, Final

from markupsafe import Markup

from app.checks import Outcome, grade
from app.kernel.units import Unit
from app.pages.base.handlers import SiteHandler
from app.pages.http.clock import zone_of
from app.progress import AnswerGiven, Event, PredictionCommitted, ProgressError
from app.room.answer import Answer
from app.room.gaussians import NAMES, costs
from app.room.phases import Room, Shows
from app.room.questions import Asked
from app.room.tally import placed_by
from app.room.telegram import own_words
from app.ui.format import format_number

_DEEDS: Final = uuid.UUID("6f6a2d2e-4d7c-4d0e-9a51-6b1d0c3b7e10")
"""Names the events that a room leaves in the records of those who were there."""

log = logging.getLogger(__name__)


async def own_result(handler: SiteHandler, asked: Asked, room: Room, mine: Answer | None) -> Markup | None:
    """Return how an answer was, once the host has shown the solution; then it is kept in the learner's own record too.

    Parameters
    ----------
    handler
        Whose visit it is.
    asked
        The present scene.
    room, mine
        Where it is, and what was answered in its round.

    Returns
    -------
    Markup or None
        None as long as nothing may be said.
    """
    if mine is None or Shows.SOLUTION not in room.shows:
        return None
    outcome: Outcome | None = None
    # The same id whenever it is asked for: it counts once.
    event_id = str(uuid.uuid5(_DEEDS, f"{room.key} {mine.round} {handler.visit.learner}"))
    about: dict[str, Any] = {
        "event_id": event_id,
        "learner": handler.visit.learner,
        "lesson": asked.lesson,
        "at": datetime.now(UTC),
        "zone": zone_of(handler),
    }
    if asked.check is not None:
        response = mine.given.get("text") or list(mine.given.get("chosen", ()))
        outcome = grade(asked.check, asked.seed, response)
        await _keep(
            handler,
            AnswerGiven(
                **about,
                check=asked.check.id,
                seed=asked.seed,
                answer_text=response if isinstance(response, str) else ",".join(response),
                verdict=outcome.verdict.value,
                misconception=outcome.misconception,
            ),
        )
    elif asked.prediction and asked.quantity and mine.value is not None and asked.solution.value is not None:
        await _keep(
            handler,
            PredictionCommitted(
                **about,
                prediction=asked.prediction,
                quantity=asked.quantity,
                guess=mine.value,
                truth=asked.solution.value,
                unit=asked.question.unit or "",
            ),
        )
    template = handler.site.environment.get_template("room/own.html")
    return Markup(template.render(outcome=outcome, asked=asked, mine=mine, says=says_of(asked, mine)))  # noqa: S704 - an autoescaping template


def says_of(asked: Asked, mine: Answer) -> str:
    """Return how a Gaussian or a letter of a telegram was; of what is graded, or a number, nothing."""
    question = asked.question
    if question.plot is not None:
        unit: Unit = "bits" if question.unit == "bits" else "nats"
        kl = costs(question.plot.truth, placed_by(mine), unit)[question.direction]
        return f"Yours: {NAMES[question.direction]} = {format_number(kl, unit)}."
    if question.kind == "telegram":
        return own_words(question.labels, question.truth, question.book, mine)
    return ""


async def _keep(handler: SiteHandler, event: Event) -> None:
    try:
        await handler.site.record.append(event)
    except ProgressError as error:  # what the room knows is said all the same
        log.warning("An answer in a room was not kept in the learner's record: %s", error)
