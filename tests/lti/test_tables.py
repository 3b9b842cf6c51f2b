"""The tables of course systems and of the record store keep their promises on both databases."""

import threading
from datetime import UTC, datetime, timedelta

import pytest

from app.lti.database import Database
from app.lti.launch import SCORE_SCOPE, Launch
from app.lti.links import Links, learner_of
from app.lti.once import Once
from app.lti.platforms import Platform, Platforms
from app.progress import SqlStore, connect, migrate
from app.xapi.stream import Stream
from tests.progress.conftest import cluster, make, server, url  # noqa: F401 -- fixtures

# ruff: noqa: F811 -- fixtures that are imported
NAMES = dict.fromkeys(("login", "token", "keys"), "https://moodle.example.org/x")
MOODLE = Platform(issuer="https://moodle.example.org", client="c", deployments=("1",), **NAMES)
LESSON = "wrong-dictionary"


@pytest.fixture
def engine(url):
    """An engine on a database of the present schema."""
    made = connect(url)
    migrate(made)
    yield made
    made.dispose()


def launch(**given):
    """A launch of a learner by a link that takes marks."""
    fields = {"platform": MOODLE, "deployment": "1", "subject": "user-1", "context": "course-1", "resource": "link-1"}
    endpoint = {"scope": [SCORE_SCOPE], "lineitem": "https://moodle.example.org/items/1"}
    return Launch(**{**fields, "teaches": False, "target": "", "endpoint": endpoint, **given})


def test_once(engine):
    """Of many who take one thing at once, one has it."""
    once = Once(Database(engine))
    key = once.put("ticket", {"to": "lesson"}, timedelta(minutes=1))
    assert once.take("login", key) is None
    start, found = threading.Barrier(6), []

    def take():
        start.wait()
        found.append(once.take("ticket", key))

    threads = [threading.Thread(target=take) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [each for each in found if each] == [{"to": "lesson"}]
    late = once.put("ticket", {}, timedelta(seconds=-1))
    assert once.take("ticket", late) is None


def test_platforms(engine):
    """A platform is found by issuer and client, by the issuer alone while there is no other, and replaced whole."""
    platforms = Platforms(Database(engine))
    kept = MOODLE.checked(plain=False)
    platforms.keep(kept)
    platforms.keep(kept)
    assert platforms.all() == [kept]
    assert platforms.of(MOODLE.issuer, "") == platforms.of(MOODLE.issuer, "c") == platforms.by_id(MOODLE.id) == kept
    platforms.keep(Platform(issuer=MOODLE.issuer, client="d", **NAMES).checked(plain=False))
    assert platforms.of(MOODLE.issuer, "") is None
    other = platforms.of(MOODLE.issuer, "d")
    assert platforms.first_deployment(other, "7")
    assert not platforms.first_deployment(other, "8")
    assert platforms.remove(other.id)
    assert not platforms.remove(other.id)


def test_links(engine, make):
    """An event makes a mark due; whoever takes it has it alone; what comes meanwhile is due again."""
    links = Links(Database(engine))
    store = SqlStore(engine, [links])
    learner = learner_of(launch(), "s" * 40)
    links.keep(launch(), learner, LESSON, "share", begun=False)
    now = datetime.now(UTC)
    store.append(make.answer(learner=learner, lesson="two-directions", at=now))
    assert links.due(datetime.now(UTC), 8) == [], "another lesson"
    store.append(make.answer(learner=learner, at=now))
    (due,) = links.due(datetime.now(UTC), 8)
    assert (due.learner, due.subject, due.lesson, due.changed) == (learner, "user-1", LESSON, 1)
    assert links.due(datetime.now(UTC), 8) == [], "somebody has it"
    assert [mark.state for mark in links.marks_of(learner)] == ["waits"]
    links.failed(due, "it is away", now)
    assert [mark.state for mark in links.marks_of(learner)] == ["failed"]
    (due,) = links.due(datetime.now(UTC), 8)
    store.append(make.answer(learner=learner, at=datetime.now(UTC)))
    links.told(due, {"given": 1, "most": 9, "complete": 0}, datetime.now(UTC))
    (again,) = links.due(datetime.now(UTC), 8)
    assert (again.changed, again.tries, again.score["given"]) == (2, 0, 1)
    links.told(again, None, datetime.now(UTC))
    (mark,) = links.marks_of(learner)
    assert (mark.state, mark.score["given"], mark.due) == ("sent", 1, None)
    store.close()


def test_links_of_who_becomes_another(engine, make):
    """A learner who turns out to be another keeps their link, and the marks are told anew."""
    links = Links(Database(engine))
    store = SqlStore(engine, [links])
    learner, old = learner_of(launch(), "s" * 40), "learner-old-0123456789"
    links.keep(launch(), learner, LESSON, "share", begun=False)
    store.append(make.answer(learner=old, at=datetime.now(UTC)))
    assert not links.comes_from_a_course(old)
    store.unite(learner, old)
    assert links.comes_from_a_course(old)
    assert links.are_one(learner, old)
    (due,) = links.due(datetime.now(UTC), 8)
    assert due.learner == old
    store.forget(learner)
    assert links.marks_of(old) == []
    store.close()


def test_who_teaches_sees_their_own_course(engine):
    """Who teaches sees the marks of their course, and of no other course, deployment or platform."""
    links = Links(Database(engine))
    elsewhere = {"context": "course-2", "resource": "link-2"}  # a link's id is one of its deployment's
    for number, given in enumerate(({}, elsewhere, {"deployment": "2"}, {"subject": "user-2"})):
        links.keep(launch(**given), f"learner-{number}-{'x' * 12}"[:22], LESSON, "share", begun=True)
    teacher = "teacher-01234567890123"[:22]
    links.keep(launch(subject="t", resource="link-9", teaches=True), teacher, "", "share", begun=False)
    assert {mark.learner[:9] for mark in links.taught_by(teacher)} == {"learner-0", "learner-3"}
    assert links.teaches(teacher)
    assert links.taught_by("learner-0-xxxxxxxxxxxx"[:22]) == []


def test_statements_are_claimed_once(engine, make):
    """Two processes that send at once take different statements."""
    streams = [Stream(engine, "http://localhost:1/x", None, base="https://a.example", secret="s" * 40) for _ in "ab"]
    store = SqlStore(engine, streams[:1])
    events = [make.answer() for _ in range(70)]
    store.append_all(events)
    now = datetime.now(UTC)
    first, second = (stream._claim(now) for stream in streams)
    assert (len(first), len(second)) == (50, 20)
    assert {event.event_id for event in first + second} == {event.event_id for event in events}
    streams[0]._done(first)
    assert streams[1]._claim(now + timedelta(minutes=3)) == second
    store.close()
