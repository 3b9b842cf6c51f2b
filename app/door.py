"""The door: Tornado's HTTP server with bounds on what clients may hold open, half send, or send at all."""

from __future__ import annotations

import asyncio
import resource
import socket
from collections import Counter
from collections.abc import Awaitable, Collection, Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Any, Final, TypeAlias

from tornado.http1connection import HTTP1ServerConnection
from tornado.httpserver import HTTPServer
from tornado.httputil import HTTPHeaders, HTTPMessageDelegate, RequestStartLine, ResponseStartLine
from tornado.iostream import IOStream

LARGEST_BODY: Final = 64 * 1024
LARGEST_HEAD: Final = 16 * 1024
HEAD_PATIENCE: Final = 30.0
"""Seconds for a request's head, and for the next request on a connection that is kept."""
BODY_PATIENCE: Final = 20.0
IN_FLIGHT: Final = 256 * 1024
"""Bytes that the system takes of an answer before its client reads: more at once would hold up everybody else."""
WRITE_PATIENCE: Final = 120.0
"""Seconds in which an answer has left; a page takes five of them at 10 kB a second."""
SWEEP: Final = 15.0
QUEUE: Final = 4096
"""Connections that may wait until the loop takes them in, if the system allows it. A hall whose worker is gone comes
at once, and whoever finds the queue full asks again only after a whole second."""
KEPT_BACK: Final = 128
"""Descriptors for the record, files, workers, and for those who ask after the server's health."""
Network: TypeAlias = IPv4Network | IPv6Network
HEALTH: Final = frozenset({"/healthz", "/readyz"})


@dataclass(frozen=True)
class Crowd:
    """How many HTTP connections may be open: in all, and of one address that is not this machine's."""

    most: int = 2000
    of_address: int = 500


def room_for(wanted: int, wires: int) -> int:
    """Return how many connections there are descriptors for, at most `wanted`, beside so many wires.

    The process's own limit is raised as far as the system allows.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    needed = wanted + wires + KEPT_BACK
    if soft < needed:
        soft = needed if hard == resource.RLIM_INFINITY else min(needed, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    return max(KEPT_BACK, min(wanted, soft - wires - KEPT_BACK))


class Door(HTTPServer):
    """Tornado's server, which lets newcomers in for as long as somebody idle can give way to them.

    Idle is whoever has no whole request under way: a kept connection, and a head that never ends. Where all are busy,
    a few more are let in to ask after the server's health, and nothing else.
    """

    def initialize(  # type: ignore[override]
        self, application: Any, crowd: Crowd | None = None, proxies: Collection[Network] = (), **kwargs: Any
    ) -> None:
        """Take what is served, how many may be there at once, and whose word on who asks is believed."""
        super().initialize(
            application,
            max_body_size=LARGEST_BODY,
            max_header_size=LARGEST_HEAD,
            idle_connection_timeout=HEAD_PATIENCE,
            body_timeout=BODY_PATIENCE,
            **kwargs,
        )
        self.crowd = crowd or Crowd()
        self._proxies = proxies
        # In the order of their last request: the first has been idle longest, unless it is busy.
        self._guests: dict[HTTP1ServerConnection, Guest] = {}
        self._of_address: Counter[str] = Counter()
        self.turned_away: Counter[str] = Counter()
        self._sweeping: asyncio.TimerHandle | None = None

    def add_sockets(self, sockets: Iterable[socket.socket]) -> None:
        """Listen on these; what they let in takes answers in small portions."""
        listening = list(sockets)
        for each in listening:
            each.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, IN_FLIGHT)
        super().add_sockets(listening)

    def handle_stream(self, stream: IOStream, address: tuple[Any, ...]) -> None:
        """Let a connection in, or close it."""
        host = str(address[0]) if address else ""
        counted = host if _is_far(host) and not self._is_proxy(host) else ""
        if counted and self._of_address[counted] >= self.crowd.of_address and not self._give_way(counted):
            self.turned_away["too many of an address"] += 1
            stream.close()
            return
        # There are more than `most` where some were let in for health alone: one that goes makes no place then.
        while (full := len(self._guests) >= self.crowd.most) and self._give_way(None):
            pass
        if full and len(self._guests) >= self.crowd.most + KEPT_BACK // 4:
            self.turned_away["too many connections"] += 1
            stream.close()
            return
        before = set(self._connections)
        super().handle_stream(stream, address)
        for connection in self._connections - before:
            self._guests[connection] = Guest(stream, host, counted, narrow=full)
            self._of_address[counted] += 1
        if self._sweeping is None:
            self._sweeping = asyncio.get_running_loop().call_later(SWEEP, self._sweep)

    @property
    def guests(self) -> int:
        """How many connections are open, wires not among them."""
        return len(self._guests)

    def start_request(self, server_conn: Any, request_conn: Any) -> HTTPMessageDelegate:
        """Watch a request: its connection is busy from the end of its head to the beginning of the next."""
        delegate = super().start_request(server_conn, request_conn)
        guest = self._guests.pop(server_conn, None)
        if guest is None:
            return delegate
        guest.busy = False
        self._guests[server_conn] = guest
        return Watched(delegate, guest, request_conn.context if self._is_proxy(guest.host) else None)

    def _is_proxy(self, host: str) -> bool:
        """Whether an address is that of a proxy in front of us."""
        found = _address(host)
        return found is not None and any(found in network for network in self._proxies)

    def on_close(self, server_conn: Any) -> None:
        """Forget a connection; a wire is counted elsewhere from now on."""
        super().on_close(server_conn)
        guest = self._guests.pop(server_conn, None)
        if guest is not None:
            self._of_address[guest.counted] -= 1
            if not self._of_address[guest.counted]:
                del self._of_address[guest.counted]

    def stop(self) -> None:
        """Listen no more."""
        super().stop()
        if self._sweeping is not None:
            self._sweeping.cancel()

    def _give_way(self, counted: str | None) -> bool:
        """Close the connection that has been idle longest, of an address or of all; False if all are busy."""
        for connection, guest in self._guests.items():
            if not guest.busy and counted in (None, guest.counted):
                guest.stream.close()
                self._guests.pop(connection)
                self._of_address[guest.counted] -= 1
                return True
        return False

    def _sweep(self) -> None:
        """Close who has not taken an answer for long."""
        self._sweeping = None
        for guest in list(self._guests.values()):
            guest.writing = guest.writing + SWEEP if guest.stream.writing() else 0.0
            if guest.writing >= WRITE_PATIENCE:
                guest.stream.close()
        if self._guests:
            self._sweeping = asyncio.get_running_loop().call_later(SWEEP, self._sweep)


class Guest:
    """A connection that is open."""

    __slots__ = ("busy", "counted", "host", "narrow", "stream", "writing")

    def __init__(self, stream: IOStream, host: str, counted: str, *, narrow: bool) -> None:
        self.stream = stream
        self.host = host
        self.counted = counted
        self.narrow = narrow
        self.busy = False
        self.writing = 0.0


class Watched(HTTPMessageDelegate):
    """A request on its way to the application."""

    def __init__(self, delegate: HTTPMessageDelegate, guest: Guest, told: Any = None) -> None:
        self._delegate = delegate
        self._guest = guest
        self._told = told  # where Tornado finds the address of a request, if a proxy says it

    def headers_received(
        self, start_line: RequestStartLine | ResponseStartLine, headers: HTTPHeaders
    ) -> Awaitable[None] | None:
        """Mark the connection as busy; where it is too full, only health is answered."""
        self._guest.busy = True
        if self._told is not None:  # one connection of a proxy carries one client's request after the other's
            self._told.remote_ip = client_of(headers) or self._guest.host
        if self._guest.narrow and getattr(start_line, "path", "") not in HEALTH:
            self._guest.stream.close()
            return None
        return self._delegate.headers_received(start_line, headers)

    def data_received(self, chunk: bytes) -> Awaitable[None] | None:
        """Pass it on."""
        return self._delegate.data_received(chunk)

    def finish(self) -> None:
        """Pass it on."""
        self._delegate.finish()

    def on_connection_close(self) -> None:
        """Pass it on."""
        self._delegate.on_connection_close()


def client_of(headers: HTTPHeaders) -> str | None:
    """Return the address that a proxy names: its own word, else the last of those that it has passed on; None for none.

    Examples
    --------
    >>> client_of(HTTPHeaders({"X-Forwarded-For": "a lie, 203.0.113.9"}))
    '203.0.113.9'
    """
    named = headers.get("X-Real-Ip") or headers.get("X-Forwarded-For", "").rpartition(",")[2]
    found = _address(named.strip())
    return None if found is None else str(found)


def _is_far(host: str) -> bool:
    """Whether an address is another machine's; what a proxy on this machine passes on is not one client's."""
    found = _address(host)
    return found is not None and not found.is_loopback


def _address(host: str) -> IPv4Address | IPv6Address | None:
    """Return an address, or None for what is none, as a socket of this machine."""
    try:
        return ip_address(host.partition("%")[0])
    except ValueError:
        return None
