"""What a fifth of the clients can do to the others: each way to misbehave, and how long everybody else waits meanwhile.

python bench/hostile.py [--quick] [ways …]

All of it on loopback, against a server of its own, with harmless input at the limit: what is tried is our guard. Quiet
and loud alternate, round after round, so that what else the machine does falls on both; the median of the rounds
counts. How much the others did send says whether they had the strength to be a trial: where the machine is busy, and
the clients get no core, a good number means nothing. `chrt -f 10` in front gives server and clients their cores there.
"""

from __future__ import annotations

import argparse
import asyncio
import http.client
import itertools
import json
import random
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from statistics import median
from uuid import uuid4

from load_pages import LESSONS, Client, cpu
from load_wire import Ours, Socket, at_rest, dragging, framed
from rig import course, table

from app.pages.kinds import KINDS
from app.told import Told

HONEST, HOSTILE = 20, 5
PAGES = (
    0.5  # s between two pages that an honest client reads: twelve times what a quick reader does, for enough samples
)
ROUNDS, SECONDS = 3, 4.0
BARS = KINDS["pmf_bars"].start.as_dict()
BOUND = 2.0
SENT = itertools.count()
"""Counts what a hostile client did."""


def cookie_of(port: int) -> str:
    """Return the cookie of a new learner."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", "/", headers={"Host": f"localhost:{port}"})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return (answer.getheader("Set-Cookie") or "").split(";")[0]


async def on_a_wire(port: int, cookie: str, texts: Callable[[int], str], a_second: float) -> None:
    """Send texts on a wire, as fast as that, and read what comes; when it is closed, open another."""
    count = 0
    while True:
        with suppress(OSError, EOFError, asyncio.IncompleteReadError):
            wire = await Socket.open(port, "/wire", cookie=cookie)
            reading = asyncio.ensure_future(_read(wire))
            while not reading.done():
                wire.send([framed(texts(count))])
                count += 1
                next(SENT)
                await asyncio.sleep(1 / a_second)
        await asyncio.sleep(0.2)


async def _read(wire: Socket) -> None:
    with suppress(OSError, EOFError, asyncio.IncompleteReadError):
        while True:
            await wire.hear()


async def states(port: int, cookie: str) -> None:
    """A hundred states a second each, twenty times what a hand can send."""
    await on_a_wire(port, cookie, lambda seq: json.dumps({"seq": seq, "kind": "pmf_bars", "state": BARS}), 100)


async def nonsense(port: int, cookie: str) -> None:
    """What is no message: nested lists, numbers of hundreds of digits, fields that are none."""
    kinds = ["[" * 2000, '{"seq": ' + "9" * 300 + "}", '{"seq": 1, "kind": "pmf_bars", "state": [[[1]]]}', "{}", "x"]
    await on_a_wire(port, cookie, lambda seq: kinds[seq % len(kinds)], 100)


async def long_messages(port: int, cookie: str) -> None:
    """Messages of 60 kB, twenty a second each."""
    state = json.dumps({"seq": 1, "kind": "ngram", "state": {"text": "x" * 60_000}})
    await on_a_wire(port, cookie, lambda _: state, 20)


async def dear_questions(port: int, cookie: str) -> None:
    """The dearest question of all, about another P each time."""

    def ask(seq: int) -> str:
        means = [round(random.uniform(-10, 10), 3) for _ in range(4)]
        question = {"ask": "between", "of": {"weights": [0.25] * 4, "means": means, "sds": [0.3] * 4}}
        return json.dumps({"seq": seq, "kind": "gaussian_fit", "place": str(seq), "question": question})

    await on_a_wire(port, cookie, ask, 20)


async def wires(port: int, cookie: str) -> None:
    """A wire more twenty times a second, none of which says anything."""
    held = []
    while True:
        with suppress(OSError, asyncio.IncompleteReadError):
            next(SENT)
            held.append(await Socket.open(port, "/wire", cookie=cookie))
        await asyncio.sleep(0.05)


async def half_heads(port: int, _cookie: str) -> None:
    """Hundreds of requests whose head never ends."""
    await _half(port, b"GET / HTTP/1.1\r\nHost: localhost\r\nX: ", 500)


async def half_bodies(port: int, _cookie: str) -> None:
    """Hundreds of requests whose body never ends."""
    head = f"POST /review HTTP/1.1\r\nHost: localhost:{port}\r\nContent-Length: 60000\r\n\r\nx"
    await _half(port, head.encode(), 500)


async def _half(port: int, sent: bytes, most: int) -> None:
    held = []
    while True:
        with suppress(OSError):
            _, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(sent)
            next(SENT)
            held.append(writer)
        if len(held) > most:
            held.pop(0).close()
        await asyncio.sleep(0.05)


async def large_bodies(port: int, _cookie: str) -> None:
    """Bodies of 50 MB, as far as they are taken."""
    head = f"POST /review HTTP/1.1\r\nHost: localhost:{port}\r\nContent-Length: 50000000\r\n\r\n".encode()
    while True:
        with suppress(OSError):
            _, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(head + b"x" * 100_000)
            next(SENT)
            await writer.drain()
            writer.close()
        await asyncio.sleep(0.05)


async def unread(port: int, _cookie: str) -> None:
    """Pages that are asked for and not read."""
    held = []
    while True:
        with suppress(OSError):
            _, writer = await asyncio.open_connection("127.0.0.1", port, limit=1)
            writer.write(f"GET /lib/bokeh.min.js HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n".encode())
            next(SENT)
            held.append(writer)
        if len(held) > 100:
            held.pop(0).close()
        await asyncio.sleep(0.05)


async def strange_addresses(port: int, _cookie: str) -> None:
    """Addresses with numbers that no figure can show."""
    query = "p=1e-999999,1&q=" + "9" * 300 + ",1"
    head = f"GET /lab/pmf_bars?{query} HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n\r\n".encode()
    while True:
        with suppress(OSError):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(head)
            next(SENT)
            await reader.read()
            writer.close()
        await asyncio.sleep(0.1)


async def answers(port: int, cookie: str) -> None:
    """An answer to a question every fiftieth of a second."""
    path = "/lessons/wrong-dictionary/checks/fair-matched"
    while True:
        with suppress(OSError, asyncio.IncompleteReadError):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            body = f"event={uuid4()}&seed=0&action=answer&answer=0.5"
            head = (
                f"POST {path} HTTP/1.1\r\nHost: localhost:{port}\r\nCookie: {cookie}\r\nConnection: close\r\n"
                f"Accept: application/json\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                f"Content-Length: {len(body)}\r\n\r\n"
            )
            writer.write((head + body).encode())
            next(SENT)
            await reader.read()
            writer.close()
        await asyncio.sleep(0.02)


WAYS: dict[str, Callable[[int, str], Awaitable[None]]] = {
    way.__name__: way
    for way in (
        states,
        nonsense,
        long_messages,
        dear_questions,
        wires,
        half_heads,
        half_bodies,
        large_bodies,
        unread,
        strange_addresses,
        answers,
    )
}


async def misbehave(way: str, port: int, seconds: float) -> None:
    """Let all hostile clients do the same for so long; say when they begin, and how often they did it."""
    cookies = [cookie_of(port) for _ in range(HOSTILE)]
    print("ready", flush=True)
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await asyncio.gather(*(WAYS[way](port, cookie) for cookie in cookies))
    print(next(SENT))


@contextmanager
def misbehaving(way: str, port: int, seconds: float) -> Iterator[list[float]]:
    """Let them misbehave in a process of its own until the block ends, which is given how often a second they did."""
    command = [sys.executable, __file__, "--misbehave", way, str(port), str(seconds)]
    rate: list[float] = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as hostile:
        assert hostile.stdout is not None
        hostile.stdout.readline()
        yield rate
        rate.append(int(hostile.stdout.readline()) / seconds)


async def read(port: int, seconds: float, waits: list[float]) -> None:
    """Read a page now and then."""
    end = time.monotonic() + seconds
    await asyncio.sleep(random.uniform(0, PAGES))
    while (began := time.monotonic()) < end:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        head = f"GET {random.choice(LESSONS)} HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n\r\n"
        writer.write(head.encode())
        answer = await reader.read()
        writer.close()
        waits.append(time.monotonic() - began if b" 200 " in answer[:20] else 60.0)
        await asyncio.sleep(PAGES)


async def live(port: int, seconds: float) -> tuple[float, float]:
    """Let everybody else drag and read; return the 95th percentile of both waits, in ms."""
    pages = [Ours(port, "pmf_bars") for _ in range(HONEST)]
    for page in pages:
        await page.open("/lab/pmf_bars")
    read_in: list[float] = []
    dragged, *_ = await asyncio.gather(dragging(pages, seconds), *(read(port, seconds, read_in) for _ in pages))
    for page in pages:
        page.close()
    return p95(dragged), p95(read_in)


def measured(pid: int, port: int, seconds: float) -> tuple[float, float, float]:
    """Return both waits of the others, in ms, and how much of a core the server takes meanwhile, in percent."""
    before, began = cpu(pid), time.monotonic()
    waits = asyncio.run(live(port, seconds))
    return *waits, (cpu(pid) - before) / (time.monotonic() - began) / 10


def p95(waits: list[float]) -> float:
    """Return the 95th percentile, in ms."""
    return 1000 * sorted(waits)[int(0.95 * len(waits))]


def main() -> None:
    """Measure the quiet and then each way, in turn; print one table."""
    given = argparse.ArgumentParser(description="A fifth of the clients misbehave.")
    given.add_argument("--quick", action="store_true", help="shorter, to see that it runs")
    given.add_argument("ways", nargs="*", choices=[[], *WAYS], help="some of the ways alone")
    given.add_argument("--misbehave", nargs=3, metavar=("WAY", "PORT", "SECONDS"), help=argparse.SUPPRESS)
    options = given.parse_args()
    if options.misbehave:
        way, port, seconds = options.misbehave
        asyncio.run(misbehave(way, int(port), float(seconds)))
        return
    rounds, seconds = (1, 2.0) if options.quick else (ROUNDS, SECONDS)
    ways = options.ways or list(WAYS)
    told, shown, late = Told(), [], []
    with course() as (process, port):
        for path in LESSONS:
            Client(port).ask(path)
        at_rest(process.pid)
        for index, way in enumerate(ways):
            quiet, loud, rates = [], [], []
            for number in range(rounds):
                told(f"rounds, {way.replace('_', ' ')} now", rounds * index + number, rounds * len(ways))
                quiet.append(measured(process.pid, port, seconds))
                with misbehaving(way, port, seconds + 2 * PAGES) as rate:
                    loud.append(measured(process.pid, port, seconds))
                rates += rate
                time.sleep(1)
            row, within = judged(way, quiet, loud, rates)
            shown.append(row)
            late += [] if within else [way]
    told.end()
    head = ["they send", "a second", "numbers, quiet", "meanwhile", "times", "a page, quiet", "meanwhile", "times"]
    head += ["of a core", "meanwhile"]
    title = f"{HOSTILE} of {HOSTILE + HONEST} clients misbehave: what the others wait, p95, median of {rounds} rounds"
    table(title, head, shown)
    print(f"beyond the bound, {BOUND:g} times: {', '.join(late) or 'none'}")


Measured = Sequence[tuple[float, float, float]]


def judged(way: str, quiet: Measured, loud: Measured, rates: list[float]) -> tuple[list[str], bool]:
    """Return a row of the table, and whether both waits are within the bound."""
    before, after = ([median(values) for values in zip(*rounds, strict=True)] for rounds in (quiet, loud))
    pairs = list(zip(before[:2], after[:2], strict=True))
    cells = [cell for old, new in pairs for cell in (f"{old:.1f} ms", f"{new:.1f} ms", f"{new / old:.1f}")]
    cores = [f"{share:.0f} %" for share in (before[2], after[2])]
    row = [way.replace("_", " "), f"{median(rates):.0f}", *cells, *cores]
    return row, all(new <= BOUND * old for old, new in pairs)


if __name__ == "__main__":
    main()
