"""The requests for a lesson's pages. A page is text; no session stands behind it."""

from __future__ import annotations

from tornado.web import HTTPError

from app.content import Lesson
from app.pages.base.handlers import PublicHandler, SiteHandler
from app.pages.http.compressed_page import Whole
from app.pages.lesson.page import NEWCOMER, lesson_page
from app.pages.lesson.sheet import SheetChoice, sheet
from app.pages.study.final import final_progress
from app.pages.study.lesson_progress import is_complete


class LessonHandler(SiteHandler):
    """`/lessons/<lesson>`: a lesson, as this learner has left it."""

    async def get(self, lesson_id: str) -> None:
        """Show the lesson."""
        lesson, visit = self.lesson(lesson_id), self.visit
        page = await lesson_page(self.site, lesson, visit)
        if visit.is_new:
            self.send(page.encoded(NEWCOMER, self.accepted))
            return
        seen = await self.site.seen(visit, None if lesson.final else lesson_id)
        own = final_progress(lesson, seen.progress) if lesson.final else seen.progress.lesson(lesson_id)
        finished = await self.site.finished(visit) if is_complete(lesson, own) else frozenset[str]()
        mark = await self.mark(lesson_id) if seen.note is None else ""
        self.send(page.encoded(own, self.accepted, seen.note, finished, mark=mark))


class SheetHandler(PublicHandler):
    """`/lessons/<lesson>/questions`: a lesson's questions as a sheet to print, with the numbers of a seed."""

    def get(self, lesson_id: str) -> None:
        """Show the sheet."""
        lesson = self.lesson(lesson_id)
        try:
            choice = SheetChoice.from_query(self.visit.query)
        except ValueError as error:
            raise HTTPError(400, str(error)) from error
        self.send_public(self.site.asked_pages.get(("sheet", lesson_id, choice), lambda: self._page(lesson, choice)))

    def _page(self, lesson: Lesson, choice: SheetChoice) -> Whole:
        template = self.site.environment.get_template("sheet.html")
        questions = sheet(self.site, lesson, choice)
        return Whole(template.render(lesson=lesson, choice=choice, questions=questions).encode())
