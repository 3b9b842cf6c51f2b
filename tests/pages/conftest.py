"""The real server in a thread of the test's process: tests look inside it while they speak to it from outside."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from inspect import isawaitable
from pathlib import Path
from typing import Any

import pytest
from tornado.ioloop import IOLoop

from app.server import make_server
from app.settings import Settings
from tests.patience import PATIENCE
from tests.ports import free_port
from tests.served import patient


@dataclass
class Live:
    """A running server: its port, its loop, and itself."""

    port: int
    loop: IOLoop
    server: Any

    @property
    def host(self) -> str:
        """The host as browsers name it."""
        return f"localhost:{self.port}"

    def ask(
        self, path: str, method: str = "GET", body: str | None = None, **headers: str
    ) -> tuple[HTTPResponse, bytes]:
        """Send one request; an underscore in a header's name stands for a hyphen."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        fields = {"Host": self.host} | {name.replace("_", "-"): value for name, value in headers.items()}
        if body is not None:
            fields.setdefault("Content-Type", "application/x-www-form-urlencoded")
        connection.request(method, path, body, fields)
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        return answer, content

    def page(self, path: str, **headers: str) -> str:
        """Return a page's text; it must be there."""
        answer, content = self.ask(path, **headers)
        assert answer.status == 200, content
        return content.decode()

    def visitor(self) -> str:
        """Return the cookie of a new learner."""
        answer, _ = self.ask("/")
        return (answer.getheader("Set-Cookie") or "").split(";")[0]

    def call(self, function: Callable[[], Any]) -> Any:
        """Run a function, or a coroutine function, on the server's loop; return or raise what it does."""
        result: Future[Any] = Future()

        async def run() -> None:
            try:
                value = function()
                result.set_result(await value if isawaitable(value) else value)
            except Exception as error:  # noqa: BLE001 - handed over to the test
                result.set_exception(error)

        self.loop.add_callback(run)
        return result.result(PATIENCE)


@contextmanager
def running(folder: Path) -> Iterator[Live]:
    """Serve the course in a thread, with its data in a folder."""
    ready = threading.Event()
    box: list[Live] = []

    def run() -> None:
        asyncio.set_event_loop(asyncio.new_event_loop())
        loop = IOLoop.current()
        settings = Settings.from_environ({"WD_PORT": str(free_port()), "WD_DATA_DIR": str(folder)})
        server = patient(make_server(settings))
        server.start()
        box.append(Live(server.port, loop, server))
        loop.add_callback(ready.set)
        loop.start()
        server.stop()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    assert ready.wait(PATIENCE)
    yield box[0]
    box[0].loop.add_callback(box[0].loop.stop)
    thread.join(PATIENCE)


@pytest.fixture(scope="session")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """One server for all tests of the pages."""
    with running(tmp_path_factory.mktemp("data")) as one:
        yield one
