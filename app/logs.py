"""What the log looks like: lines for people or JSON for programs, with the request's id and nothing of a person."""

from __future__ import annotations

import json
import logging
import re
from datetime import UTC, datetime
from typing import Final

from app.log_limits import LogLimit
from app.pages.http.request_id import current

TEXT: Final = "text"
JSON: Final = "json"
FIELDS: Final = "told"
"""The attribute of a record in which its fields are, where a program may want them apart from the sentence."""
_PLACE: Final = re.compile(r"%[-#0 +.\d]*[a-z]")
_OTHERS: Final = ("tornado.general", "tornado.application", "bokeh", "panel")


class Impersonal(logging.Filter):
    """Takes out of other people's lines what a client has sent: addresses, whole URLs, and cookies that were refused.

    Such a line keeps its sentence and its traceback; the access log's line with the same id says which page it was.

    Examples
    --------
    >>> record = logging.makeLogRecord({"name": "tornado.general", "msg": "Tampered cookie %r", "args": (b"2|1:0|",)})
    >>> Impersonal().filter(record), record.getMessage()
    (True, 'Tampered cookie …')
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """Let it through, without its arguments if it is somebody else's."""
        if record.args and record.name.startswith(_OTHERS):
            record.msg, record.args = _PLACE.sub("…", str(record.msg)), None
        return True


class Lines(logging.Formatter):
    """A line for people; what belongs to a request ends with its id."""

    def __init__(self) -> None:
        super().__init__("%(levelname)s %(name)s: %(message)s")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - the name that logging calls
        """Return the line, before a traceback."""
        line = super().formatMessage(record)
        return f"{line} [{current.get()}]" if current.get() else line


class JsonLines(logging.Formatter):
    """An object a line: at, level, logger, message, and where there are such, request, the line's fields, traceback."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the object."""
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        line |= {"request": current.get()} if current.get() else {}
        line |= getattr(record, FIELDS, {})
        line |= {"traceback": self.formatException(record.exc_info)} if record.exc_info else {}
        return json.dumps(line, ensure_ascii=False)


def begin_log(form: str, *, personal: bool = False) -> None:
    """Let everything that is logged go to standard error in one form.

    Parameters
    ----------
    form
        `TEXT` or `JSON`.
    personal
        Whether addresses may stand in it; then lines of others stay as they are.
    """
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines() if form == JSON else Lines())
    if not personal:
        handler.addFilter(Impersonal())
    handler.addFilter(LogLimit())
    logging.basicConfig(level=logging.INFO, handlers=[handler])
