"""How well a learner knows each question follows from the answers, wherever they were given."""

import pytest

from app.progress import REVIEW, Question, derive, recall

GAP = Question("wrong-dictionary", "the-gap")


def test_answers_of_lesson_and_review_count_together(make):
    """A question is one, in its lesson and on the review page; what was answered last decides."""
    events = [
        make.answer(check=GAP.check, verdict="right"),
        make.answer(lesson=REVIEW, check=GAP.name, verdict="wrong"),
    ]
    known = recall(events)[GAP]
    assert (known.answers, known.right, known.last_right) == (2, 1, False)
    assert known.last == len(events)


def test_a_question_that_a_later_lesson_asks_again_is_the_same_question(make):
    """Answered where another lesson opens with it, it counts as answered; the two lessons keep apart what was done."""
    events = [make.answer(lesson="two-directions", check=GAP.name, verdict="right", seed=500)]
    assert recall(events)[GAP].last_right
    assert not derive(events).lesson(GAP.lesson).is_begun
    assert derive(events).lesson("two-directions").check(GAP.name).ever_right


def test_the_order_of_arrival_decides_and_not_the_clock(make):
    """An answer that arrived last is the last one, though a clock that was set back says otherwise."""
    first, last = make.answer(check=GAP.check, verdict="wrong"), make.answer(check=GAP.check, verdict="right")
    assert first.at < last.at
    assert not recall([last, first])[GAP].last_right


@pytest.mark.parametrize("verdict", ["more_digits", "not_understood"])
def test_what_is_no_attempt_is_no_answer(make, verdict):
    """A question that got no answer that counts is not known of."""
    assert recall([make.answer(verdict=verdict)]) == {}


def test_hints_and_solutions_are_no_answers(make):
    """Only answers tell what a learner knows."""
    assert recall([make.hint(), make.solution(), make.renewed(), make.prediction()]) == {}


def test_an_answer_on_the_review_page_belongs_to_no_lesson(make):
    """What is done on the review page begins no lesson, answers nothing in it and leaves its numbers."""
    progress = derive([make.answer(lesson=REVIEW, check=GAP.name, seed=1000)])
    assert not progress.lesson(GAP.lesson).is_begun
    assert progress.lesson(REVIEW).check(GAP.name).ever_right


def test_a_name_says_which_question_it_is():
    """Name and question belong to each other."""
    assert Question.named(GAP.name) == GAP
