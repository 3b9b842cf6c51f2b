"""Each change that we make to Panel and Bokeh is in force on the running server."""

from __future__ import annotations

import re
import socket
from typing import TYPE_CHECKING

import pytest
from bokeh.util.token import generate_jwt_token, get_token_payload
from panel.io.server import generate_session
from panel.io.state import state
from tornado.httpclient import HTTPClientError, HTTPRequest
from tornado.websocket import websocket_connect

if TYPE_CHECKING:
    from conftest import Live

LESSON = "/lessons/wrong-dictionary"


def token_of(page: str) -> str:
    found = re.search(r'"token":"([^"]+)"', page)
    assert found
    return found[1]


def connect(live: Live, token: str, origin: str | None = None):
    """Open the lesson's WebSocket from the server's own loop."""
    address = f"ws://localhost:{live.port}{LESSON}/ws"
    request = HTTPRequest(address, headers={"Origin": origin or f"http://{live.host}"})
    return live.call(lambda: websocket_connect(request, subprotocols=["bokeh", token]))


def test_websockets_answer_without_delay(live: Live) -> None:
    """TCP_NODELAY is set on an open WebSocket."""
    client = connect(live, token_of(live.page(LESSON)))
    connections = list(live.server._tornado._clients)
    options = [
        each._socket.ws_connection.stream.socket.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
        for each in connections
    ]
    live.call(client.close)
    assert options
    assert all(options)


def test_no_event_marks_the_process_busy(live: Live) -> None:
    """An event that begins leaves Panel's process-wide busy flag alone."""
    state._add_busy_event("an event")
    assert not state.busy


DOORS = (
    "/components/this/x/_bundle_path/z",
    f"{LESSON}/autoload.js",
    f"{LESSON}/metadata",
    "/rest/session_info",
    "/liveness",
)


@pytest.mark.parametrize("door", DOORS)
def test_side_doors_are_shut(live: Live, door: str) -> None:
    """Nothing answers at the routes that Panel and Bokeh would open."""
    answer, _ = live.ask(door)
    assert answer.status == 404


def test_a_session_made_anew_asks_no_foreign_host(live: Live) -> None:
    """The stylesheets of a document that is built for a WebSocket alone come from this server."""

    def sheets() -> list[str]:
        document = generate_session(live.server._tornado._applications[LESSON].application).document
        found = [sheet for model in document.models for sheet in getattr(model, "stylesheets", [])]
        return [str(getattr(sheet, "url", "")) for sheet in found]

    urls = [url for url in live.call(sheets) if url]
    assert urls
    assert not [url for url in urls if url.startswith("http")]


def test_the_token_in_the_page_holds_no_cookie_and_no_header(live: Live) -> None:
    """What a script can read in the page does not contain the learner's cookie or the browser's headers."""
    cookie = live.visitor()
    payload = get_token_payload(token_of(live.page(LESSON, Cookie=cookie, X_Remote_User="teacher")))
    assert payload["cookies"] == {}
    assert payload["headers"] == {}


def test_a_forged_token_opens_no_session(live: Live) -> None:
    """A token that is signed with another secret is refused."""
    forged = generate_jwt_token("forged", secret_key=b"another secret that is long enough", signed=True)
    client = connect(live, forged)
    assert live.call(client.read_message) is None


def test_a_foreign_origin_opens_no_websocket(live: Live) -> None:
    """Only the exact origins of the settings may connect."""
    with pytest.raises(HTTPClientError) as refusal:
        connect(live, token_of(live.page(LESSON)), origin="http://evil.example.com")
    assert refusal.value.code == 403


@pytest.mark.parametrize("path", ["/", LESSON, "/lab/pmf_bars", "/nothing-here"])
def test_every_page_has_a_policy_with_its_own_nonce(live: Live, path: str) -> None:
    """Each script of a page carries the nonce of its policy, which allows no eval and no inline script."""
    answer, content = live.ask(path)
    policy = answer.getheader("Content-Security-Policy") or ""
    nonce = re.search(r"'nonce-([\w-]+)'", policy)
    assert nonce
    scripts = re.search(r"script-src ([^;]+)", policy)
    assert scripts
    assert "unsafe" not in scripts[1]
    tags = re.findall(rb"<script[^>]*>", content)
    assert tags
    assert all(f'nonce="{nonce[1]}"'.encode() in tag for tag in tags)


def test_responses_are_compressed(live: Live) -> None:
    """A page travels compressed where the browser takes that."""
    answer, _ = live.ask(LESSON, Accept_Encoding="gzip")
    assert answer.getheader("Content-Encoding") == "gzip"
