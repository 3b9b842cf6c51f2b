"""How well a learner knows each question: from all answers to it, in its lesson and on the review page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from app.progress.events import AnswerGiven, Event

REVIEW = "course.review"
"""Under this name the review page keeps what is done on it. No lesson can have it: an id of a lesson has no dot."""

COUNTED = frozenset({"right", "wrong"})


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the course: its lesson, and its id there."""

    lesson: str
    check: str

    @property
    def name(self) -> str:
        """The name of the question where lessons are not kept apart, as in an address or on the review page."""
        return f"{self.lesson}.{self.check}"

    @classmethod
    def named(cls, name: str) -> "Question":
        """Return the question that has a name.

        Examples
        --------
        >>> Question.named("wrong-dictionary.the-gap")
        Question(lesson='wrong-dictionary', check='the-gap')
        """
        lesson, _, check = name.partition(".")
        return cls(lesson, check)


@dataclass(frozen=True, kw_only=True, slots=True)
class Recall:
    """What is known of one question: how often it was answered, how often rightly, and how it went last.

    An answer that was not understood, or lacks digits, is none.
    """

    answers: int
    right: int
    last_at: datetime
    last_right: bool


def recall(events: Iterable[Event]) -> Mapping[Question, Recall]:
    """Return what is known of each question that a learner has answered.

    Parameters
    ----------
    events
        Events of one learner. Answers given in a lesson and on the review page count alike.

    Returns
    -------
    Mapping
        Questions without an answer are not in it.

    Examples
    --------
    >>> dict(recall([]))
    {}
    """
    known: dict[Question, Recall] = {}
    for event in sorted(events, key=lambda event: event.at):
        if not isinstance(event, AnswerGiven) or event.verdict not in COUNTED:
            continue
        question = Question.named(event.check) if event.lesson == REVIEW else Question(event.lesson, event.check)
        before = known.get(question)
        right = event.verdict == "right"
        known[question] = Recall(
            answers=(before.answers if before else 0) + 1,
            right=(before.right if before else 0) + right,
            last_at=event.at,
            last_right=right,
        )
    return MappingProxyType(known)
