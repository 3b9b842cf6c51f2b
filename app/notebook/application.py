"""Panel's pages as a part of our server: each figure as an app of Panel's, with bounds and our policy."""

from __future__ import annotations

import asyncio
import gzip
import json
import re
import secrets
import time
from collections.abc import Callable, Mapping
from functools import cache, partial
from pathlib import Path
from typing import Any

import bokeh.util.paths
import panel as pn
from bokeh.document import Document
from bokeh.server.session import ServerSession
from bokeh.server.tornado import BokehTornado
from panel.io.application import build_applications
from panel.io.server import DocHandler, WSHandler
from panel.io.state import set_curdoc
from tornado.ioloop import IOLoop
from tornado.web import HTTPError, RequestHandler

from app.notebook.figure import figure_class
from app.notebook.page import page_of
from app.pages.files.assets import FOR_EVER, TYPES
from app.pages.http.policy import Policy, PolicyMixin
from app.pages.kinds import KINDS
from app.wire.budget import Allowance, Budget
from app.wire.workers import WorkError, Workers

MOST_SESSIONS = 24
"""Each takes about 0.1 s of the event loop to make, and a megabyte while it is there."""
UNUSED = 15_000  # ms for a page to open its connection; a session whose page is gone goes at the next look
OF_ONE = Allowance(most=1500, per_second=150)
"""What one page may take of the event loop, in milliseconds: a slider that moves draws the figure anew each time."""
LONGEST_PAUSE = 2.0
LARGEST_MESSAGE = 64 * 1024

FOLDERS: Mapping[str, Path] = {
    "extensions/panel/": Path(pn.__file__).parent / "dist",
    "": Path(bokeh.util.paths.bokehjs_path()),
}


def prepare() -> None:
    """Do what may be done in a thread: draw each figure and make a page once, which compiles their templates."""
    for kind in KINDS:
        figure_class(kind)().drawn()
    document = Document()
    with set_curdoc(document):
        page_of(kind, None).server_doc(document)
    document.clear()


def start(prefix: str, policy: Policy, secret: str, workers: Workers) -> PanelApplication:
    """Return the pages, ready to answer on the loop that runs."""
    application = PanelApplication(prefix, policy, secret, workers)
    application.initialize(IOLoop.current())
    application.start()
    return application


class PanelApplication(BokehTornado):
    """Bokeh's application with one app for each figure, and no other way in."""

    def __init__(self, prefix: str, policy: Policy, secret: str, workers: Workers) -> None:
        apps: dict[str, Any] = {f"/{kind}": _app(kind, workers) for kind in KINDS}
        super().__init__(
            build_applications(apps, title={f"/{kind}": each.title for kind, each in KINDS.items()}, location=False),
            prefix=prefix,
            extra_websocket_origins=sorted(policy.origins),
            secret_key=secret.encode(),
            sign_sessions=True,
            include_headers=[],  # the token stands in the page: nothing of the learner's goes into it
            include_cookies=[],
            unused_session_lifetime_milliseconds=UNUSED,
            check_unused_sessions_milliseconds=UNUSED // 3,
            websocket_max_message_size_bytes=LARGEST_MESSAGE,
            use_index=False,
            policy=policy,
        )
        own: list[Any] = [(rf"{prefix}/static/(.*)", LibraryHandler)]
        for kind in KINDS:
            told = {"application_context": self.applications[f"/{kind}"], "bokeh_websocket_path": f"{prefix}/{kind}/ws"}
            own += [(rf"{prefix}/{kind}", PageHandler, told), (rf"{prefix}/{kind}/ws", SocketHandler, told)]
        self.add_handlers(r".*", own)
        self._served = re.compile(rf"{prefix}/(static/.*|({'|'.join(KINDS)})(/ws)?)")

    def serves(self, path: str) -> bool:
        """Whether an address is one of ours; Bokeh's others import modules by name, or answer any origin."""
        return self._served.fullmatch(path) is not None

    @property
    def full(self) -> bool:
        """Whether there are as many sessions as there may be."""
        return sum(len(list(context.sessions)) for context in self.applications.values()) >= MOST_SESSIONS

    def end(self) -> None:
        """Close the connections and stop what runs beside them."""
        for client in list(self._clients):
            client.close()  # type: ignore[attr-defined]  # Bokeh calls a handler a connection
        self.stop()


def _app(kind: str, workers: Workers) -> Callable[[], pn.Template]:
    """Return what makes the page of one session; Panel takes a function for this, and a partial for a pane."""

    def page() -> pn.Template:
        return page_of(kind, partial(_answered, workers, secrets.token_hex(8)))

    return page


async def _answered(workers: Workers, place: str, message: Mapping[str, Any]) -> dict[str, Any]:
    try:
        topic = (place, json.dumps(message, sort_keys=True))
        answer: dict[str, Any] = json.loads(await workers.ask(place, topic, message, lambda _cost: None))
    except WorkError as error:
        return {"error": str(error)}
    return answer


class PageHandler(PolicyMixin, DocHandler):
    """`/panel/<kind>`: the page, with a session of its own."""

    application: PanelApplication

    def set_default_headers(self) -> None:
        """Send our policy; a page's own scripts carry its nonce."""
        self._nonce = secrets.token_urlsafe(16)
        request = self.request
        headers = self.policy.headers(request.path, request.protocol, request.host, self._nonce)
        for name, value in headers.items():
            self.set_header(name, value)

    async def get_session(self) -> ServerSession:  # type: ignore[override]  # so does Panel, and says nothing of it
        """Return the session of the page, whose template is told the nonce."""
        session: ServerSession = await super().get_session()  # type: ignore[misc]  # which is a coroutine
        session.document.template_variables["nonce"] = self._nonce
        return session

    async def get(self, *args: Any, **kwargs: Any) -> None:
        """Make a session, unless there are too many."""
        if self.application.full:
            raise HTTPError(503, "all sessions are taken")
        await super().get(*args, **kwargs)  # type: ignore[misc]  # which is a coroutine

    async def head(self, *args: Any) -> None:
        """Answer without a session."""

    def write_error(self, status_code: int, **kwargs: Any) -> None:  # noqa: ARG002 - Tornado calls it so
        """Say what was wrong in a line."""
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        if status_code == 503:
            self.set_header("Retry-After", "15")
            self.finish(f"So many people look at pages of Panel's just now ({MOST_SESSIONS}). Try again in a moment.\n")
        else:
            self.finish(f"{status_code}: {self._reason}\n")


class SocketHandler(WSHandler):
    """`/panel/<kind>/ws`: the connection of a page, which may take its share of the event loop and no more."""

    application: PanelApplication

    def open(self, *args: Any, **kwargs: Any) -> None:
        """Open it; messages are sent at once, since waiting for more would double their way."""
        self.set_nodelay(True)
        self._budget = Budget(OF_ONE)
        super().open(*args, **kwargs)  # type: ignore[no-untyped-call]

    async def _async_open(self, token: str) -> None:
        session_id = bokeh.util.token.get_session_id(token)
        if session_id not in {each.id for each in self.application_context.sessions} and self.application.full:
            self.close(1013, "all sessions are taken")
            return
        await super()._async_open(token)

    def on_close(self) -> None:
        """Let the session go: a page that was lost is loaded anew."""
        session = self.connection.session if self.connection is not None else None
        super().on_close()
        if session is not None:
            session.request_expiration()

    async def on_message(self, fragment: str | bytes) -> None:
        """Take a part of a message; nothing more is read of who has overspent until the budget is even."""
        pause = self._budget.wait()
        if pause:
            await asyncio.sleep(min(pause, LONGEST_PAUSE))
            self._budget.forgive()
        began = time.thread_time()
        await super().on_message(fragment)
        self._budget.charge(1000 * (time.thread_time() - began))


class LibraryHandler(PolicyMixin, RequestHandler):
    """`/panel/static/…`: the scripts and styles of Bokeh and Panel, compressed once."""

    async def get(self, name: str) -> None:
        """Send a file; with its version in the address it may be kept for ever."""
        folder = next(folder for folder in FOLDERS if name.startswith(folder))
        path = (FOLDERS[folder] / name.removeprefix(folder)).resolve()
        if not path.is_relative_to(FOLDERS[folder].resolve()) or not path.is_file() or path.suffix not in TYPES:
            raise HTTPError(404)
        self.set_header("Content-Type", TYPES[path.suffix])
        self.set_header("Cache-Control", FOR_EVER if self.get_query_argument("v", "") else "no-cache")
        self.set_header("Vary", "Accept-Encoding")
        if "gzip" in self.request.headers.get("Accept-Encoding", ""):
            self.set_header("Content-Encoding", "gzip")
            self.finish(await asyncio.to_thread(_compressed, path))
        else:
            self.finish(path.read_bytes())


@cache
def _compressed(path: Path) -> bytes:
    return gzip.compress(path.read_bytes(), 9, mtime=0)
