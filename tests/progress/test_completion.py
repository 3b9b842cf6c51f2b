"""A lesson is complete when every check was right once and every prediction was committed."""

import dataclasses
from datetime import UTC, datetime

import pytest

from app.progress import Remaining, derive, is_complete, lesson_completed, remaining

CHECKS, PREDICTIONS = ("a", "b"), ("guess",)


@pytest.fixture
def work(make):
    """All that completes the lesson."""
    return [make.answer(check="a"), make.answer(check="b"), make.prediction(prediction="guess")]


def lesson_after(events):
    """The progress of the lesson after these events."""
    return derive(events).lesson("wrong-dictionary")


def test_complete(work):
    """Every check right and every prediction committed complete the lesson."""
    assert is_complete(CHECKS, PREDICTIONS, lesson_after(work))
    assert not remaining(CHECKS, PREDICTIONS, lesson_after(work))


@pytest.mark.parametrize(("without", "rest"), [(0, (("a",), ())), (1, (("b",), ())), (2, ((), ("guess",)))])
def test_incomplete(work, without, rest):
    """Without any one of them the lesson is incomplete, and what remains is named."""
    progress = lesson_after(work[:without] + work[without + 1 :])
    assert not is_complete(CHECKS, PREDICTIONS, progress)
    assert remaining(CHECKS, PREDICTIONS, progress) == Remaining(*rest)


@pytest.mark.parametrize("verdict", ["wrong", "more_digits", "not_understood"])
def test_not_right(work, verdict):
    """An answer that was not right leaves the lesson incomplete."""
    work[0] = dataclasses.replace(work[0], verdict=verdict)
    assert not is_complete(CHECKS, PREDICTIONS, lesson_after(work))


def test_check_that_left(make, work):
    """Work on a check that is no longer in the lesson neither helps nor hurts."""
    gone = make.answer(check="gone", verdict="wrong")
    assert is_complete(CHECKS, PREDICTIONS, lesson_after([*work, gone]))
    assert not is_complete(CHECKS, PREDICTIONS, lesson_after([*work[1:], gone]))


def test_completion_once():
    """Two tabs that complete a lesson make the same event; another learner or lesson makes another."""
    learners = ("learner-one-0123456789", "learner-two-0123456789")
    now, later = datetime(2025, 3, 1, tzinfo=UTC), datetime(2025, 3, 2, tzinfo=UTC)
    first = lesson_completed(learners[0], "one", now)
    assert first.is_same_deed(lesson_completed(learners[0], "one", later))
    others = (lesson_completed(learners[1], "one", now), lesson_completed(learners[0], "two", now))
    assert len({first.event_id, *(other.event_id for other in others)}) == 3
