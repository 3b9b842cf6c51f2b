"""A check as it is shown: all its texts as HTML, with the numbers of one seed."""

from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup

from app.checks.check import Check
from app.checks.choice import choice_case
from app.checks.numeric import numeric_case
from app.content import TextContext, fragment
from app.content.language.insertion import INSERTION, insertion_python
from app.content.language.names import Names
from app.content.language.values import ExpressionError
from app.content.source.schema import NumericFront

#: A worked solution shows so many decimals more than the course does elsewhere, so that its own sums are true.
SPARE = 2


@dataclass(frozen=True, slots=True)
class PresentedOption:
    """An option of a choice: what the form sends, and what is shown."""

    id: str
    html: Markup


@dataclass(frozen=True, slots=True)
class PresentedStep:
    """A step of a worked solution: what is done, how, and whether that is left to the learner."""

    does: Markup
    work: Markup
    open: bool


@dataclass(frozen=True, slots=True)
class PresentedProgram:
    """A program to be mended: its title, its code with the mistake in it, and the call on which it is tried."""

    title: str
    code: str
    tried: str


@dataclass(frozen=True, slots=True)
class PresentedCheck:
    """A check, ready for a template.

    Parameters
    ----------
    id, kind, seed
        Which check, of which kind, with which numbers.
    prompt_html
        The question.
    options
        For a choice, in the order to show; empty for a number.
    steps
        Of a completion problem, the steps of its solution; with fresh numbers more of them are open.
    program
        A program to be mended, whose call the answer is; None for other questions.
    hints_html
        One to three, from the gentlest on.
    solution_html
        The worked solution.
    unit
        What a number is counted in ("bits", "nats"); None for a plain number or a choice.
    decimals
        How many a number is asked with; None for a choice.
    fresh
        Whether "another one" with fresh numbers can be offered.
    solution
        What a learner would answer: the number as one types it, or the ids of the right options. Not for the page.
    """

    id: str
    kind: Literal["numeric", "single", "several"]
    seed: int
    prompt_html: Markup
    options: tuple[PresentedOption, ...]
    steps: tuple[PresentedStep, ...]
    program: PresentedProgram | None
    hints_html: tuple[Markup, ...]
    solution_html: Markup
    unit: Literal["bits", "nats"] | None
    decimals: int | None
    fresh: bool
    solution: str | tuple[str, ...]


def present(check: Check, seed: int = 0) -> PresentedCheck:
    """Return a check as it is shown.

    Parameters
    ----------
    check
        The check.
    seed
        Which numbers; 0 for the lesson's own.

    Raises
    ------
    ContentError
        For a fault in the author's file.
    """
    front = check.authored.front
    if isinstance(front, NumericFront):
        number = numeric_case(check, seed)
        typed = "inf" if number.truth == float("inf") else f"{number.truth:.{number.decimals}f}"
        return PresentedCheck(
            id=check.id,
            kind=front.kind,
            seed=seed,
            prompt_html=_text(check, number.names, front.prompt, "prompt"),
            options=(),
            steps=_steps(check, front, number.names.with_spare(SPARE), seed),
            program=program_of(check, seed),
            hints_html=_hints(check, number.names),
            solution_html=_text(check, number.names.with_spare(SPARE), front.solution, "solution"),
            unit=number.unit,
            decimals=number.decimals,
            fresh=check.fresh,
            solution=typed,
        )
    case = choice_case(check, seed)
    return PresentedCheck(
        id=check.id,
        kind=front.kind,
        seed=seed,
        prompt_html=_text(check, case.names, front.prompt, "prompt"),
        options=tuple(
            PresentedOption(option.id, _text(check, case.names, option.text, "option", inline=True))
            for option in case.options
        ),
        steps=(),
        program=None,
        hints_html=_hints(check, case.names),
        solution_html=_text(check, case.names, front.solution, "solution"),
        unit=None,
        decimals=None,
        fresh=check.fresh,
        solution=tuple(option.id for option in case.options if option.id in case.right),
    )


def prompt(check: Check, seed: int = 0) -> Markup:
    """Return the question alone: a quarter of the work, where nothing else is shown."""
    front = check.authored.front
    names = numeric_case(check, seed).names if isinstance(front, NumericFront) else choice_case(check, seed).names
    return _text(check, names, front.prompt, "prompt")


def program_of(check: Check, seed: int) -> PresentedProgram | None:
    """Return the program that a question has to be mended, with the numbers of a seed in the call."""
    front = check.authored.front
    if not isinstance(front, NumericFront) or front.program is None:
        return None
    names = numeric_case(check, seed).names
    try:
        tried = INSERTION.sub(lambda match: insertion_python(match["inside"], names), front.program.tried)
    except ExpressionError as error:
        raise check.authored.place("program").error(f"tried: {error.rule}", error.repair) from error
    return PresentedProgram(front.program.title, front.program.broken, tried)


def _steps(check: Check, front: NumericFront, names: Names, seed: int) -> tuple[PresentedStep, ...]:
    """Return the steps: the last ones are open on the lesson's own numbers, and one more on each that follow."""
    worked = len(front.step) - front.open - seed
    return tuple(
        PresentedStep(
            does=_text(check, names, step.does, "step", f"does-{number}-", inline=True),
            work=_text(check, names, step.work, "step", f"{number}-"),
            open=number >= worked,
        )
        for number, step in enumerate(front.step)
    )


def _hints(check: Check, names: Names) -> tuple[Markup, ...]:
    return tuple(
        _text(check, names, hint, "hints", f"{number}-") for number, hint in enumerate(check.authored.front.hints)
    )


def _text(check: Check, names: Names, text: str, key: str, part: str = "", *, inline: bool = False) -> Markup:
    context = TextContext(names, check.glossary, check.authored.place(key), prefix=f"{check.id}-{key}-{part}")
    return fragment(text, context, inline=inline)
