"""What a learner does, as requests: answers, hints, fresh numbers, predictions. Each is kept once."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, ClassVar
from uuid import uuid4

from tornado.web import HTTPError

from app.checks import Verdict, grade, present
from app.content import Lesson
from app.pages.base.errors import wants_json
from app.pages.base.handlers import SiteHandler
from app.pages.http.carried_record import NAME as CARRIED
from app.pages.http.carried_record import Carried, CarriedError
from app.pages.http.clock import done_at, zone_of
from app.pages.http.faults import kept_but_unread
from app.pages.http.learner import MARK, give_mark, mark_of
from app.pages.kinds import KINDS
from app.pages.lesson.page import lesson_page
from app.pages.lesson.slot_html import (
    check_html,
    check_piece,
    end_piece,
    explain_html,
    join_choice,
    progress_piece,
    recall_html,
)
from app.pages.study.final import MOST, FinalProgress, final_progress, place_of
from app.pages.study.lesson_progress import is_complete, standing
from app.progress import (
    TEXT_LIMIT,
    AnswerGiven,
    CheckProgress,
    CheckRenewed,
    Event,
    HintShown,
    LessonProgress,
    PredictionCommitted,
    ProgressError,
    Question,
    Record,
    SolutionShown,
    TooManyEventsError,
    lesson_completed,
    read_number,
)
from app.ui.message import MessageError, read_message

MOST_SURE = 100
"""Percent."""
WHOSE = "WD-Learner"
"""The header by which a script says whose deed it sends: one may have waited in the browser for days."""


class DeedHandler(SiteHandler):
    """What answers and predictions share: keeping a deed, and answering with the parts of the page that it changes.

    It is kept in the record of the course; where a browser takes no cookie and carries its own record, in that.
    """

    record: Record | Carried
    #: Whether a request is a deed, of which one learner may send only so many.
    keeps: ClassVar[bool] = True

    async def prepare(self) -> None:
        """Find out where deeds are kept; refuse what another learner of this browser has left behind, and a flood."""
        super().prepare()
        self.record = self.site.record
        text = self._carried_text()
        if text is not None and self.visit.is_new:
            lesson, secret = self.path_args[0], self.settings["cookie_secret"]
            try:
                carried = Carried.read(secret, text, lesson) if text else Carried(self.visit.learner, lesson)
            except CarriedError as error:
                raise HTTPError(400, str(error)) from error
            self.record, self.visit = carried, replace(self.visit, learner=carried.learner)
            return
        mark = mark_of(self.visit.learner)
        if wants_json(self) and self.get_cookie(MARK) != mark:
            give_mark(self, self.visit.learner, secure=self.policy.secure)
        if self.request.headers.get(WHOSE, mark) != mark:
            raise HTTPError(409, "This was done by another learner in this browser, and was not counted as yours.")
        if self.keeps:
            await self.site.record.admit(self.visit.learner)

    def _carried_text(self) -> str | None:
        """Return the record that came with the request, "" for one that begins, None where there is none."""
        if self.request.headers.get("Content-Type", "").startswith("application/json"):
            with suppress(MessageError):
                text = read_message(self.request.body).get(CARRIED)
                return text if isinstance(text, str) else None
            return None
        return self.get_body_argument(CARRIED, None)

    def carried(self) -> dict[str, str]:
        """Return what the browser keeps from now on, if it carries its record."""
        if not isinstance(self.record, Carried):
            return {}
        return {CARRIED: self.record.written(self.settings["cookie_secret"])}

    async def keep(self, kind: type[Event], **fields: Any) -> None:
        """Keep a deed, once; a deed that is not well formed, or an id used twice, is the sender's mistake."""
        await self._append(kind(**fields))

    async def _append(self, event: Event) -> None:
        try:
            await self.record.append(event)
        except CarriedError as error:
            raise HTTPError(400, str(error)) from error

    def deed(self, place: str, event_id: str | None) -> dict[str, Any]:
        """Return the fields that every event has."""
        now = datetime.now(UTC)
        return {
            "event_id": event_id or str(uuid4()),
            "learner": self.visit.learner,
            "lesson": place,
            "at": now,
            "done": done_at(self, now),
            "zone": zone_of(self),
        }

    async def progress(self, lesson: Lesson) -> LessonProgress:
        """Return how far the learner has come, and note the completion when it has just happened."""
        try:
            progress = (await self.record.progress(self.visit.learner, lesson.id)).lesson(lesson.id)
            if progress.completed_at is None and standing(lesson, progress).complete:
                with suppress(TooManyEventsError):  # it is noted with the next deed
                    await self._append(lesson_completed(self.visit.learner, lesson.id, datetime.now(UTC)))
        except ProgressError as error:
            raise HTTPError(503, kept_but_unread(error)) from error
        return progress

    async def answer_with(
        self, lesson: Lesson, progress: LessonProgress, fragments: dict[str, str], anchor: str
    ) -> None:
        """Send the changed parts of the page by their ids; to a browser without scripts, the page itself."""
        if not wants_json(self):
            self.redirect(f"/lessons/{lesson.id}#{anchor}", status=303)
            return
        complete = is_complete(lesson, progress)
        finished = await self.site.finished(self.visit) if complete else frozenset[str]()
        fragments["lesson-progress"] = progress_piece(self.site, lesson, progress).html
        fragments["lesson-end"] = end_piece(self.site, lesson, progress, finished).html
        mark = await self.mark(lesson.id)
        if mark:
            fragments["lesson-mark"] = mark
        self.set_header("Content-Type", "application/json")
        self.finish(json.dumps({"fragments": fragments, "complete": complete, **self.carried()}))


class QuestionHandler(DeedHandler):
    """What one does about a question: an answer, a hint, the solution, or fresh numbers."""

    def kept_as(self, lesson: Lesson, check_id: str) -> tuple[str, str]:
        """Return under which lesson and which check the deeds are kept."""
        return lesson.id, check_id

    async def done(self, lesson: Lesson, check_id: str) -> CheckProgress:
        """Return what was done about the question, of what is kept here."""
        place, name = self.kept_as(lesson, check_id)
        return (await self.record.progress(self.visit.learner, place)).lesson(place).check(name)

    async def act(self, lesson: Lesson, check_id: str) -> str | None:
        """Do what the pressed button says; return why an answer was not even read."""
        action = self.get_body_argument("action", "answer")
        act: Callable[[Any, Lesson, str], Awaitable[str | None]] | None = self.ACTIONS.get(action)
        if act is None:
            raise HTTPError(400, f"action is {action!r}; it must be one of {', '.join(self.ACTIONS)}")
        return await act(self, lesson, check_id)

    def _number(self, name: str, default: int) -> int:
        text = self.get_body_argument(name, str(default))
        if not text.isdecimal() or len(text) > 9:
            raise HTTPError(400, f"{name} is {text!r}; it must be a whole number from 0 to 999999999")
        return int(text)

    def _fields(self, lesson: Lesson, check_id: str) -> dict[str, Any]:
        place, name = self.kept_as(lesson, check_id)
        return {
            **self.deed(place, self.get_body_argument("event", None) or None),
            "check": name,
            "seed": self._number("seed", 0),
        }

    async def _answer(self, lesson: Lesson, check_id: str) -> str | None:
        given = self.get_body_arguments("answer", strip=True)
        text = join_choice(given)
        if len(text) > TEXT_LIMIT:
            return f"That is {len(text)} characters long; an answer has at most {TEXT_LIMIT}. It was not counted."
        sure = self.get_body_argument("sure", "").strip().removesuffix("%").strip()
        if sure and (not sure.isdecimal() or len(sure) > 3 or int(sure) > MOST_SURE):
            return f"How sure you are is {sure[:20]!r}; say it in whole percent, from 0 to 100. It was not counted."
        check = self.site.checks[lesson.id][check_id]
        fields = self._fields(lesson, check_id)
        outcome = grade(check, fields["seed"], text if check.authored.front.kind == "numeric" else given)
        await self.keep(
            AnswerGiven,
            **fields,
            answer_text=text,
            verdict=outcome.verdict.value,
            misconception=outcome.misconception,
            sure=int(sure) if sure else None,
        )
        return None

    async def _hint(self, lesson: Lesson, check_id: str) -> None:
        # A script says which one: a press that is sent again, since no answer came, opens no second hint.
        hint = self._number("hint", 0) or (await self.done(lesson, check_id)).hints_opened + 1
        if hint <= len(present(self.site.checks[lesson.id][check_id]).hints_html):
            await self.keep(HintShown, **self._fields(lesson, check_id), hint=hint)

    async def _solution(self, lesson: Lesson, check_id: str) -> None:
        await self.keep(SolutionShown, **self._fields(lesson, check_id))

    async def _another(self, lesson: Lesson, check_id: str) -> None:
        fields = self._fields(lesson, check_id)
        await self.keep(CheckRenewed, **{**fields, "seed": fields["seed"] + 1})

    ACTIONS: ClassVar[dict[str, Any]] = {"answer": _answer, "hint": _hint, "solution": _solution, "another": _another}


class CheckHandler(QuestionHandler):
    """`POST /lessons/<lesson>/checks/<check>`: a question that the lesson's text asks."""

    def kept_as(self, lesson: Lesson, check_id: str) -> tuple[str, str]:
        """Return lesson and check; of the final, the taking whose numbers these are."""
        seed = self._number("seed", 0)
        if not lesson.final or seed == 0:
            return lesson.id, check_id
        if seed >= MOST:
            raise HTTPError(400, f"seed is {seed}; the final is taken {MOST} times at most")
        return place_of(lesson, seed + 1), Question(lesson.id, check_id).name

    async def progress(self, lesson: Lesson) -> LessonProgress:
        """Return how far the learner has come; in the final, in the last taking."""
        progress = await super().progress(lesson)
        return await self.final(lesson) if lesson.final else progress

    async def final(self, lesson: Lesson) -> FinalProgress:
        """Return how far the learner is in the final."""
        try:
            return final_progress(lesson, await self.record.progress(self.visit.learner))
        except ProgressError as error:
            raise HTTPError(503, kept_but_unread(error)) from error

    async def post(self, lesson_id: str, check_id: str) -> None:
        """Do what the pressed button says."""
        lesson = self.lesson(lesson_id)
        if lesson.final and self.get_body_argument("action", "answer") == "another":
            raise HTTPError(400, "a task of the final has no fresh numbers of its own; take the final again")
        if check_id not in {slot.ref for slot in lesson.slots if slot.kind == "check"}:
            raise HTTPError(404, f"lesson {lesson_id!r} asks no question {check_id!r}")
        refused = await self.act(lesson, check_id)
        progress = await self.progress(lesson)
        done = progress.check(check_id)
        if refused is None:
            html = check_piece(self.site, lesson, check_id, done).html
        else:
            html = check_html(self.site, lesson, check_id, done, refused)
        await self.answer_with(lesson, progress, {f"check-{check_id}": html}, f"check-{check_id}")


class RecallHandler(QuestionHandler):
    """`POST /lessons/<lesson>/recall/<earlier lesson>/<check>`: a question that a later lesson asks again."""

    def kept_as(self, lesson: Lesson, check_id: str) -> tuple[str, str]:
        """Return the later lesson, and the question's full name there."""
        return self.later.id, Question(lesson.id, check_id).name

    async def post(self, later_id: str, lesson_id: str, check_id: str) -> None:
        """Do what the pressed button says."""
        self.later, asked = self.lesson(later_id), Question(lesson_id, check_id)
        if asked.name not in {slot.ref for slot in self.later.slots if slot.kind == "recall"}:
            raise HTTPError(404, f"lesson {later_id!r} asks no question {asked.name!r}")
        refused = await self.act(self.lesson(lesson_id), check_id)
        progress = await self.progress(self.later)
        html = recall_html(self.site, self.later, asked, progress.check(asked.name), refused)
        await self.answer_with(self.later, progress, {f"check-{check_id}": html}, f"check-{check_id}")


class ExplanationHandler(DeedHandler):
    """`POST /lessons/<lesson>/explanations/<explanation>`: the learner explains something in a sentence."""

    async def post(self, lesson_id: str, explanation: str) -> None:
        """Keep the sentence, and show what it may be compared with."""
        lesson = self.lesson(lesson_id)
        if explanation not in lesson.explanations:
            raise HTTPError(404, f"lesson {lesson_id!r} asks for no explanation {explanation!r}")
        sentence = " ".join(self.get_body_argument("answer", "").split())
        refused = None
        if not sentence:
            refused = "Write a sentence first, in your own words; then you see one to compare it with."
        elif len(sentence) > TEXT_LIMIT:
            refused = f"That is {len(sentence)} characters long; here at most {TEXT_LIMIT} are kept. Make it shorter."
        else:
            fields = self.deed(lesson.id, self.get_body_argument("event", None) or None)
            kept = Verdict.KEPT.value
            await self.keep(AnswerGiven, **fields, check=explanation, seed=0, answer_text=sentence, verdict=kept)
        progress = await self.progress(lesson)
        html = explain_html(self.site, lesson, explanation, progress.check(explanation), refused)
        await self.answer_with(lesson, progress, {f"explain-{explanation}": html}, f"explain-{explanation}")


class PredictionHandler(DeedHandler):
    """`POST /lessons/<lesson>/predictions/<prediction>`: the learner commits a guess."""

    async def post(self, lesson_id: str, prediction: str) -> None:
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
        await self.keep(
            PredictionCommitted,
            **fields,
            prediction=prediction,
            quantity=quantity,
            guess=guess,
            truth=state.results()[quantity],
            unit=unit,
        )
        await self.answer_with(lesson, await self.progress(lesson), {}, f"widget-{item.id}")

    def _message(self) -> dict[str, Any]:
        try:
            return read_message(self.request.body)
        except MessageError as error:
            raise HTTPError(400, str(error)) from error


class CarriedHandler(DeedHandler):
    """`POST /lessons/<lesson>/carried`: what a page in a frame asks first, whether its cookie comes along.

    If it does not, the page gets what its browser has kept of the lesson drawn into its places.
    """

    keeps = False

    async def post(self, lesson_id: str) -> None:
        """Answer `{kept: true}`, or with the record to carry and the parts of the page that it changes."""
        lesson = self.lesson(lesson_id)
        self.set_header("Content-Type", "application/json")
        if not isinstance(self.record, Carried):
            self.finish(json.dumps({"kept": True}))
            return
        progress = (await self.record.progress(self.visit.learner)).lesson(lesson.id)
        page = await lesson_page(self.site, lesson, self.visit)
        self.finish(json.dumps({"kept": False, "fragments": page.fragments(progress), **self.carried()}))
