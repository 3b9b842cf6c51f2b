"""The ideas of the course: each question tests one, each slip is known to a question, each address leads somewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from app.checks import Check
from app.content import Course, Problem
from app.content.load.course import IDEAS
from app.pages.own.mastery import figure_address
from app.pages.study.due import probes_of


def check_ideas(folder: str, course: Course, checks: Mapping[str, Mapping[str, Check]]) -> Iterator[Problem]:
    """Yield a problem for each idea that names what there is not, and each question that tests none of its lesson's.

    Parameters
    ----------
    folder
        The course's folder as messages show it.
    course
        The course; without ideas there is nothing to check.
    checks
        Its questions, by lesson and id.
    """
    if not course.ideas:
        return
    file = f"{folder}/{IDEAS}"
    questions = {f"{lesson}.{check}" for lesson, own in checks.items() for check in own}
    slips = probes_of(checks)
    tested: set[str] = set()
    for idea in course.ideas:
        tested.update(idea.questions)
        for name in sorted(set(idea.questions) - questions):
            yield Problem(file, idea.line, f"[{idea.id}] questions: no `{name}`", "write lesson.check, as its files do")
        for slip in sorted(idea.misconceptions - slips.keys()):
            yield Problem(
                file, idea.line, f"[{idea.id}] misconceptions: no question knows `{slip}`", "correct its name"
            )
        try:
            figure_address(idea)
        except ValueError as error:
            yield Problem(file, idea.line, f"[{idea.id}] figure: {error}", "correct the option")
    on_the_map = {idea.lesson for idea in course.ideas}
    for name in sorted(questions - tested):
        if name.partition(".")[0] not in on_the_map:
            continue  # a lesson whose ideas nobody has written down
        yield Problem(file, 0, f"the question `{name}` tests no idea", "name it in one")
