#!/usr/bin/env bash
# Package and version: tornado 6.5.2 (Python)
# What it does: an HTTPError raised after `set_cookie` and `set_header("Cache-Control", "private, no-store")` (both in
#   `prepare`, say) is answered with the cookie and without the Cache-Control.
# What one would guess: that an error drops both, or keeps both. `send_error` calls `clear()`, which forgets the headers;
#   cookies wait in `_new_cookie` until `flush` and survive. So a 404 that begins a visit carries one visitor's cookie
#   and nothing that tells a shared cache not to keep it; a cache that stores errors may hand it to others.
# What was seen: 404 with Set-Cookie, no Cache-Control; with the header set again in `write_error` it is there.
# Source: tornado/web.py, RequestHandler.send_error, clear, flush; documentation of send_error ("clears headers")
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check tornado==6.5.2
"$folder/venv/bin/python" - <<'PYTHON'
import asyncio
from tornado.httpclient import AsyncHTTPClient
from tornado.testing import bind_unused_port
from tornado.web import Application, HTTPError, RequestHandler


class Page(RequestHandler):
    def prepare(self):
        self.set_cookie("visitor", "one")
        self.set_header("Cache-Control", "private, no-store")

    def get(self):
        raise HTTPError(404)


class Mended(Page):
    def write_error(self, status_code, **kwargs):
        self.set_header("Cache-Control", "private, no-store")
        super().write_error(status_code, **kwargs)


async def main():
    sock, port = bind_unused_port()
    from tornado.httpserver import HTTPServer
    HTTPServer(Application([("/page", Page), ("/mended", Mended)])).add_sockets([sock])
    seen = {}
    for path in ("/page", "/mended"):
        answer = await AsyncHTTPClient().fetch(f"http://127.0.0.1:{port}{path}", raise_error=False)
        seen[path] = (answer.code, "Set-Cookie" in answer.headers, answer.headers.get("Cache-Control"))
        print(path, *seen[path])
    assert seen["/page"] == (404, True, None), seen
    assert seen["/mended"] == (404, True, "private, no-store"), seen


asyncio.run(main())
PYTHON
