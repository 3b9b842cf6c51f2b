"""Errors as pages, or as JSON where a script asks: always words that help."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tornado.web import HTTPError, RequestHandler

from app.progress import StoreUnavailableError

if TYPE_CHECKING:
    from app.pages.site import Site

NOT_FOUND = 404


class ErrorPages(RequestHandler):
    """A handler whose errors are written for people."""

    site: Site

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Say what went wrong, and that nothing is lost."""
        error = kwargs.get("exc_info", (None, None, None))[1]
        reason = error.log_message if isinstance(error, HTTPError) else None
        if isinstance(error, StoreUnavailableError):
            self.set_status(503)
            reason = "Your work cannot be kept just now. Nothing that you typed is lost; try again in a moment."
        if wants_json(self):
            self.set_header("Content-Type", "application/json")
            self.finish(
                json.dumps({"error": reason or "The fault is ours. Nothing that you typed is lost; try again."})
            )
            return
        if status_code == NOT_FOUND:
            heading, text = "There is no such page", "The address may be mistyped, or the lesson has moved."
        else:
            heading, text = "That did not work", reason or "The fault is ours. Nothing of your work is lost."
        self.finish(self.site.environment.get_template("problem.html").render(heading=heading, text=text))


def wants_json(handler: RequestHandler) -> bool:
    """Return whether a script asks, which takes the changed parts, or a browser, which takes the page."""
    return "application/json" in handler.request.headers.get("Accept", "")
