"""The event that says that a lesson is complete."""

from datetime import UTC, datetime

from app.progress import lesson_completed


def test_completion_once():
    """Two tabs that complete a lesson make the same event; another learner or lesson makes another."""
    learners = ("learner-one-0123456789", "learner-two-0123456789")
    now, later = datetime(2025, 3, 1, tzinfo=UTC), datetime(2025, 3, 2, tzinfo=UTC)
    first = lesson_completed(learners[0], "one", now)
    assert first.is_same_deed(lesson_completed(learners[0], "one", later))
    others = (lesson_completed(learners[1], "one", now), lesson_completed(learners[0], "two", now))
    assert len({first.event_id, *(other.event_id for other in others)}) == 3
