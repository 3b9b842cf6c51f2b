"""When a learner did something: by the server's clock, with what the browser says of its own."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from tornado.web import RequestHandler

from app.progress import ZONE_LIMIT

ZONE: Final = "wd_zone"
"""A cookie with the minutes by which the browser's clock is ahead of UTC; `static/js/page/zone.js` keeps it."""
WAITED: Final = "WD-Waited"
"""The header by which a script says for how many milliseconds a deed has waited in the browser."""
SHORTEST: Final = timedelta(minutes=1)
LONGEST: Final = timedelta(days=60)


def zone_of(handler: RequestHandler) -> int | None:
    """Return the minutes by which the browser's clock is ahead of UTC; None if it does not say, or nonsense."""
    text = handler.get_cookie(ZONE) or ""
    digits = text.removeprefix("-")
    if not digits.isascii() or not digits.isdigit() or len(digits) > len(str(ZONE_LIMIT)):
        return None
    zone = int(text)
    return zone if abs(zone) <= ZONE_LIMIT else None


def done_at(handler: RequestHandler, now: datetime) -> datetime | None:
    """Return when a deed was done that arrives now, None if it comes at once.

    A clock that jumped in the browser makes nothing older than two months, and nothing younger than now.
    """
    text = handler.request.headers.get(WAITED, "")
    if not text.isascii() or not text.isdigit() or len(text) > 12:
        return None
    waited = timedelta(milliseconds=int(text))
    return now - waited if SHORTEST <= waited <= LONGEST else None
