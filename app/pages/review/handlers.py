"""The review page: one question at a time from the whole course, with fresh numbers each time it comes back.

What is done here is kept apart from the lessons: an answer neither completes a lesson nor changes what it shows.
"""

from __future__ import annotations

import json
import re
from functools import partial
from typing import Any

from markupsafe import Markup
from tornado.web import HTTPError

from app.content import Lesson
from app.pages.base.errors import wants_json
from app.pages.base.handlers import SiteHandler
from app.pages.base.site import Site
from app.pages.http.clock import zone_of
from app.pages.http.faults import kept_but_unread
from app.pages.lesson.answer_handlers import QuestionHandler
from app.pages.lesson.slot_html import question_html
from app.pages.review.next_question import ORDERS, WHICH, Choice, asked_anew, chosen, next_question, tallies
from app.pages.review.session import day_said, offers, outcome
from app.pages.study.due import SESSION, fitting
from app.progress import REVIEW, CheckProgress, ProgressError, Question


def posed_html(
    site: Site, question: Question, done: CheckProgress, choice: Choice, refused: str | None = None
) -> Markup:
    """Return a question as the review page asks it."""
    lesson = site.course.lesson(question.lesson)
    assert lesson is not None
    query = choice.to_query()
    action = f"/review/{question.lesson}/{question.check}{'?' if query else ''}{query}"
    name = f"Lesson {lesson.number}: {lesson.title}"
    return question_html(site, lesson, question.check, done, name=name, action=action, refused=refused)


class ReviewHandler(SiteHandler):
    """`/review`: the next question; `/review?question=<lesson>/<check>`: this question, as it was left."""

    async def get(self) -> None:
        """Show the page."""
        course = self.site.course
        try:
            choice = Choice.from_query(self.visit.query, course)
        except ValueError as error:
            raise HTTPError(400, str(error)) from error
        seen = await self.site.studied(self.visit, zone_of(self))
        progress, known = seen.study.progress, seen.study.progress.known
        done_here = progress.lesson(REVIEW)
        found = chosen(course, choice, known, progress)
        question: Question | None
        if "question" in self.visit.query:
            named = self._named(self.visit.query["question"])
            left = done_here.check(named.name)
            question, done = named, left if left.seed is not None else asked_anew(left)
        else:
            question = choice.asked() if choice.session else next_question(found, choice, known)
            done = asked_anew(done_here.check(question.name)) if question else CheckProgress()
        self.finish(
            self.site.environment.get_template("review.html").render(
                note=seen.note,
                question=posed_html(self.site, question, done, choice) if question else None,
                another=(choice.after(question, done) if question else choice).to_query(),
                found=len(found),
                choice=choice,
                lessons=course.lessons,
                which=WHICH,
                orders=ORDERS,
                tallies=tallies(course, known),
                due=seen.due,
                offers=offers(seen.due),
                outcome=outcome(course, choice.session, seen.due) if choice.session and question is None else (),
                day_said=partial(day_said, today=seen.due.today),
            )
        )

    def _named(self, name: str) -> Question:
        question = Question(*name.split("/", 1)) if "/" in name else Question(name, "")
        if question.check not in self.site.checks.get(question.lesson, {}):
            raise HTTPError(404, f"there is no question {name!r}")
        return question


class ReviewTodayHandler(SiteHandler):
    """`/review/today?questions=…` or `?minutes=…`: a session of what is due now, no longer than one has time for."""

    async def get(self) -> None:
        """Lead to the first question; to the review page if nothing is due."""
        seen = await self.site.studied(self.visit, zone_of(self))
        choice = Choice(session=tuple(seen.due.session(self._length())))
        self.redirect(f"/review?{choice.to_query()}" if choice.session else "/review", status=303)

    def _length(self) -> int:
        for name, read in (("questions", int), ("minutes", fitting)):
            text = self.visit.query.get(name)
            if text is None:
                continue
            if not re.fullmatch(r"[1-9][0-9]?", text):
                raise HTTPError(400, f"{name} is {text[:20]!r}; it must be a whole number from 1 to 99")
            return min(read(int(text)), 2 * SESSION)
        return SESSION


class ReviewCheckHandler(QuestionHandler):
    """`POST /review/<lesson>/<check>`: an answer, a hint, the solution, or fresh numbers, on the review page."""

    def kept_as(self, lesson: Lesson, check_id: str) -> tuple[str, str]:
        """Return the place of the review page, and the question's name there."""
        return REVIEW, Question(lesson.id, check_id).name

    async def post(self, lesson_id: str, check_id: str) -> None:
        """Do what the pressed button says."""
        lesson = self.lesson(lesson_id)
        if check_id not in lesson.checks:
            raise HTTPError(404, f"lesson {lesson_id!r} has no question {check_id!r}")
        try:
            choice = Choice.from_query(self.visit.query, self.site.course)
        except ValueError as error:
            raise HTTPError(400, str(error)) from error
        question = Question(lesson_id, check_id)
        refused = await self.act(lesson, check_id)
        if not wants_json(self):
            query = "&".join(filter(None, (choice.to_query(), f"question={lesson_id}/{check_id}")))
            self.redirect(f"/review?{query}#check-{check_id}", status=303)
            return
        try:
            progress = await self.site.record.progress(self.visit.learner)
        except ProgressError as error:
            raise HTTPError(503, kept_but_unread(error)) from error
        known, done = progress.known, progress.lesson(REVIEW).check(question.name)
        found = chosen(self.site.course, choice, known, progress)
        fragments = {
            f"check-{check_id}": posed_html(self.site, question, done, choice, refused),
            "review-next": self._part(
                "next", another=choice.after(question, done).to_query(), found=len(found), choice=choice
            ),
            "review-counts": self._part("counts", tallies=tallies(self.site.course, known)),
        }
        self.set_header("Content-Type", "application/json")
        self.finish(json.dumps({"fragments": fragments}))

    def _part(self, name: str, **names: Any) -> str:
        return self.site.environment.get_template(f"review_{name}.html").render(**names)
