"""What the handlers of all plain pages share."""

from __future__ import annotations

from collections.abc import Awaitable

from tornado.web import HTTPError

from app.content import Lesson
from app.pages.base.errors import ErrorPages
from app.pages.base.site import Site
from app.pages.http.compressed_page import Encoded, Whole
from app.pages.http.learner import FROM_COURSE, begin_visit, query_of, refuse_foreign_posts
from app.pages.http.policy import PolicyMixin
from app.pages.http.visit import Visit

BODY_LIMIT = 64 * 1024
NOT_KEPT = "private, no-store"


class SiteHandler(PolicyMixin, ErrorPages):
    """What all plain pages share: the site, the visit, and errors as pages."""

    def initialize(self, site: Site) -> None:
        """Take the site."""
        self.site = site

    def prepare(self) -> Awaitable[None] | None:
        """Know the visitor; refuse what another site sends."""
        if self.request.method == "POST":
            refuse_foreign_posts(self, self.policy.origins)
            if len(self.request.body) > BODY_LIMIT:
                raise HTTPError(413, f"the request has {len(self.request.body)} bytes; at most {BODY_LIMIT} are read")
        # A page with a cookie is one learner's: no proxy may keep it, nor a browser that others use.
        self.set_header("Cache-Control", NOT_KEPT)
        self.visit: Visit = begin_visit(self, secure=self.policy.secure)
        return None

    def send(self, page: Encoded) -> None:
        """Send a page that is compressed already, as the browser's `Accept-Encoding` asks."""
        coding, content = page
        self.set_header("Vary", "Accept-Encoding")
        if coding is not None:
            self.set_header("Content-Encoding", coding)
        self.finish(content)

    @property
    def accepted(self) -> str:
        """The codings that the browser accepts."""
        return self.request.headers.get("Accept-Encoding", "")

    def compute_etag(self) -> str | None:
        """Return None: what is a learner's own is not asked about again."""
        return None

    async def mark(self, lesson_id: str) -> str:
        """Return what a course system knows of the visitor's mark in a lesson, as HTML; "" if they came from none."""
        if self.site.told is None or self.get_cookie(FROM_COURSE) is None:
            return ""
        return await self.site.told(self.visit.learner, lesson_id)

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


class PublicHandler(SiteHandler):
    """A page that is the same for everybody: no cookie, and anybody may keep it and ask whether it has changed."""

    def prepare(self) -> None:
        """Know nobody."""
        self.visit = Visit("", query_of(self))

    def send_public(self, page: Whole) -> None:
        """Send a page, or say that it has not changed."""
        self.set_header("Cache-Control", "no-cache")
        self.set_header("Vary", "Accept-Encoding")
        self.set_header("Etag", page.tag)
        if self.check_etag_header():
            self.set_status(304)
            return
        self.send(page.encoded(self.accepted))
