"""The request for the course page."""

from __future__ import annotations

from app.pages.base.handlers import SiteHandler
from app.pages.course.page import course_page
from app.pages.http.clock import zone_of


class CourseHandler(SiteHandler):
    """`/`: the course."""

    async def get(self) -> None:
        """Show the course page."""
        seen = await self.site.studied(self.visit, zone_of(self))
        self.send(course_page(self.site).encoded(seen, self.accepted))
