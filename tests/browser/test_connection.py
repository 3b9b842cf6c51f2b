"""What a bad network does to the wire between a page and its server."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import Page, WebSocketRoute, expect

if TYPE_CHECKING:
    from conftest import Server


def test_a_connection_cut_within_a_message_is_made_anew(page: Page, server: Server) -> None:
    """Messages come in pieces: where one ends after its first, the next connection begins with a whole one."""
    cut = {"wanted": False, "done": False}
    connections: list[WebSocketRoute] = []
    answers: list[str] = []

    def between(socket: WebSocketRoute) -> None:
        connections.append(socket)
        first = len(connections) == 1
        upstream = socket.connect_to_server()

        def heard(piece: str | bytes) -> None:
            if first and cut["done"]:
                return
            if '"seq"' in str(piece) and not first:
                answers.append(str(piece))
            socket.send(piece)
            if first and cut["wanted"]:
                cut["done"] = True
                socket.close(code=1011)

        upstream.on_message(heard)

    page.route_web_socket("**/ws*", between)
    page.goto(server.url + "/lab/pmf_bars")
    page.wait_for_load_state("networkidle")
    bar = page.get_by_role("slider").first
    for _ in range(20):  # until the page is connected, and a message of the server's is under way
        bar.press("ArrowUp")
        page.wait_for_timeout(200)
        if cut["done"]:
            break
        cut["wanted"] = bool(connections)
    assert cut["done"]
    expect(page.locator("#connection")).to_be_hidden(timeout=20_000)
    page.wait_for_timeout(500)
    bar.press("ArrowDown")
    for _ in range(50):
        page.wait_for_timeout(100)
        if answers:
            break
    assert len(connections) > 1
    assert answers
