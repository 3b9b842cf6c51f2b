"""Answers kept a second, how long one waits, and how long the loop stands still: python bench/store.py [seconds].

Thirty-two writers send one answer after another, each for a new learner after fifty. Beside them in the same run: raw
sqlite3 with the same pragmas, and one commit an answer on the event loop, as it was before. PostgreSQL is measured
where it can be started, or where WD_TEST_POSTGRES names a server.
"""

import asyncio
import os
import sqlite3
import sys
import tempfile
import time
import uuid
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import sqlalchemy as sa

from app.progress import AnswerGiven, Record, SqlStore, connect, migrate, new_learner_id
from app.progress.store.schema import events as table
from app.progress.store.sql_store import _row
from app.told import Told

ROOT = Path(__file__).parents[1]
WRITERS = 32
SECONDS = float(sys.argv[1]) if len(sys.argv) > 1 else 5.0
OF_ONE_LEARNER = 50
HISTORIES = (100, 100_000)
TOLD = Told()


def answer(learner, number):
    """Return an answer to one of forty questions."""
    return AnswerGiven(
        event_id=str(uuid.uuid4()),
        learner=learner,
        lesson=f"lesson-{number % 8}",
        at=datetime.now(UTC),
        check=f"check-{number % 5}",
        seed=number // 40,
        answer_text=f"{number}/7",
        verdict="wrong" if number % 3 else "right",
    )


def percentile(times, share):
    """Return a percentile in milliseconds."""
    return sorted(times)[int(share * (len(times) - 1))] * 1e3


def row(name, count, seconds, times, pause):
    """Print one line of the table."""
    TOLD.end()
    of_loop = "" if pause is None else f"{percentile(pause, 0.99):8.1f} {max(pause) * 1e3:8.1f}"
    waits = " ".join(f"{percentile(times, share):8.1f}" for share in (0.5, 0.95, 1))
    print(f"{name:46s} | {count / seconds:9,.0f} | {waits} | {of_loop}")


async def load(append):
    """Return how many answers were kept, in how many seconds, the time of each, and the pauses of the loop."""
    times, pauses = [], []
    end = time.perf_counter() + SECONDS

    async def writer():
        number, learner = 0, new_learner_id()
        while time.perf_counter() < end:
            event = answer(learner, number)
            start = time.perf_counter()
            await append(event)
            times.append(time.perf_counter() - start)
            number += 1
            if number % OF_ONE_LEARNER == 0:
                learner = new_learner_id()

    async def beat():
        while time.perf_counter() < end:
            start = time.perf_counter()
            await asyncio.sleep(0.001)
            pauses.append(time.perf_counter() - start - 0.001)

    start = time.perf_counter()
    await asyncio.gather(beat(), *(writer() for _ in range(WRITERS)))
    return len(times), time.perf_counter() - start, times, pauses


def groups(name, engine):
    """Measure the record."""
    TOLD(f"{name}, {SECONDS:g} s")
    store = SqlStore(engine)

    async def run():
        record = Record(store)
        await record.append(answer(new_learner_id(), 0))
        return await load(record.append)

    row(name, *asyncio.run(run()))
    return store


def one_by_one(name, store):
    """Measure a commit an answer, on the loop."""
    TOLD(f"{name}, {SECONDS:g} s")

    async def append(event):
        store.append(event)
        await asyncio.sleep(0)

    row(name, *asyncio.run(load(append)))


def raw(path, size):
    """Measure sqlite3 alone: rows like ours, so many in one commit."""
    name = f"raw sqlite3, {size} in one commit"
    TOLD(f"{name}, {SECONDS:g} s")
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "secure_delete = ON"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute(
        "CREATE TABLE IF NOT EXISTS events (seq INTEGER PRIMARY KEY, event_id TEXT UNIQUE, learner TEXT, body TEXT)"
    )
    connection.execute("CREATE INDEX IF NOT EXISTS by_arrival ON events (learner, seq)")
    times, count, start = [], 0, time.perf_counter()
    while time.perf_counter() - start < SECONDS:
        begun = time.perf_counter()
        rows = [(uuid.uuid4().hex, new_learner_id(), "x" * 150) for _ in range(size)]
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany("INSERT INTO events (event_id, learner, body) VALUES (?, ?, ?)", rows)
        connection.execute("COMMIT")
        times += [time.perf_counter() - begun] * size
        count += size
    row(name, count, time.perf_counter() - start, times, None)
    connection.close()


def histories(store, engine):
    """Print how long progress, and all that follows from a learner's events, takes after few and after many of them."""
    print()
    print("of a learner, ms                    |   first    median       p95 ")
    print("------------------------------------+------------------------------")
    for count in HISTORIES:
        TOLD(f"a learner of {count:,d} events")
        learner = new_learner_id()
        with engine.begin() as connection:
            connection.execute(table.insert(), [_row(answer(learner, number)) for number in range(count)])
        for name, read in (("progress", store.progress), ("study", store.study)):
            times = []
            for _ in range(51):
                start = time.perf_counter()
                read(learner)
                times.append(time.perf_counter() - start)
            later = "  ".join(f"{percentile(times[1:], share):8.2f}" for share in (0.5, 0.95))
            TOLD.end()
            print(f"{f'{name} after {count:,d} events':35s} | {times[0] * 1e3:7.1f}  {later}")
    print("first: the events were written without a summary, as an older program does; it is made then")


def postgresql():
    """Measure the same on PostgreSQL, if there is one."""
    from tests.progress import postgresql as module  # noqa: PLC0415 - only here

    if not module.is_at_hand():
        print(f"not measured: {module.ABSENT}")
        return
    named = os.environ.get("WD_TEST_POSTGRES")
    cluster = None if named else module.Cluster(fsync=True)
    server = connect(named or cluster.url)
    schema = f"wd_bench_{uuid.uuid4().hex}"
    with server.begin() as connection:
        connection.execute(sa.schema.CreateSchema(schema))
    own = server.url.update_query_dict({"options": f"-csearch_path={schema}"})
    engine = connect(own.render_as_string(hide_password=False))
    migrate(engine)
    store = groups("PostgreSQL: groups, off the loop", engine)
    one_by_one("PostgreSQL: one commit an answer, on the loop", store)
    store.close()
    with server.begin() as connection:
        connection.execute(sa.schema.DropSchema(schema, cascade=True))
    server.dispose()
    if cluster is not None:
        cluster.remove()


def main():
    """Print the tables."""
    print(f"Answers kept by {WRITERS} writers in {SECONDS:g} s, synchronous = FULL; SQLite {sqlite3.sqlite_version}")
    print()
    print(f"{'':46s} |  a second |  ms: median   p95      max | loop, ms: p99   max")
    print(f"{'-' * 47}+{'-' * 11}+{'-' * 28}+{'-' * 20}")
    with tempfile.TemporaryDirectory(dir=ROOT) as folder:
        engine = connect(f"sqlite:///{folder}/progress.sqlite3")
        migrate(engine)
        store = groups("SQLite: groups, off the loop", engine)
        one_by_one("SQLite: one commit an answer, on the loop", store)
        for size in (1, WRITERS, 100):
            raw(f"{folder}/raw.sqlite3", size)
        postgresql()
        histories(store, engine)
        store.close()


if __name__ == "__main__":
    main()
