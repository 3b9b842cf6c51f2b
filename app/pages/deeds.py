"""What a learner does, as requests: answers, hints, fresh numbers, predictions. Each is kept once."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, ClassVar
from uuid import uuid4

from tornado.web import HTTPError

from app.checks import grade, present
from app.content import Lesson
from app.pages.errors import wants_json
from app.pages.handlers import SiteHandler
from app.pages.kinds import KINDS
from app.pages.lesson_progress import standing
from app.pages.pages import lesson_context
from app.pages.slots import check_html, join_choice
from app.progress import (
    TEXT_LIMIT,
    AnswerGiven,
    CheckProgress,
    CheckRenewed,
    Event,
    EventError,
    HintShown,
    LessonProgress,
    PredictionCommitted,
    SolutionShown,
    derive,
    lesson_completed,
    read_number,
)


class DeedHandler(SiteHandler):
    """What answers and predictions share: keeping a deed, and answering with the parts of the page that it changes."""

    def keep(self, kind: type[Event], **fields: Any) -> None:
        """Keep a deed, once; a deed that is not well formed, or an id used twice, is the sender's mistake."""
        try:
            self.site.store.append(kind(**fields))
        except EventError as error:
            raise HTTPError(400, str(error)) from error

    def deed(self, place: str, event_id: str | None) -> dict[str, Any]:
        """Return the fields that every event has."""
        return {
            "event_id": event_id or str(uuid4()),
            "learner": self.visit.learner,
            "lesson": place,
            "at": datetime.now(UTC),
        }

    def progress(self, lesson: Lesson) -> LessonProgress:
        """Return how far the learner has come, and note the completion when it has just happened."""
        progress = self.site.progress(self.visit, lesson)
        if progress.completed_at is None and standing(lesson, progress).complete:
            self.site.store.append(lesson_completed(self.visit.learner, lesson.id, datetime.now(UTC)))
        return progress

    def answer_with(self, lesson: Lesson, progress: LessonProgress, fragments: dict[str, str], anchor: str) -> None:
        """Send the changed parts of the page by their ids; to a browser without scripts, the page itself."""
        if not wants_json(self):
            self.redirect(f"/lessons/{lesson.id}#{anchor}", status=303)
            return
        context = lesson_context(self.site, lesson, progress)
        for name in ("progress", "lesson_end"):
            html = self.site.environment.get_template(f"{name}.html").render(**context)
            fragments["lesson-progress" if name == "progress" else "lesson-end"] = html
        self.set_header("Content-Type", "application/json")
        self.finish(json.dumps({"fragments": fragments, "complete": context["progress"].complete}))


class QuestionHandler(DeedHandler):
    """What one does about a question: an answer, a hint, the solution, or fresh numbers."""

    def kept_as(self, lesson: Lesson, check_id: str) -> tuple[str, str]:
        """Return under which lesson and which check the deeds are kept."""
        return lesson.id, check_id

    def done(self, lesson: Lesson, check_id: str) -> CheckProgress:
        """Return what was done about the question, of what is kept here."""
        place, name = self.kept_as(lesson, check_id)
        return derive(self.site.store.events(self.visit.learner, place)).lesson(place).check(name)

    def act(self, lesson: Lesson, check_id: str) -> str | None:
        """Do what the pressed button says; return why an answer was not even read."""
        action = self.get_body_argument("action", "answer")
        act: Callable[[Any, Lesson, str], str | None] | None = self.ACTIONS.get(action)
        if act is None:
            raise HTTPError(400, f"action is {action!r}; it must be one of {', '.join(self.ACTIONS)}")
        return act(self, lesson, check_id)

    def _seed(self) -> int:
        text = self.get_body_argument("seed", "0")
        if not text.isdecimal() or len(text) > 9:
            raise HTTPError(400, f"seed is {text!r}; it must be a whole number from 0 to 999999999")
        return int(text)

    def _fields(self, lesson: Lesson, check_id: str) -> dict[str, Any]:
        place, name = self.kept_as(lesson, check_id)
        return {
            **self.deed(place, self.get_body_argument("event", None) or None),
            "check": name,
            "seed": self._seed(),
        }

    def _answer(self, lesson: Lesson, check_id: str) -> str | None:
        given = self.get_body_arguments("answer", strip=True)
        text = join_choice(given)
        if len(text) > TEXT_LIMIT:
            return f"That is {len(text)} characters long; an answer has at most {TEXT_LIMIT}. It was not counted."
        check = self.site.checks[lesson.id][check_id]
        fields = self._fields(lesson, check_id)
        outcome = grade(check, fields["seed"], text if check.written.front.kind == "numeric" else given)
        self.keep(
            AnswerGiven,
            **fields,
            answer_text=text,
            verdict=outcome.verdict.value,
            misconception=outcome.misconception,
        )
        return None

    def _hint(self, lesson: Lesson, check_id: str) -> None:
        opened = self.done(lesson, check_id).hints_opened
        if opened < len(present(self.site.checks[lesson.id][check_id]).hints_html):
            self.keep(HintShown, **self._fields(lesson, check_id), hint=opened + 1)

    def _solution(self, lesson: Lesson, check_id: str) -> None:
        self.keep(SolutionShown, **self._fields(lesson, check_id))

    def _another(self, lesson: Lesson, check_id: str) -> None:
        fields = self._fields(lesson, check_id)
        self.keep(CheckRenewed, **{**fields, "seed": fields["seed"] + 1})

    ACTIONS: ClassVar[dict[str, Any]] = {"answer": _answer, "hint": _hint, "solution": _solution, "another": _another}


class CheckHandler(QuestionHandler):
    """`POST /lessons/<lesson>/checks/<check>`: a question that the lesson's text asks."""

    def post(self, lesson_id: str, check_id: str) -> None:
        """Do what the pressed button says."""
        lesson = self.lesson(lesson_id)
        if check_id not in {slot.ref for slot in lesson.slots if slot.kind == "check"}:
            raise HTTPError(404, f"lesson {lesson_id!r} asks no question {check_id!r}")
        refused = self.act(lesson, check_id)
        progress = self.progress(lesson)
        html = check_html(self.site, lesson, check_id, progress, refused)
        self.answer_with(lesson, progress, {f"check-{check_id}": html}, f"check-{check_id}")


class PredictionHandler(DeedHandler):
    """`POST /lessons/<lesson>/predictions/<prediction>`: the learner commits a guess."""

    def post(self, lesson_id: str, prediction: str) -> None:
        """Keep the guess beside the truth, which the kernel computes here from the state that the learner saw."""
        lesson = self.lesson(lesson_id)
        item = next((widget for widget in lesson.widgets.values() if widget.prediction == prediction), None)
        if item is None:
            raise HTTPError(404, f"lesson {lesson_id!r} asks for no prediction {prediction!r}")
        message = self._message()
        state = KINDS[item.kind].State.from_options(item.options)
        quantity = str(item.options["predict"])
        try:
            part = "state"
            state.update(message["state"])
            part = "guess"
            guess = read_number(message["guess"])
        except (KeyError, TypeError, ValueError) as error:
            raise HTTPError(400, f"{part} of prediction {prediction!r}: {error}") from error
        fields = self.deed(lesson.id, message.get("event"))
        unit = str(state.as_dict().get("unit", lesson.unit))
        self.keep(
            PredictionCommitted,
            **fields,
            prediction=prediction,
            quantity=quantity,
            guess=guess,
            truth=state.results()[quantity],
            unit=unit,
        )
        self.answer_with(lesson, self.progress(lesson), {}, f"widget-{item.id}")

    def _message(self) -> dict[str, Any]:
        try:
            message = json.loads(self.request.body)
        except ValueError as error:
            raise HTTPError(400, f"the body is no JSON: {error}") from error
        if not isinstance(message, dict):
            raise HTTPError(400, "the body must be a JSON object with event, guess and state")
        return message
