"""Where a launch leads: only to pages of ours, named by their own addresses."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from app.content import Course
from app.lti.errors import LtiError
from app.lti.launch import Launch
from app.pages.kinds import KINDS

PLACES: Final = re.compile(r"/|/lessons/[\w-]+|/lab/\w+|/r/[A-Za-z]{4}|/(?:glossary|formulas|field-guide|review)")
FIELD: Final = "address"
"""The custom field by which a link may name its place, where its own address cannot be set."""
COUNTS: Final = "mark"
"""The custom field that says what counts: `share` or `done`."""


@dataclass(frozen=True)
class Target:
    """A page of ours: its path with its query, and the lesson whose marks count, "" if none."""

    address: str
    lesson: str = ""


def target_of(launch: Launch, course: Course, origins: Collection[str]) -> Target | None:
    """Return where a launch leads, None if it names no place.

    Raises
    ------
    LtiError
        If it names what is no page of ours.
    """
    named = launch.custom.get(FIELD) or launch.target
    parts = urlsplit(named)
    if parts.netloc and parts.netloc.lower() not in origins:
        raise LtiError(
            f"The link leads to {parts.netloc[:100]}, which is not this course. Choose it anew in your course."
        )
    if parts.path in {"/lti/launch", ""}:
        return None
    if not PLACES.fullmatch(parts.path):
        raise LtiError(
            f"The link leads to {parts.path[:100]}, and there is no such page. Choose it anew in your course."
        )
    kind, _, name = parts.path.strip("/").partition("/")
    if (kind == "lessons" and course.lesson(name) is None) or (kind == "lab" and name not in KINDS):
        raise LtiError(f"There is no {parts.path[:100]} any more. Choose another place in your course.")
    query = f"?{parts.query}" if parts.query else ""
    return Target(parts.path + query, name if kind == "lessons" else "")


def counts_of(launch: Launch) -> str:
    """Return what counts for the mark of a link."""
    counts = launch.custom.get(COUNTS, "share")
    if counts not in {"share", "done"}:
        raise LtiError(f"The link's field {COUNTS} is {counts[:40]!r}; it is share or done. Change it in your course.")
    return counts
