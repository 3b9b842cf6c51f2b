"""The summary beside the events tells what the events tell, however they came in."""

import dataclasses
import sys
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from progress.deeds import deeds

from app.progress import REVIEW, AnswerGiven, Appended, SchemaError, SqlStore, connect, derive, migrate
from app.progress.store import sql_summary
from app.progress.store.schema import events as table
from app.progress.store.schema import summaries, summary_items
from app.progress.store.sql_store import _row
from tests.patience import PATIENCE

ONE, TWO = "learner-one-0123456789", "learner-two-0123456789"
START = datetime(2025, 3, 1, tzinfo=UTC)


def ranked(progress):
    """The progress with the order of last answers as plain ranks: the summary counts the events of all learners."""
    lasts = sorted(recall.last for recall in progress.known.values())
    known = {
        name: dataclasses.replace(recall, last=lasts.index(recall.last)) for name, recall in progress.known.items()
    }
    return dataclasses.replace(progress, known=known)


def same(store, learner):
    """Whether the summary of a learner and the derivation from all events agree, for the course and each lesson."""
    events = store.events(learner)
    assert ranked(store.progress(learner)) == ranked(derive(events))
    for lesson in {event.lesson for event in events}:
        own = [event for event in events if event.lesson == lesson]
        assert ranked(store.progress(learner, lesson)) == ranked(derive(own))
    return True


@st.composite
def histories(draw):
    """Groups of events of two learners, in lessons and on the review page, by a clock that jumps about."""
    drawn = draw(st.lists(st.tuples(deeds, st.sampled_from([ONE, TWO]), st.integers(-9, 9), st.integers(0, 5))))
    groups = [[]]
    for number, (deed, learner, clock, cut) in enumerate(drawn):
        fields = dict(deed)
        lesson = draw(st.sampled_from(["a", "b", REVIEW]))
        if lesson == REVIEW and "check" in fields:
            fields["check"] = f"{draw(st.sampled_from('ab'))}.{fields['check']}"
        about = {"event_id": str(uuid.uuid4()), "learner": learner, "lesson": lesson}
        if "seed" in fields:
            fields["seed"] = draw(st.integers(0, 6))
        groups[-1].append(fields.pop("type")(**about, at=START + timedelta(minutes=60 * clock + number), **fields))
        if not cut:
            groups.append([])
    return [group for group in groups if group]


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(histories(), st.data())
def test_equals_the_derivation(store, history, data):
    """After any groups of events, some twice, some written by a program that keeps no summary, both agree."""
    for learner in (ONE, TWO):
        store.forget(learner)
    for group in history:
        way = data.draw(st.sampled_from(["group", "one by one", "twice", "without summary"]))
        if way == "without summary":
            with store._engine.begin() as connection:
                connection.execute(table.insert(), [_row(event) for event in group])
        elif way == "one by one":
            for event in group:
                store.append(event)
        else:
            store.append_all(group * (2 if way == "twice" else 1))
        if data.draw(st.booleans()):
            assert same(store, ONE)
    assert same(store, ONE)
    assert same(store, TWO)


def many(count, learner=ONE):
    """Rows of answers to a few checks."""
    for number in range(count):
        yield {
            "event_id": str(uuid.uuid4()),
            "learner": learner,
            "lesson": f"lesson-{number % 9}",
            "kind": AnswerGiven.kind,
            "at": START + timedelta(seconds=number),
            "body": {
                "check": f"check-{number % 5}",
                "seed": number // 100,
                "answer_text": str(number),
                "verdict": ("right", "wrong", "more_digits")[number % 3],
                "misconception": None,
            },
        }


def test_counts_reads_instead_of_events(store, make):
    """With thousands of events behind it, progress reads no event: only the states of what the learner touched."""
    with store._engine.begin() as connection:
        connection.execute(table.insert(), list(many(5000)))
    assert same(store, ONE)
    read = []
    sa.event.listen(store._engine, "after_cursor_execute", lambda _c, cursor, statement, *_: read.append(statement))
    with store._engine.connect() as connection:
        behind = connection.scalar(
            sa.select(sa.func.count()).where(table.c.seq > sa.select(summaries.c.seq).scalar_subquery())
        )
        items = connection.scalar(sa.select(sa.func.count()).select_from(summary_items))
    assert (behind, items) == (0, 91)  # 45 questions, a memory of each, and the learner's habits
    read.clear()
    store.progress(ONE)
    assert len([statement for statement in read if statement.startswith("SELECT")]) == 3


def test_the_cost_does_not_grow(tmp_path):
    """Progress after 10,000 events takes no more work than after a hundred: steps of SQLite, calls of ours."""
    engine = connect(f"sqlite:///{tmp_path}/progress.sqlite3")
    migrate(engine)
    store = SqlStore(engine)
    with engine.begin() as connection:
        connection.execute(table.insert(), list(many(10_000)))
        connection.execute(table.insert(), list(many(100, TWO)))
    store.progress(ONE)
    store.progress(TWO)

    def work(learner):
        steps, calls = [], []
        with engine.connect() as connection:  # the one of the pool
            connection.connection.driver_connection.set_progress_handler(lambda: steps.append(None), 1)
        sys.setprofile(lambda _frame, what, _argument: calls.append(what))
        try:
            store.progress(learner)
        finally:
            sys.setprofile(None)
        return len(steps), calls.count("call") + calls.count("c_call")

    for more, fewer in zip(work(ONE), work(TWO), strict=True):
        assert fewer > 0
        assert more < 1.5 * fewer
    store.close()


def test_forgotten_with_the_events(store, one_of_each):
    """Nothing of a summary is left of a learner who was forgotten."""
    store.append_all(one_of_each)
    store.forget(ONE)
    assert store.progress(ONE).lessons == {}
    with store._engine.connect() as connection:
        assert not connection.execute(summaries.select()).all()
        assert not connection.execute(summary_items.select()).all()


def test_a_row_of_a_newer_program(store, make):
    """An event of an unknown kind is named when progress is asked for, and later events are kept nevertheless."""
    store.append(make.answer())
    with store._engine.begin() as connection:
        connection.execute(table.insert(), [{**_row(make.hint()), "kind": "dreamt"}])
    with pytest.raises(SchemaError, match="unknown kind 'dreamt'; start the program that wrote it"):
        store.progress(ONE)
    event, other = make.answer(check="other"), make.answer(learner=TWO)
    store.append_all([event, other])
    assert len(_kinds(store)) == 4
    assert same(store, TWO)


@pytest.mark.parametrize("state", [{}, {"numbers": 7}, {"attempts": 1, "right": 0, "numbers": {"1": {"answer": {}}}}])
def test_a_state_of_a_newer_program(store, make, state):
    """A state of another form is named, and holds up no other learner's events."""
    store.append_all([make.answer() for _ in range(70)])
    store.progress(ONE)
    with store._engine.begin() as connection:
        connection.execute(summary_items.update().values(state=state))
    with pytest.raises(SchemaError, match="cannot be read"):
        store.progress(ONE)
    store.append_all([make.answer(), make.answer(learner=TWO)])
    assert same(store, TWO)
    assert len(store.events(ONE)) == 71


def _kinds(store):
    with store._engine.connect() as connection:
        return connection.scalars(sa.select(table.c.kind)).all()


@pytest.mark.parametrize(
    "meanwhile", ["forgotten", "became another", "another became it", "brought forward", "nothing"]
)
def test_a_summary_is_kept_only_if_nothing_has_changed_meanwhile(store, make, meanwhile):
    """It is worked out while others write; what no longer follows from the events is not kept, and nobody waits."""
    store.append_all([make.answer(learner=learner, check=f"c-{n}") for n in range(3) for learner in (TWO, ONE)])
    with store._transaction() as connection:
        ahead = store._summary.ahead(connection, ONE)
    happens = {
        "forgotten": lambda: store.forget(ONE),
        "became another": lambda: store.unite(ONE, TWO),
        "another became it": lambda: store.unite(TWO, ONE),
        "brought forward": lambda: store._bring_forward(ONE),
        "nothing": lambda: store.append(make.answer(learner=ONE)),  # what comes after the summary is taken in later
    }
    happens[meanwhile]()
    with store._writing([ONE]) as (connection, _):
        assert store._summary.keep(connection, ONE, ahead) == (meanwhile == "nothing")
    assert same(store, ONE)
    assert same(store, TWO)


def test_others_write_while_a_summary_is_worked_out(store, make, monkeypatch):
    """A long history keeps nobody else from writing: an answer of another learner is kept in its midst."""
    store.append_all([make.answer(learner=ONE, check=f"c-{n % 5}") for n in range(20)])
    taken, written = sql_summary._take_in, []

    def slowly(*args):
        if not written:
            with ThreadPoolExecutor(1) as other:
                written.append(other.submit(store.append, make.answer(learner=TWO)).result(timeout=PATIENCE))
        taken(*args)

    monkeypatch.setattr(sql_summary, "_take_in", slowly)
    store._bring_forward(ONE)
    assert [type(result) for result in written] == [Appended]
    assert same(store, ONE)
