"""The requests about the final that no other lesson has: to take it again."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from typing import Final

from tornado.web import HTTPError

from app.pages.base.handlers import SiteHandler
from app.pages.http.clock import zone_of
from app.pages.study.final import MOST, final_progress, place_of, tasks_of
from app.pages.study.lesson_progress import is_complete
from app.progress import CheckRenewed, Question

_TAKINGS: Final = uuid.UUID("0b0e0f1c-9d0b-4c55-a1a5-5f7f6a3f8a31")  # a random namespace of our own, made once


class AgainHandler(SiteHandler):
    """`POST /lessons/<final>/again`: begin another taking, with fresh numbers."""

    async def post(self, lesson_id: str) -> None:
        """Begin it if the present one is done; a press that comes twice begins one."""
        lesson = self.lesson(lesson_id)
        if not lesson.final:
            raise HTTPError(404, f"lesson {lesson_id!r} is no final; its questions have fresh numbers each by itself")
        now = final_progress(lesson, await self.site.record.progress(self.visit.learner))
        if not is_complete(lesson, now):
            raise HTTPError(400, "some tasks are still open; answer them, then the final can be taken again")
        if now.number == MOST:
            raise HTTPError(400, f"you have taken the final {MOST} times; more are not kept")
        place = place_of(lesson, now.number + 1)
        begun = CheckRenewed(
            event_id=str(uuid.uuid5(_TAKINGS, f"{self.visit.learner} {place}")),
            learner=self.visit.learner,
            lesson=place,
            at=datetime.now(UTC),
            zone=zone_of(self),
            check=Question(lesson.id, tasks_of(lesson)[0]).name,
            seed=now.number,
        )
        await self.site.record.append(begun)
        self.redirect(f"/lessons/{lesson.id}", status=303)
