"""Who the learner is: a random number in a signed cookie, and nothing else."""

from __future__ import annotations

from types import MappingProxyType
from urllib.parse import urlsplit

from tornado.web import HTTPError, RequestHandler

from app.pages.visit import Visit
from app.progress import LEARNER, new_learner_id

COOKIE = "wd_learner"
YEARS_KEPT = 2


def learner_of(handler: RequestHandler, *, secure: bool) -> str:
    """Return the visitor's learner id; a visitor without a valid cookie becomes a new learner."""
    signed = handler.get_signed_cookie(COOKIE, max_age_days=365 * YEARS_KEPT)
    learner = (signed or b"").decode("ascii", "replace")
    if not LEARNER.fullmatch(learner):
        learner = new_learner_id()
        handler.set_signed_cookie(
            COOKIE, learner, expires_days=365 * YEARS_KEPT, httponly=True, samesite="Lax", secure=secure, path="/"
        )
    return learner


def begin_visit(handler: RequestHandler, *, secure: bool) -> Visit:
    """Return who visits and with which query; a newcomer gets a cookie."""
    query = {name: values[-1].decode("utf-8", "replace") for name, values in handler.request.query_arguments.items()}
    origin = f"{handler.request.protocol}://{handler.request.host}"
    return Visit(learner_of(handler, secure=secure), MappingProxyType(query), origin)


def refuse_foreign_posts(handler: RequestHandler) -> None:
    """Refuse a form that another site sends in the learner's name (the cookie is SameSite=Lax besides)."""
    origin = handler.request.headers.get("Origin")
    if origin is not None and urlsplit(origin).netloc != handler.request.host:
        raise HTTPError(403, f"a form from {origin} may not write here; use the page on {handler.request.host}")
