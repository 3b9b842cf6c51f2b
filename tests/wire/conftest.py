"""The real server in a thread of the test's process, and clients that speak to its wire."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from pages.conftest import Live, _free_port
from tornado.httpclient import HTTPRequest
from tornado.ioloop import IOLoop
from tornado.websocket import websocket_connect
from wire.client import Client, Connect

from app.server import make_server
from app.settings import Settings
from app.wire.wires import Wires


@pytest.fixture(scope="session")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """One server for all tests of the wire."""
    ready = threading.Event()
    box: list[Live] = []
    folder: Path = tmp_path_factory.mktemp("data")

    def run() -> None:
        asyncio.set_event_loop(asyncio.new_event_loop())
        loop = IOLoop.current()
        server = make_server(Settings.from_environ({"WD_PORT": str(_free_port()), "WD_DATA_DIR": str(folder)}))
        server.start()
        box.append(Live(server.port, loop, server))
        loop.add_callback(ready.set)
        loop.start()
        server.stop()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    assert ready.wait(60)
    yield box[0]
    box[0].loop.add_callback(box[0].loop.stop)
    thread.join(20)


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
