"""The course's own addresses as the world knows them: whole, and only under the names that the settings give."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl, urlsplit

from tornado.web import HTTPError, RequestHandler

from app.content import Course
from app.pages.http.policy import Policy
from app.pages.kinds import KINDS

_FIGURE: Final = re.compile(r"/lab/(\w+)")
_LESSON: Final = re.compile(r"/lessons/([\w-]+)")


@dataclass(frozen=True)
class Place:
    """A figure or a lesson at an address: its path, its title, and what its query asks for."""

    path: str
    title: str
    query: tuple[tuple[str, str], ...]
    is_figure: bool


def origin_of(handler: RequestHandler, policy: Policy) -> str:
    """Return `https://host` as the visitor reaches us; a host that the settings do not name is refused."""
    host = handler.request.host.lower()
    if host not in policy.origins:
        raise HTTPError(
            403, f"{host} is none of the addresses of this course; use {' or '.join(sorted(policy.origins))}"
        )
    return f"{'https' if policy.secure else handler.request.protocol}://{host}"


def place_at(address: str, course: Course, origins: frozenset[str]) -> Place | None:
    """Return what stands at an address of ours, whole or from its path on; None if there is no figure and no lesson."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    if (parts.scheme or parts.netloc) and (
        parts.scheme not in {"http", "https"} or parts.netloc.lower() not in origins
    ):
        return None
    query = tuple(parse_qsl(parts.query, keep_blank_values=True))
    if found := _FIGURE.fullmatch(parts.path):
        widget = KINDS.get(found[1])
        return None if widget is None else Place(parts.path, widget.title, query, is_figure=True)
    if found := _LESSON.fullmatch(parts.path):
        lesson = course.lesson(found[1])
        return None if lesson is None else Place(parts.path, lesson.title, query, is_figure=False)
    return None
