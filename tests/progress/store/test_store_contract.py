"""What every store does, whatever database is behind it."""

import dataclasses
import math
import threading
import uuid
from datetime import UTC, datetime, timedelta, timezone

import pytest

from app.progress import AlreadyKnown, Appended, EventConflictError, SqlStore, connect

ONE, TWO = "learner-one-0123456789", "learner-two-0123456789"


def test_keeps(store, one_of_each):
    """An event of every kind comes back as it was, in the order of arrival."""
    backwards = one_of_each[::-1]
    assert [store.append(event) for event in backwards] == [Appended(event) for event in backwards]
    assert store.events(ONE) == backwards


def test_twice_counts_once(store, one_of_each):
    """An event that arrives twice is already known and is kept once."""
    for event in one_of_each:
        store.append(event)
    assert [store.append(event) for event in one_of_each] == [AlreadyKnown(event) for event in one_of_each]
    assert store.events(ONE) == one_of_each


def test_first_judgement_stays(store, make):
    """An answer that is sent again and judged anew keeps its first verdict and its first moment."""
    first = make.answer(verdict="wrong", misconception="other-direction")
    again = dataclasses.replace(first, verdict="right", misconception=None, at=first.at + timedelta(hours=1))
    store.append(first)
    assert store.append(again) == AlreadyKnown(first)
    assert store.events(ONE) == (first,)


@pytest.mark.parametrize("change", [{"answer_text": "1"}, {"learner": TWO}, {"lesson": "another"}, {"seed": 2}])
def test_id_used_for_another_deed(store, make, change):
    """The id of one deed is refused for another, and the message tells nothing of the first."""
    first = make.answer()
    store.append(first)
    with pytest.raises(EventConflictError, match="send this deed with a new id") as caught:
        store.append(dataclasses.replace(first, **change))
    assert first.event_id in str(caught.value)
    assert not any(secret in str(caught.value) for secret in (ONE, TWO, first.answer_text))
    assert store.events(ONE) == (first,)
    assert store.events(TWO) == ()


def test_id_used_for_another_kind(store, make):
    """The id of one kind of event is refused for another kind."""
    hint = make.hint()
    store.append(hint)
    with pytest.raises(EventConflictError):
        store.append(make.solution(event_id=hint.event_id))


@pytest.mark.parametrize("guess", [math.inf, -math.inf, 5e-324, 0.1 + 0.2, -0.0, 1.7976931348623157e308])
def test_numbers_survive(store, make, guess):
    """A guess comes back to the last bit, infinite ones included."""
    store.append(make.prediction(guess=guess, truth=guess))
    (kept,) = store.events(ONE)
    assert (repr(kept.guess), repr(kept.truth)) == (repr(guess), repr(guess))


@pytest.mark.parametrize("text", ["", "∞", "😀" * 200, "'; DROP TABLE events; --", "a\tb\nc", "\\u0000", "\x01\x7f"])
def test_texts_survive(store, make, text):
    """An answer comes back character by character."""
    event = make.answer(answer_text=text)
    store.append(event)
    assert store.events(ONE) == (event,)


def test_moments_survive(store, make):
    """A moment given in any time zone comes back as the same moment in UTC, to the microsecond."""
    moment = datetime(2025, 7, 1, 0, 30, 0, 123456, tzinfo=timezone(timedelta(hours=5, minutes=30)))
    store.append(make.answer(at=moment))
    (kept,) = store.events(ONE)
    assert kept.at == moment
    assert kept.at.tzinfo is UTC


def test_apart(store, make):
    """Events are found by learner and by lesson, and nobody else's come along."""
    mine, other_lesson = make.answer(lesson="one"), make.answer(lesson="two")
    theirs = make.answer(lesson="one", learner=TWO)
    for event in (mine, other_lesson, theirs):
        store.append(event)
    assert store.events(ONE) == (mine, other_lesson)
    assert store.events(ONE, "one") == (mine,)
    assert store.events(TWO) == (theirs,)
    assert store.events(TWO, "two") == ()


def test_forget(store, one_of_each, make):
    """Forgetting a learner deletes all of theirs, nothing of others, and says how much it was."""
    theirs = make.answer(learner=TWO)
    for event in (*one_of_each, theirs):
        store.append(event)
    assert store.forget(ONE) == len(one_of_each)
    assert store.events(ONE) == ()
    assert store.events(TWO) == (theirs,)
    assert store.forget(ONE) == 0


def test_survives_close(url, store, one_of_each):
    """What was appended is there for the next process that opens the database."""
    for event in one_of_each:
        store.append(event)
    store.close()
    reopened = SqlStore(connect(url))
    assert reopened.events(ONE) == one_of_each
    reopened.close()


def test_ready(store):
    """A store whose database is at the present schema is ready."""
    assert store.ready()


def test_not_ready_before_migration(url, caplog):
    """A store whose database is empty is not ready, and the log says so."""
    store = SqlStore(connect(url))
    assert not store.ready()
    assert "not ready" in caplog.text
    store.close()


def test_threads(store, make):
    """Of eight threads that append the same events at once, one adds each and all are told the same."""
    events = [make.answer() for _ in range(10)]
    start, results = threading.Barrier(8), []

    def send():
        start.wait()
        results.extend(store.append(event) for event in events)

    threads = [threading.Thread(target=send) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == 80
    assert sum(isinstance(result, Appended) for result in results) == 10
    assert {result.event for result in results} == set(events)
    assert sorted(event.event_id for event in store.events(ONE)) == sorted(event.event_id for event in events)


def test_ids_look_the_same(store, make):
    """An id comes back in the form in which the browser made it."""
    event = make.completed(event_id=str(uuid.UUID(int=10)))
    store.append(event)
    assert store.events(ONE)[0].event_id == "00000000-0000-0000-0000-00000000000a"
