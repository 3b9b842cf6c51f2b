"""Completion codes: a learner asks for one at the end of a lesson, an instructor has one or many checked."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from tornado.web import HTTPError

from app.content import Lesson
from app.pages.base.errors import wants_json
from app.pages.base.handlers import PublicHandler
from app.pages.http.compressed_page import Whole
from app.pages.http.learner import refuse_foreign_posts
from app.pages.lesson.answer_handlers import DeedHandler
from app.pages.study.lesson_progress import standing
from app.progress import LessonProgress
from app.progress.portable.code_table import as_csv, cells_of, handed_in
from app.progress.portable.completion_code import CodeError, Completion, give_out, plain_name, record_tag


def completion_of(lesson: Lesson, progress: LessonProgress, learner: str, name: str, secret: str) -> Completion:
    """Return what a learner has done in a lesson until now."""
    asked = [slot.ref for slot in lesson.slots if slot.kind == "check"]
    complete = standing(lesson, progress).complete
    at = progress.completed_at if complete and progress.completed_at else datetime.now(UTC)
    right = sum(progress.check(check).ever_right for check in asked)
    tag = record_tag(learner, lesson.id, secret)
    return Completion(lesson.id, at.astimezone(UTC).date(), right, len(asked), complete, tag, plain_name(name))


class CodeHandler(DeedHandler):
    """`POST /lessons/<lesson>/code`: a code for what the learner has done in the lesson."""

    keeps = False

    async def post(self, lesson_id: str) -> None:
        """Give one out; a name may be typed, and is written into it."""
        lesson = self.lesson(lesson_id)
        progress = await self.progress(lesson)
        if not standing(lesson, progress).done:
            raise HTTPError(400, "Nothing of this lesson is done yet; answer a question first.")
        secret = self.settings["cookie_secret"]
        said = completion_of(lesson, progress, self.visit.learner, self.get_body_argument("name", ""), secret)
        names = {"lesson": lesson, "said": said, "code": give_out(said, secret)}
        templates = self.site.environment
        if wants_json(self):
            self.set_header("Content-Type", "application/json")
            html = templates.get_template("code_given.html").render(**names)
            self.finish(json.dumps({"fragments": {"lesson-code": html.strip()}, **self.carried()}))
        else:
            self.finish(templates.get_template("code.html").render(**names))


class VerifyHandler(PublicHandler):
    """`/verify`: a code, or a table of many, as somebody has handed them in."""

    def get(self) -> None:
        """Show where to put them."""
        self.send_public(self.site.pages.get("verify", lambda: Whole(self._page().encode())))

    def post(self) -> None:
        """Say of each whether it was given out here, and what it says."""
        refuse_foreign_posts(self, self.policy.origins)
        self.set_header("Cache-Control", "no-store")
        text = self.get_body_argument("codes", "")
        for file in self.request.files.get("table", []):
            text = file["body"].decode("utf-8-sig", "replace") or text
        try:
            lines = list(handed_in(cells_of(text), self.settings["cookie_secret"]))
        except CodeError as error:
            raise HTTPError(400, str(error)) from error
        if self.get_body_argument("form", "page") == "csv":
            self.set_header("Content-Type", "text/csv; charset=utf-8")
            self.set_header("Content-Disposition", 'attachment; filename="codes.csv"')
            self.finish(as_csv(lines))
            return
        self.finish(self._page(lines=lines, text=text))

    def _page(self, **names: object) -> str:
        titles = {lesson.id: lesson.title for lesson in self.site.course.lessons}
        return self.site.environment.get_template("verify.html").render(
            {"lines": None, "text": "", "titles": titles, **names}
        )
