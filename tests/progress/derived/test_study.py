"""When a question comes back and what was earned follow from the events, however they came in."""

import json
import uuid
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from fsrs import Card, Rating, Scheduler, State
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from progress.deeds import deeds

from app.progress import (
    POINTS,
    REVIEW,
    SETTINGS,
    AnswerGiven,
    HintShown,
    PredictionCommitted,
    Question,
    SolutionShown,
    SwitchSet,
    derive,
    derive_study,
    study_day,
)
from app.progress.derived.memory import memory_of, remember
from app.progress.events.arrival import Arrival

ONE, TWO = "learner-one-0123456789", "learner-two-0123456789"
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
A = Question("lesson", "a")


def event(event_type, day=0, place="lesson", hours=0, **fields):
    """An event at noon of a day, counted from the first."""
    if event_type in {AnswerGiven, HintShown, SolutionShown}:
        fields = {"check": "a", "seed": 1} | fields
    if event_type is AnswerGiven:
        fields = {"answer_text": "1", "verdict": "right"} | fields
    if event_type is HintShown:
        fields = {"hint": 1} | fields
    at = NOON + timedelta(days=day, hours=hours)
    return event_type(**{"event_id": str(uuid.uuid4()), "learner": ONE, "lesson": place, "at": at} | fields)


def answer(day=0, verdict="right", **fields):
    """An answer at noon of a day."""
    return event(AnswerGiven, day, verdict=verdict, **fields)


def ratings(*events):
    """The ratings of the question after these events, by days from the first."""
    state = None
    for each in events:
        state = remember(state, Arrival.of(each, 1))
    first = study_day(NOON, None)
    days = (text.split(":") for text in state["days"].split())
    return {int(day) - first: int(code) % 4 for day, code in days}


def test_the_first_answer_of_a_day_counts():
    """Right at once is Good and wrong is Again, whatever follows on the same day."""
    assert ratings(answer(0), answer(0, "wrong"), answer(1, "wrong"), answer(1)) == {0: 3, 1: 1}


def test_a_hint_makes_it_hard():
    """Right after a hint to the same numbers is Hard; a hint to others changes nothing."""
    assert ratings(event(HintShown), answer()) == {0: 2}
    assert ratings(event(HintShown, seed=7), answer()) == {0: 3}
    assert ratings(event(HintShown, place="later", check="lesson.a"), answer()) == {0: 3}


def test_a_solution_gives_the_answer_away():
    """A look at the solution is Again, and so is what is answered to the same numbers later; it earns nothing."""
    seen = event(SolutionShown)
    assert ratings(seen, answer(0), answer(2)) == {0: 1, 2: 1}
    assert derive_study([seen, answer(0), answer(2)]).points == 0
    assert derive_study([seen, answer(0), answer(2), answer(2, seed=2)]).points == 10


@pytest.mark.parametrize("verdict", ["more_digits", "rounded_early", "not_understood", "not_graded"])
def test_what_was_no_attempt_counts_for_nothing(verdict):
    """An answer that was neither right nor wrong is no review and no day of practice."""
    study = derive_study([answer(0, verdict)])
    assert (dict(study.memories), study.days, study.points) == ({}, 0, 0)


def test_one_question_in_three_places():
    """Answers in the lesson, on the review page and where a later lesson asks again are reviews of one question."""
    places = [("lesson", "a"), (REVIEW, "lesson.a"), ("later", "lesson.a")]
    study = derive_study([answer(day, place=place, check=check) for day, (place, check) in enumerate(places)])
    assert list(study.memories) == [A]
    assert study.memories[A].right == 3


def test_a_night_belongs_to_the_day_before():
    """The day begins at four by the learner's clock, as far as it is known."""
    late = datetime(2026, 3, 3, 1, tzinfo=UTC)
    assert study_day(late, None) == date(2026, 3, 2).toordinal()
    assert study_day(late, -480) == date(2026, 3, 2).toordinal()
    assert study_day(late, 180) == date(2026, 3, 3).toordinal()
    assert derive_study([answer(0, at=late, zone=180), answer(0, at=late, zone=60)]).days == 2


def test_what_waited_for_a_connection_counts_for_its_own_day():
    """An answer of the first day that arrives on the third is a review of the first, and the dates are planned anew."""
    second, first = answer(2), answer(3, done=NOON)
    assert ratings(second, first) == {0: 3, 2: 3}
    assert derive_study([second, first]).memories == derive_study([answer(0), answer(2)]).memories


def by_hand(days):
    """What FSRS says of reviews on these days, asked directly."""
    scheduler = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False, maximum_interval=365)
    card = Card(card_id=0)
    for day, rating in sorted(days.items()):
        card, _ = scheduler.review_card(card, Rating(rating), datetime.fromordinal(day).replace(tzinfo=UTC))
        assert card.state is State.Review
    return card


@given(st.dictionaries(st.integers(0, 400), st.sampled_from(["right", "wrong", "hint"]), min_size=1), st.randoms())
def test_dates_are_those_of_fsrs(days, random):
    """In whatever order the days arrive, stability, difficulty and date are FSRS's for the days in their order."""
    events = []
    for day, how in random.sample(sorted(days.items()), len(days)):
        if how == "hint":
            events.append(event(HintShown, day, seed=day))
        events.append(answer(day, "wrong" if how == "wrong" else "right", seed=day))
    memory = derive_study(events).memories[A]
    card = by_hand({study_day(NOON, None) + day: {"right": 3, "wrong": 1, "hint": 2}[how] for day, how in days.items()})
    assert (memory.stability, memory.difficulty) == (card.stability, card.difficulty)
    assert memory.due == card.due.toordinal()
    assert memory.due > memory.last
    assert memory.due - memory.last <= 365


def test_dates_are_those_of_another_implementation():
    """A thousand random logs come back on the days that ts-fsrs names; `make_dates.py` asks it anew."""
    told = json.loads((Path(__file__).parent / "fsrs" / "dates.json").read_text(encoding="utf-8"))
    assert len(told["logs"]) == 1000
    for log in told["logs"]:
        state = None
        for number, (day, rating, interval) in enumerate(log):
            deeds = [event(HintShown, day, seed=number)] if rating == 2 else []
            deeds.append(answer(day, "wrong" if rating == 1 else "right", seed=number))
            for deed in deeds:
                state = remember(state, Arrival.of(deed, 1))
            memory = memory_of(state)
            assert (memory.rating, memory.due - memory.last) == (rating, interval)


def test_slips_are_remembered():
    """Of each misconception the last day is known on which an answer to the question showed it."""
    slips = [
        answer(day, "wrong", misconception=name) for day, name in [(0, "other-unit"), (3, "other-unit"), (1, "sum")]
    ]
    first = study_day(NOON, None)
    assert derive_study(slips).memories[A].slips == {"other-unit": first + 3, "sum": first + 1}


def test_points():
    """Ten for a question's first right day, three for a later one, five for a prediction; a wrong answer takes none."""
    guess = event(PredictionCommitted, prediction="p", quantity="kl", guess=1.0, truth=0.5, unit="bits")
    study = derive_study([answer(0), answer(0, seed=2), answer(1, "wrong"), answer(2), answer(9, check="b"), guess])
    assert study.points == 10 + 3 + 10 + 5
    assert (study.level, study.days) == (1, 4)


def test_the_switch():
    """Points are shown until they are switched off; the last word counts, and it is no practice and no place."""
    off = [event(SwitchSet, place=SETTINGS, name=POINTS, on=False)]
    assert derive_study([]).shows_points
    assert not derive_study(off).shows_points
    assert (derive_study(off).days, derive_study(off).place, dict(derive(off).lessons)) == (0, None, {})
    assert derive_study([*off, event(SwitchSet, place=SETTINGS, name=POINTS, on=True)]).shows_points


def test_where_one_was():
    """The last deed in a lesson says where; what is done on the review page does not."""
    study = derive_study(
        [answer(0), event(HintShown, place="later", check="lesson.a"), answer(1, place=REVIEW, check="x.y")]
    )
    assert (study.place.lesson, study.place.kind, study.place.name) == ("later", "recall", "lesson.a")


@st.composite
def histories(draw):
    """Events of one learner in lessons, on the review page and among the settings, by clocks that jump about."""
    events = []
    for deed in draw(st.lists(st.one_of(deeds, st.builds(dict, type=st.just(SwitchSet), on=st.booleans())))):
        fields = dict(deed)
        event_type = fields.pop("type")
        place = SETTINGS if event_type is SwitchSet else draw(st.sampled_from(["a", "b", REVIEW]))
        if event_type is SwitchSet:
            fields["name"] = draw(st.sampled_from([POINTS, "other"]))
        if place == REVIEW and "check" in fields:
            fields["check"] = f"{draw(st.sampled_from('ab'))}.{fields['check']}"
        if fields.get("verdict") == "wrong":
            fields["misconception"] = draw(st.sampled_from([None, "other-unit", "sum"]))
        fields["zone"] = draw(st.sampled_from([None, -300, 840]))
        fields["done"] = draw(st.sampled_from([None, NOON - timedelta(days=3)]))
        events.append(event(event_type, draw(st.integers(-9, 9)), place, draw(st.integers(0, 23)), **fields))
    return events


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(histories(), st.data())
def test_the_summary_tells_the_same(store, history, data):
    """After any events, in any groups, the study in the summary is what follows from the events."""
    store.forget(ONE)
    while history:
        cut = data.draw(st.integers(1, len(history)))
        store.append_all(history[:cut])
        history = history[cut:]
        if data.draw(st.booleans()):
            store._bring_forward(ONE)
        told, derived = store.study(ONE), derive_study(store.events(ONE))
        for field in ("memories", "days", "place", "zone", "switches", "points"):
            assert getattr(told, field) == getattr(derived, field)
        assert told.progress.lessons == derived.progress.lessons


@settings(max_examples=60)
@given(histories(), st.data())
def test_an_event_more_takes_no_points_away(history, data):
    """Points and days never become less, whatever comes from another device and wherever it belongs in time."""
    history = [each for each in history if each.kind != "solution_shown"]
    cut = data.draw(st.integers(0, len(history)))
    before, after = derive_study(history[:cut]), derive_study(history)
    assert after.points >= before.points
    assert after.level >= before.level
    assert after.days >= before.days
