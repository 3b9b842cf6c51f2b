"""The end of a lesson: guesses beside truths on one axis, what is open now, the next lesson."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from app.pages.lesson.end import end_context, now_open, strips
from app.pages.study.lesson_progress import Recalled, is_complete, standing
from app.progress import CheckProgress, LessonProgress
from app.progress.events.event import PredictionCommitted

if TYPE_CHECKING:
    from conftest import Live


def recalled(guess: float, truth: float, unit: str | None = "bits") -> Recalled:
    return Recalled("bars", "KL", f"{guess}", f"{truth}", unit, guess, truth)


@pytest.fixture
def course(live: Live):
    return live.server.site.course


def done(lesson) -> LessonProgress:
    """All of a lesson done; of each prediction 1 was guessed where 2 was true."""
    checks = {slot.ref: CheckProgress(ever_right=True) for slot in lesson.slots if slot.kind == "check"}
    made = {
        widget.prediction: PredictionCommitted.__new__(PredictionCommitted)
        for widget in lesson.widgets.values()
        if widget.prediction
    }
    for event in made.values():
        for name, value in {"guess": 1.0, "truth": 2.0, "unit": lesson.unit, "quantity": "kl"}.items():
            object.__setattr__(event, name, value)
    return LessonProgress(checks=checks, predictions=made)


def test_guesses_and_truths_share_an_axis_for_each_unit() -> None:
    """Places are in proportion, the axis is marked in round steps up to the greatest number, units do not mix."""
    one, other = strips([recalled(1.0, 2.0), recalled(4.0, 3.0), recalled(10, 20, None)])
    assert [(pair.truth / pair.guess) for pair in one.pairs] == pytest.approx([2.0, 0.75])
    assert one.marks[-1][1] == "4\u00a0bits"
    assert one.marks[-1][0] == pytest.approx(one.pairs[1].guess)
    assert max(pair.guess for pair in one.pairs) < 1
    assert other.unit is None


def test_infinity_stands_at_the_torn_end() -> None:
    """An infinite truth is beyond every finite guess, and the finite ones keep their proportion."""
    (strip,) = strips([recalled(2.0, math.inf), recalled(1.0, 2.0)])
    assert strip.endless
    assert strip.pairs[0].truth > max(pair.guess for pair in strip.pairs)
    assert strip.pairs[1].truth == pytest.approx(2 * strip.pairs[1].guess)


def test_what_is_open_follows_from_what_stands_on_what(course) -> None:
    """A lesson is open once all that it stands on is complete, and named only where this one was part of it."""
    lesson = course.lesson("wrong-dictionary")
    ids = {each.id for each in now_open(course, frozenset({lesson.id}), lesson)}
    assert ids == {each.id for each in course.lessons if each.needs == (lesson.id,)}
    work = course.lesson("kl-at-work")
    before = frozenset({"wrong-dictionary", "classification"})
    assert work not in now_open(course, before, course.lesson("classification"))
    assert work in now_open(course, before | {"two-directions"}, course.lesson("two-directions"))


def test_a_complete_lesson_ends_with_the_next_one_and_its_question(live: Live, course) -> None:
    """The next lesson that is not complete is a card; this one's circle is new; each guess may be repeated."""
    lesson, following = course.lessons[1], course.lessons[2]
    progress = done(lesson)
    context = end_context(course, lesson, progress, frozenset())
    assert context["following"] is following
    assert context["states"][lesson.id] == "new"
    html = live.server.site.environment.get_template("lesson_end.html").render(**context)
    assert f'href="/lessons/{following.id}">{following.title}' in html
    assert str(following.question) in html
    assert html.count("?again=") == len(lesson.predictions)
    later = end_context(course, lesson, progress, frozenset({following.id}))
    assert later["following"] is course.lessons[3]


def test_an_open_lesson_says_only_what_is_open(course) -> None:
    """Before it is complete there are no guesses, no map and no next card."""
    context = end_context(course, course.lessons[1], LessonProgress(), frozenset())
    assert "map" not in context
    assert context["recap"] == []


def test_a_guess_can_be_made_again(live: Live, course) -> None:
    """With `again` a page asks for the prediction anew, though it was made; the record keeps the first."""
    from app.pages.http.visit import Visit  # noqa: PLC0415
    from app.pages.lesson.page import LessonPage  # noqa: PLC0415 - beside what it is compared with

    lesson, site = course.lesson("wrong-dictionary"), live.server.site
    widget = next(each for each in lesson.widgets.values() if each.prediction)
    progress = done(lesson)
    once = LessonPage(site, lesson, Visit("x")).encoded(progress, "")[1].decode()
    again = LessonPage(site, lesson, Visit("x", {"again": widget.id})).encoded(progress, "")[1].decode()
    asks = "Before you look:"
    assert asks not in once
    assert asks in again


def test_a_lesson_is_complete_when_all_that_it_asks_is_done(course):
    """Without any one question or prediction it is not, and what is open is named; what has left it is nothing."""
    lesson = course.lesson("wrong-dictionary")
    whole = done(lesson)
    assert is_complete(lesson, whole)
    for left_out in whole.checks:
        rest = {name: check for name, check in whole.checks.items() if name != left_out}
        gone = {"gone": CheckProgress(ever_right=True)}
        here = standing(lesson, replace(whole, checks=rest | gone))
        assert not here.complete
        assert [item.anchor for item in here.items if not item.done] == [f"check-{left_out}"]
    assert whole.predictions
    assert not is_complete(lesson, replace(whole, predictions={}))


def test_a_lesson_that_asks_for_nothing_is_never_complete(course):
    """There is nothing to be done in it, and so no end."""
    lesson = replace(course.lesson("wrong-dictionary"), body=())
    assert not standing(lesson, LessonProgress()).items
    assert not is_complete(lesson, LessonProgress())
