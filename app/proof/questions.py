"""Questions, answered in every way: each answer is graded as it must be, each slip is reached."""

from collections.abc import Iterator

from app.checks import Check, PresentedCheck, judge, present
from app.checks.choice import choice_case
from app.checks.numeric import numeric_case
from app.content import ContentError, Problem
from app.content.source.schema import NumericFront
from app.proof.answer_forms import NO_ANSWER, RIGHT, WRONG, Trial, given_trials, number_trials
from app.proof.fonts import prose_of
from app.proof.programs import check_program
from app.proof.report import Report

#: On so many of these, answers are typed in every form; on the others in the plainest.
EVERY_FORM = 6


def check_question(check: Check, fresh: int, report: Report) -> None:
    """Answer a question on its own numbers and on so many fresh ones."""
    report.checks += 1
    reached: set[str] = set()
    prompts: set[str] = set()
    for seed in range(fresh + 1):
        try:
            shown = present(check, seed)
            trials = list(_trials(check, seed, shown))
        except ContentError as error:
            report.problems.extend(error.problems)
            return
        prompts.add(shown.prompt_html)
        for trial in trials:
            report.answers += 1
            report.typed[trial.form, trial.unit] += 1
            problem = _graded(check, seed, trial)
            if problem is not None:
                report.problems.append(problem)
            elif trial.misconception and trial.misconception != "?":
                reached.add(trial.misconception)
    check_program(check, report)
    report.misconceptions += len(reached)
    report.problems.extend(_unreached(check, reached))
    if check.fresh and len(prompts) == 1:
        place = check.authored.place("draw")
        rule = f"check {check.id}: the fresh numbers are always the same, or the prompt does not show them"
        report.problems.append(Problem(place.file, place.line, rule, "draw from a range, and write {{ P | labelled }}"))


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


def _trials(check: Check, seed: int, shown: PresentedCheck) -> Iterator[Trial]:
    """Yield every answer that must be graded in a known way."""
    yield Trial("nothing", "alone", "", NO_ANSWER)
    if isinstance(check.authored.front, NumericFront):
        case = numeric_case(check, seed)
        yield from number_trials(case, every_form=seed <= EVERY_FORM)
        given = [shown.prompt_html, *(step.work for step in shown.steps if not step.open)]
        yield from given_trials(case, prose_of(" ".join(given)))
        return
    assert isinstance(shown.solution, tuple)
    yield from _choice_trials(check, seed, shown.solution)


def _choice_trials(check: Check, seed: int, solution: tuple[str, ...]) -> Iterator[Trial]:
    yield Trial("choice", "alone", solution, RIGHT)
    several = check.authored.front.kind == "several"
    for option in choice_case(check, seed).options:
        if option.id not in solution:
            chosen = (*solution, option.id) if several else (option.id,)
            yield Trial("choice", "alone", chosen, WRONG, option.misconception or option.id)
        elif several and len(solution) > 1:
            yield Trial("choice", "alone", tuple(one for one in solution if one != option.id), WRONG)
