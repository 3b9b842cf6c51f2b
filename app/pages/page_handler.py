"""Panel's page handler, with our policy, our errors, and the page rendered before Panel builds its session."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from panel.io.server import DocHandler

from app.pages.errors import ErrorPages
from app.pages.learner import begin_visit
from app.pages.policy import PolicyMixin

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.pages.session import PanelPage
    from app.pages.site import Site


def page_handler(site: Site, pages: Mapping[str, PanelPage], *, secure: bool) -> type[DocHandler]:
    """Return the handler class for these pages; Bokeh makes the instances itself and passes them nothing of ours."""

    class PageHandler(PolicyMixin, ErrorPages, DocHandler):
        """Renders first: Panel swallows what goes wrong inside a session, and would answer with an empty page."""

        site: ClassVar[Site]

        async def prepare(self) -> None:
            """Know the visitor, and render the page for them."""
            await super().prepare()
            pages[self.request.path.rstrip("/")].prepare(begin_visit(self, secure=secure))

    PageHandler.site = site
    return PageHandler
