"""Grade an answer: the one way in for pages (`grade`) and for check-lessons (`judge`)."""

import logging
from collections.abc import Sequence

from markupsafe import Markup

from app.checks.check import Check
from app.checks.grade_choice import grade_choice
from app.checks.grade_numeric import grade_numeric
from app.checks.outcome import Outcome, Verdict

logger = logging.getLogger(__name__)
_OUR_FAULT = Markup(
    "<p>This question cannot be graded just now. What you answered is kept, and it is noted for us.</p>"
)


def grade(check: Check, seed: int, response: str | Sequence[str]) -> Outcome:
    """Return what to say to an answer; a fault of the course is logged, and costs the learner nothing.

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
        an unreadable answer is an outcome too, and so is one that cannot be graded.
    """
    try:
        return judge(check, seed, response)
    except Exception:
        # Whatever it is: the learner did nothing wrong, and the next answer is graded as if nothing had happened.
        logger.exception("check %s/%s, seed %s: an answer cannot be graded", check.lesson_id, check.id, seed)
        return Outcome(Verdict.NOT_GRADED, _OUR_FAULT)


def judge(check: Check, seed: int, response: str | Sequence[str]) -> Outcome:
    """Return what to say to an answer; see `grade`.

    Raises
    ------
    ContentError
        For a fault in the author's file, which `check-lessons` finds before a learner does.
    """
    if check.authored.front.kind == "numeric":
        return grade_numeric(check, seed, response if isinstance(response, str) else "".join(response[:1]))
    return grade_choice(check, seed, [response] if isinstance(response, str) else response)
