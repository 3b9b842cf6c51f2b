"""Deeds reach a record store once, through its absence and our own end; Ralph keeps what it takes to the standard."""

import sqlite3
import time
import uuid
from datetime import UTC, datetime

import pytest

from app.outgoing import guarded
from app.progress import SqlStore, connect, migrate
from app.xapi.statements import pseudonym, statement, statement_id
from app.xapi.stream import Stream
from tests.lti.conftest import Visitor
from tests.patience import PATIENCE
from tests.served import Served
from tests.xapi import ralph as peer

needs_ralph = pytest.mark.skipif(not peer.is_at_hand(), reason=peer.ABSENT)
LESSON = "wrong-dictionary"
BASE, SECRET = "https://course.example.org", "s" * 40


def until(condition):
    """Return what a condition gives once it gives something."""
    deadline = time.monotonic() + PATIENCE
    while not (found := condition()):
        assert time.monotonic() < deadline, "it did not come to pass"
        time.sleep(0.05)
    return found


@pytest.fixture
def ralph(tmp_path):
    """A record store of its own, empty."""
    (tmp_path / "ralph").mkdir()
    store = peer.Ralph(tmp_path / "ralph")
    store.start()
    yield store
    store.stop()


@pytest.fixture
def store_of(tmp_path, monkeypatch):
    """Make a store of events with a stream to an address, which waits for an answer as long as tests wait."""
    stores = []
    for name in ("CONNECT_SECONDS", "READ_SECONDS"):
        monkeypatch.setattr(guarded, name, PATIENCE)

    def make(url, name="progress", account=(peer.NAME, peer.PASSWORD)):
        engine = connect(f"sqlite:///{tmp_path}/{name}.sqlite3")
        migrate(engine)
        stream = Stream(engine, url, account, base=BASE, secret=SECRET, first_pause=0.2)
        stores.append(SqlStore(engine, [stream]))
        return stores[-1], stream

    yield make
    for store in stores:
        store.close()


def send_all(stream):
    """Send until nothing is due, or for as long as the store refuses."""
    while stream.send_due():
        pass


@needs_ralph
def test_every_kind_is_taken(ralph, store_of, one_of_each):
    """Every event that is told is a statement to the standard, with an id, a time and a pseudonym of its own."""
    store, stream = store_of(ralph.url)
    store.append_all(one_of_each)
    send_all(stream)
    kept = {each["id"]: each for each in ralph.kept()}
    assert kept.keys() == {statement_id(event.event_id) for event in one_of_each}
    verbs = {each["verb"]["id"].rpartition("/")[2] for each in kept.values()}
    assert verbs == {"answered", "interacted", "completed"}
    assert {each["actor"]["account"]["name"] for each in kept.values()} == {pseudonym(one_of_each[0].learner, SECRET)}
    assert one_of_each[0].learner not in str(kept)
    right = next(each for each in kept.values() if "success" in each.get("result", {}))
    assert right["result"]["success"] is True


@needs_ralph
def test_each_once(ralph, store_of, make):
    """What is sent again, in another company, is kept once, and what is new in that company is kept too."""
    store, stream = store_of(ralph.url)
    events = [make.answer() for _ in range(120)]
    store.append_all(events)
    send_all(stream)
    assert len(ralph.kept()) == 120
    with stream._engine.begin() as connection:  # as after a confirmation that was lost
        for event in events[:3]:
            row = {"id": uuid.UUID(event.event_id).hex, "due": datetime.now(UTC).isoformat(" ")[:26]}
            connection.exec_driver_sql("INSERT INTO xapi_waiting VALUES (:id, :due, NULL)", row)
    store.append_all([make.answer(), *events[:2]])
    send_all(stream)
    assert len(ralph.kept()) == len({each["id"] for each in ralph.kept()}) == 121
    with stream._engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM xapi_waiting").scalar() == 0


@needs_ralph
def test_a_store_that_is_away(ralph, store_of, make):
    """While the store is away statements wait; they arrive in the order of the deeds when it is back."""
    store, stream = store_of(ralph.url)
    ralph.stop()
    events = [make.answer() for _ in range(5)]
    store.append_all(events)
    assert not stream.send_due()
    ralph.start()
    until(lambda: stream.send_due() or len(ralph.kept()) == 5)
    assert [each["id"] for each in ralph.kept()] == [statement_id(event.event_id) for event in events]


@needs_ralph
def test_wrong_password(ralph, store_of, make):
    """A store that knows us not keeps nothing, and nothing is lost."""
    store, stream = store_of(ralph.url, account=(peer.NAME, "another"))
    store.append(make.answer())
    assert not stream.send_due()
    again = Stream(stream._engine, ralph.url, (peer.NAME, peer.PASSWORD), base=BASE, secret=SECRET)
    send_all(again)
    assert len(ralph.kept()) == 1


@needs_ralph
def test_one_that_is_refused(ralph, store_of, make, monkeypatch):
    """A statement that the store refuses holds up no other, and is set aside with what was said."""
    store, stream = store_of(ralph.url)
    bad = make.answer()
    sound = Stream._statement
    monkeypatch.setattr(
        Stream, "_statement", lambda self, event: sound(self, event) | ({"actor": {}} if event == bad else {})
    )
    store.append_all([make.answer(), bad, make.answer()])
    until(lambda: stream.send_due() or len(ralph.kept()) == 2)
    with stream._engine.connect() as connection:
        ((said, due),) = connection.exec_driver_sql("SELECT said, due FROM xapi_waiting").all()
    assert "refused it (4" in said
    assert due is None


@needs_ralph
def test_the_whole_way(ralph, tmp_path):
    """From an answer in the course to the record store, with a crash of ours and an absence of the store between."""
    account = {"WD_XAPI_USER": peer.NAME, "WD_XAPI_PASSWORD": peer.PASSWORD}
    served = Served(tmp_path, WD_XAPI_ENDPOINT=ralph.url, **account)
    served.start()
    visitor = Visitor(served.port)
    visitor.ask(f"/lessons/{LESSON}")
    visitor.answer(LESSON, "never", "3", str(uuid.uuid4()))
    until(lambda: len(ralph.kept()) == 1)
    ralph.stop()
    event = str(uuid.uuid4())
    visitor.answer(LESSON, "never", "inf", event)
    served.kill()
    ralph.start()
    served.start()
    until(lambda: len(ralph.kept()) >= 2)
    assert [each["id"] for each in ralph.kept()][1:] == [statement_id(event)]
    assert [each["result"]["success"] for each in ralph.kept()] == [False, True]
    served.kill()


def test_forgotten(store_of, make):
    """Of a learner who is forgotten nothing more is told; nor twice of deeds that two learners had."""
    store, stream = store_of("http://localhost:1/xAPI")
    one, two = make.answer(), make.answer(learner="learner-two-0123456789")
    store.append_all([one, two])
    store.forget(one.learner)
    with sqlite3.connect(str(stream._engine.url.database)) as database:
        assert database.execute("SELECT event_id FROM xapi_waiting").fetchall() == [(uuid.UUID(two.event_id).hex,)]


def test_nothing_is_noted_twice(store_of, make):
    """An event that arrives twice is noted once, and how pages are set is not told."""
    store, stream = store_of("http://localhost:1/xAPI")
    event = make.answer()
    store.append_all([event, event])
    store.append(event)
    with sqlite3.connect(str(stream._engine.url.database)) as database:
        assert database.execute("SELECT count(*) FROM xapi_waiting").fetchone() == (1,)


def test_a_sentence_is_not_sent(make):
    """Of an explanation in the learner's own words it is told that there is one, and not what it says."""
    told = statement(make.answer(answer_text="I am Ada Lovelace", verdict="kept"), BASE, SECRET)
    assert "Lovelace" not in str(told)
    assert told["verb"]["id"].endswith("answered")


@pytest.mark.parametrize(
    ("lesson", "check", "page", "place"),
    [
        (LESSON, "the-gap", f"/lessons/{LESSON}", "check-the-gap"),
        ("review", f"{LESSON}.the-gap", f"/lessons/{LESSON}", "check-the-gap"),
        ("final.2", "final.reading", "/lessons/final", "check-reading"),
        ("course.before", "which-way", "/before-and-after", "asked-which-way"),
    ],
)
def test_named_by_where_it_stands(make, lesson, check, page, place):
    """A question has one name, the address where one finds it, wherever it was asked and however it is kept."""
    told = statement(make.answer(lesson=lesson, check=check), BASE, SECRET)
    assert told["object"]["id"] == f"{BASE}{page}#{place}"
    assert [parent["id"] for parent in told["context"]["contextActivities"]["parent"]] == [BASE + page]
