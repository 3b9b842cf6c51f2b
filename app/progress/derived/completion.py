"""The event of a lesson that is complete. Whether it is, `app.pages.study.lesson_progress` says."""

import uuid
from datetime import datetime

from app.progress.events.event import LessonCompleted

_COMPLETIONS = uuid.UUID("6c1d53a4-7c52-4f0c-9c0e-3f1f5f0f8f37")  # a random namespace of our own, made once


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
