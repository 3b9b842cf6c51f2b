"""Execute the course: prove its claims, solve its checks, drive every misconception to its own feedback."""

import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import cache, partial
from multiprocessing import get_context
from pathlib import Path
from typing import Literal

from markupsafe import Markup

from app.atlas.atlas import the_atlas
from app.checks import Check, course_checks, judge, lesson_checks, present, program_of
from app.checks.choice import choice_case
from app.checks.numeric import numeric_case
from app.content import Claim, ContentError, Course, Lesson, Problem, load_course, prove, stray_files
from app.content.course.minutes import unasked
from app.content.source.schema import NumericFront
from app.pages.kinds import KINDS
from app.proof.answer_forms import NO_ANSWER, RIGHT, WRONG, Trial, given_trials, number_trials
from app.proof.atlas import check_libraries
from app.proof.ideas import check_ideas
from app.proof.links import broken_links
from app.proof.question_bank import Bank, measure
from app.ui.font_coverage import missing_glyphs

#: So many fresh numbers are drawn for each check, besides its own.
FRESH_SEEDS = 20
#: For so many minutes one reads on, at most, before something is asked.
LONGEST_READ = 5
#: On so many of these, answers are typed in every form; on the others in the plainest.
EVERY_FORM = 6
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
    calls: int = 0
    #: (form, unit) -> how many answers were typed in it.
    typed: Counter[tuple[str, str]] = field(default_factory=Counter)
    bank: Bank | None = None

    def add(self, part: "Report") -> None:
        """Count what was found in a part of the course, too."""
        self.problems.extend(part.problems)
        self.typed.update(part.typed)
        for name in ("claims", "checks", "misconceptions", "answers", "playgrounds"):
            setattr(self, name, getattr(self, name) + getattr(part, name))

    def __str__(self) -> str:
        measured = [*_table(self.typed), *(self.bank.lines() if self.bank else [])]
        return "\n".join([*measured, self.summary])

    @property
    def summary(self) -> str:
        """What was executed, and every problem."""
        counts = (
            f"{self.lessons} lessons, {self.claims} claims, {self.checks} checks, {self.misconceptions} misconceptions "
            f"reached, {self.answers} answers graded, {self.playgrounds} playgrounds run, "
            f"{self.calls} calls of the atlas judged"
        )
        if not self.problems:
            return f"{counts}: all is well"
        many = "1 problem" if len(self.problems) == 1 else f"{len(self.problems)} problems"
        return "\n".join([*(str(problem) for problem in sorted(self.problems)), f"{counts}: {many}"])


def _table(typed: Counter[tuple[str, str]]) -> list[str]:
    if not typed:
        return []
    units = sorted({unit for _, unit in typed})
    forms = sorted({form for form, _ in typed})
    rows = [["answers given", *units], *([form, *(str(typed[form, unit] or "–") for unit in units)] for form in forms)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]


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
    report.problems.extend(_glyphs(course, fonts))
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
    _playgrounds(lesson, report)
    report.problems.extend(_scenes(lesson))
    for number, check in enumerate(checks.values(), 1):
        tell(f"{lesson.id}: question {number} of {len(checks)}, {report.answers} answers graded so far")
        _check(check, fresh, report)


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
        for trial in trials:
            report.answers += 1
            report.typed[trial.form, trial.unit] += 1
            problem = _graded(check, seed, trial)
            if problem is not None:
                report.problems.append(problem)
            elif trial.misconception and trial.misconception != "?":
                reached.add(trial.misconception)
    _program(check, report)
    report.misconceptions += len(reached)
    report.problems.extend(_unreached(check, reached))
    if check.fresh and len({present(check, seed).prompt_html for seed in range(fresh + 1)}) == 1:
        place = check.authored.place("draw")
        rule = f"check {check.id}: the fresh numbers are always the same, or the prompt does not show them"
        report.problems.append(Problem(place.file, place.line, rule, "draw from a range, and write {{ P | labelled }}"))


def _program(check: Check, report: Report) -> None:
    """Run a program that is to be mended: as shown it stops or makes a listed mistake, mended it gives the number."""
    front = check.authored.front
    if not isinstance(front, NumericFront) or front.program is None:
        return
    report.playgrounds += 1
    place = check.authored.place("program")
    for seed in (0, 1, 2) if check.fresh else (0,):
        call = program_of(check, seed)
        assert call is not None
        for name, code, wanted in (("mended", front.program.mended, RIGHT), ("broken", front.program.broken, WRONG)):
            said = run_program(f"{code}\n\nprint({call.tried})").strip()
            outcome = judge(check, seed, said)
            if name == "broken" and said.startswith("Traceback"):
                continue
            if outcome.verdict not in wanted or (name == "broken" and outcome.misconception is None):
                got = f"{outcome.verdict} {outcome.misconception or ''}".strip()
                rule = f"check {check.id}, seed {seed}: the {name} program prints {said!r}, which is graded {got}"
                report.problems.append(Problem(place.file, place.line, rule, "correct the program, or list its number"))


def _graded(check: Check, seed: int, trial: Trial) -> Problem | None:
    """Return what is wrong with the grading of an answer: another verdict or slip than it must have, or a failure."""
    place = check.authored.place()
    try:
        outcome = judge(check, seed, trial.response)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is reported with the answer that it failed on
        rule = f"check {check.id}, seed {seed}: {trial.response!r} cannot be graded: {error}"
        return Problem(place.file, place.line, rule, "correct the check")
    if outcome.verdict in trial.verdicts and trial.misconception in {"?", outcome.misconception}:
        return None
    wanted = f"{' or '.join(sorted(trial.verdicts))} {trial.misconception or ''}".strip()
    got = f"{outcome.verdict} {outcome.misconception or ''}".strip()
    rule = f"check {check.id}, seed {seed}: {trial.response!r} is graded {got}, not {wanted}"
    return Problem(place.file, place.line, rule, "tell the two apart, or correct the check")


def _unreached(check: Check, reached: set[str]) -> Iterator[Problem]:
    """Yield the slips that no answer reaches on any numbers, as another one leads to the same each time."""
    front = check.authored.front
    if not isinstance(front, NumericFront):
        return
    for index, mistake in enumerate(numeric_case(check, 0).mistakes):
        if mistake.id not in reached:
            place = check.authored.place("misconception", index)
            rule = f"check {check.id}: {mistake.id} is never named, as another slip always gives its number"
            yield Problem(place.file, place.line, rule, "remove it, or change the numbers")


def _trials(check: Check, seed: int) -> Iterator[Trial]:
    """Yield every answer that must be graded in a known way."""
    yield Trial("nothing", "alone", "", NO_ANSWER)
    if isinstance(check.authored.front, NumericFront):
        case = numeric_case(check, seed)
        yield from number_trials(case, every_form=seed <= EVERY_FORM)
        shown = present(check, seed)
        given = [shown.prompt_html, *(step.work for step in shown.steps if not step.open)]
        yield from given_trials(case, _prose_of(" ".join(given)))
        return
    solution = present(check, seed).solution
    assert isinstance(solution, tuple)
    yield from _choice_trials(check, seed, solution)


def _choice_trials(check: Check, seed: int, solution: tuple[str, ...]) -> Iterator[Trial]:
    yield Trial("choice", "alone", solution, RIGHT)
    several = check.authored.front.kind == "several"
    for option in choice_case(check, seed).options:
        if option.id not in solution:
            chosen = (*solution, option.id) if several else (option.id,)
            yield Trial("choice", "alone", chosen, WRONG, option.misconception or option.id)
        elif several and len(solution) > 1:
            yield Trial("choice", "alone", tuple(one for one in solution if one != option.id), WRONG)


def _glyphs(course: Course, fonts: Path) -> Iterator[Problem]:
    """Yield a problem for each lesson and page that uses a character which the served fonts lack."""
    words = [str(term.definition) for term in course.glossary.values()]
    for page in course.reference:
        yield from _lacking(f"{page.folder}/page.md", [page.body, page.about, *words], fonts)
    for lesson, own in _all_executed(course):
        html = [*(part for part in lesson.body if isinstance(part, Markup)), lesson.question, *lesson.learn]
        for check in own.values():
            try:
                shown = present(check)
            except ContentError:
                continue  # reported already, where the check was executed
            html += [shown.prompt_html, *shown.hints_html, shown.solution_html, *(one.html for one in shown.options)]
            html += [part for step in shown.steps for part in (step.does, step.work)]
        html += [part for it in lesson.explanations.values() for part in (it.prompt, it.answer, *it.points)]
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
