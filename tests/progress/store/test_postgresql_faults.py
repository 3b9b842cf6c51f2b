"""A real PostgreSQL that is restarted, killed, frozen and cut off from us."""

import asyncio
import threading

import pytest
import sqlalchemy as sa

from app.progress import Appended, Fault, Pace, Record, SqlStore, StoreUnavailableError, connect, migrate
from tests.patience import PATIENCE
from tests.progress.postgresql import patiently

ONE = "learner-one-0123456789"


@pytest.fixture
def kept(cluster):
    """A store on a server of its own."""
    engine = connect(patiently(cluster.url))
    migrate(engine)
    store = SqlStore(engine)
    yield store
    store.close()


def end_all_connections(url):
    """End all connections but the one that says so, and return how many those were when they have ended."""
    engine = connect(patiently(url))
    with engine.begin() as connection:
        ended = connection.scalars(
            sa.text(
                "SELECT pg_terminate_backend(pid, :patience) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
                " AND backend_type = 'client backend'"
            ),
            {"patience": int(PATIENCE * 1000)},
        ).all()
    engine.dispose()
    return sum(ended)


def test_connections_that_are_ended(kept, cluster, make):
    """Connections that lie idle when they are ended are replaced: no call notices."""
    first, second = make.answer(), make.answer()
    kept.append(first)
    assert end_all_connections(cluster.url) > 0
    assert kept.append(second) == Appended(second)
    assert end_all_connections(cluster.url) > 0
    assert kept.events(ONE) == (first, second)
    assert end_all_connections(cluster.url) > 0
    assert kept.ready()


def test_connection_that_is_ended_at_work(kept, cluster, make):
    """A connection that is ended between an insert and its commit is replaced, and the event is kept once."""
    event, done = make.answer(), []

    def end_once(_connection, _cursor, statement, *_):
        if statement.startswith("INSERT") and not done:
            done.append(end_all_connections(cluster.url))

    sa.event.listen(kept._engine, "after_cursor_execute", end_once)
    assert kept.append(event) == Appended(event)
    assert done[0] > 0
    assert kept.events(ONE) == (event,)


def test_ended_while_many_write(kept, cluster, make):
    """While connections are ended again and again, each event that was acknowledged is there, and there once."""
    acknowledged, goes_on, ended = [], threading.Semaphore(0), []

    def end():
        """End them once for each of the first acknowledgements, so that something is written between any two ends."""
        for _ in range(50):
            goes_on.acquire()
            ended.append(end_all_connections(cluster.url))

    async def writer(record):
        for _ in range(25):
            event = make.answer()
            while True:
                try:
                    await record.append(event)
                except StoreUnavailableError:
                    continue
                acknowledged.append(event.event_id)
                goes_on.release()
                break

    async def main():
        record = Record(kept, Pace(burst=10**6), patience=PATIENCE)
        await asyncio.gather(*(writer(record) for _ in range(4)))

    ending = threading.Thread(target=end, daemon=True)
    ending.start()
    asyncio.run(main())
    ending.join()
    assert sum(ended) > 0
    ids = [event.event_id for event in kept.events(ONE)]
    assert len(acknowledged) == 100
    assert sorted(ids) == sorted(acknowledged)


@pytest.mark.parametrize("mode", ["fast", "immediate"])
def test_restart(kept, cluster, make, mode):
    """While the server is away calls are refused with words; when it is back all goes on by itself."""
    event = make.answer()
    kept.append(event)
    cluster.stop(mode)
    with pytest.raises(StoreUnavailableError) as caught:
        kept.append(make.answer())
    assert caught.value.fault is Fault.SILENT
    assert not kept.ready()
    cluster.start()
    assert kept.ready()
    assert kept.events(ONE) == (event,)


def test_frozen(kept, cluster, make):
    """A server that stands still holds up no loop: calls are given up in time, and it goes on when the server does."""
    first, during, after = make.answer(), make.answer(), make.answer()

    async def main():
        record = Record(kept, patience=PATIENCE)

        def wait(seconds):
            record._patience = record._events._patience = seconds

        await record.append(first)
        wait(0.5)
        cluster.freeze()
        try:  # the server stands still until all have given up, and it is the loop that lets it go on
            results = await asyncio.gather(
                record.append(during),
                record.progress(ONE),
                *(record.append(make.answer()) for _ in range(3)),
                return_exceptions=True,
            )
            assert not await record.ready()
        finally:
            cluster.thaw()
        wait(PATIENCE)
        await record.append(after)
        await record.append(during)
        return results

    results = asyncio.run(main())
    assert {(type(result), result.fault) for result in results} == {(StoreUnavailableError, Fault.SILENT)}
    assert [event.event_id for event in kept.events(ONE)].count(during.event_id) == 1
    assert kept.progress(ONE).lessons


def test_statement_that_takes_too_long(kept, cluster, make):
    """A lock that somebody else keeps is waited for a while, then the answer is refused; others' are kept meanwhile."""

    def set_patience(milliseconds):
        with kept._engine.connect() as connection:
            connection.exec_driver_sql(f"SET statement_timeout = {milliseconds}")
            connection.commit()

    engine = connect(patiently(cluster.url))
    set_patience(300)
    with engine.connect() as other:
        other.execute(sa.text("LOCK TABLE events IN ACCESS EXCLUSIVE MODE"))
        with pytest.raises(StoreUnavailableError, match="statement timeout"):
            kept.append(make.answer())
    set_patience("DEFAULT")
    kept.append(make.answer())
    assert len(kept.events(ONE)) == 1
    engine.dispose()


def test_time_outs_are_set(cluster):
    """Each connection has a time-out for its statements; the URL's own options stand beside it."""
    engine = connect(f"{cluster.url}?connect_timeout={PATIENCE:.0f}&options=-csearch_path%3Dother")
    with engine.connect() as connection:
        shown = [connection.scalar(sa.text(f"SHOW {name}")) for name in ("statement_timeout", "search_path")]
    assert shown == ["5s", "other"]
    engine.dispose()


def test_server_that_is_not_there(cluster):
    """A start without the server names it and the repair, and no password."""
    cluster.stop()
    with pytest.raises(StoreUnavailableError, match=r"'postgres' of the PostgreSQL at 127") as caught:
        migrate(connect(cluster.url))
    assert "check WD_DATABASE_URL" in str(caught.value)
    assert cluster._password not in str(caught.value)
    cluster.start()
