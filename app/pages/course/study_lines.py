"""What the course page says of coming back: what is due, where the learner was, what was earned."""

from __future__ import annotations

from functools import partial
from typing import Any

from app.content import Course
from app.pages.base.site import Studied
from app.pages.course.last_place import where
from app.pages.review.session import day_said
from app.pages.study.due import SESSION


def study_context(course: Course, seen: Studied) -> dict[str, Any]:
    """Return what the template `course_study.html` is filled with."""
    return {
        "study": seen.study,
        "due": seen.due,
        "was": where(course, seen.study.place),
        "session": SESSION,
        "day_said": partial(day_said, today=seen.due.today),
    }
