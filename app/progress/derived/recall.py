"""How well a learner knows each question: from all answers to it, in its lesson and on the review page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from app.progress.events.event import AnswerGiven, Event

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

    @classmethod
    def of(cls, lesson: str, check: str) -> "Question":
        """Return the question to which a deed belongs, by the names under which the deed is kept.

        Outside its own lesson, on the review page or in a later lesson, a question is named in full.
        """
        return cls.named(check) if "." in check else cls(lesson, check)


@dataclass(frozen=True, kw_only=True, slots=True)
class Recall:
    """What is known of one question: how often it was answered, how often rightly, and how it went last.

    ``last`` is the place of the last answer in the order of arrival of the learner's events: a later one has a greater
    number. An answer that was neither right nor wrong (not understood, rounded too early, …) is none.
    """

    answers: int
    right: int
    last: int
    last_right: bool


def recall(events: Iterable[Event]) -> Mapping[Question, Recall]:
    """Return what is known of each question that a learner has answered.

    Parameters
    ----------
    events
        Events of one learner in the order of arrival. Answers count alike: given in the question's own lesson, on the
        review page, or where a later lesson asks the question again, whose events name it in full, as those of the
        review page do.

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
    for place, event in enumerate(events, 1):
        if not isinstance(event, AnswerGiven) or event.verdict not in COUNTED:
            continue
        question = Question.of(event.lesson, event.check)
        before = known.get(question)
        right = event.verdict == "right"
        known[question] = Recall(
            answers=(before.answers if before else 0) + 1,
            right=(before.right if before else 0) + right,
            last=place,
            last_right=right,
        )
    return MappingProxyType(known)
