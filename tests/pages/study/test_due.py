"""What is due on a day, how a slip brings it forward, and how firm the ideas are by it."""

from __future__ import annotations

import dataclasses
import uuid
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from app.pages.course.last_place import where
from app.pages.own.mastery import Standing, all_guesses, chapters, known
from app.pages.review.next_question import Choice
from app.pages.review.session import offers, outcome
from app.pages.study.due import SESSION, due, fitting, minutes_of, mixed, named
from app.progress import REVIEW, AnswerGiven, Place, PredictionCommitted, Question, derive_study, study_day
from app.proof.ideas import check_ideas
from app.proof.links import broken_links

if TYPE_CHECKING:
    from conftest import Live

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
FIRST = study_day(NOON, None)
GAP, FAIR = Question("wrong-dictionary", "the-gap"), Question("wrong-dictionary", "fair-matched")


@pytest.fixture
def site(live: Live):
    """The site of the course that we ship."""
    return live.server.site


def answer(question: Question, day: float, slip: str | None = None, verdict: str = "right") -> AnswerGiven:
    """An answer on the review page, wrong if it shows a slip."""
    return AnswerGiven(
        event_id=str(uuid.uuid4()),
        learner="learner-one-0123456789",
        lesson=REVIEW,
        at=NOON + timedelta(days=day),
        check=question.name,
        seed=1,
        answer_text="1",
        verdict="wrong" if slip else verdict,
        misconception=slip,
    )


def due_after(site, today: int, *events):
    """What is due on a day, counted from the first, after these events."""
    return due(derive_study(events), site.course, site.probes, FIRST + today)


def test_nothing_is_due_before_anything_was_answered(site) -> None:
    """A newcomer has nothing to review, and no day on which there will be something."""
    found = due_after(site, 0)
    assert (found.questions, found.next_day, offers(found)) == ([], None, [])


def test_a_right_answer_comes_back_when_it_is_due(site) -> None:
    """Right at once comes back on the second day, and stays due until it is answered."""
    assert due_after(site, 1, answer(GAP, 0)).questions == []
    assert due_after(site, 1, answer(GAP, 0)).next_day == FIRST + 2
    for day in (2, 9):
        assert due_after(site, day, answer(GAP, 0)).questions == [GAP]
    assert due_after(site, 2, answer(GAP, 0), answer(GAP, 2)).questions == []


def firm(question: Question):
    """Answers after which a question comes back late."""
    return [answer(question, day) for day in (0, 2, 13, 60)]


def test_a_slip_that_shows_a_misunderstanding_comes_back_sooner(site) -> None:
    """On the next day comes what was answered wrongly, though FSRS would wait, and another that looks for the slip."""
    both = [*firm(GAP), *firm(FAIR)]
    plain = due_after(site, 62, *both, answer(GAP, 61, verdict="wrong"))
    assert (plain.questions, plain.days[GAP] > FIRST + 62) == ([], True)
    slipped = due_after(site, 62, *both, answer(GAP, 61, "other-unit"))
    assert set(slipped.questions) == slipped.slipped == {GAP, FAIR}
    mended = due_after(site, 63, *both, answer(GAP, 61, "other-unit"), answer(GAP, 62), answer(FAIR, 62))
    assert mended.questions == []


def test_a_slip_brings_few_others_forward(site) -> None:
    """A slip that nineteen questions look for does not bring all of them back at once."""
    many = sorted(site.probes["other-unit"], key=lambda each: each.name)
    events = [event for question in many for event in firm(question)]
    assert len(due_after(site, 62, *events, answer(many[0], 61, "other-unit")).questions) == 3


def test_what_left_the_course_is_not_asked(site) -> None:
    """A question that is no more is due never."""
    assert due_after(site, 9, answer(Question("wrong-dictionary", "no-more"), 0)).questions == []


def test_a_session_is_mixed_and_no_longer_than_one_has_time_for(site) -> None:
    """Ten of what is due, or as many as fit; no two neighbours of one lesson while another has one."""
    questions = [Question(lesson.id, check) for lesson in site.course.lessons[:4] for check in list(lesson.checks)[:5]]
    found = due_after(site, 9, *(answer(question, 0) for question in questions))
    assert len(found.questions) == 20
    session = found.session()
    assert len(session) == SESSION
    assert set(session) == set(found.questions[:SESSION])
    assert all(a.lesson != b.lesson for a, b in zip(mixed(questions), mixed(questions)[1:], strict=False))
    assert (fitting(5), fitting(1), minutes_of(10), minutes_of(1)) == (3, 1, 15, 2)
    assert [offer.questions for offer in offers(found)] == [3, 5, 10, 20]


def test_the_plan_of_a_session_stands_in_the_address(site) -> None:
    """What is planned and how far one is survives in the address; what it cannot hold is left out."""
    choice = Choice(session=(GAP, FAIR), place=1)
    query = dict(pair.split("=") for pair in choice.to_query().replace("%2C", ",").split("&"))
    assert Choice.from_query(query, site.course) == choice
    assert choice.asked() == FAIR
    assert Choice.from_query(query | {"place": "77"}, site.course).asked() is None
    assert Choice.from_query(query | {"place": "-1"}, site.course).place == 0
    assert named(["no.such", GAP.name, GAP.name, ""], site.course) == (GAP,)
    assert len(named([f"{q.name}" for q in site.probes["other-unit"]] * 9, site.course)) <= 2 * SESSION


def test_the_end_of_a_session_says_when_each_comes_back(site) -> None:
    """What was answered today with its rating and its day; what was passed over without."""
    found = due_after(site, 5, answer(GAP, 0), answer(GAP, 5), answer(FAIR, 1))
    gap, fair = outcome(site.course, (GAP, FAIR), found)
    assert (gap.rating, gap.back > FIRST + 5) == (3, True)
    assert (fair.rating, fair.back) == (None, found.days[FAIR])


def standing(site, idea: str, *events) -> Standing:
    """How firm an idea is after these events."""
    found = next(each for each in site.course.ideas if each.id == idea)
    return known(found, derive_study(events).memories, site.probes).standing


def test_ideas_grow_firm(site) -> None:
    """Not tested, right once, right on two days; a slip shakes it until the same is right on a later day."""
    slip = answer(GAP, 3, "whole-for-extra")
    assert standing(site, "two-parts") is Standing.OPEN
    assert standing(site, "two-parts", answer(GAP, 0)) is Standing.FRESH
    assert standing(site, "two-parts", answer(GAP, 0), answer(FAIR, 1)) is Standing.FIRM
    assert standing(site, "two-parts", answer(GAP, 0), answer(GAP, 1), slip) is Standing.SHAKY
    assert standing(site, "two-parts", answer(GAP, 0), slip, answer(GAP, 4)) is Standing.FIRM
    assert standing(site, "two-parts", answer(GAP, 0, verdict="wrong")) is Standing.SHAKY


def test_a_slip_shakes_the_idea_that_it_belongs_to(site) -> None:
    """A unit taken for the other in a question about the gap shakes the units, and says so with its day."""
    events = [answer(GAP, 0, "other-unit")]
    assert standing(site, "units", *events) is Standing.SHAKY
    idea = next(each for each in site.course.ideas if each.id == "units")
    assert known(idea, derive_study(events).memories, site.probes).slips == (("other-unit", NOON.date()),)
    assert standing(site, "distance", *events) is Standing.OPEN


def test_every_question_tests_an_idea_and_every_address_leads_somewhere(site) -> None:
    """So it is in the course that we ship; what is wrong in another is named."""
    course, checks = site.course, site.checks
    assert list(check_ideas("lessons", course, checks)) == []
    assert sum(len(each.ideas) for each in chapters(course, derive_study([]), site.probes)) == len(course.ideas) > 20
    first, *rest = course.ideas
    broken = dataclasses.replace(
        first,
        questions=("surprise-and-entropy.no-such",),
        misconceptions=frozenset({"no-such-slip"}),
        options={"preset": "no-such"},
        place="/lessons/surprise-and-entropy#no-such",
    )
    said = [str(each) for each in check_ideas("lessons", dataclasses.replace(course, ideas=(broken, *rest)), checks)]
    for part in ("no `surprise-and-entropy.no-such`", "no question knows `no-such-slip`", "figure: ", "tests no idea"):
        assert any(part in each for each in said), part
    assert any("no-such" in str(each) for each in broken_links(dataclasses.replace(course, ideas=(broken, *rest))))


def test_where_one_was(site) -> None:
    """A question, a prediction or an earlier lesson's question, by its address; what is no more is its lesson."""
    lesson = site.course.lesson("wrong-dictionary")
    asked = [slot.ref for slot in lesson.slots if slot.kind == "check"]
    assert where(site.course, Place(lesson.id, "check", asked[1])).what == "question 2"
    assert where(site.course, Place(lesson.id, "check", asked[1])).address == f"/lessons/{lesson.id}#check-{asked[1]}"
    assert where(site.course, Place(lesson.id, "prediction", "three-letters")).address.endswith("#widget-guess")
    assert where(site.course, Place(lesson.id, "check", "no-more")).address == f"/lessons/{lesson.id}"
    assert where(site.course, Place("no-more", "check", "x")) is None
    assert where(site.course, None) is None


def test_predictions_of_all_lessons_stand_in_one_place(site) -> None:
    """In the order of the course, beside the truth."""
    about = {"learner": "learner-one-0123456789", "at": NOON, "quantity": "cross-entropy", "unit": "bits"}
    made = [
        PredictionCommitted(event_id=str(uuid.uuid4()), lesson=lesson, prediction=name, guess=2.0, truth=1.75, **about)
        for lesson, name in [("wrong-dictionary", "three-letters"), ("surprise-and-entropy", "biased-coin")]
    ]
    found = all_guesses(site.course, derive_study(made).progress)
    assert [each.lesson.id for each in found] == ["surprise-and-entropy", "wrong-dictionary"]
    assert [row.truth for each in found for row in each.rows] == ["1.750\N{NO-BREAK SPACE}bits"] * 2
