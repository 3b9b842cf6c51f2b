"""Grade a choice."""

from collections.abc import Sequence
from typing import cast

from markupsafe import Markup

from app.checks.check import Check
from app.checks.choice import ChoiceCase, choice_case
from app.checks.outcome import Outcome, Verdict, without_verdict
from app.content import TextContext, fragment
from app.content.source.schema import ChoiceFront, Option


def grade_choice(check: Check, seed: int, chosen: Sequence[str]) -> Outcome:
    """Return what to say to the options that a learner chose; see `grade`."""
    case = choice_case(check, seed)
    options = {option.id: option for option in case.options}
    ticked = [one for one in dict.fromkeys(chosen) if one]
    if not ticked or any(one not in options for one in ticked):
        return _not_understood("Choose an answer first.")
    if check.authored.front.kind == "single":
        if len(ticked) > 1:
            return _not_understood("Choose one answer only.")
        return _single(check, case, options[ticked[0]])
    return _several(check, case, [options[one] for one in ticked])


def feedback_of(check: Check, seed: int) -> dict[str, str]:
    """Return what is said to each option, for a page that grades by itself."""
    case = choice_case(check, seed)
    return {option.id: str(_feedback(check, case, option)) for option in case.options}


def _single(check: Check, case: ChoiceCase, option: Option) -> Outcome:
    if option.id in case.right:
        return Outcome(Verdict.RIGHT, _feedback(check, case, option))
    return Outcome(Verdict.WRONG, _feedback(check, case, option), option.misconception or option.id)


def _several(check: Check, case: ChoiceCase, ticked: Sequence[Option]) -> Outcome:
    wrong = [option for option in ticked if option.id not in case.right]
    found = [option for option in ticked if option.id in case.right]
    if not wrong and len(found) == len(case.right):
        return Outcome(Verdict.RIGHT, Markup("").join(_feedback(check, case, option) for option in found))
    said = [_feedback(check, case, option) for option in wrong]
    missing = len(case.right) - len(found)
    # How many are missing, but not which: to find them is the exercise.
    if missing:
        count = "One statement that holds is" if missing == 1 else f"{missing} statements that hold are"
        said.append(Markup("<p>{} still missing.</p>").format(count))
    return Outcome(Verdict.WRONG, Markup("").join(said), (wrong[0].misconception or wrong[0].id) if wrong else None)


def _feedback(check: Check, case: ChoiceCase, option: Option) -> Markup:
    front = cast("ChoiceFront", check.authored.front)
    place = check.authored.place("option", front.option.index(option), "feedback")
    context = TextContext(case.names, check.glossary, place, prefix=f"{check.id}-{option.id}-")
    return without_verdict(fragment(option.feedback, context))


def _not_understood(text: str) -> Outcome:
    return Outcome(Verdict.NOT_UNDERSTOOD, Markup("<p>{} {}</p>").format(text, "This was not counted as an attempt."))
