"""The door of the wire: who gets in, and the handshake after which a connection is one."""

from __future__ import annotations

import asyncio
from typing import Final
from urllib.parse import urlsplit

from tornado.iostream import IOStream, StreamClosedError
from tornado.web import HTTPError, RequestHandler
from websockets.http11 import Request
from websockets.protocol import State
from websockets.server import ServerProtocol

from app.pages.http.learner import known_learner
from app.pages.http.request_id import HEADER, request_id
from app.ui.message import LONGEST
from app.wire.wire import Wire
from app.wire.wires import Wires

OPENING: Final = 2.0
"""Milliseconds of CPU that opening costs."""


class WireHandler(RequestHandler):
    """`/wire`, which becomes a WebSocket.

    Only pages of the allowed origins get in. Who the learner is says the signed cookie that comes with the upgrade; a
    frame in another site's page has none, and is a stranger with tighter bounds: anybody could fetch a ticket as
    easily as a cookie, so that asking for one would keep nobody out.
    """

    def initialize(self, wires: Wires) -> None:
        """Take what all wires share."""
        self.wires = wires

    def set_default_headers(self) -> None:
        """Send the id under which the log knows the request."""
        self.set_header(HEADER, request_id(self.request))

    async def get(self) -> None:
        """Let in who comes from a page of ours, and opens no more wires than the budget allows."""
        if not self._from_a_page_of_ours():
            self.wires.refusals.note("foreign origin")
            raise HTTPError(403, "only the course's own pages open a wire")
        learner = known_learner(self)
        purse = self.wires.purses.of(learner)
        if purse.loop.wait():
            self.wires.refusals.note("too many wires")
            raise HTTPError(429, "too many wires in a short time; wait a few seconds")
        purse.loop.charge(OPENING)
        frames = self._shake_hands()
        if frames.state is not State.OPEN:
            raise HTTPError(426, "a wire is a WebSocket of version 13; only scripts open one")
        wire = Wire(frames, self.wires, purse, learner, self.get_query_argument("kind", ""))
        await _hand_over(self.detach(), wire)

    def _from_a_page_of_ours(self) -> bool:
        origin = urlsplit(self.request.headers.get("Origin", ""))
        return origin.scheme in ("http", "https") and origin.netloc.lower() in self.wires.origins

    def _shake_hands(self) -> ServerProtocol:
        """Return the WebSocket's side of ours, open if the request is one for it, with the answer to be sent."""
        frames = ServerProtocol(max_size=LONGEST)
        lines = (f"{name}: {value}\r\n" for name, value in self.request.headers.get_all())
        frames.receive_data(f"GET {self.request.path} HTTP/1.1\r\n{''.join(lines)}\r\n".encode("latin-1"))
        for request in frames.events_received():
            assert isinstance(request, Request)
            frames.send_response(frames.accept(request))
        return frames


async def _hand_over(stream: IOStream, wire: Wire) -> None:
    """Give a connection from Tornado's stream to the event loop itself, which reads and writes it in fewer steps."""
    early = stream.read_bytes(LONGEST, partial=True)  # nobody speaks before the answer, but if so it is here already
    assert isinstance(early, asyncio.Future)
    stream.io_loop.remove_handler(stream.fileno())
    try:
        first = early.result() if early.done() else b""
    except StreamClosedError:
        return
    await asyncio.get_running_loop().connect_accepted_socket(lambda: wire, stream.socket)
    if first:
        wire.data_received(first)
