"""Grade a number."""

from markupsafe import Markup

from app.checks.answer import Answer, NotUnderstood, parse_answer
from app.checks.check import Check
from app.checks.closeness import closeness
from app.checks.numeric import Mistake, NumericCase, asked_unit, numeric_case
from app.checks.outcome import Outcome, Verdict
from app.content import Writing, fragment
from app.content.values import Quantity
from app.ui.format import format_number, format_plain


def grade_numeric(check: Check, seed: int, text: str) -> Outcome:
    """Return what to say to a number that a learner typed; see `grade`."""
    answer = parse_answer(text)
    if isinstance(answer, NotUnderstood):
        return _not_understood(answer)
    asked = asked_unit(check)
    if asked is None and answer.unit is not None:
        return _not_understood(NotUnderstood("this number has no unit", f"leave “{answer.unit}” out"))
    case = numeric_case(check, seed, answer.unit)
    near = closeness(answer.value, answer.decimals, case.truth, case.decimals)
    if near == "close":
        return Outcome(Verdict.RIGHT, _right(case, asked))
    mistake = _recognised(case, answer, "close")
    if mistake is None and near == "coarse":
        message = "Right so far. Give {} decimals."
        return Outcome(Verdict.MORE_DIGITS, Markup("<p>{}</p>").format(message.format(case.decimals)))
    mistake = mistake or _recognised(case, answer, "coarse")
    if mistake is None:
        return Outcome(Verdict.WRONG, Markup("<p>{}</p>").format(_UNKNOWN))
    writing = Writing(case.names, check.glossary, mistake.place, prefix=f"{check.id}-feedback-")
    return Outcome(Verdict.WRONG, fragment(mistake.feedback, writing), mistake.id)


_UNKNOWN = "Not yet, and none of the usual slips. Go through the sum term by term, or open a hint."


def _not_understood(fault: NotUnderstood) -> Outcome:
    text = f"{fault.reason[:1].upper()}{fault.reason[1:]}: {fault.repair}. This was not counted as an attempt."
    return Outcome(Verdict.NOT_UNDERSTOOD, Markup("<p>{}</p>").format(text))


def _recognised(case: NumericCase, answer: Answer, how: str) -> Mistake | None:
    return next(
        (
            mistake
            for mistake in case.mistakes
            if any(closeness(answer.value, answer.decimals, value, case.decimals) == how for value in mistake.values)
        ),
        None,
    )


def _right(case: NumericCase, asked: str | None) -> Markup:
    if case.unit is None or asked is None:
        return Markup("<p>Right: {}.</p>").format(format_plain(case.truth, case.decimals))
    shown = format_number(case.truth, case.unit, case.decimals)
    if case.unit == asked:
        return Markup("<p>Right: {}.</p>").format(shown)
    wanted = Quantity(case.truth, case.unit).in_unit("bits" if asked == "bits" else "nats")
    return Markup("<p>Right: {} are {}.</p>").format(shown, format_number(wanted.value, asked, case.decimals))
