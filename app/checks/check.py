"""A check, ready to be asked: what its author wrote, with the numbers for any seed."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.content import AuthoredCheck, Course, Lesson, Term
from app.content.language.fresh_numbers import with_fresh_numbers
from app.content.language.names import Names
from app.content.language.quantities import read_quantities
from app.content.language.values import ExpressionError
from app.content.source.problem import ContentError


@dataclass(frozen=True, slots=True, eq=False)
class Check:
    """One question of a lesson.

    Parameters
    ----------
    lesson_id
        Where it is asked.
    written
        What its author wrote.
    names
        The quantities of the lesson and its own, as the lesson shows them (seed 0).
    glossary
        The words that its texts may explain.
    """

    lesson_id: str
    authored: AuthoredCheck
    names: Names
    glossary: Mapping[str, Term]

    @property
    def id(self) -> str:
        """Its id, unique in its lesson."""
        return self.authored.front.id

    @property
    def fresh(self) -> bool:
        """Whether it can be asked again with fresh numbers."""
        return bool(self.authored.front.draw)

    def fresh_names(self, seed: int, attempt: int = 0) -> Names:
        """Return the quantities for a seed; seed 0 is the lesson's own numbers.

        Parameters
        ----------
        seed
            Which numbers, ≥ 0.
        attempt
            Which try, where an earlier one gave numbers that are of no use.

        Raises
        ------
        ExpressionError
            If a generator cannot be worked out.
        """
        if seed == 0 or not self.fresh:
            return self.names
        return with_fresh_numbers(self.authored.front.draw, self.names, f"{self.lesson_id}/{self.id}/{seed}/{attempt}")


def make_check(lesson: Lesson, authored: AuthoredCheck, glossary: Mapping[str, Term]) -> Check:
    """Return the check that an author wrote, or raise ContentError for quantities that are none."""
    names = lesson.names
    for name, value in authored.front.quantities.items():
        try:
            names = read_quantities({name: value}, names)
        except ExpressionError as error:
            raise authored.place("quantities", name).error(f"quantities.{error.rule}", error.repair) from error
    return Check(lesson.id, authored, names, glossary)


def course_checks(course: Course) -> dict[str, dict[str, Check]]:
    """Return the checks of a course: lesson id -> check id -> check.

    Raises
    ------
    ContentError
        With every fault in their quantities.
    """
    checks: dict[str, dict[str, Check]] = {}
    faults: list[ContentError] = []
    for lesson in course.lessons:
        try:
            checks[lesson.id] = lesson_checks(lesson, course.glossary)
        except ContentError as error:
            faults.append(error)
    if faults:
        raise ContentError(*(problem for fault in faults for problem in fault.problems))
    return checks


def lesson_checks(lesson: Lesson, glossary: Mapping[str, Term]) -> dict[str, Check]:
    """Return the checks of one lesson, by id.

    Raises
    ------
    ContentError
        With every fault in their quantities.
    """
    checks: dict[str, Check] = {}
    faults: list[ContentError] = []
    for check_id, written in lesson.checks.items():
        try:
            checks[check_id] = make_check(lesson, written, glossary)
        except ContentError as error:
            faults.append(error)
    if faults:
        raise ContentError(*(problem for fault in faults for problem in fault.problems))
    return checks
