"""The end of a server: nothing new is begun, what is under way ends, and no request is cut off."""

from __future__ import annotations

import asyncio
import ctypes
import logging
import socket
import struct
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from tornado.httputil import (
    HTTPConnection,
    HTTPHeaders,
    HTTPMessageDelegate,
    HTTPServerConnectionDelegate,
    RequestStartLine,
    ResponseStartLine,
)

log = logging.getLogger(__name__)

PATIENCE = 15.0  # seconds for what is under way; container platforms wait for 30 before they kill
LAST_WORDS = 3.0  # so long an open connection may still ask, and is answered, before it is closed
HANDSHAKE = 0.3  # so long a connection that is being made may take to be there, once no new one is begun
ALIVE = "/healthz"  # the process lives to its end; all else, /readyz too, is refused
REFUSAL = b"The course is being restarted. Nothing that you typed is lost: try again in a moment.\n"


class Drain(HTTPServerConnectionDelegate):
    """Stands before an application: counts the requests under way and, from `begin` on, lets no new one in.

    Parameters
    ----------
    application
        What answers requests until then.
    """

    def __init__(self, application: HTTPServerConnectionDelegate) -> None:
        self._application = application
        self.begun = False
        self.under_way = 0

    def start_request(self, server_conn: object, request_conn: HTTPConnection) -> HTTPMessageDelegate:
        """Return what reads one request; for Tornado's server."""
        return _Request(self, self._application.start_request(server_conn, request_conn), request_conn)

    def on_close(self, server_conn: object) -> None:
        """Pass on that a connection was closed."""
        self._application.on_close(server_conn)

    async def finish(self, http_server: Any) -> None:
        """Let nothing new in, wait for what is under way, and close the server's sockets.

        Parameters
        ----------
        http_server
            Tornado's server, which this stands before.
        """
        self.begun = True
        if not await _until(lambda: not self.under_way, PATIENCE):
            log.warning("%d requests were cut off: they took more than %g s to end", self.under_way, PATIENCE)
        _begin_no_connection(http_server)
        await asyncio.sleep(HANDSHAKE)
        _take_in_all(http_server)
        http_server.stop()
        # A connection that is open may be about to ask; one that was just accepted certainly is.
        await _until(lambda: not http_server._connections, LAST_WORDS)  # noqa: SLF001 -- it has no public count
        await _until(lambda: not self.under_way, LAST_WORDS)
        with suppress(TimeoutError):
            await asyncio.wait_for(http_server.close_all_connections(), 1.0)


class _Request(HTTPMessageDelegate):
    """One request on its way: to the application or, once the end has begun, to a refusal."""

    def __init__(self, drain: Drain, inner: HTTPMessageDelegate, connection: Any) -> None:
        self._drain, self._inner, self._connection = drain, inner, connection
        self._refused = False

    def headers_received(self, start_line: Any, headers: HTTPHeaders) -> Any:
        assert isinstance(start_line, RequestStartLine)
        if self._drain.begun:
            self._refused = start_line.path.partition("?")[0] != ALIVE
        if self._refused:
            return None
        self._drain.under_way += 1
        # The request ends when it was answered, when its connection is closed, and when it becomes a WebSocket.
        self._connection._finish_future.add_done_callback(self._ended)  # noqa: SLF001 -- there is no public word for all three
        return self._inner.headers_received(start_line, headers)

    def data_received(self, chunk: bytes) -> Any:
        return None if self._refused else self._inner.data_received(chunk)

    def finish(self) -> None:
        if not self._refused:
            self._inner.finish()
            return
        headers = HTTPHeaders(
            {
                "Content-Type": "text/plain; charset=utf-8",
                "Content-Length": str(len(REFUSAL)),
                "Connection": "close",
                "Retry-After": "2",
                "Cache-Control": "no-store",
            }
        )
        self._connection.write_headers(ResponseStartLine("HTTP/1.1", 503, "Service Unavailable"), headers, REFUSAL)
        self._connection.finish()

    def on_connection_close(self) -> None:
        if not self._refused:
            self._inner.on_connection_close()

    def _ended(self, _future: object) -> None:
        self._drain.under_way -= 1


async def _until(holds: Callable[[], bool], patience: float) -> bool:
    """Wait until something holds, or the patience is at its end; return whether it holds."""
    deadline = time.monotonic() + patience
    while not holds() and time.monotonic() < deadline:  # noqa: ASYNC110 -- the end is no place for more mechanism
        await asyncio.sleep(0.02)
    return holds()


# Of what comes to a listening socket, let all through but the first packet of a connection (SYN without ACK): load the
# byte of flags, keep the two bits, and on SYN alone pass nothing on, else everything.
_NO_BEGINNING = b"".join(
    struct.pack("=HBBI", *line)
    for line in ((0x30, 0, 0, 13), (0x54, 0, 0, 0x12), (0x15, 0, 1, 0x02), (0x06, 0, 0, 0), (0x06, 0, 0, 2**32 - 1))
)
_SO_ATTACH_FILTER = 26


def _begin_no_connection(http_server: Any) -> None:
    """Have the system begin no connection any more: to close the socket would reset it.

    Whoever asks for one asks again after a second, as after a lost packet, and is then refused, or served by the next
    server. Other systems than Linux do without.
    """
    if sys.platform != "linux":
        return
    program = ctypes.create_string_buffer(_NO_BEGINNING, len(_NO_BEGINNING))
    option = struct.pack("@HP", len(_NO_BEGINNING) // 8, ctypes.addressof(program))
    for listening in http_server._sockets.values():  # noqa: SLF001 -- it has no public list
        with suppress(OSError):
            listening.setsockopt(socket.SOL_SOCKET, _SO_ATTACH_FILTER, option)


def _take_in_all(http_server: Any) -> None:
    """Accept every connection that the system has made already: to close the socket would reset them."""
    for listening in http_server._sockets.values():  # noqa: SLF001 -- it has no public list
        with suppress(BlockingIOError):
            while True:
                accepted, address = listening.accept()
                http_server._handle_connection(accepted, address)  # noqa: SLF001 -- what its own callback calls


def stand_before(http_server: Any) -> Drain:
    """Put a drain before the application of Tornado's server, and return it."""
    drain = Drain(http_server.request_callback)
    http_server.request_callback = drain
    return drain
