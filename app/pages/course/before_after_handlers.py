"""The requests for the questions before the course and after it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import partial
from typing import Final

from tornado.web import HTTPError

from app.checks import Check, Verdict
from app.pages.base.handlers import SiteHandler
from app.pages.course.before_after import (
    ADDRESS,
    NOT_KNOWN,
    TIMES,
    gain,
    place_of,
    questions,
    seed_of,
    where_with_them,
)
from app.pages.http.clock import zone_of
from app.pages.http.faults import kept_but_unread
from app.progress import AnswerGiven, ProgressError
from app.ui.format import format_number

_ANSWERS: Final = uuid.UUID("5b3ef1c2-6a3c-4c1f-8d3e-20b9a7d4c6e1")  # a random namespace of our own, made once


class BeforeAfterHandler(SiteHandler):
    """`/before-and-after`: the twelve questions, and what has changed once both times are answered."""

    async def get(self) -> None:
        """Show the form that is to be answered, or the gain."""
        checks = self._checks()
        seen = await self.site.seen(self.visit)
        now = where_with_them(checks, seen.progress)
        self.finish(
            self.site.environment.get_template("before_after.html").render(
                note=seen.note,
                now=now,
                count=len(checks),
                seed=seed_of(now, self.visit.learner),
                questions=questions(checks, seed_of(now, self.visit.learner)) if now.time else [],
                gain=gain(checks, now),
                not_known=NOT_KNOWN,
                number=partial(format_number, unit=None),
            )
        )

    async def post(self) -> None:
        """Keep the answers of one time, once; what was left out is not known yet."""
        checks = self._checks()
        time, seed = self.get_body_argument("time", ""), self.get_body_argument("seed", "")
        if time not in TIMES:
            raise HTTPError(400, f"time is {time[:20]!r}; it must be one of {', '.join(TIMES)}")
        if seed not in {"1", "2"}:
            raise HTTPError(400, f"seed is {seed[:20]!r}; it must be 1 or 2")
        shown = {question.id: question for question in questions(checks, int(seed))}
        answers = {name: self.get_body_argument(name, NOT_KNOWN) for name in checks}
        for name, answer in answers.items():
            if answer not in {NOT_KNOWN, *(option.id for option in shown[name].options)}:
                raise HTTPError(400, f"{name} is {answer[:40]!r}; choose one of its options, or none")
        try:
            now = where_with_them(checks, await self.site.record.progress(self.visit.learner))
        except ProgressError as error:
            raise HTTPError(503, kept_but_unread(error)) from error
        # Answered once: what comes of an old tab, or of a button that was pressed twice, changes nothing.
        if now.time == time:
            for name, answer in answers.items():
                await self.site.record.append(self._kept(time, int(seed), name, answer))
        self.redirect(ADDRESS, status=303)

    def _checks(self) -> Mapping[str, Check]:
        checks = self.site.before_and_after
        if not checks:
            raise HTTPError(404, "this course asks no questions before and after")
        return checks

    def _kept(self, time: str, seed: int, name: str, answer: str) -> AnswerGiven:
        return AnswerGiven(
            event_id=str(uuid.uuid5(_ANSWERS, f"{self.visit.learner} {time} {name}")),
            learner=self.visit.learner,
            lesson=place_of(time),
            at=datetime.now(UTC),
            zone=zone_of(self),
            check=name,
            seed=seed,
            answer_text=answer,
            verdict=Verdict.KEPT.value,
        )
