"""When a lesson is complete."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from app.progress.events import LessonCompleted
from app.progress.lesson_progress import LessonProgress

_COMPLETIONS = uuid.UUID("6c1d53a4-7c52-4f0c-9c0e-3f1f5f0f8f37")  # a random namespace of our own, made once


@dataclass(frozen=True)
class Remaining:
    """What is still to do in a lesson, in the order of the lesson."""

    checks: tuple[str, ...]
    predictions: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.checks or self.predictions)


def remaining(lesson_checks: Iterable[str], lesson_predictions: Iterable[str], progress: LessonProgress) -> Remaining:
    """Return what a learner still has to do to complete a lesson.

    Parameters
    ----------
    lesson_checks
        The ids of the lesson's checks, in its order.
    lesson_predictions
        The ids of the lesson's predictions, in its order.
    progress
        The learner's progress in this lesson.

    Returns
    -------
    Remaining
        The checks that were never right and the predictions that were never committed; false if there is none.

    Notes
    -----
    A check that was right once stays so, whatever is answered to fresh numbers later. What a learner did for a check
    that has left the lesson is ignored.

    Examples
    --------
    >>> remaining(["fair"], ["bars.kl"], LessonProgress())
    Remaining(checks=('fair',), predictions=('bars.kl',))
    """
    return Remaining(
        checks=tuple(check for check in lesson_checks if not progress.check(check).ever_right),
        predictions=tuple(name for name in lesson_predictions if name not in progress.predictions),
    )


def is_complete(lesson_checks: Iterable[str], lesson_predictions: Iterable[str], progress: LessonProgress) -> bool:
    """Return whether every check was right once and every prediction was committed.

    Parameters
    ----------
    lesson_checks
        The ids of the lesson's checks.
    lesson_predictions
        The ids of the lesson's predictions.
    progress
        The learner's progress in this lesson.

    Returns
    -------
    bool
        True if nothing remains; so a lesson with neither checks nor predictions is complete from the start.

    Examples
    --------
    >>> is_complete(["fair"], [], LessonProgress())
    False
    """
    return not remaining(lesson_checks, lesson_predictions, progress)


def lesson_completed(learner: str, lesson: str, at: datetime) -> LessonCompleted:
    """Return the event that says the learner has completed the lesson.

    Parameters
    ----------
    learner
        The learner's id.
    lesson
        The lesson's id.
    at
        The moment, with its time zone.

    Returns
    -------
    LessonCompleted
        An event whose id follows from learner and lesson: two tabs that finish together record one completion.

    Raises
    ------
    EventError
        If learner, lesson or moment breaks its rule.
    """
    event_id = str(uuid.uuid5(_COMPLETIONS, f"{learner} {lesson}"))
    return LessonCompleted(event_id=event_id, learner=learner, lesson=lesson, at=at)
