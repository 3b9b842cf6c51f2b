"""The plain requests: the course page, forgetting, health. What needs no figure needs no Panel session."""

from __future__ import annotations

from tornado.web import HTTPError, RequestHandler

from app.content import Lesson
from app.pages.errors import ErrorPages
from app.pages.learner import begin_visit, refuse_foreign_posts
from app.pages.pages import course_html
from app.pages.policy import PolicyMixin
from app.pages.site import Site
from app.pages.visit import Visit

BODY_LIMIT = 64 * 1024


class SiteHandler(PolicyMixin, ErrorPages):
    """What all plain pages share: the site, the visit, and errors as pages."""

    def initialize(self, site: Site, *, secure: bool) -> None:
        """Take the site; `secure` marks cookies for HTTPS alone."""
        self.site = site
        self.secure = secure

    def prepare(self) -> None:
        """Know the visitor; refuse what another site sends."""
        if self.request.method == "POST":
            refuse_foreign_posts(self)
            if len(self.request.body) > BODY_LIMIT:
                raise HTTPError(413, f"the request has {len(self.request.body)} bytes; at most {BODY_LIMIT} are read")
        self.visit: Visit = begin_visit(self, secure=self.secure)

    def lesson(self, lesson_id: str) -> Lesson:
        """Return the lesson of an address."""
        lesson = self.site.course.lesson(lesson_id)
        if lesson is None:
            raise HTTPError(404, f"there is no lesson {lesson_id!r}")
        return lesson


class NotFoundHandler(SiteHandler):
    """Every address that nothing else answers."""

    def prepare(self) -> None:
        """Say that there is nothing here."""
        raise HTTPError(404)


class CourseHandler(SiteHandler):
    """`/`: the course."""

    def get(self) -> None:
        """Show the course page."""
        self.set_header("Cache-Control", "no-store")
        self.finish(course_html(self.site, self.visit))


class ForgetHandler(SiteHandler):
    """`POST /forget`: delete everything that was kept of the learner."""

    def post(self) -> None:
        """Forget, and show the course as to a newcomer."""
        self.site.store.forget(self.visit.learner)
        self.redirect("/", status=303)


class HealthHandler(RequestHandler):
    """`/healthz`: the process lives."""

    def get(self) -> None:
        """Say so."""
        self.set_header("Cache-Control", "no-store")
        self.finish("ok\n")


class ReadyHandler(RequestHandler):
    """`/readyz`: it can serve, which needs the store."""

    def initialize(self, site: Site) -> None:
        """Take the site."""
        self.site = site

    def get(self) -> None:
        """Say whether the store answers."""
        self.set_header("Cache-Control", "no-store")
        ready = self.site.store.ready()
        self.set_status(200 if ready else 503)
        self.finish(
            "ready\n"
            if ready
            else "the store does not answer; see the log, and check WD_DATABASE_URL and WD_DATA_DIR\n"
        )
