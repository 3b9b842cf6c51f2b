"""A lesson's statements, each with an expression that proves it."""

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from app.content.language.expression import evaluate, explain
from app.content.language.fresh_numbers import with_fresh_numbers
from app.content.language.names import Names
from app.content.language.values import ExpressionError
from app.content.source.problem import Place, Problem

#: A claim about any P and Q is tried on so many drawn ones.
DRAWS = 200


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement of a lesson.

    Parameters
    ----------
    id, text, source
        Its name, what it says (HTML), and where it comes from.
    holds
        The expression that must be true.
    names
        The quantities that the expression may name.
    draws
        Quantities to draw anew, for a claim that holds for all of them.
    place
        Where it was written.
    """

    id: str
    text: Markup
    source: str
    holds: str
    names: Names
    draws: Mapping[str, str]
    place: Place


def prove(claim: Claim) -> Problem | None:
    """Return None if the claim holds, else what is wrong, with both sides of it worked out.

    Parameters
    ----------
    claim
        The claim; one with draws is tried on the lesson's own numbers and on 200 drawn ones.
    """
    try:
        for names in _cases(claim):
            verdict = evaluate(claim.holds, names)
            if not isinstance(verdict, bool):
                return _problem(claim, f"`{claim.holds}` is neither true nor false", "compare: kl(P, Q) > 0")
            if not verdict:
                drawn = "".join(f", {name} = {names[name]}" for name in claim.draws)
                return _problem(claim, f"false: {explain(claim.holds, names)}{drawn}", "correct the claim and its text")
    except ExpressionError as error:
        return _problem(claim, error.rule, error.repair)
    return None


def _cases(claim: Claim) -> list[Names]:
    if not claim.draws:
        return [claim.names]
    return [with_fresh_numbers(claim.draws, claim.names, f"{claim.id}/{number}") for number in range(DRAWS)]


def _problem(claim: Claim, rule: str, repair: str) -> Problem:
    return Problem(claim.place.file, claim.place.line, f"claim {claim.id}: {rule}", repair)
