"""A room whose phones are spread over four workers: one may die in the middle of a vote, and no voice is lost."""

import asyncio
from contextlib import asynccontextmanager

import pytest
import sqlalchemy as sa

from app.progress import connect
from tests.cluster.phones import Host, Phone
from tests.patience import PATIENCE

pytestmark = pytest.mark.timeout(600)
LESSON, CHECK = "wrong-dictionary", "the-gap"


@asynccontextmanager
async def lecture(several, people):
    """A room with its host, and so many phones that hold a stream each."""
    host = Host(several.port, f"localhost:{several.port}")
    await host.open_room(LESSON, CHECK)
    phones = [Phone(several.port, host.host, host.code) for _ in range(people)]
    await asyncio.gather(*(phone.join() for phone in phones))
    watching = [asyncio.create_task(phone.watch()) for phone in phones]
    await until(lambda: all(phone.seen for phone in phones))
    await until(lambda: streams(several) == people)  # those of a room before are noticed to be gone at the next beat
    yield host, phones
    for task in watching:
        task.cancel()


def streams(several):
    """Return how many streams the workers count."""
    return sum(several.counted(worker, "wd_room_streams") for worker in several.workers)


async def until(holds):
    """Wait until something holds."""
    async with asyncio.timeout(PATIENCE):
        while not holds():  # noqa: ASYNC110 - the phones tell nobody
            await asyncio.sleep(0.02)


async def step(host, phones, action, phase):
    """Take a step of the host's, and wait until every phone shows what came of it."""
    await host.act(action)
    await until(lambda: all(phone.seen[-1][1]["phase"] == phase for phone in phones))


def tally(several, code):
    """Return how many answers the database holds of a room, and of how many participants."""
    engine = connect(several.database.url)
    counted = sa.text("SELECT count(*), count(DISTINCT participant) FROM room_answers WHERE code = :code")
    with engine.connect() as connection:
        found = connection.execute(counted, {"code": code}).one()
    engine.dispose()
    return tuple(found)


def test_a_worker_is_killed_in_the_middle_of_a_vote(several):
    """Each phone that was on it finds another, each answer is confirmed, and the tally is the number of people."""

    async def vote():
        async with lecture(several, 40) as (host, phones):
            watched = [several.counted(worker, "wd_room_streams") for worker in several.workers]
            await step(host, phones, "open", "open")
            await asyncio.gather(*(phone.answer("0.1", 1) for phone in phones[:15]))
            dying = asyncio.gather(*(phone.answer("0.2", 1) for phone in phones[10:]))
            await asyncio.to_thread(several.workers[3].kill)
            await dying
            await asyncio.to_thread(several.workers[3].start)
            await step(host, phones, "close", "closed")
            await phones[0].answer("0.9", 1)
            await step(host, phones, "distribution", "shown")
            _, _, wall = await host.ask("GET", f"/r/{host.code}/wall?since=0")
            return host, phones, watched, wall.decode()

    host, phones, watched, wall = asyncio.run(vote())
    assert all(watched)
    assert sum(phone.lost for phone in phones) == watched[3]
    assert [len(phone.waits) for phone in phones] == [1] * 10 + [2] * 5 + [1] * 25
    assert phones[0].refused == 1
    assert [failure for phone in (host, *phones) for failure in phone.failures] == []
    assert tally(several, host.code) == (40, 40)
    assert "40" in wall


def test_all_are_rolled_while_a_room_watches(several):
    """From SIGTERM on a worker sends its phones elsewhere and holds none of them: it is gone in seconds."""

    async def watched():
        async with lecture(several, 32) as (host, phones):
            codes = []
            for worker in several.workers:
                codes.append(await asyncio.to_thread(several.roll, worker))
                await until(lambda: streams(several) == 32)
            await step(host, phones, "open", "open")
            await asyncio.gather(*(phone.answer("0.1", 1) for phone in phones))
            return host, phones, codes

    host, phones, codes = asyncio.run(watched())
    assert codes == [0, 0, 0, 0]
    assert [phone.lost for phone in phones] == [phone.sent_away for phone in phones]
    assert sum(phone.lost for phone in phones) >= 32
    assert [failure for phone in (host, *phones) for failure in phone.failures] == []
    assert tally(several, host.code) == (32, 32)
    for worker in several.workers:
        assert "were cut off" not in worker.log()


def test_the_database_is_restarted_while_a_room_watches(several):
    """Streams stay open while PostgreSQL is away, and every phone hears of the next step, on whichever worker it is."""

    async def watched():
        async with lecture(several, 24) as (host, phones):
            await asyncio.to_thread(several.database.stop)
            await asyncio.to_thread(several.database.start)
            await step(host, phones, "open", "open")
            await asyncio.gather(*(phone.answer("0.1", 1) for phone in phones))
            return host, phones

    host, phones = asyncio.run(watched())
    assert [phone.lost for phone in phones] == [0] * 24
    assert tally(several, host.code) == (24, 24)
