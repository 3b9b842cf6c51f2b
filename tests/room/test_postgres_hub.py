"""Several processes hear of each other's rooms through a real PostgreSQL, also after it was away."""

import asyncio
from contextlib import asynccontextmanager

import pytest
import sqlalchemy as sa

from app.progress import StoreUnavailableError, connect
from app.room.postgres_hub import CHANNEL, PostgresHub
from tests.patience import PATIENCE
from tests.progress.postgresql import ABSENT, Cluster, patiently, programs


@pytest.fixture(scope="module")
def database():
    """A PostgreSQL that may be restarted."""
    if programs() is None:
        pytest.skip(ABSENT)
    cluster = Cluster()
    yield cluster
    cluster.remove()


@asynccontextmanager
async def hubs(database, count=2):
    """So many hubs, each as in a process of its own, with an engine of its own."""
    engines = [connect(patiently(database.url)) for _ in range(count)]
    made = [PostgresHub(engine) for engine in engines]
    try:
        yield made
    finally:
        for hub, engine in zip(made, engines, strict=True):
            await hub.end()
            engine.dispose()


async def newest(changes):
    """Return what is told next."""
    async with asyncio.timeout(PATIENCE):
        return await changes.newest()


async def settled(hub, changes):
    """Wait until a hub listens and has said so."""
    async with asyncio.timeout(PATIENCE):
        await hub.listening.wait()
    await newest(changes)


def test_a_version_reaches_every_process(database):
    """What one publishes all hear, the one that publishes as well, and only who listens to that room."""

    async def run():
        async with hubs(database, 3) as (one, two, three):  # noqa: SIM117 - the hubs first
            async with one.subscribe("ABCD") as a, two.subscribe("ABCD") as b, three.subscribe("WXYZ") as c:
                for hub, changes in ((one, a), (two, b), (three, c)):
                    await settled(hub, changes)
                await one.publish("ABCD", 7)
                told = await newest(a), await newest(b)
                await two.publish("WXYZ", 2)
                return told, await newest(c)

    assert asyncio.run(run()) == ((7, 7), 2)


def test_the_own_word_is_not_heard_twice(database):
    """The publisher hears it once: each word costs a look at the database."""

    async def run():
        async with hubs(database) as (one, two), one.subscribe("ABCD") as a, two.subscribe("ABCD") as b:
            await settled(one, a)
            await settled(two, b)
            await one.publish("ABCD", 7)
            first = await newest(a)
            await newest(b)
            await two.publish("ABCD", 8)  # notifications come in order: the first would be there by now
            return first, await newest(a)

    assert asyncio.run(run()) == (7, 8)


def test_only_the_newest_is_told(database):
    """Who was busy is told the newest version, and none of those before."""

    async def run():
        async with hubs(database) as (one, two), two.subscribe("ABCD") as busy, two.subscribe("LAST") as last:
            await settled(two, busy)
            await newest(last)
            for version in range(1, 20):
                await one.publish("ABCD", version)
            await one.publish("LAST", 1)
            await newest(last)
            return await newest(busy)

    assert asyncio.run(run()) == 19


@pytest.mark.parametrize("how", ["restarted", "cut"])
def test_it_listens_again_after_the_database_was_away(database, how):
    """A connection that was lost is made anew; who listens is told to look, and hears again."""

    async def run():
        async with hubs(database) as (one, two), two.subscribe("ABCD") as changes:
            await settled(two, changes)
            await one.publish("ABCD", 3)
            assert await newest(changes) == 3
            if how == "restarted":
                await asyncio.to_thread(database.stop)
                with pytest.raises(StoreUnavailableError):
                    await one.publish("ABCD", 4)
                await asyncio.to_thread(database.start)
            else:
                _cut(one)
            again = await newest(changes)  # once it is back: look anew
            await one.publish("ABCD", 5)
            return again, await newest(changes)

    assert asyncio.run(run()) == (3, 5)


def _cut(hub):
    """End every connection that listens, as an operator may."""
    ours = sa.text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'")
    with hub._engine.begin() as connection:
        assert all(connection.execute(ours).scalars().all())


def test_who_is_here_hears_though_the_database_is_away(database):
    """Within the process nothing depends on the database."""

    async def run():
        async with hubs(database, 1) as (hub,), hub.subscribe("ABCD") as changes:
            await settled(hub, changes)
            await asyncio.to_thread(database.stop)
            try:
                with pytest.raises(StoreUnavailableError):
                    await hub.publish("ABCD", 9)
                return await newest(changes)
            finally:
                await asyncio.to_thread(database.start)

    assert asyncio.run(run()) == 9


@pytest.mark.parametrize("word", ["", "ABCD", "x ABCD", "x ABCD many", "x ABCD -1", "x ABCD ٣", "x  5"])
def test_a_word_that_is_none_of_ours_is_overheard(database, word):
    """Whatever else comes on the channel moves nobody, and the next true word does."""

    async def run():
        async with hubs(database) as (one, two), two.subscribe("ABCD") as changes:
            await settled(two, changes)
            with one._engine.begin() as connection:
                connection.execute(sa.select(sa.func.pg_notify(CHANNEL, word)))
            await one.publish("ABCD", 6)
            return await newest(changes)

    assert asyncio.run(run()) == 6
