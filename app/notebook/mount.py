"""The addresses `/panel/<kind>` of our server; Panel is imported when the first of them is asked for."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from tornado.httputil import HTTPMessageDelegate, HTTPServerRequest
from tornado.routing import Router
from tornado.web import HTTPError

from app.notebook.module import modules_there
from app.pages.base.handlers import SiteHandler
from app.pages.http.policy import Policy
from app.pages.kinds import KINDS
from app.wire.wires import Wires

if TYPE_CHECKING:
    from app.notebook.application import PanelApplication

log = logging.getLogger(__name__)

PREFIX = "/panel"


class PanelPages(Router):
    """What answers below `/panel/`, once it is there; until then, and for any other address, nothing is found.

    Parameters
    ----------
    policy
        The rules of the server, for these pages as for the others.
    secret
        What sessions are signed with.
    wires
        Its workers answer what takes long.
    """

    def __init__(self, policy: Policy, secret: str, wires: Wires) -> None:
        self._policy, self._secret, self._wires = policy, secret, wires
        self._application: PanelApplication | None = None
        self._loading: asyncio.Task[None] | None = None

    def find_handler(self, request: HTTPServerRequest, **kwargs: Any) -> HTTPMessageDelegate | None:
        """Return what answers a request, for Tornado."""
        if self._application is None or not self._application.serves(request.path):
            return None
        return self._application.find_handler(request, **kwargs)

    @property
    def there(self) -> bool:
        """Whether the pages are there."""
        return self._application is not None

    async def load(self) -> None:
        """Import Panel in a thread, and take the pages into service; whoever asks meanwhile waits for the same."""
        if self._loading is None or (self._loading.done() and self._loading.exception() is not None):
            self._loading = asyncio.create_task(self._load())
        await asyncio.shield(self._loading)

    async def _load(self) -> None:
        began = time.monotonic()
        application_module = await asyncio.to_thread(_import)
        self._application = application_module.start(PREFIX, self._policy, self._secret, self._wires.workers)
        log.info("Panel is there after %.1f s", time.monotonic() - began)

    def end(self) -> None:
        """Close the sessions."""
        if self._loading is not None:
            self._loading.cancel()
        if self._application is not None:
            self._application.end()


def _import() -> Any:
    """Import Panel, and draw each figure once: the first drawing of each compiles its template."""
    from app.notebook import application  # noqa: PLC0415

    application.prepare()
    return application


class ArrivalHandler(SiteHandler):
    """`/panel/<kind>` for as long as Panel is not there; whoever comes waits for it."""

    def initialize(self, site: Any, pages: PanelPages) -> None:  # type: ignore[override]
        """Take the site, for its error page, and the pages."""
        super().initialize(site)
        self.pages = pages

    async def get(self, kind: str) -> None:
        """Load Panel, and ask again."""
        if kind not in KINDS or self.pages.there:
            raise HTTPError(404)
        if not modules_there():
            raise HTTPError(503, "The figures have no modules for Panel's pages on this server; run: make bundle")
        await self.pages.load()
        self.redirect(self.request.uri or f"{PREFIX}/{kind}")


class ElsewhereHandler(SiteHandler):
    """What belongs to a page of Panel's, for as long as Panel is not there: the page came from another process.

    A proxy asks the next one at 503, and here it is loaded for the next time.
    """

    def initialize(self, site: Any, pages: PanelPages) -> None:  # type: ignore[override]
        """Take the site, for its error page, and the pages."""
        super().initialize(site)
        self.pages = pages

    async def get(self, kind: str) -> None:
        """Say that it is not here yet."""
        if kind not in {*KINDS, "static"} or self.pages.there:
            raise HTTPError(404)
        if kind in KINDS and modules_there():
            asyncio.get_running_loop().call_soon(asyncio.create_task, self.pages.load())
        self.set_header("Retry-After", "5")
        raise HTTPError(503, "This page is just being made ready here. Load it again in a moment.")


def panel_routes(site: Any, pages: PanelPages) -> list[Any]:
    """Return the rules of an application for these pages, in their order."""
    from tornado.routing import PathMatches  # noqa: PLC0415

    arriving: Mapping[str, Any] = {"site": site, "pages": pages}
    return [
        (PathMatches(rf"{PREFIX}/.+"), pages),
        (rf"{PREFIX}/(\w+)", ArrivalHandler, arriving),
        (rf"{PREFIX}/(\w+)/.+", ElsewhereHandler, arriving),
    ]
