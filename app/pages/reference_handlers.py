"""The requests for pages to look things up in."""

from __future__ import annotations

from tornado.web import HTTPError

from app.pages.handlers import SiteHandler
from app.pages.reference import glossary_html, reference_html, search_html

LONGEST_QUERY = 200


class GlossaryHandler(SiteHandler):
    """`/glossary`: every word that the course explains."""

    def get(self) -> None:
        """Show the words."""
        self.finish(glossary_html(self.site))


class ReferenceHandler(SiteHandler):
    """`/formulas`, `/field-guide`: a page of the reference."""

    def get(self, page_id: str) -> None:
        """Show the page."""
        page = next((each for each in self.site.course.reference if each.id == page_id), None)
        if page is None:
            raise HTTPError(404, f"there is no page {page_id!r}")
        self.finish(reference_html(self.site, page))


class SearchHandler(SiteHandler):
    """`/search?q=…`: what is found, without scripts."""

    def get(self) -> None:
        """Show a field to type in, and what was found."""
        self.finish(search_html(self.site, self.visit.query.get("q", "").strip()[:LONGEST_QUERY]))
