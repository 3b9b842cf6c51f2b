"""Who the learner is: a random number in a signed cookie, and nothing else."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from types import MappingProxyType
from urllib.parse import urlsplit

from tornado.web import HTTPError, RequestHandler

from app.pages.http.visit import Visit
from app.progress import LEARNER, new_learner_id

COOKIE = "wd_learner"
FRAMED = "__Host-wd_framed"
"""The same for a page in another site's frame, where browsers take none but one for this frame in that site alone."""
YEARS_KEPT = 2
MARK = "wd_who"
"""The cookie that a page's script may read: it knows by it whose the work is that waits to be sent."""
SURE = "wd_sure"
"""The cookie by which a page's script knows that the learner wants to be asked how sure they are."""
FROM_COURSE = "wd_from_course"
"""The cookie that says that a course system has let the browser in, so that only then its marks are asked for."""
DAYS_FRESH = 30
"""A cookie that is older is given anew: browsers delete one that was not renewed for 400 days."""


def known_learner(handler: RequestHandler) -> str | None:
    """Return the learner id of a valid cookie, or None."""
    for name in (COOKIE, FRAMED):
        signed = handler.get_signed_cookie(name, max_age_days=365 * YEARS_KEPT)
        learner = (signed or b"").decode("ascii", "replace")
        if LEARNER.fullmatch(learner):
            return learner
    return None


def mark_of(learner: str) -> str:
    """Return the word that stands for a learner in a page's script; the id cannot be found from it."""
    return hashlib.sha256(f"{MARK}:{learner}".encode()).hexdigest()[:16]


def forget_learner(handler: RequestHandler) -> None:
    """Delete the cookie: with the next page the visitor is a new learner."""
    handler.clear_cookie(COOKIE, path="/")
    tell_sure(handler, on=False, secure=False)
    if handler.get_cookie(FRAMED) is not None:
        _set_framed(handler, "", 0)


def begin_visit(handler: RequestHandler, *, secure: bool) -> Visit:
    """Return who visits and with which query; a newcomer gets a cookie.

    The cookie is renewed while it is used, so that nobody is forgotten who comes back. Only to a frame in another
    site's page a second one is offered, which the browser keeps apart for that site (`Partitioned`); no other site's
    frame or script ever sees the first.
    """
    known = known_learner(handler)
    learner = known or new_learner_id()
    framed = secure and handler.request.headers.get("Sec-Fetch-Site") == "cross-site" and is_framed(handler)
    stale = known is None or handler.get_signed_cookie(FRAMED if framed else COOKIE, max_age_days=DAYS_FRESH) is None
    if stale and (framed or handler.get_cookie(FRAMED) is None):
        _give_cookie(handler, learner, secure=secure, framed=framed)
    is_page = handler.request.method == "GET"
    if is_page and (stale or handler.get_cookie(MARK, mark_of(learner)) != mark_of(learner)):
        give_mark(handler, learner, secure=secure)
    return Visit(learner, query_of(handler), is_new=known is None)


def become(handler: RequestHandler, learner: str, *, secure: bool, framed: bool) -> None:
    """Let a browser be this learner's from now on; in another site's frame, for that site alone."""
    _give_cookie(handler, learner, secure=secure, framed=secure and framed)
    give_mark(handler, learner, secure=secure)
    if not framed:
        handler.set_cookie(
            FROM_COURSE, "1", expires_days=365 * YEARS_KEPT, httponly=True, samesite="Lax", secure=secure, path="/"
        )


def _give_cookie(handler: RequestHandler, learner: str, *, secure: bool, framed: bool) -> None:
    if framed:
        value = handler.create_signed_value(FRAMED, learner).decode("ascii")
        _set_framed(handler, value, YEARS_KEPT * 365 * 24 * 3600)
        return
    handler.set_signed_cookie(
        COOKIE, learner, expires_days=365 * YEARS_KEPT, httponly=True, samesite="Lax", secure=secure, path="/"
    )


def _set_framed(handler: RequestHandler, value: str, seconds: int) -> None:
    # Written by hand: http.cookies knows Partitioned from Python 3.14 on.
    rules = f"Max-Age={seconds}; Path=/; HttpOnly; SameSite=None; Secure; Partitioned"
    handler.add_header("Set-Cookie", f"{FRAMED}={value}; {rules}")


def is_framed(handler: RequestHandler) -> bool:
    """Return whether a page is asked for to stand in a frame; browsers before 2023 may not say."""
    return handler.request.headers.get("Sec-Fetch-Dest") in {"iframe", "frame", "embed", "object"}


def give_mark(handler: RequestHandler, learner: str, *, secure: bool) -> None:
    """Let the page's script know whose work it keeps."""
    handler.set_cookie(MARK, mark_of(learner), expires_days=365 * YEARS_KEPT, samesite="Lax", secure=secure, path="/")


def tell_sure(handler: RequestHandler, *, on: bool, secure: bool) -> None:
    """Let the page's script know whether to ask how sure the learner is."""
    if on:
        handler.set_cookie(SURE, "1", expires_days=365 * YEARS_KEPT, samesite="Lax", secure=secure, path="/")
    elif handler.get_cookie(SURE) is not None:
        handler.clear_cookie(SURE, path="/")


def query_of(handler: RequestHandler) -> MappingProxyType[str, str]:
    """Return the fields of the query string, the last of each name."""
    fields = handler.request.query_arguments.items()
    return MappingProxyType({name: values[-1].decode("utf-8", "replace") for name, values in fields})


def refuse_foreign_posts(handler: RequestHandler, origins: Collection[str]) -> None:
    """Refuse what another site sends in the learner's name (the cookie is SameSite=Lax besides).

    Only the origins of the settings may write, exactly: a name that somebody else points at this machine may not,
    though Host and Origin agree. What is no browser sends neither `Origin` nor `Sec-Fetch-Site`.
    """
    origin = handler.request.headers.get("Origin")
    if origin is not None and urlsplit(origin).netloc.lower() not in origins:
        raise HTTPError(403, f"a form from {origin} may not write here; use the page on {' or '.join(sorted(origins))}")
    site = handler.request.headers.get("Sec-Fetch-Site", "same-origin")
    if site not in {"same-origin", "none"}:
        raise HTTPError(403, f"a form that a {site} page sends may not write here; use the course's own page")
