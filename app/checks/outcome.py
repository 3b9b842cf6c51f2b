"""What comes back when a learner answers."""

import re
from dataclasses import dataclass
from enum import StrEnum

from markupsafe import Markup


class Verdict(StrEnum):
    """What can be said of an answer; only the first two are attempts."""

    RIGHT = "right"
    WRONG = "wrong"
    #: Right as far as it goes.
    MORE_DIGITS = "more_digits"
    #: The right way, with steps that were rounded too early.
    ROUNDED_EARLY = "rounded_early"
    NOT_UNDERSTOOD = "not_understood"
    #: The fault is the course's own.
    NOT_GRADED = "not_graded"
    #: An explanation, which is never graded.
    KEPT = "kept"

    @property
    def said(self) -> str:
        """The verdict in a few words."""
        return _SAID[self]


_SAID = {
    Verdict.RIGHT: "Right.",
    Verdict.WRONG: "Not yet.",
    Verdict.MORE_DIGITS: "More digits, please; it was not counted.",
    Verdict.ROUNDED_EARLY: "Right way, rounded too early; it was not counted.",
    Verdict.NOT_UNDERSTOOD: "Not understood; it was not counted.",
    Verdict.NOT_GRADED: "Not graded, and not counted: the fault is ours.",
    Verdict.KEPT: "Kept.",
}


_STUTTER = re.compile(r"(<p>)(?:Right|Yes|Not yet)[.:,] +(\w?)")


def without_verdict(feedback: Markup) -> Markup:
    """Return feedback without a `Right:` or `Not yet,` at its head, where the verdict says so already.

    Examples
    --------
    >>> without_verdict(Markup("<p>Yes: nothing for a sure thing.</p>"))
    Markup('<p>Nothing for a sure thing.</p>')
    """
    return Markup(_STUTTER.sub(lambda found: found[1] + found[2].upper(), feedback))  # noqa: S704 - only words taken out


@dataclass(frozen=True, slots=True)
class Outcome:
    """A graded answer.

    Parameters
    ----------
    verdict
        What it is.
    feedback_html
        What to say, as HTML.
    misconception
        The id of the mistake that was recognised, or None.
    headline
        The verdict in words of its own, such as `Right: 2.322 bits.`; None for the usual ones.
    """

    verdict: Verdict
    feedback_html: Markup
    misconception: str | None = None
    headline: str | None = None

    @property
    def said(self) -> str:
        """The verdict in a few words; what follows does not say it again."""
        return self.headline or self.verdict.said

    @property
    def counts(self) -> bool:
        """Whether it is an attempt: right or wrong."""
        return self.verdict in {Verdict.RIGHT, Verdict.WRONG}
