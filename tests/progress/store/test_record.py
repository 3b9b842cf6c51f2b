"""The record beside an event loop: groups in one transaction, answers after the commit, and a loop that never waits."""

import asyncio
import dataclasses
import sqlite3
import threading
import time
import uuid

import pytest
import sqlalchemy as sa

from app.progress import (
    AlreadyKnown,
    Appended,
    EventConflictError,
    EventError,
    Fault,
    Pace,
    Record,
    SqlStore,
    StoreUnavailableError,
    TooManyEventsError,
    connect,
    derive,
    migrate,
)
from app.progress.store import record as record_module
from tests.patience import PATIENCE
from tests.progress.conftest import wait_for_locks

ONE, TWO = "learner-one-0123456789", "learner-two-0123456789"


def run(store, what, **options):
    """What a coroutine function returns that is given a record, whose loop waits for no database."""
    threads = set()
    sa.event.listen(store._engine, "before_cursor_execute", lambda *_: threads.add(threading.current_thread().name))

    async def main():
        record = Record(store, **{"patience": PATIENCE} | options)
        try:
            return await what(record)
        finally:
            for workers in (record._writer, record._readers, record._prober):
                workers.stop(PATIENCE)

    found = asyncio.run(main())
    assert all(name.startswith("store-") for name in threads), "a statement is a wait, and none is the loop's"
    return found


def commits(store):
    """A list that grows with each transaction that is committed."""
    noted = []
    sa.event.listen(store._engine, "commit", noted.append)
    return noted


def test_together_is_one_transaction(store, make):
    """Forty events that come at once are kept in one transaction, in the order in which they came."""
    events = [make.answer(learner=(ONE, TWO)[n % 2]) for n in range(40)]
    noted = commits(store)

    async def send(record):
        return await asyncio.gather(*(record.append(event) for event in events))

    results = run(store, send)
    assert results == [Appended(event) for event in events]
    assert len(noted) == 1
    assert store.events(ONE) == tuple(events[::2])


def test_who_waits_goes_with_the_next_group(store, make):
    """Eight writers that send one event after another need about one transaction a round, not one an event."""
    noted = commits(store)

    async def writer(record, number):
        for _ in range(10):
            await record.append(make.answer(learner=f"learner-{number}-012345678901"))

    async def send(record):
        await asyncio.gather(*(writer(record, number) for number in range(8)))

    run(store, send)
    assert len(noted) <= 20


def test_answered_after_the_commit(url, store, make):
    """When an append is answered, another process finds the event."""

    async def send(record):
        for _ in range(5):
            event = make.answer()
            await record.append(event)
            other = SqlStore(connect(url))
            assert other.events(ONE)[-1] == event
            other.close()

    run(store, send)


def test_one_bad_event_sinks_no_other(store, make):
    """In one group: new, twice the same, an id of another deed, and one that no database can keep."""
    old, new = make.answer(), make.answer()
    store.append(old)
    twin = dataclasses.replace(new, at=make.answer().at)
    conflict = dataclasses.replace(old, answer_text="another")
    bad = make.answer()
    object.__setattr__(bad, "lesson", None)
    last = make.answer(learner=TWO)

    async def send(record):
        sent = (new, twin, conflict, bad, old, last)
        return await asyncio.gather(*(record.append(event) for event in sent), return_exceptions=True)

    results = run(store, send)
    assert results[:2] == [Appended(new), AlreadyKnown(new)]
    assert isinstance(results[2], EventConflictError)
    assert type(results[3]) is EventError
    assert results[4:] == [AlreadyKnown(old), Appended(last)]
    assert store.events(ONE) == (old, new)
    assert store.events(TWO) == (last,)


def test_progress(store, one_of_each):
    """Progress is that of the events, of the course and of a lesson."""

    async def ask(record):
        for event in one_of_each:
            await record.append(event)
        return await record.progress(ONE), await record.progress(ONE, "wrong-dictionary"), await record.progress(TWO)

    course, lesson, nobody = run(store, ask)
    assert course == lesson
    assert course.lessons == derive(one_of_each).lessons
    assert nobody.lessons == {}


def test_forget(store, one_of_each):
    """Who is forgotten is new again."""

    async def ask(record):
        await asyncio.gather(*(record.append(event) for event in one_of_each))
        return await record.forget(ONE), await record.progress(ONE)

    count, progress = run(store, ask)
    assert count == len(one_of_each)
    assert progress.lessons == {}


def test_a_slow_database_holds_up_no_loop(store, make):
    """While a commit takes as long as it likes, the loop goes on, readers are answered, and later events wait."""
    begun, may_end = threading.Event(), threading.Event()

    def slow(_connection):
        if not begun.is_set():  # the first of them
            begun.set()
            assert may_end.wait(PATIENCE)

    async def ask(record):
        sa.event.listen(store._engine, "commit", slow)
        first = asyncio.create_task(record.append(make.answer()))
        assert await asyncio.to_thread(begun.wait, PATIENCE)
        second = asyncio.create_task(record.append(make.answer()))
        await record.progress(TWO)
        assert not first.done()
        assert not second.done()
        may_end.set()
        await asyncio.gather(first, second)

    run(store, ask)


def test_a_foreign_lock_stops_no_reader(tmp_path, make, monkeypatch):
    """Under a lock that somebody keeps, an answer is refused in time, pages are served, and afterwards all is well."""
    wait_for_locks(monkeypatch)
    monkeypatch.setattr(record_module, "PROBE_PATIENCE", PATIENCE)
    begun, in_vain = threading.Event(), threading.Event()

    def wait(connection, _cursor, statement, *_):
        """Wait for the lock until the test says that it was in vain."""
        if statement == "BEGIN IMMEDIATE" and threading.current_thread().name.startswith("store-writer"):
            begun.set()
            assert in_vain.wait(PATIENCE)
            connection.connection.execute("PRAGMA busy_timeout = 20")

    engine = connect(f"sqlite:///{tmp_path}/progress.sqlite3")
    migrate(engine)
    store, event = SqlStore(engine), make.answer()
    other = sqlite3.connect(tmp_path / "progress.sqlite3", isolation_level=None, check_same_thread=False)

    async def ask(record):
        other.execute("BEGIN IMMEDIATE")
        sent = asyncio.create_task(record.append(event))
        assert await asyncio.to_thread(begun.wait, PATIENCE)
        for _ in range(5):
            await record.progress(ONE)
            assert await record.ready()
        assert not sent.done()
        in_vain.set()
        with pytest.raises(StoreUnavailableError, match="database is locked") as caught:
            await sent
        other.execute("ROLLBACK")
        return caught.value.fault, await record.append(event)

    sa.event.listen(engine, "before_cursor_execute", wait)
    fault, result = run(store, ask)
    other.close()
    assert fault is Fault.BUSY
    assert result.event == event
    assert store.events(ONE) == (event,)
    store.close()


def test_a_database_that_never_answers(store, make):
    """A call that hangs is given up in time, and so is what waits behind it."""
    ends = threading.Event()
    sa.event.listen(store._engine, "commit", lambda _connection: ends.wait(PATIENCE))

    async def ask(record):
        sent = await asyncio.gather(*(record.append(make.answer()) for _ in range(3)), return_exceptions=True)
        late = await asyncio.gather(record.append(make.answer()), return_exceptions=True)
        ends.set()
        return [*sent, *late]

    results = run(store, ask, patience=1)
    assert {(type(result), result.fault) for result in results} == {(StoreUnavailableError, Fault.SILENT)}


def test_too_many(store, make):
    """A learner who sends more than a person can is refused and not counted; others are not."""

    async def send(record):
        sent = [record.append(make.answer()) for _ in range(8)] + [record.append(make.answer(learner=TWO))]
        return await asyncio.gather(*sent, return_exceptions=True)

    results = run(store, send, pace=Pace(burst=5, per_second=0.001))
    assert [type(result) for result in results] == [Appended] * 5 + [TooManyEventsError] * 3 + [Appended]
    assert len(store.events(ONE)) == 5


def test_who_asks_again_and_again_is_kept_waiting(store, make, monkeypatch):
    """What is too much is refused before anything is done for it, and not at once; nobody else waits meanwhile."""
    monkeypatch.setattr(record_module, "LONGEST_PAUSE", 0.3)

    async def send(record):
        await record.append(make.answer())
        began = time.monotonic()
        refused = asyncio.ensure_future(record.admit(ONE))
        await record.admit(TWO)
        assert not refused.done()
        with pytest.raises(TooManyEventsError):
            await refused
        return time.monotonic() - began

    waited = run(store, send, pace=Pace(burst=1, per_second=0.001))
    assert waited >= 0.3


def test_deeds_are_let_in_one_after_the_other(store):
    """A browser that was away brings many: some at once, the others as time goes on; too many at once are refused."""

    async def bring(record):
        began = time.monotonic()
        for _ in range(12):
            await record.admit(ONE)
        spent = time.monotonic() - began
        moment = time.monotonic()
        record._steady._clock = lambda: moment  # in which the twenty come
        together = await asyncio.gather(*(record.admit(TWO) for _ in range(20)), return_exceptions=True)
        return spent, [type(result) for result in together]

    spent, together = run(store, bring)
    assert spent >= 0.35
    assert together == [type(None)] * 15 + [TooManyEventsError] * 5  # ten at once, and what a second brings


def test_a_person_is_never_too_fast():
    """Two events a second for a minute, then one every second for an hour, are all taken; then the bucket fills."""
    now = 0.0
    pace = Pace(clock=lambda: now)
    for second in range(3600):
        for _ in range(2 if second < 60 else 1):
            pace.spend(ONE)
        now += 1
    now += 120
    for _ in range(120):
        pace.spend(ONE)
    with pytest.raises(TooManyEventsError):
        pace.spend(ONE)


def test_no_flood_of_probes(store, monkeypatch):
    """A hundred questions at one time whether it is ready cost a few writes, and all are answered."""
    monkeypatch.setattr(record_module, "PROBE_PATIENCE", PATIENCE)
    noted = commits(store)

    async def ask(record):
        record._probes._clock = lambda: 0.0
        return [await record.ready() for _ in range(100)]

    answers = run(store, ask)
    assert all(answers)
    assert len(noted) < 60


def test_what_waits_is_written_before_the_end(store, make):
    """An event that is under way when the record is closed is kept."""
    events = [make.answer() for _ in range(3)]
    begun = threading.Event()
    sa.event.listen(store._engine, "begin", lambda _connection: begun.set())

    async def main():
        record = Record(store, patience=PATIENCE)
        sent = asyncio.gather(*(record.append(event) for event in events))
        assert await asyncio.to_thread(begun.wait, PATIENCE)
        await asyncio.to_thread(record._writer.stop, PATIENCE)
        await sent

    asyncio.run(main())
    assert store.events(ONE) == tuple(events)


def test_threads_die_with_the_process(store):
    """No thread of a record keeps a process alive."""

    async def look(_record):
        return [thread.daemon for thread in threading.enumerate() if thread.name.startswith("store-")]

    daemons = run(store, look)
    assert daemons
    assert all(daemons)


def test_ids_are_of_browsers(store, make):
    """Two tabs that send the same deed at the same moment are told the same."""
    event = make.answer(event_id=str(uuid.uuid4()))

    async def send(record):
        return await asyncio.gather(record.append(event), record.append(event))

    results = run(store, send)
    assert results == [Appended(event), AlreadyKnown(event)]
