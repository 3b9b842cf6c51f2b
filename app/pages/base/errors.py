"""Errors as pages, or as JSON where a script asks: always words that help."""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING, Any

from tornado.web import HTTPError, RequestHandler

from app.pages.http.faults import unkept, unread
from app.progress import ProgressError, StoreUnavailableError

if TYPE_CHECKING:
    from app.pages.base.site import Site

NOT_FOUND = 404

log = logging.getLogger(__name__)


class ErrorPages(RequestHandler):
    """A handler whose errors are written for people."""

    site: Site

    def log_exception(self, typ: Any, value: Any, tb: Any) -> None:
        """Log a failing record in a line: where in the program it was noticed helps nobody."""
        if isinstance(value, ProgressError):
            log.warning("%s %s: %s", self.request.method, self.request.path, value)
        else:
            super().log_exception(typ, value, tb)

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Say what went wrong, and that nothing is lost."""
        self.set_header("Cache-Control", "private, no-store")
        error = kwargs.get("exc_info", (None, None, None))[1]
        reason = error.log_message if isinstance(error, HTTPError) else None
        if isinstance(error, ProgressError):
            status_code, reason = unkept(error) if self.request.method == "POST" else (503, unread(error))
            self.set_status(status_code)
        if wants_json(self):
            self.set_header("Content-Type", "application/json")
            told = {"error": reason or "The fault is ours. Nothing that you typed is lost; try again."}
            if isinstance(error, StoreUnavailableError):
                told["fault"] = error.fault.value  # a script keeps the deed, and says what it waits for
            self.finish(json.dumps(told))
            return
        if status_code == NOT_FOUND:
            heading, text = "There is no such page", "The address may be mistyped, or the lesson has moved."
        else:
            heading, text = "That did not work", reason or "The fault is ours. Nothing of your work is lost."
        self.finish(self.site.environment.get_template("problem.html").render(heading=heading, text=text))


def wants_json(handler: RequestHandler) -> bool:
    """Return whether a script asks, which takes the changed parts, or a browser, which takes the page."""
    return "application/json" in handler.request.headers.get("Accept", "")
