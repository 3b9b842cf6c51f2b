"""The id of a request: the same in the answer's header, in the log, and in the log of the proxy before us."""

from __future__ import annotations

import re
import secrets
from contextvars import ContextVar
from typing import Final

from tornado.httputil import HTTPServerRequest

HEADER: Final = "X-Request-Id"
_WELL_FORMED: Final = re.compile("[0-9a-f]{32}")

current: ContextVar[str] = ContextVar("request_id", default="")
"""The id of the request that is being answered; empty outside of one."""


def request_id(request: HTTPServerRequest) -> str:
    """Return the id of a request: what a proxy gave it, as nginx's `$request_id`, else a random one that it then keeps.

    Whatever else stands in that header is dropped: it would get into the log.
    """
    given = request.headers.get(HEADER, "")
    if not _WELL_FORMED.fullmatch(given):
        given = request.headers[HEADER] = secrets.token_hex(16)
    current.set(given)
    return given
