"""The real server in a thread of the test's process, and clients that speak to its wire."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pages.conftest import Live, running
from tornado.httpclient import HTTPRequest
from tornado.websocket import websocket_connect
from wire.client import Client, Connect

from app.wire.wires import Wires


@pytest.fixture(scope="session")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """One server for all tests of the wire."""
    with running(tmp_path_factory.mktemp("data")) as one:
        yield one


@pytest.fixture
def connect(live: Live) -> Iterator[Connect]:
    """Open wires as a page of ours does; they are closed at the end."""
    clients: list[Client] = []

    def open_one(cookie: str | None = None, origin: str | None = "") -> Client:
        headers = {} if origin is None else {"Origin": origin or f"http://{live.host}"}
        if cookie:
            headers["Cookie"] = cookie
        request = HTTPRequest(f"ws://localhost:{live.port}/wire", headers=headers)
        clients.append(Client(live, live.call(lambda: websocket_connect(request))))
        return clients[-1]

    yield open_one
    for client in clients:
        client.close()


@pytest.fixture
def wires(live: Live) -> Wires:
    """What the wires of the server share."""
    return live.server.wires
