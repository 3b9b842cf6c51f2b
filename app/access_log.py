"""The access log: what was asked, how it went and how long it took; who asked only where a setting wants it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass

from tornado.web import RequestHandler

from app.logs import FIELDS
from app.pages.http.request_id import request_id

log = logging.getLogger("tornado.access")
_ERROR, _WARNING = 500, 400


@dataclass(frozen=True)
class AccessLog:
    """Writes one line a request, without what stands behind the `?`: a state or a search is the learner's own.

    Attributes
    ----------
    addresses
        Whether a line ends with the address that the request came from.
    count
        Told of each request beside.
    """

    addresses: bool = False
    count: Callable[[RequestHandler], None] = lambda _handler: None

    def __call__(self, handler: RequestHandler) -> None:
        """Write the line of a request that is answered; for Tornado's `log_function`."""
        status, request = handler.get_status(), handler.request
        level = logging.ERROR if status >= _ERROR else logging.WARNING if status >= _WARNING else logging.INFO
        spent = round(1000 * request.request_time(), 1)
        told = {"status": status, "method": request.method, "path": request.path, "ms": spent}
        told |= {"address": request.remote_ip} if self.addresses else {}
        who = f" from {request.remote_ip}" if self.addresses else ""
        request_id(request)  # the log's formatter takes it from there
        line = "%d %s %s %.1fms%s"
        log.log(level, line, status, request.method, request.path, spent, who, extra={FIELDS: told})
        self.count(handler)
