"""What the review page says of a session: how long one may be, and how it went."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from app.content import Course, Lesson
from app.pages.study.due import SESSION, Due, minutes_of
from app.progress import Question

TIMES: Final = (3, 5, SESSION, 2 * SESSION)
"""Questions of the sessions that are offered."""


_NEAR: Final = {-1: "yesterday", 0: "today", 1: "tomorrow"}


@dataclass(frozen=True)
class Offer:
    """A session that one may begin: how many questions, and how many minutes they take, about."""

    questions: int
    minutes: int


@dataclass(frozen=True)
class Asked:
    """A question of a session that is over: how it went, None if it was passed over, and when it comes back."""

    question: Question
    lesson: Lesson
    rating: int | None
    back: int | None
    sooner: bool


def offers(due: Due) -> list[Offer]:
    """Return the sessions that one may begin: some of what is due, and all of it if it is no more than two sessions."""
    waiting = due.waiting
    lengths = {length for length in TIMES if length < waiting} | ({waiting} if 0 < waiting <= TIMES[-1] else set())
    return [Offer(length, minutes_of(length)) for length in sorted(lengths)]


def outcome(course: Course, session: Sequence[Question], due: Due) -> list[Asked]:
    """Return how a session went; a question that was passed over has no rating."""
    found = []
    for question in session:
        lesson, memory = course.lesson(question.lesson), due.memories.get(question)
        assert lesson is not None
        today = memory is not None and memory.last >= due.today
        rating = memory.rating if memory is not None and today else None
        found.append(Asked(question, lesson, rating, due.days.get(question), question in due.slipped))
    return found


def day_said(day: int, today: int) -> str:
    """Return a day in words, as they are said on another.

    Examples
    --------
    >>> monday = date(2026, 3, 2).toordinal()
    >>> [day_said(monday + days, monday) for days in (-20, -1, 0, 1, 3, 20)]
    ['on 10 February', 'yesterday', 'today', 'tomorrow', 'on Thursday', 'on 22 March']
    """
    ahead, then = day - today, date.fromordinal(day)
    if ahead in _NEAR:
        return _NEAR[ahead]
    if 0 < ahead < 7:
        return f"on {then:%A}"
    return f"on {then.day} {then:%B}" + (f" {then.year}" if then.year != date.fromordinal(today).year else "")
