"""A room of a thousand phones: python bench/room.py [--quick] [--only sqlite|postgresql] [--not-naive].

A thousand phones (--quick: a hundred) hold a stream each. The host opens a question; all answer within ten seconds,
fifty of them join only then, two hundred answer twice; a worker is killed in between and started again; the host
closes, twenty answer too late; the host shows the distribution. On SQLite with one process, and on PostgreSQL with two
behind nginx; beside each the naive way, a broadcast a change, in the same run.

CPU is the time that processes ran, by the kernel's own account. Phones, workers and the database share this machine:
where others use it too, waits tell of those. `chrt --rr 10 python bench/room.py` goes before them, database and all.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from load_pages import cpu, memory
from rig import ROOT, counted, in_turn, table

sys.path[:0] = [str(ROOT / "tests")]
from app.progress import connect  # noqa: E402
from app.told import Told  # noqa: E402
from tests.cluster.phones import Host, Phone  # noqa: E402
from tests.cluster.several import Several  # noqa: E402
from tests.pages.nginx import nginx_path  # noqa: E402
from tests.progress import postgresql  # noqa: E402
from tests.served import Served  # noqa: E402 - the tests' own way to serve the course

LESSON, CHECK = "wrong-dictionary", "the-gap"
SECONDS = 10.0
NAIVE = (sys.executable, str(ROOT / "bench" / "room_naive.py"))
COURSE = (sys.executable, "-m", "app", "serve")
JOINING = 40  # phones that come in at a time


class Place:
    """Where a room is: the address of everybody, the workers behind it, and the database."""

    def __init__(self, port: int, workers: list[Served], url: str, command: tuple[str, ...]) -> None:
        self.port, self.workers, self.url, self.command = port, workers, url, command

    def spent(self) -> float:
        """Return the CPU of all workers, in ms."""
        return sum(cpu(worker.process.pid) for worker in self.workers)

    def held(self) -> float:
        """Return what all workers keep in memory for themselves, in KiB."""
        return sum(memory(worker.process.pid) for worker in self.workers)

    async def kill_one(self) -> tuple[float, float]:
        """Kill a worker, start it again, and return when it was away."""
        worker = self.workers[-1]
        began = time.monotonic()
        worker.kill()
        await asyncio.to_thread(worker.start, self.command)
        return began, time.monotonic()

    def tally(self, code: str) -> tuple[int, int]:
        """Return how many answers the database holds of a room's last round, and of how many participants."""
        engine = connect(self.url)
        last = sa.text(
            "SELECT count(*), count(DISTINCT participant) FROM room_answers WHERE code = :code "
            "AND round = (SELECT max(round) FROM room_rounds WHERE code = :code)"
        )
        with engine.connect() as connection:
            row = connection.execute(last, {"code": code}).one()
        engine.dispose()
        return int(row[0]), int(row[1])


@contextmanager
def on_sqlite(command: tuple[str, ...]) -> Iterator[Place]:
    """One process, with its file."""
    with tempfile.TemporaryDirectory() as folder:
        served = Served(Path(folder), WD_MAX_CONNECTIONS="4000", WD_MAX_CONNECTIONS_OF_ADDRESS="4000")
        served.start(command)
        try:
            yield Place(served.port, [served], f"sqlite:///{served.data}/progress.sqlite3", command)
        finally:
            served.kill()


@contextmanager
def on_postgresql(command: tuple[str, ...]) -> Iterator[Place]:
    """Two processes behind nginx, on a PostgreSQL that writes to the disk before it answers."""
    with tempfile.TemporaryDirectory() as folder:
        several = Several(Path(folder), 2, command=command, fsync=True, WD_MAX_CONNECTIONS="4000")
        try:
            yield Place(several.port, several.workers, several.database.url, command)
        finally:
            several.remove()


def p95(values: list[float]) -> float:
    """Return the 95th percentile."""
    return sorted(values)[int(0.95 * (len(values) - 1))] if values else float("nan")


async def tick(place: Place, wall: Phone, phones: list[Phone]) -> float:
    """Return the CPU of a change that the wall shows and phones need not hear of: these press "did not get this"."""
    before = place.spent()
    for phone in counted(phones, "changes for the wall alone"):
        version = wall.seen[-1][1]["version"]
        await phone.stuck()
        await until(lambda known=version: wall.seen[-1][1]["version"] > known)
    cost = (place.spent() - before) / len(phones)
    await asyncio.sleep(1)
    return cost


async def lecture(place: Place, people: int) -> dict[str, str]:  # noqa: PLR0915 - one lecture, in its order
    """Hold the lecture, and return what was seen."""
    host = Host(place.port, f"localhost:{place.port}")
    await host.open_room(LESSON, CHECK)
    late = people // 20
    phones = [Phone(place.port, host.host, host.code) for _ in range(people)]
    few = asyncio.Semaphore(JOINING)
    held, say = place.held(), Told()

    async def come(phone: Phone) -> asyncio.Task[None]:
        async with few:
            await phone.join()
        return asyncio.create_task(phone.watch())

    coming = [*asyncio.as_completed([come(phone) for phone in phones[late:]])]
    watching = [await phone for phone in counted(coming, "phones have joined")]
    wall = Phone(place.port, host.host, host.code)
    watching.append(asyncio.create_task(wall.watch("/wall")))
    await until(lambda: all(phone.seen for phone in phones[late:]))
    await asyncio.sleep(2)  # what the joining has left to be done is done

    held = (place.held() - held) / len(watching)
    tick_cost = await tick(place, wall, phones[-8:])

    say("the question is opened, and reaches all phones")
    before, opened = place.spent(), time.monotonic()
    room = await host.act("open")
    on_time = phones[late:]
    await until(lambda: all(phone.first(opened, phase="open") is not None for phone in on_time))
    step_cost = place.spent() - before
    phase = [phone.first(opened, phase="open") or 0.0 for phone in on_time]
    round_number = int(phones[-1].seen[-1][1]["round"])

    async def vote(phone: Phone, *, twice: bool) -> None:
        await asyncio.sleep(random.uniform(0, SECONDS))
        if phone in joining_late:
            watching.append(await come(phone))
        await phone.answer(f"{random.random():.3f}", round_number)
        if twice:
            await phone.answer("0.5", round_number)

    async def accident() -> tuple[float, float]:
        before, own = place.spent(), time.process_time()
        await asyncio.sleep(SECONDS / 2)
        spent.append(place.spent() - before)
        spent.append(1000 * (time.process_time() - own))
        spent.append(sum(len(phone.waits) for phone in phones))
        return await place.kill_one()

    say(f"all answer within {SECONDS:g} s, and a worker is killed meanwhile")
    joining_late = set(phones[:late])
    spent: list[float] = []
    voting = time.monotonic()
    away, *_ = await asyncio.gather(
        accident(), *(vote(phone, twice=index < people // 5) for index, phone in enumerate(phones))
    )
    voted = time.monotonic() - voting

    say("the question is closed, and its distribution shown to all phones")
    await host.act("close")
    await until(lambda: all(phone.seen and phone.seen[-1][1]["phase"] == "closed" for phone in phones))
    too_late = random.sample(phones, max(1, people // 50))
    await asyncio.gather(*(phone.answer("9", round_number) for phone in too_late))
    shown = time.monotonic()
    room = await host.act("distribution")
    await until(lambda: all(phone.first(shown, step=room["step"]) is not None for phone in phones))
    last = [phone.first(shown, step=room["step"]) or 0.0 for phone in phones]
    for task in watching:
        task.cancel()
    told = [each for phone in phones for each in phone.waits]
    # Where the only process is killed, everybody waits for its start: that is told apart.
    waits = [wait for began, wait in told if began + wait < away[0] or began > away[1] or len(place.workers) > 1]
    answers, distinct = place.tally(host.code)
    heard = [frame["bytes"] for phone in phones for at, frame in phone.seen if at > opened]
    return {
        "answers kept / distinct participants": f"{answers} / {distinct} of {people}",
        "too late and refused": f"{sum(phone.refused for phone in phones)} of {len(too_late)}",
        "everybody at the last version within": f"{max(last):.2f} s",
        "phase change to phone: median / p95": f"{1000 * p50(phase):.0f} / {1000 * p95(phase):.0f} ms",
        "an answer waits: median / p95": f"{1000 * p50(waits):.0f} / {1000 * p95(waits):.0f} ms",
        "a tick with a change for the wall, CPU of all workers": f"{tick_cost:.1f} ms",
        "an answer until the kill, ticks and latecomers with it, CPU": f"{spent[0] / max(1, spent[2]):.1f} ms",
        "until the kill, of one core: all workers / the phones": " / ".join(
            f"{cost / SECONDS / 5:.0f} %" for cost in spent[:2]
        ),
        "a phone that has joined, memory of all workers": f"{held:.0f} KiB",
        "a step of the host's to all phones, CPU of all workers": f"{step_cost:.0f} ms",
        "the longest wait of an answer, the killed worker's too": f"{max(wait for _, wait in told):.1f} s",
        "the killed worker was away for": f"{away[1] - away[0]:.1f} s",
        "the vote, from first to last answer": f"{voted:.1f} s",
        "sent to all phones from the opening on": f"{sum(heard) / 1e6:.1f} MB in {len(heard)} frames",
        "streams that were lost and came back": str(sum(phone.lost for phone in phones)),
    }


def p50(values: list[float]) -> float:
    """Return the median."""
    return sorted(values)[len(values) // 2] if values else float("nan")


async def until(holds: Callable[[], bool], patience: float = 300.0) -> None:
    """Wait until something holds."""
    deadline = time.monotonic() + patience
    while not holds():
        if time.monotonic() > deadline:
            raise TimeoutError(f"it does not hold after {patience:g} s")
        await asyncio.sleep(0.02)


BOUNDS = {
    "answers kept / distinct participants": "all, once",
    "too late and refused": "all",
    "everybody at the last version within": "≤ 3 s",
    "phase change to phone: median / p95": "p95 ≤ 1000 ms",
    "an answer waits: median / p95": "p95 ≤ 300 ms",
    "a tick with a change for the wall, CPU of all workers": "≤ 30 ms",
}


def held_in(place: Callable[..., Any], command: tuple[str, ...], people: int) -> dict[str, str]:
    """Hold the lecture in a place, and return what was seen, or that it was given up."""
    with place(command) as there:
        try:
            return asyncio.run(lecture(there, people))
        except TimeoutError as error:
            return {"an answer waits: median / p95": f"given up: {error}"}


def main() -> None:
    """Hold the same lecture in each place, and print what was seen side by side."""
    given = argparse.ArgumentParser(description="A room of a thousand phones.")
    given.add_argument("--quick", action="store_true", help="a hundred phones")
    given.add_argument("--people", type=int, help="another number of phones")
    given.add_argument("--only", choices=("sqlite", "postgresql"), help="one of the two places alone")
    given.add_argument("--not-naive", action="store_true", help="leave out the naive way")
    options = given.parse_args()
    people = options.people or (100 if options.quick else 1000)
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, min(hard, 16_384)), hard))
    places: dict[str, Any] = {"sqlite": ("SQLite, one process", on_sqlite)}
    if nginx_path() is not None and postgresql.programs() is not None:
        places["postgresql"] = ("PostgreSQL, two behind nginx", on_postgresql)
    else:
        print(f"not measured on PostgreSQL: {postgresql.ABSENT}; and nginx is needed")
    ways = [("", COURSE)] + ([] if options.not_naive else [(", naive", NAIVE)])
    cases = [
        (name + way, partial(held_in, place, command, people))
        for key, (name, place) in places.items()
        for way, command in (ways if options.only in (None, key) else ())
    ]
    columns: dict[str, dict[str, str]] = {}
    for name, column in in_turn(cases):
        columns[name] = column
        print(f"{name}: {column}", file=sys.stderr, flush=True)
    rows = list(dict.fromkeys(row for column in columns.values() for row in column))
    cells = [[row, *(column.get(row, "-") for column in columns.values()), BOUNDS.get(row, "")] for row in rows]
    table(f"A room of {people} phones, all answering within {SECONDS:g} s", ["", *columns, "bound"], cells)


if __name__ == "__main__":
    main()
