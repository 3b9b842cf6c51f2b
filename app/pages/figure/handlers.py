"""The requests for a figure alone."""

from __future__ import annotations

from tornado.web import HTTPError

from app.pages.base.handlers import SiteHandler
from app.pages.figure.lab_page import lab_page
from app.pages.kinds import KINDS


class LabHandler(SiteHandler):
    """`/lab/<kind>`: one figure alone, in the state of the address."""

    async def get(self, kind: str) -> None:
        """Show the figure."""
        if kind not in KINDS:
            raise HTTPError(404, f"there is no figure {kind!r}; there are {', '.join(KINDS)}")
        self.send((await lab_page(self.site, KINDS[kind], self.visit)).encoded(self.accepted))
