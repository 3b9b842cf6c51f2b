"""The door: what clients hold open, half send or do not take costs the others nothing."""

from __future__ import annotations

import asyncio
import logging
import resource
import socket
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from http.client import HTTPConnection
from ipaddress import ip_network
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from tornado.ioloop import IOLoop
from tornado.web import Application, RequestHandler

from app import door
from app.door import HEALTH, QUEUE, Crowd, Door, room_for
from app.log_limits import LogLimit
from tests.patience import PATIENCE

MOST = 8
HALL = 300


class Hello(RequestHandler):
    def get(self) -> None:
        self.finish("hello")

    def post(self) -> None:
        self.finish(str(len(self.request.body)))


class Who(RequestHandler):
    def get(self) -> None:
        self.finish(self.request.remote_ip)


class Busy(RequestHandler):
    async def get(self) -> None:
        await asyncio.sleep(PATIENCE)


class Large(RequestHandler):
    def get(self) -> None:
        self.finish(b"x" * 2**25)


class House:
    """A server with a small door, in a thread of its own."""

    def __init__(self, port: int, loop: IOLoop, server: Door) -> None:
        self.port, self.loop, self.server = port, loop, server
        self.sockets: list[socket.socket] = []

    def knock(self, sent: bytes = b"") -> socket.socket:
        """Open a connection, and send something."""
        client = socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE)
        self.sockets.append(client)
        client.sendall(sent)
        return client

    def ask(self, path: str = "/", method: str = "GET", body: bytes | None = None) -> tuple[int, bytes]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request(method, path, body)
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def look(self, ask: Callable[[], Any]) -> Any:
        """Return what is so between two turns of the loop."""
        answer: Future[Any] = Future()
        self.loop.add_callback(lambda: answer.set_result(ask()))
        return answer.result(PATIENCE)

    def settle(self) -> None:
        """Let the loop do what is waiting."""
        for _ in range(3):
            self.look(lambda: None)

    def until(self, true: Callable[[], object]) -> None:
        """Wait until something holds."""
        deadline = time.monotonic() + PATIENCE
        while not self.look(true):
            assert time.monotonic() < deadline, "it did not come about"
            time.sleep(0.02)

    def busy(self) -> int:
        """How many have a request under way."""
        return sum(guest.busy for guest in self.server._guests.values())


@pytest.fixture
def house(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    patient = {"HEAD_PATIENCE": PATIENCE, "BODY_PATIENCE": PATIENCE}
    for name, value in {**patient, **getattr(request, "param", {})}.items():
        monkeypatch.setattr(door, name, value)
    ready, box = threading.Event(), []

    def run() -> None:
        asyncio.set_event_loop(asyncio.new_event_loop())
        loop = IOLoop.current()
        application = Application(
            [(r"/", Hello), (r"/who", Who), (r"/busy", Busy), (r"/large", Large), (r"/healthz", Hello)],
            log_function=lambda _: None,
        )
        server = Door(application, Crowd(most=MOST, of_address=3))
        server.listen(0, "127.0.0.1", backlog=QUEUE)
        port = next(iter(server._sockets.values())).getsockname()[1]
        box.append(House(port, loop, server))
        loop.add_callback(ready.set)
        loop.start()
        server.stop()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    assert ready.wait(PATIENCE)
    yield box[0]
    for client in box[0].sockets:
        client.close()
    box[0].settle()
    box[0].loop.add_callback(box[0].loop.stop)
    thread.join(PATIENCE)


def is_closed(client: socket.socket) -> bool:
    client.settimeout(PATIENCE)
    try:
        return client.recv(1) == b""
    except ConnectionResetError:
        return True


def test_a_hall_that_comes_at_once_need_not_knock_twice(house: House) -> None:
    """While the loop is held up, three hundred connections are made without it: none is dropped to try again later."""
    allowed = Path("/proc/sys/net/core/somaxconn")
    if not allowed.exists() or int(allowed.read_text()) <= HALL:
        pytest.skip("the system lets fewer connections wait")
    held = threading.Event()
    house.loop.add_callback(held.wait)
    try:
        for _ in range(HALL):
            house.knock()
    finally:
        held.set()


def test_a_half_sent_head_gives_way_to_a_newcomer(house: House) -> None:
    """With every place taken by heads that never end, each newcomer is answered, and the idlest of the others goes."""
    idle = [house.knock(b"GET / HTTP/1.1\r\nHost: x\r\n") for _ in range(MOST)]
    house.settle()
    for _ in range(3):
        assert house.ask() == (200, b"hello")
    house.settle()
    assert is_closed(idle[0])
    idle[-1].sendall(b"\r\n")
    assert idle[-1].recv(15).startswith(b"HTTP/1.1 200")


def test_where_all_are_busy_health_is_still_answered(house: House) -> None:
    """Requests that are under way are not cut off; who asks after the health gets in, others do not."""
    busy = [house.knock(b"GET /busy HTTP/1.1\r\nHost: x\r\n\r\n") for _ in range(MOST)]
    house.until(lambda: house.busy() == len(busy))
    assert house.ask("/healthz") == (200, b"hello")
    assert "/healthz" in HEALTH
    assert is_closed(house.knock(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"))
    house.until(lambda: house.server.guests == len(busy))
    assert house.look(house.busy) == len(busy)


def test_who_asked_after_health_leaves_no_place_to_another(house: House) -> None:
    """A connection that was let in for health alone, and is idle now, makes no place for a whole one when it goes."""
    for _ in range(MOST):
        house.knock(b"GET /busy HTTP/1.1\r\nHost: x\r\n\r\n")
    house.until(lambda: house.busy() == MOST)
    kept = house.knock(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
    assert kept.recv(15).startswith(b"HTTP/1.1 200")
    assert is_closed(house.knock(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"))


def test_places_are_free_again(house: House) -> None:
    """After many connections that came and went nobody is counted any more."""
    for _ in range(5 * MOST):
        house.ask()
    house.until(lambda: not house.server._guests)
    assert not house.look(lambda: house.server._of_address)


def test_an_address_of_another_machine_has_a_bound_of_its_own(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is not asked of this machine's addresses, behind which a proxy speaks for everybody."""
    monkeypatch.setattr(door, "_is_far", lambda _host: True)
    idle = [house.knock(b"GET /") for _ in range(5)]
    assert is_closed(idle[0])
    assert is_closed(idle[1])
    house.until(lambda: len(house.server._guests) == 3)
    assert [door.__dict__["ip_address"](host).is_loopback for host in ("127.0.0.1", "::1", "10.0.0.1")] == [
        True,
        True,
        False,
    ]


def test_a_large_body_is_refused_before_it_comes(house: House) -> None:
    """More than 64 KiB are not waited for; 64 KiB are read."""
    assert house.ask("/", "POST", b"x" * door.LARGEST_BODY) == (200, str(door.LARGEST_BODY).encode())
    client = house.knock(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100000000\r\n\r\n")
    assert client.recv(100).startswith(b"HTTP/1.1 400") or is_closed(client)


def test_a_large_head_is_refused(house: House) -> None:
    """Headers of more than 16 KiB are no request."""
    client = house.knock(b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"x" * door.LARGEST_HEAD)
    assert is_closed(client)


@pytest.mark.parametrize("house", [{"HEAD_PATIENCE": 0.2, "BODY_PATIENCE": 0.2}], indirect=True)
@pytest.mark.parametrize(
    "sent", [b"", b"GET / HT", b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nhalf"], ids=range(3)
)
def test_what_is_half_sent_is_not_waited_for_long(house: House, sent: bytes) -> None:
    """A head or a body that does not come to its end is given up."""
    assert is_closed(house.knock(sent))


@pytest.mark.parametrize("house", [{"SWEEP": 0.1, "WRITE_PATIENCE": 0.3}], indirect=True)
def test_who_does_not_take_an_answer_is_not_waited_for(house: House) -> None:
    """A client that asks for much and reads no more than its beginning is closed when the rest has waited for long."""
    client = house.knock(b"GET /large HTTP/1.1\r\nHost: x\r\n\r\n")
    assert client.recv(15).startswith(b"HTTP/1.1 200")
    house.until(lambda: not house.server._guests)


def test_the_door_keeps_descriptors_back() -> None:
    """There are never more places than the system has descriptors for, beside the wires and what else is opened."""
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    room = room_for(10**6, 10)
    now, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    assert now >= soft
    assert room + 10 + door.KEPT_BACK <= max(now, 2 * door.KEPT_BACK + 10)
    assert room_for(100, 10) == door.KEPT_BACK or room_for(100, 10) == 100


def record(template: str, *values: Any) -> logging.LogRecord:
    return logging.makeLogRecord({"name": "app", "msg": template, "args": values})


def test_a_flood_of_lines_fills_no_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a hundred thousand lines of one kind a hundred are written, and a minute later how many were not."""
    now = [0.0]
    monkeypatch.setattr("app.log_limits.time", SimpleNamespace(monotonic=lambda: now[0]))
    limit = LogLimit(most=100)
    passes: Callable[[logging.LogRecord], bool] = limit.filter
    assert sum(passes(record("request %s failed", number)) for number in range(100_000)) == 100
    assert passes(record("another"))
    now[0] = 61
    later = record("request %s failed", 1)
    assert passes(later)
    assert later.getMessage() == "request 1 failed (and 99900 lines kept back)"


def test_a_long_line_is_cut() -> None:
    """What somebody sent does not come whole into the log."""
    long = record("bad message %s", "x" * 100_000)
    assert LogLimit().filter(long)
    assert len(long.getMessage()) < 5000


PROXY = ip_network("127.0.0.0/8")


def told(house: House, connection: HTTPConnection | None = None, **headers: str) -> str:
    """Return whom a request is taken for that says these things."""
    connection = connection or HTTPConnection("127.0.0.1", house.port, timeout=PATIENCE)
    connection.request("GET", "/who", headers={name.replace("_", "-"): value for name, value in headers.items()})
    return connection.getresponse().read().decode()


def test_a_proxy_says_who_asks(house: House) -> None:
    """One connection of a proxy carries many clients: each request is that of whom it names, the last one named."""
    house.server._proxies = (PROXY,)
    connection = HTTPConnection("127.0.0.1", house.port, timeout=PATIENCE)
    assert told(house, connection, X_Real_IP="203.0.113.9") == "203.0.113.9"
    assert told(house, connection, X_Forwarded_For="198.51.100.1, 2001:db8::7") == "2001:db8::7"
    assert told(house, connection) == "127.0.0.1"
    assert told(house, connection, X_Real_IP="nobody") == "127.0.0.1"
    connection.close()


def test_nobody_else_is_believed(house: House) -> None:
    """Who comes from elsewhere than a proxy is who they are, whatever they say."""
    house.server._proxies = (ip_network("10.0.0.0/8"),)
    assert told(house, X_Real_IP="203.0.113.9", X_Forwarded_For="203.0.113.9") == "127.0.0.1"


def test_a_proxy_of_another_machine_is_not_one_client(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many connections it holds, it is not turned away as one client's; another machine is."""
    monkeypatch.setattr(door, "_is_far", lambda _host: True)
    house.server._proxies = (PROXY,)
    for _ in range(5):
        house.knock(b"GET /busy HTTP/1.1\r\nHost: x\r\n\r\n")
    house.until(lambda: house.busy() == 5)
    house.server._proxies = ()
    for _ in range(3):
        house.knock(b"GET /busy HTTP/1.1\r\nHost: x\r\n\r\n")
    house.until(lambda: house.busy() == 8)
    assert is_closed(house.knock())
    assert house.server.turned_away == {"too many of an address": 1}
