"""The course that we ship, loaded once for all who test on it."""

from pathlib import Path
from typing import Final

from app.checks import course_checks
from app.content.course.lesson import Course
from app.content.load.kept_course import KEPT, kept_course

ROOT: Final = Path(__file__).parents[1]
COURSE: Final[Course] = kept_course(ROOT / "lessons", ROOT / KEPT)
ALL_CHECKS: Final = course_checks(COURSE)
