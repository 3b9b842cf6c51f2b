"""The requests for pages to look things up in."""

from __future__ import annotations

from tornado.web import HTTPError

from app.pages.base.handlers import PublicHandler
from app.pages.reference.libraries import libraries_html
from app.pages.reference.pages import public_page, search_html

LONGEST_QUERY = 200


class GlossaryHandler(PublicHandler):
    """`/glossary`: every word that the course explains."""

    def get(self) -> None:
        """Show the words."""
        self.send_public(public_page(self.site, "glossary"))


class HelpHandler(PublicHandler):
    """`/help`: what hands and keys can do in each figure."""

    def get(self) -> None:
        """Show it."""
        self.send_public(public_page(self.site, "help"))


class ReferenceHandler(PublicHandler):
    """`/formulas`, `/field-guide`: a page of the reference."""

    def get(self, page_id: str) -> None:
        """Show the page."""
        if page_id not in {page.id for page in self.site.course.reference}:
            raise HTTPError(404, f"there is no page {page_id!r}")
        self.send_public(public_page(self.site, page_id))


class LibrariesHandler(PublicHandler):
    """`/libraries?library=…&question=…&bites=1`: what libraries print, all of it or what is asked for."""

    def get(self) -> None:
        """Show the atlas."""
        self.finish(libraries_html(self.site, self.visit.query))


class SearchHandler(PublicHandler):
    """`/search?q=…`: what is found, without scripts."""

    def get(self) -> None:
        """Show a field to type in, and what was found."""
        self.set_header("Cache-Control", "no-cache")
        self.finish(search_html(self.site, self.visit.query.get("q", "").strip()[:LONGEST_QUERY]))
