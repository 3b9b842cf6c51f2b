"""A real PostgreSQL that is restarted, killed, frozen and cut off from us."""

import asyncio
import threading
import time

import pytest
import sqlalchemy as sa

from app.progress import Appended, Fault, Record, SqlStore, StoreUnavailableError, connect, migrate

ONE = "learner-one-0123456789"


@pytest.fixture
def kept(cluster):
    """A store on a server of its own."""
    engine = connect(cluster.url)
    migrate(engine)
    store = SqlStore(engine)
    yield store
    store.close()


def end_all_connections(url):
    """End all connections but the one that says so; return how many those were."""
    engine = connect(url)
    with engine.begin() as connection:
        ended = connection.scalars(
            sa.text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
                " AND backend_type = 'client backend'"
            )
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
    acknowledged, stop = [], threading.Event()

    def end():
        while not stop.wait(0.05):
            end_all_connections(cluster.url)

    async def writer(record):
        for _ in range(25):
            event = make.answer()
            for _attempt in range(20):
                try:
                    await record.append(event)
                except StoreUnavailableError:
                    continue
                acknowledged.append(event.event_id)
                break

    async def main():
        record = Record(kept)
        await asyncio.gather(*(writer(record) for _ in range(4)))

    ending = threading.Thread(target=end)
    ending.start()
    asyncio.run(main())
    stop.set()
    ending.join()
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
        record = Record(kept, patience=0.5)
        pauses = []

        async def beat():
            while True:
                start = time.perf_counter()
                await asyncio.sleep(0.001)
                pauses.append(time.perf_counter() - start)

        await record.append(first)
        beating = asyncio.create_task(beat())
        cluster.freeze()
        start = time.monotonic()
        try:
            results = await asyncio.gather(
                record.append(during),
                record.progress(ONE),
                *(record.append(make.answer()) for _ in range(3)),
                return_exceptions=True,
            )
            assert not await record.ready()
            waited = time.monotonic() - start
        finally:
            cluster.thaw()
        beating.cancel()
        for _ in range(40):
            try:
                await record.append(after)
                break
            except StoreUnavailableError:
                await asyncio.sleep(0.25)
        again = await record.append(during)
        return results, waited, max(pauses), again

    results, waited, pause, _ = asyncio.run(main())
    assert {type(result) for result in results} == {StoreUnavailableError}
    assert waited < 30  # the server stands still for as long as nobody gives up
    assert pause < 4
    assert [event.event_id for event in kept.events(ONE)].count(during.event_id) == 1
    assert kept.progress(ONE).lessons


def test_statement_that_takes_too_long(kept, cluster, make):
    """A lock that somebody else keeps is waited for a while, then the answer is refused; others' are kept meanwhile."""
    engine = connect(cluster.url)
    engine.update_execution_options()
    with kept._engine.connect() as connection:
        connection.exec_driver_sql("SET statement_timeout = 300")
        connection.commit()
    with engine.connect() as other:
        other.execute(sa.text("LOCK TABLE events IN ACCESS EXCLUSIVE MODE"))
        with pytest.raises(StoreUnavailableError, match="statement timeout"):
            kept.append(make.answer())
    kept.append(make.answer())
    assert len(kept.events(ONE)) == 1
    engine.dispose()


def test_time_outs_are_set(kept):
    """Each connection has a time-out for its statements; the URL's own options stand beside it."""
    with kept._engine.connect() as connection:
        assert connection.scalar(sa.text("SHOW statement_timeout")) == "5s"


def test_server_that_is_not_there(cluster):
    """A start without the server names it and the repair, and no password."""
    cluster.stop()
    with pytest.raises(StoreUnavailableError, match=r"'postgres' of the PostgreSQL at 127") as caught:
        migrate(connect(cluster.url))
    assert "check WD_DATABASE_URL" in str(caught.value)
    assert cluster._password not in str(caught.value)
    cluster.start()
