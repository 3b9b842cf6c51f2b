"""Progress follows from the events."""

import dataclasses
import uuid
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from progress.deeds import deeds, names

from app.progress import (
    VERDICTS,
    CheckProgress,
    EventError,
    LessonProgress,
    derive,
)

LESSON, CHECK = "wrong-dictionary", "fair-matched"


def check_after(*events):
    """The progress of the check after these events."""
    return derive(events).lesson(LESSON).check(CHECK)


def test_untouched():
    """A learner who has done nothing has begun no lesson and touched no check."""
    assert derive([]).lessons == {}
    assert derive([]).lesson(LESSON) == LessonProgress()
    assert not LessonProgress().is_begun
    assert check_after() == CheckProgress()
    assert CheckProgress().last_answer is CheckProgress().last_verdict is None


def test_last_answer(make):
    """The check shows the answer given last, with its verdict."""
    first, last = make.answer(answer_text="1", verdict="wrong"), make.answer(answer_text="7/8", verdict="more_digits")
    check = check_after(first, last)
    assert (check.last_answer, check.last_verdict) == ("7/8", "more_digits")


@pytest.mark.parametrize(("verdict", "cost"), [("right", 1), ("wrong", 1), ("more_digits", 0), ("not_understood", 0)])
def test_attempts(make, verdict, cost):
    """A right or wrong answer is an attempt; one that lacks digits or is not understood costs nothing."""
    assert check_after(make.answer(verdict="wrong"), make.answer(verdict=verdict)).attempts == 1 + cost


@pytest.mark.parametrize(("verdict", "is_right"), [(verdict, verdict == "right") for verdict in VERDICTS])
def test_ever_right(make, verdict, is_right):
    """Only the verdict "right" makes a check right."""
    assert check_after(make.answer(verdict=verdict)).ever_right is is_right


def test_right_stays_right(make):
    """A check that was right once stays so after fresh numbers and a wrong answer to them."""
    check = check_after(make.answer(), make.renewed(seed=2), make.answer(seed=2, verdict="wrong"))
    assert check.ever_right
    assert (check.seed, check.last_verdict, check.attempts) == (2, "wrong", 2)


def test_renewed(make):
    """Fresh numbers come with no answer, no open hint and no solution, and keep the count of attempts."""
    check = check_after(make.answer(verdict="wrong"), make.hint(hint=2), make.solution(), make.renewed(seed=2))
    assert check == CheckProgress(seed=2, attempts=1)


def test_renewed_to_the_same_numbers(make):
    """Asking for fresh numbers clears the check even when chance brings the same seed again."""
    check = check_after(make.renewed(seed=2), make.answer(seed=2), make.hint(seed=2), make.renewed(seed=2))
    assert check == CheckProgress(seed=2, attempts=1, ever_right=True)


def test_second_tab(make):
    """An answer from a tab that still shows the old numbers brings those back, with that answer and their hints."""
    before = (make.hint(seed=1), make.renewed(seed=2), make.hint(seed=2, hint=3))
    old = make.answer(seed=1, answer_text="0.5", verdict="wrong")
    check = check_after(*before, old)
    assert (check.seed, check.last, check.hints_opened) == (1, old, 1)


def test_hints_and_solution(make):
    """The hints up to the highest one opened are open, and so is the solution once it was shown."""
    check = check_after(make.hint(hint=1), make.hint(hint=3), make.hint(hint=2))
    assert (check.hints_opened, check.solution_shown) == (3, False)
    assert check_after(make.hint(), make.solution()).solution_shown


def test_first_commitment_counts(make):
    """A prediction can be committed once: a second guess changes nothing."""
    first, second = make.prediction(guess=0.5), make.prediction(guess=0.737)
    other = make.prediction(prediction="other")
    assert derive([first, second, other]).lesson(LESSON).predictions == {"first-guess": first, "other": other}


def test_first_completion_counts(make):
    """A lesson keeps the moment at which it was first completed."""
    first, second = make.completed(), make.completed()
    assert derive([first, second]).lesson(LESSON).completed_at == first.at


def test_lessons_apart(make):
    """What is done in one lesson says nothing about another, though their checks have the same name."""
    progress = derive([make.answer(lesson="one"), make.answer(lesson="two", verdict="wrong")])
    assert progress.lesson("one").check(CHECK).ever_right
    assert not progress.lesson("two").check(CHECK).ever_right
    assert set(progress.lessons) == {"one", "two"}


def test_order_of_arrival(make):
    """What arrived last counts as the last, whatever a clock that was set back says."""
    early, late = make.answer(answer_text="early"), make.answer(answer_text="late", verdict="wrong")
    assert early.at < late.at
    assert check_after(late, early).last == early
    assert check_after(late, early).last_verdict == "right"


def test_numbers_of_long_ago(make):
    """Numbers that four others have followed begin anew; after three they come back as they were left."""
    left = [make.hint(seed=1, hint=2), *(make.answer(seed=seed) for seed in (2, 3, 4))]
    again = make.solution(seed=1)
    assert check_after(*left, again) == dataclasses.replace(
        check_after(*left), seed=1, last=None, hints_opened=2, solution_shown=True
    )
    assert check_after(*left, make.answer(seed=5), again).hints_opened == 0


def test_same_moment(make):
    """Events of the same moment count in the order in which they are given."""
    first = make.answer(answer_text="first")
    second = dataclasses.replace(make.answer(answer_text="second"), at=first.at)
    assert check_after(first, second).last == second
    assert check_after(second, first).last == first


def test_one_learner(make):
    """The events of two learners are never mixed into one progress."""
    with pytest.raises(EventError, match="2 learners"):
        derive([make.answer(), make.answer(learner="learner-two-0123456789")])


@st.composite
def histories(draw):
    """What a learner did, at moments that all differ."""
    drawn = draw(st.lists(st.tuples(deeds, names), max_size=12))
    return [
        deed.pop("type")(
            event_id=str(uuid.UUID(int=number)),
            learner="learner-one-0123456789",
            lesson=lesson,
            at=datetime(2025, 3, 1, tzinfo=UTC) + timedelta(seconds=number),
            **deed,
        )
        for number, (deed, lesson) in enumerate(drawn)
    ]


@given(histories(), st.data())
def test_duplicates(history, data):
    """Progress is the same however often an event arrives after the first time."""
    arrived = list(history)
    for _ in range(data.draw(st.integers(0, 6)) if history else 0):
        place = data.draw(st.integers(0, len(arrived) - 1))
        arrived.insert(data.draw(st.integers(place + 1, len(arrived))), arrived[place])
    assert derive(arrived) == derive(history)


@given(histories(), st.data())
def test_never_lost(history, data):
    """More events take back no right check, no attempt, no first guess and no completion."""
    cut = data.draw(st.integers(0, len(history)))
    before, after = derive(history[:cut]), derive(history)
    for lesson, was in before.lessons.items():
        now = after.lesson(lesson)
        assert now.predictions.items() >= was.predictions.items()
        assert was.completed_at in {None, now.completed_at}
        for name, check in was.checks.items():
            assert now.check(name).ever_right >= check.ever_right
            assert now.check(name).attempts >= check.attempts
