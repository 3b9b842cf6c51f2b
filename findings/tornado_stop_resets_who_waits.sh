#!/usr/bin/env bash
# Package and version: tornado 6.6.1 (Python), on Linux
# What it does: `HTTPServer.stop()` closes the listening socket; connections that the system has made, and that the loop
#   has not accepted yet, are reset, with the requests that were sent on them.
# What one would guess: from "Stops listening for new connections. Requests currently in progress may still continue
#   after the server is stopped", that whoever is connected already is answered, or told that it is too late.
# What was seen: of 20 clients that had connected and sent their request while the loop was busy, all got ECONNRESET; when
#   the server accepts until there is nothing left and closes then, all 20 are answered.
# Source: tornado/tcpserver.py, TCPServer.stop; tornado/netutil.py, add_accept_handler; listen(2), whose backlog holds
#   connections that are established.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check tornado==6.6.1
"$folder/venv/bin/python" - <<'PYTHON'
import asyncio
import contextlib
import socket

from tornado.httpserver import HTTPServer
from tornado.testing import bind_unused_port
from tornado.web import Application, RequestHandler


class Page(RequestHandler):
    def get(self):
        self.finish("here")


async def seen(accept_first):
    listening, port = bind_unused_port()
    server = HTTPServer(Application([("/", Page)]))
    server.add_sockets([listening])
    await asyncio.sleep(0)
    # Within one turn of the loop: clients connect and ask, and then the server is stopped.
    clients = [socket.create_connection(("127.0.0.1", port)) for _ in range(20)]
    for client in clients:
        client.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
    if accept_first:
        with contextlib.suppress(BlockingIOError):
            while True:
                server._handle_connection(*listening.accept())
    server.stop()

    def answer(client):
        client.settimeout(5)
        try:
            return client.recv(12).decode()
        except ConnectionResetError:
            return "reset"

    return await asyncio.gather(*(asyncio.to_thread(answer, client) for client in clients))


async def main():
    stopped, drained = await seen(False), await seen(True)
    print("stop():", {word: stopped.count(word) for word in stopped})
    print("accept until nothing is left, then stop():", {word: drained.count(word) for word in drained})
    assert stopped == ["reset"] * 20, "the behaviour has changed"
    assert drained == ["HTTP/1.1 200"] * 20


asyncio.run(main())
PYTHON
