"""What we change in Panel and Bokeh, one named function a change, each with its reason.

`tests/pages/test_patches.py` proves that each is in force.
"""

from __future__ import annotations

from typing import Any

from bokeh.document import Document
from panel.io import resources as panel_resources
from panel.io import server as panel_server
from panel.io.state import _state, state
from panel.template.base import BaseTemplate
from tornado.web import RequestHandler

PANEL_FILES = "/static/extensions/panel/"
"""Where the server itself serves what Panel would otherwise fetch from a CDN."""


def apply(page_handler: type[RequestHandler]) -> None:
    """Put every change into force; called once, before the server is made. `page_handler` renders the pages."""
    answer_without_delay()
    stop_busy_tracking()
    shut_side_doors(page_handler)
    fill_documents_once()


def answer_without_delay() -> None:
    """Set TCP_NODELAY on WebSockets.

    Bokeh sends each message as three small frames; with Nagle's algorithm the second waits for the first one's
    acknowledgement, which doubles the time of an answer (204 ms instead of 106 ms at 100 ms round trip).
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
    _state._add_busy_event = _state._remove_busy_event = lambda _self, _event: None  # noqa: SLF001 - no switch for it


def shut_side_doors(page_handler: type[RequestHandler]) -> None:
    """Leave a page and its WebSocket, and nothing else, as routes of a page.

    `/autoload.js` lends a session to any origin, `/metadata` is open to all, and `/components/…` imports whatever
    module a URL names.
    """
    panel_server.per_app_patterns[:] = [(r"/ws", panel_server.WSHandler), (r"/?", page_handler)]
    panel_server.get_static_routes = lambda _static_dirs: []


def fill_documents_once() -> None:
    """Fill a page's document in one go, with local stylesheets.

    Panel adds root after root, and Bokeh walks the whole model graph after each: a third of a session's cost. And only
    for the pages that it renders does Panel point the stylesheets at this server; a document that is made anew for a
    reconnecting WebSocket would fetch them from a CDN.
    """
    plain_init = BaseTemplate._init_doc  # noqa: SLF001 - the one place where a template's models are complete

    def fill(self: BaseTemplate, doc: Document | None = None, *args: Any, **kwargs: Any) -> Document:
        document = doc or state.curdoc or Document()
        with document.models.freeze():
            plain_init(self, document, *args, **kwargs)
        for root in document.roots:
            panel_resources.patch_model_css(root, dist_url=PANEL_FILES)
        return document

    BaseTemplate._init_doc = fill  # noqa: SLF001
