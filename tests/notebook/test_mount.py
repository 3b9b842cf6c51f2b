"""Panel's pages in our server: loaded when they are asked for, behind the same rules as every other page."""

from __future__ import annotations

import asyncio
import base64
import json
import re
import subprocess
import sys
import time
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from tornado.httpclient import HTTPClientError, HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect

from tests.patience import PATIENCE
from tests.served import Served, ask

ROOT = Path(__file__).resolve().parents[2]

LAZILY = """
import asyncio, sys, threading
from tornado.httpclient import AsyncHTTPClient
from app.server import make_server, settle
from app.settings import Settings

patience = float(sys.argv[3])
begun, others_answered, went_on = threading.Event(), threading.Event(), []

class Held:  # holds the import of Panel, where it begins, until somebody else has been answered
    def find_spec(self, name, path=None, target=None):
        if name == "panel":
            begun.set()
            went_on.append(others_answered.wait(patience))

sys.meta_path.insert(0, Held())

async def main():
    server = make_server(Settings.from_environ({"WD_DATA_DIR": sys.argv[1], "WD_PORT": sys.argv[2]}))
    server.start()
    said = []

    async def ask(path):
        waits = {"connect_timeout": patience, "request_timeout": patience}
        answer = await AsyncHTTPClient().fetch(f"http://127.0.0.1:{sys.argv[2]}{path}", **waits)
        said.append((answer.code, "panel" in sys.modules))

    async def others():
        await asyncio.to_thread(begun.wait, patience)
        await ask("/lab/pmf_bars")
        others_answered.set()

    await settle(server.site, server.wires)
    await ask("/lessons/" + server.site.course.lessons[0].id)
    await ask("/lab/pmf_bars")
    await asyncio.gather(ask("/panel/pmf_bars"), ask("/panel/tangent"), others())
    server.stop()
    print(said, went_on)

asyncio.run(main())
"""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    running = Served(tmp_path_factory.mktemp("panel"))
    running.start()
    assert ask(running.port, "/panel/pmf_bars")[0] == 302
    yield running
    running.kill()


def test_panel_is_loaded_by_the_first_who_asks_and_stops_nobody(tmp_path: Path) -> None:
    """After the start, all pages made ahead, a lesson and a lab there is no Panel; the loop goes on while it comes."""
    command = [sys.executable, "-c", LAZILY, str(tmp_path), str(Served(tmp_path).port), str(PATIENCE)]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()[-1]
    assert said == "[(200, False), (200, False), (200, False), (200, True), (200, True)] [True]"


def test_switched_off_there_is_no_page(tmp_path: Path) -> None:
    """`WD_PANEL_PAGES=off`: the address is not there."""
    running = Served(tmp_path, WD_PANEL_PAGES="off")
    running.start()
    try:
        assert ask(running.port, "/panel/pmf_bars")[0] == 404
        assert ask(running.port, "/lab/pmf_bars")[0] == 200
    finally:
        running.kill()


@pytest.mark.parametrize(
    "path",
    [
        "/panel/nothing",
        "/panel/pmf_bars/autoload.js?bokeh-autoload-element=a",
        "/panel/pmf_bars/metadata",
        "/panel/components/this/x/_bundle_path/z",
        "/panel/pmf_bars/components/this/x/_bundle_path/z",
        "/panel/static/../../panel/config.py",
        "/panel/static/extensions/panel/../config.py",
        "/panel/static/extensions/elsewhere/x.js",
    ],
)
def test_no_other_address_is_open(served: Served, path: str) -> None:
    """Bokeh's and Panel's side doors are closed, and files lie in their two folders."""
    assert ask(served.port, path)[0] == 404


def test_the_policy_allows_no_eval_and_the_token_holds_no_cookie(served: Served) -> None:
    """The page's own scripts carry a nonce, a new one each time; the token in it has nothing of the learner's."""
    import http.client  # noqa: PLC0415

    nonces = set()
    for _ in range(2):
        connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=PATIENCE)
        connection.request("GET", "/panel/tangent", headers={"Cookie": "wd_learner=not-to-be-seen"})
        answer = connection.getresponse()
        policy, page = answer.getheader("Content-Security-Policy") or "", answer.read().decode()
        connection.close()
        scripts = next(part for part in policy.split("; ") if part.startswith("script-src"))
        found = re.fullmatch(r"script-src 'self' 'nonce-([\w-]+)' blob:", scripts)
        assert found
        nonces.add(found[1])
        assert set(re.findall(r"<script(?: nonce=\"([^\"]*)\")?", page)) == {found[1]}
        payload = token_payload(page)
        assert "not-to-be-seen" not in payload
        assert json.loads(payload)["headers"] == json.loads(payload)["cookies"] == {}
    assert len(nonces) == 2


def token_of(page: str) -> str:
    found = re.search(r'"token":"([^"]+)"', page)
    assert found
    return found[1]


def token_payload(page: str) -> str:
    """What stands in a token, packed."""
    coded = token_of(page).split(".")[0]
    told = json.loads(base64.urlsafe_b64decode(coded + "=" * (-len(coded) % 4)))
    packed = told["__bk__zlib_"]
    return zlib.decompress(base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4))).decode()


async def connected(served: Served, token: str, origin: str) -> WebSocketClientConnection:
    """The connection of a page; raises HTTPClientError where it is refused."""
    request = HTTPRequest(
        f"ws://127.0.0.1:{served.port}/panel/tangent/ws",
        headers={"Origin": origin, "Sec-WebSocket-Protocol": f"bokeh, {token}"},
        connect_timeout=PATIENCE,
        request_timeout=PATIENCE,
    )
    return await websocket_connect(request)


async def opened(served: Served, token: str, origin: str) -> str:
    """What the first message on a connection begins with, or how it was refused."""
    try:
        socket = await connected(served, token, origin)
    except HTTPClientError as error:
        return str(error.code)
    message = await asyncio.wait_for(socket.read_message(), PATIENCE)
    socket.close()
    return "closed" if message is None else str(message)


def test_only_our_pages_with_our_tokens_open_a_connection(served: Served) -> None:
    """A foreign origin is refused, and so is a token that was not signed here."""
    token = token_of(ask(served.port, "/panel/tangent")[1])
    ours = f"http://localhost:{served.port}"
    assert "ACK" in asyncio.run(opened(served, token, ours))
    assert asyncio.run(opened(served, token, "http://elsewhere.example")) == "403"
    assert asyncio.run(opened(served, token[:-3] + "AAA", ours)) == "closed"


async def with_pages_open(served: Served, many: int) -> list[tuple[int, str]]:
    """What two more get while so many pages are open, each with its connection, as a session without one soon ends."""
    sockets = []
    for _ in range(many):
        status, page = await asyncio.to_thread(ask, served.port, "/panel/tangent")
        assert status == 200
        sockets.append(await connected(served, token_of(page), f"http://localhost:{served.port}"))
        await asyncio.wait_for(sockets[-1].read_message(), PATIENCE)  # it has its session
    answers = [await asyncio.to_thread(ask, served.port, "/panel/tangent") for _ in range(2)]
    for socket in sockets:
        socket.close()
    return answers


def test_sessions_are_bounded_and_end_soon(tmp_path: Path) -> None:
    """Who asks for page after page gets so many, then a sentence; once they are closed there is room again."""
    running = Served(tmp_path)
    running.start()
    try:
        ask(running.port, "/panel/tangent")
        answers = asyncio.run(with_pages_open(running, 24))
        assert [status for status, _ in answers] == [503] * 2
        assert "Try again" in answers[-1][1]
        assert ask(running.port, "/lab/tangent")[0] == 200
        deadline = time.monotonic() + PATIENCE
        while ask(running.port, "/panel/tangent")[0] != 200:
            assert time.monotonic() < deadline
            time.sleep(1)
    finally:
        running.kill()
