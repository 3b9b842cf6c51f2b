"""The real server in a thread of the test's process, and clients that speak to its wire."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from pages.conftest import Live, running
from tornado.httpclient import HTTPRequest
from tornado.websocket import websocket_connect
from wire.client import Client, Connect

from app.wire.wires import Wires
from tests.patience import PATIENCE


@pytest.fixture(scope="session")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """One server for all tests of the wire."""
    with running(tmp_path_factory.mktemp("data")) as one:
        yield one


@pytest.fixture
def connect(live: Live) -> Iterator[Connect]:
    """Open wires as a page of ours does; at the end they are closed, and the server has let go of them."""
    clients: list[Client] = []

    def open_one(cookie: str | None = None, origin: str | None = "") -> Client:
        headers = {} if origin is None else {"Origin": origin or f"http://{live.host}"}
        if cookie:
            headers["Cookie"] = cookie
        address, patience = (
            f"ws://localhost:{live.port}/wire",
            {"connect_timeout": PATIENCE, "request_timeout": PATIENCE},
        )
        request = HTTPRequest(address, headers=headers, **patience)
        clients.append(Client(live, live.call(lambda: websocket_connect(request))))
        return clients[-1]

    yield open_one
    for client in clients:
        client.close()
    let_go(live)


def let_go(live: Live) -> None:
    """Wait until the server holds no wire: the next test finds its own alone."""
    deadline = time.monotonic() + PATIENCE
    while len(live.server.wires):
        assert time.monotonic() < deadline
        time.sleep(0.01)


@pytest.fixture
def wires(live: Live) -> Wires:
    """What the wires of the server share."""
    return live.server.wires
