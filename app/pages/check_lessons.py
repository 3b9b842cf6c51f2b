"""Execute the course: prove its claims, solve its checks, drive every misconception to its own feedback."""

import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from markupsafe import Markup

from app.checks import Check, Verdict, course_checks, grade, present
from app.checks.choice import choice_case
from app.checks.numeric import numeric_case
from app.content import Claim, ContentError, Course, Lesson, Problem, load_course, prove, stray_files
from app.content.schema import NumericFront
from app.pages.check_links import broken_links
from app.pages.kinds import KINDS
from app.ui.glyphs import missing_glyphs

#: So many fresh numbers are drawn for each check, besides its own.
FRESH_SEEDS = 20
_TAG = re.compile(r"<[^>]+>")
_MATH = re.compile(r"<math.*?</math>", re.DOTALL)


@dataclass
class Report:
    """What was found: problems, and how much was executed."""

    problems: list[Problem] = field(default_factory=list)
    lessons: int = 0
    claims: int = 0
    checks: int = 0
    misconceptions: int = 0
    answers: int = 0
    playgrounds: int = 0

    def __str__(self) -> str:
        counts = (
            f"{self.lessons} lessons, {self.claims} claims, {self.checks} checks, {self.misconceptions} misconceptions "
            f"reached, {self.answers} answers graded, {self.playgrounds} playgrounds run"
        )
        if not self.problems:
            return f"{counts}: all is well"
        many = "1 problem" if len(self.problems) == 1 else f"{len(self.problems)} problems"
        return "\n".join([*(str(problem) for problem in sorted(self.problems)), f"{counts}: {many}"])


def check_lessons(lessons: Path, fonts: Path, fresh: int = FRESH_SEEDS) -> Report:
    """Return what is wrong with a course, and how much of it was executed.

    Parameters
    ----------
    lessons
        The folder of the course.
    fonts
        The folder of the fonts that are served.
    fresh
        How many times each check is executed with fresh numbers, after its own.

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
    except ContentError as error:
        report.problems.extend(error.problems)
        return report
    report.lessons = len(course.lessons)
    for lesson in course.lessons:
        _claims(lesson.claims.values(), report)
        _widgets(lesson, report)
        _playgrounds(lesson, report)
        for check in checks[lesson.id].values():
            _check(check, fresh, report)
    for page in course.reference:
        _claims(page.claims.values(), report)
    report.problems.extend(broken_links(course))
    report.problems.extend(_glyphs(course, checks, fonts))
    return report


def _claims(claims: Iterable[Claim], report: Report) -> None:
    for claim in claims:
        report.claims += 1
        problem = prove(claim)
        if problem is not None:
            report.problems.append(problem)


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


def _playgrounds(lesson: Lesson, report: Report) -> None:
    """Run each program, and compare what it prints with what the kernel says."""
    for playground in lesson.playgrounds.values():
        report.playgrounds += 1
        said = run_program(playground.code)
        if said != playground.prints:
            wanted = playground.place.file.removesuffix(".py") + ".txt"
            rule = f"the program prints {said!r}, and {wanted} says {playground.prints!r}"
            report.problems.append(Problem(playground.place.file, 0, rule, "correct the one that is wrong"))


def run_program(code: str) -> str:
    """Return what a program prints in the Python that runs us, its traceback included."""
    command = [sys.executable, "-I", "-X", "utf8", "-c", code]
    try:
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=20, check=False)  # noqa: S603 - our own lessons
    except subprocess.TimeoutExpired:
        return "nothing within 20 seconds"
    return done.stdout + done.stderr


def _check(check: Check, fresh: int, report: Report) -> None:
    report.checks += 1
    reached: set[str] = set()
    for seed in range(fresh + 1):
        try:
            trials = list(_trials(check, seed))
        except ContentError as error:
            report.problems.extend(error.problems)
            return
        for response, verdict, mistake in trials:
            report.answers += 1
            outcome = grade(check, seed, response)
            if (outcome.verdict, outcome.misconception) != (verdict, mistake):
                wanted, got = (
                    f"{verdict} {mistake or ''}".strip(),
                    f"{outcome.verdict} {outcome.misconception or ''}".strip(),
                )
                rule = f"check {check.id}, seed {seed}: {response!r} is graded {got}, not {wanted}"
                place = check.written.place()
                report.problems.append(
                    Problem(place.file, place.line, rule, "tell the two apart, or correct the check")
                )
            elif mistake:
                reached.add(mistake)
    report.misconceptions += len(reached)
    if check.fresh and len({present(check, seed).prompt_html for seed in range(fresh + 1)}) == 1:
        place = check.written.place("draw")
        rule = f"check {check.id}: the fresh numbers are always the same, or the prompt does not show them"
        report.problems.append(Problem(place.file, place.line, rule, "draw from a range, and write {{ P | labelled }}"))


Trial = tuple[str | tuple[str, ...], Verdict, str | None]


def _trials(check: Check, seed: int) -> Iterator[Trial]:
    """Yield every answer that must be graded in a known way."""
    yield "", Verdict.NOT_UNDERSTOOD, None
    solution = present(check, seed).solution
    if isinstance(check.written.front, NumericFront):
        assert isinstance(solution, str)
        yield from _numeric_trials(check, seed, solution)
    else:
        assert isinstance(solution, tuple)
        yield from _choice_trials(check, seed, solution)


def _numeric_trials(check: Check, seed: int, solution: str) -> Iterator[Trial]:
    case = numeric_case(check, seed)
    for typed in (solution, solution.replace(".", ","), f" {solution} {case.unit or ''}"):
        yield typed, Verdict.RIGHT, None
    for mistake in case.mistakes:
        for value in mistake.values:
            typed = f"{value:.{case.decimals}f}"
            yield typed, Verdict.WRONG, mistake.id
            yield typed.replace(".", ",").replace("-", "−"), Verdict.WRONG, mistake.id


def _choice_trials(check: Check, seed: int, solution: tuple[str, ...]) -> Iterator[Trial]:
    yield solution, Verdict.RIGHT, None
    several = check.written.front.kind == "several"
    for option in choice_case(check, seed).options:
        if option.id not in solution:
            mistake = option.misconception or option.id
            yield ((*solution, option.id) if several else (option.id,)), Verdict.WRONG, mistake
        elif several and len(solution) > 1:
            yield tuple(one for one in solution if one != option.id), Verdict.WRONG, None


def _glyphs(course: Course, checks: dict[str, dict[str, Check]], fonts: Path) -> Iterator[Problem]:
    """Yield a problem for each lesson and page that uses a character which the served fonts lack."""
    words = [str(term.definition) for term in course.glossary.values()]
    for page in course.reference:
        yield from _lacking(f"{page.folder}/page.md", [page.body, page.about, *words], fonts)
    for lesson in course.lessons:
        html = [*(part for part in lesson.body if isinstance(part, Markup)), lesson.question, *lesson.learn]
        for check in checks[lesson.id].values():
            try:
                shown = present(check)
            except ContentError:
                continue  # reported already, where the check was executed
            html += [shown.prompt_html, *shown.hints_html, shown.solution_html, *(one.html for one in shown.options)]
        yield from _lacking(f"{lesson.folder}/lesson.md", [*html, *words], fonts)


def _lacking(file: str, html: Iterable[str], fonts: Path) -> Iterator[Problem]:
    whole = "\n".join(html)
    readers: tuple[tuple[Literal["math", "text"], Callable[[str], str]], ...] = (
        ("math", _maths_of),
        ("text", _prose_of),
    )
    for kind, reader in readers:
        lacking = missing_glyphs(fonts, kind, Markup(reader(whole)).unescape())  # noqa: S704 - only counted
        if lacking:
            rule = f"the {kind} fonts lack {' '.join(f'{c} (U+{ord(c):04X})' for c in lacking)}"
            yield Problem(file, 0, rule, "add it to static/fonts/make.py and run that")


def _maths_of(html: str) -> str:
    return _TAG.sub("", "".join(_MATH.findall(html)))


def _prose_of(html: str) -> str:
    return _TAG.sub("", _MATH.sub("", html))
