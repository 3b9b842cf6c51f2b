"""Grade an answer: the one way in for pages and for check-lessons."""

from collections.abc import Sequence

from app.checks.check import Check
from app.checks.grade_choice import grade_choice
from app.checks.grade_numeric import grade_numeric
from app.checks.outcome import Outcome


def grade(check: Check, seed: int, response: str | Sequence[str]) -> Outcome:
    """Return what to say to an answer.

    Parameters
    ----------
    check
        The check that was asked.
    seed
        The numbers with which it was asked; 0 for the lesson's own.
    response
        The text typed for a numeric check; the id or ids of the options chosen for the others.

    Returns
    -------
    Outcome
        The verdict, what to say, and the misconception if one was recognised. Whatever is typed is answered;
        an unreadable answer is an outcome too.

    Raises
    ------
    ContentError
        Only for a fault in the author's file, which `check-lessons` finds before a learner does.
    """
    if check.written.front.kind == "numeric":
        return grade_numeric(check, seed, response if isinstance(response, str) else "".join(response[:1]))
    return grade_choice(check, seed, [response] if isinstance(response, str) else response)
