"""What we change in Panel and Bokeh, one named function a change, each with its reason. `tests/test_patches.py` proves each in force."""

from __future__ import annotations

import re
import secrets
from typing import Any, ClassVar

from bokeh.document import Document
from panel.io import resources as panel_resources
from panel.io import server as panel_server
from panel.io.state import _state
from panel.template.base import BaseTemplate
from tornado.web import RequestHandler

PANEL_FILES = "/static/extensions/panel/"
"""Where the server itself serves what Panel would otherwise fetch from a CDN."""


def apply() -> None:
    """Put every change into force; called once, before the server is made."""
    answer_without_delay()
    stop_busy_tracking()
    shut_side_doors()
    keep_stylesheets_local()


def answer_without_delay() -> None:
    """Set TCP_NODELAY on WebSockets.

    Bokeh sends each message as three small frames; with Nagle's algorithm the second waits for the first one's acknowledgement, which doubles the
    time of an answer (204 ms instead of 106 ms at 100 ms round trip).
    """
    plain_open = panel_server.WSHandler.open

    def open_without_delay(self: Any, *args: Any, **kwargs: Any) -> Any:
        self.set_nodelay(True)
        return plain_open(self, *args, **kwargs)

    panel_server.WSHandler.open = open_without_delay


def stop_busy_tracking() -> None:
    """Switch off the process-wide busy flag.

    Each event would flip it twice and push it into every session: half the cost of a message with twenty learners.
    """
    cls = type(_state)
    cls._add_busy_event = lambda self, event: None
    cls._remove_busy_event = lambda self, event: None


def shut_side_doors() -> None:
    """Leave a page and its WebSocket, and nothing else, as routes of a page.

    `/autoload.js` lends a session to any origin, `/metadata` is open to all, and `/components/…` imports whatever module a URL names.
    """
    panel_server.per_app_patterns[:] = [(r"/ws", panel_server.WSHandler), (r"/?", PageHandler)]
    panel_server.get_static_routes = lambda _static_dirs: []


def keep_stylesheets_local() -> None:
    """Point the stylesheets of every document at this server.

    Panel does so only when it renders a page; a document that is made anew for a reconnecting WebSocket would fetch them from a CDN.
    """
    plain_init = BaseTemplate._init_doc  # noqa: SLF001 - the one place where a template's models are complete

    def init_with_local_stylesheets(self: BaseTemplate, *args: Any, **kwargs: Any) -> Document:
        document = plain_init(self, *args, **kwargs)
        for root in document.roots:
            panel_resources.patch_model_css(root, dist_url=PANEL_FILES)
        return document

    BaseTemplate._init_doc = init_with_local_stylesheets  # noqa: SLF001


class PolicyMixin(RequestHandler):
    """Sends the content-security policy, and marks our own scripts with its nonce."""

    POLICY: ClassVar[str] = "; ".join(
        (
            "default-src 'self'",
            "script-src 'self' 'nonce-{nonce}' blob:",  # blob: Panel loads a component's one-line module that way
            "connect-src 'self' {sockets}",
            "style-src 'self' 'unsafe-inline'",  # Bokeh's shadow roots carry their styles inline
            "img-src 'self' data: blob:",
            "font-src 'self'",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors {embedders}",
        ),
    )

    def set_default_headers(self) -> None:
        """Send the policy with every answer of a page."""
        super().set_default_headers()
        self.nonce = secrets.token_urlsafe(18)
        sockets = f"{'wss' if self.request.protocol == 'https' else 'ws'}://{self.request.host}"
        # A lab page is made to stand in other people's slides and course pages; everything else only in our own.
        embedders = "*" if self.request.path.startswith("/lab/") else "'self'"
        self.set_header("Content-Security-Policy", self.POLICY.format(nonce=self.nonce, sockets=sockets, embedders=embedders))
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Referrer-Policy", "same-origin")

    def write(self, chunk: Any) -> None:
        """Write a page; each of its scripts gets the nonce. What learners and authors write is escaped, so no other `<script` exists."""
        if isinstance(chunk, str):
            chunk = re.sub(r"<script(?=[\s>])", f'<script nonce="{self.nonce}"', chunk)
        super().write(chunk)


class PageHandler(PolicyMixin, panel_server.DocHandler):
    """Panel's page handler with our policy, in the place of its own. What the pages need to know of a request is set by `prepare_visit`."""

    prepare_visit: ClassVar[Any] = None

    async def prepare(self) -> None:
        """Let the pages know who visits, before Panel makes the session."""
        await super().prepare()
        if PageHandler.prepare_visit is not None:
            PageHandler.prepare_visit(self)

