"""What comes back when a learner answers."""

from dataclasses import dataclass
from enum import StrEnum

from markupsafe import Markup


class Verdict(StrEnum):
    """The four things that can be said of an answer; the last costs nothing."""

    RIGHT = "right"
    MORE_DIGITS = "more_digits"
    WRONG = "wrong"
    NOT_UNDERSTOOD = "not_understood"


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
    """

    verdict: Verdict
    feedback_html: Markup
    misconception: str | None = None

    @property
    def counts(self) -> bool:
        """Whether it is an attempt: right or wrong, neither too coarse nor unreadable."""
        return self.verdict in {Verdict.RIGHT, Verdict.WRONG}
