"""Execute the course: prove its claims, solve its checks, drive every misconception to its own feedback."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from functools import cache, partial
from multiprocessing import get_context
from pathlib import Path

from app.atlas.atlas import the_atlas
from app.checks import Check, course_checks, lesson_checks
from app.content import Claim, ContentError, Course, Lesson, Problem, load_course, prove, stray_files
from app.content.course.minutes import unasked
from app.pages.kinds import KINDS
from app.proof.atlas import check_libraries
from app.proof.fonts import lacking_characters
from app.proof.ideas import check_ideas
from app.proof.links import broken_links
from app.proof.programs import check_playgrounds
from app.proof.question_bank import measure
from app.proof.questions import check_question
from app.proof.report import Report

#: So many fresh numbers are drawn for each check, besides its own.
FRESH_SEEDS = 20
#: For so many minutes one reads on, at most, before something is asked.
LONGEST_READ = 5


def check_lessons(
    lessons: Path,
    fonts: Path,
    fresh: int = FRESH_SEEDS,
    tell: Callable[[str], None] = lambda _text: None,
    processes: int = 1,
) -> Report:
    """Return what is wrong with a course, and how much of it was executed.

    Parameters
    ----------
    lessons
        The folder of the course.
    fonts
        The folder of the fonts that are served.
    fresh
        How many times each check is executed with fresh numbers, after its own.
    tell
        Is told what is being done, a few words at a time.
    processes
        How many lessons are executed at a time, each in a process of its own if there are several.

    Returns
    -------
    Report
        Without problems if the course may be served.
    """
    report = Report()
    try:
        report.problems.extend(stray_files(lessons))
        course = load_course(lessons)
        checks = course_checks(course)
        executed = _all_executed(course)
    except ContentError as error:
        report.problems.extend(error.problems)
        return report
    report.lessons = len(course.lessons)
    if processes == 1:
        for lesson, own in executed:
            _execute(lesson, own, fresh, report, tell)
    else:
        names = [lesson.id for lesson, _ in executed]
        with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
            for name, part in zip(names, pool.map(partial(_executed, lessons, fresh), names), strict=True):
                report.add(part)
                done = f"{names.index(name) + 1} of {len(names)} lessons"
                tell(f"{done}, the last {name}: {report.checks} questions, {report.answers} answers graded so far")
    tell("links, fonts and the questions as a whole")
    for page in course.reference:
        _claims(page.claims.values(), report)
    report.problems.extend(broken_links(course))
    report.problems.extend(check_ideas(lessons.name, course, checks))
    report.problems.extend(lacking_characters(course, executed, fonts))
    report.problems.extend(check_libraries(fonts))
    report.calls = the_atlas().count
    report.bank, problems = measure(course, checks)
    report.problems.extend(problems)
    return report


def _execute(
    lesson: Lesson, checks: Mapping[str, Check], fresh: int, report: Report, tell: Callable[[str], None]
) -> None:
    """Execute one lesson."""
    tell(f"{lesson.id}: claims, figures and programs")
    _claims(lesson.claims.values(), report)
    _widgets(lesson, report)
    _asked_soon(lesson, report)
    check_playgrounds(lesson, report)
    report.problems.extend(_scenes(lesson))
    for number, check in enumerate(checks.values(), 1):
        tell(f"{lesson.id}: question {number} of {len(checks)}, {report.answers} answers graded so far")
        check_question(check, fresh, report)


def _executed(lessons: Path, fresh: int, name: str) -> Report:
    """Return what comes of one lesson; for a process of its own."""
    course = _loaded(lessons)
    report = Report()
    lesson, checks = next(each for each in _all_executed(course) if each[0].id == name)
    _execute(lesson, checks, fresh, report, lambda _text: None)
    return report


def _all_executed(course: Course) -> list[tuple[Lesson, Mapping[str, Check]]]:
    """Return the lessons with their checks, and the questions that are asked before the course and after it."""
    lessons = [*course.lessons, *([course.before_and_after] if course.before_and_after else [])]
    return [(lesson, lesson_checks(lesson, course.glossary)) for lesson in lessons]


@cache
def _loaded(lessons: Path) -> Course:
    return load_course(lessons)


def _claims(claims: Iterable[Claim], report: Report) -> None:
    for claim in claims:
        report.claims += 1
        problem = prove(claim)
        if problem is not None:
            report.problems.append(problem)


def _asked_soon(lesson: Lesson, report: Report) -> None:
    asking = {widget.id for widget in lesson.widgets.values() if widget.prediction is not None}
    minutes = unasked(lesson.body, asking)
    if minutes > LONGEST_READ:
        rule = f"one reads on for {minutes:.1f} minutes before something is asked, and {LONGEST_READ} is the most"
        file = f"{lesson.folder}/lesson.md"
        report.problems.append(Problem(file, 0, rule, "put a question where its idea has just been met"))


def _widgets(lesson: Lesson, report: Report) -> None:
    for widget in lesson.widgets.values():
        kind = KINDS.get(widget.kind)
        file = f"{lesson.folder}/lesson.md"
        if kind is None:
            rule = f"widgets.{widget.id}: no kind `{widget.kind}`"
            report.problems.append(Problem(file, 0, rule, f"use one of: {', '.join(KINDS)}"))
            continue
        try:
            known = kind.State.from_options(widget.options).results()
        except ValueError as error:
            report.problems.append(Problem(file, 0, f"widgets.{widget.id}: {error}", "correct the option"))
            continue
        for slot in lesson.slots:
            name, _, quantity = slot.ref.partition(".")
            if slot.kind == "live" and name == widget.id and quantity not in known:
                rule = f'live("{slot.ref}"): the widget has no such number'
                report.problems.append(Problem(file, slot.line, rule, f"use one of: {', '.join(known)}"))


def _scenes(lesson: Lesson) -> Iterator[Problem]:
    """Yield a problem for each scene that asks for a state which its figure does not have."""
    for scene in lesson.scenes:
        if scene.body["kind"] != "figure":
            continue
        widget = lesson.widgets[scene.body["widget"]]
        kind = KINDS.get(widget.kind)
        try:
            if kind is not None:
                kind.State.from_query(scene.body["state"], kind.State.from_options(widget.options))
        except ValueError as error:
            yield Problem(f"{lesson.folder}/scenes.toml", scene.line, f"state: {error}", "correct the state")
