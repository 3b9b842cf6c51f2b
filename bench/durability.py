"""Nothing that a learner does is lost, or counted twice: python bench/durability.py [--quick].

Fifty learners answer for three minutes (--quick: twenty for thirty seconds) over connections of their own, through a
proxy of ours that cuts and slows them, to a server that is killed (-9) ten times (three times) meanwhile. Each learner
keeps what they did in a list and sends it as the page's outbox does: in order, until it is confirmed, under the id
that it was made with. Then the record is asked for every id. On SQLite, and on PostgreSQL where one can be started.
"""

from __future__ import annotations

import asyncio
import importlib.util
import json
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode
from uuid import uuid4

import sqlalchemy as sa
from rig import ROOT, free_port, table

from app.checks import course_checks, present
from app.content import load_course
from app.progress import AnswerGiven, SqlStore, connect
from app.progress.store.schema import events
from app.told import Told

QUICK = "--quick" in sys.argv
LEARNERS, SECONDS, KILLS = (20, 30.0, 3) if QUICK else (50, 180.0, 10)
TRY = 8.0  # seconds for one try, as in the page
FIRST, LONGEST = 0.25, 4.0  # seconds before the next: shorter than the page's, so that three minutes hold more of them
THOUGHT = (0.5, 2.0)  # seconds between two answers of a learner
END = 120.0  # seconds in which, once all is quiet, everything must have been confirmed
COURSE = load_course(ROOT / "lessons")
CHECKS = course_checks(COURSE)
ASKED = [
    (lesson.id, slot.ref)
    for lesson in COURSE.lessons
    for slot in lesson.slots
    if slot.kind == "check" and present(CHECKS[lesson.id][slot.ref]).kind == "numeric"
]


@dataclass
class Weather:
    """What happens to the connections: how long bytes take, and whether any get through."""

    delay: float = 0.0
    cut: bool = False
    connections: set[asyncio.StreamWriter] = field(default_factory=set)
    cuts: int = 0

    def break_all(self) -> None:
        """End every connection, in the middle of whatever it carries."""
        self.cuts += len(self.connections)
        for writer in list(self.connections):
            writer.transport.abort()


async def proxy(weather: Weather, target: int) -> asyncio.Server:
    """Pass connections on to a port, as the weather lets them."""

    async def pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while data := await reader.read(2048):  # small: an answer may be cut in its middle
                await asyncio.sleep(weather.delay)
                writer.write(data)
                await writer.drain()
        writer.close()

    async def passed(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if weather.cut:
            writer.transport.abort()
            return
        try:
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", target)
        except OSError:
            writer.transport.abort()
            return
        both = {writer, far_writer}
        weather.connections |= both
        await asyncio.gather(pump(reader, far_writer), pump(far_reader, writer), return_exceptions=True)
        weather.connections -= both

    return await asyncio.start_server(passed, "127.0.0.1", 0)


@dataclass
class Learner:
    """One learner: a cookie, and the deeds in the order in which they were done."""

    port: int
    origin: str
    cookie: str = ""
    done: list[tuple[str, str, str]] = field(default_factory=list)  # id, address, answer
    confirmed: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    tries: int = 0
    longest: float = 0.0

    async def ask(self, head: str, body: str = "") -> tuple[int, dict[str, str], bytes]:
        """Send one request on a connection of its own, and return the whole answer."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        try:
            lines = (head, f"Host: {self.origin}", f"Cookie: {self.cookie}", "Connection: close")
            writer.write(("\r\n".join(lines) + f"\r\nContent-Length: {len(body)}\r\n\r\n{body}").encode())
            answer = await reader.read()
        finally:
            writer.close()
        top, _, content = answer.partition(b"\r\n\r\n")
        first, *fields = top.decode("latin-1").split("\r\n")
        headers = {name.lower(): value for name, _, value in reversed([each.partition(": ") for each in fields])}
        if int(headers.get("content-length", -1)) != len(content):
            raise OSError("the answer broke off")
        return int(first.split()[1]), headers, content

    async def arrive(self) -> None:
        """Open the course, and get a cookie."""
        _, headers, _ = await self.ask("GET / HTTP/1.1")
        self.cookie = headers["set-cookie"].split(";")[0]

    async def live(self, until: float) -> None:
        """Answer one question after another; what is done is sent beside it."""
        sender = asyncio.create_task(self.send(until))
        while time.monotonic() < until:
            await asyncio.sleep(random.uniform(*THOUGHT))
            lesson, check = random.choice(ASKED)
            self.done.append((str(uuid4()), f"/lessons/{lesson}/checks/{check}", f"{random.random():.3f}"))
        await sender

    async def send(self, until: float) -> None:
        """Send what is done, in order, each until it is confirmed or refused for good."""
        sent = 0
        while time.monotonic() < until + END:
            if sent == len(self.done):
                if time.monotonic() >= until:
                    return
                await asyncio.sleep(0.05)
                continue
            began, wait = time.monotonic(), FIRST
            while not await self.confirms(*self.done[sent]):
                if time.monotonic() > until + END:
                    return
                await asyncio.sleep(wait * random.uniform(0.8, 1.2))
                wait = min(LONGEST, 2 * wait)
            self.longest = max(self.longest, time.monotonic() - began)
            sent += 1

    async def confirms(self, event: str, address: str, answer: str) -> bool:
        """Try once; whatever is no whole answer is none."""
        self.tries += 1
        body = urlencode({"event": event, "seed": "0", "action": "answer", "answer": answer})
        form = "Content-Type: application/x-www-form-urlencoded\r\nAccept: application/json"
        try:
            async with asyncio.timeout(TRY):
                status, _, content = await self.ask(f"POST {address} HTTP/1.1\r\n{form}", body)
        except (OSError, TimeoutError, ValueError, IndexError):
            return False
        if status == 200 and "fragments" in json.loads(content):
            self.confirmed.append(event)
            return True
        if 400 <= status < 500 and status != 429:
            self.refused.append(event)
            return True
        return False


class Killed:
    """The server, which is killed and started again with the same data."""

    def __init__(self, folder: str, url: str | None, origins: list[str]) -> None:
        self.port = free_port()
        self.environ = {name: value for name, value in os.environ.items() if not name.startswith("WD_")}
        self.environ |= {"WD_PORT": str(self.port), "WD_DATA_DIR": folder, "WD_ALLOWED_ORIGINS": ",".join(origins)}
        self.environ |= {"WD_MAX_CONNECTIONS": "4000"} | ({"WD_DATABASE_URL": url} if url else {})
        self.process: asyncio.subprocess.Process | None = None
        self.kills = 0

    async def start(self) -> None:
        """Start, and return when it is ready."""
        quiet = asyncio.subprocess.DEVNULL
        command = [sys.executable, "-m", "app", "serve"]
        self.process = await asyncio.create_subprocess_exec(
            *command, cwd=ROOT, env=self.environ, stdout=quiet, stderr=quiet
        )
        probe = Learner(self.port, f"localhost:{self.port}")
        for _ in range(1200):
            with suppress(OSError, ValueError, IndexError):
                if (await probe.ask("GET /readyz HTTP/1.1"))[0] == 200:
                    return
            await asyncio.sleep(0.05)
        raise RuntimeError("the server is not ready within a minute")

    async def kill(self) -> None:
        """End it at once, with no word to anybody."""
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        await self.process.wait()
        self.kills += 1


async def storm(weather: Weather, server: Killed, until: float) -> None:
    """Kill, cut and slow, one after the other, until the time is over; then leave everything in peace."""
    told = Told()
    for number in range(KILLS):
        told("kills, with cut and slow connections", number, KILLS)
        pause = (until - time.monotonic()) / (KILLS - server.kills) / 4
        await asyncio.sleep(max(0.2, pause * random.uniform(0.5, 1)))
        weather.delay = random.choice((0.05, 0.3, 1.0))
        await asyncio.sleep(max(0.2, pause))
        weather.break_all()
        weather.cut = True
        await asyncio.sleep(min(3.0, max(0.2, pause / 2)))
        weather.cut, weather.delay = False, 0.0
        await asyncio.sleep(max(0.2, pause * random.uniform(0.2, 0.6)))
        await server.kill()
        await asyncio.sleep(random.uniform(0, 1))
        await server.start()
    told.end()
    weather.cut, weather.delay = False, 0.0


async def run(folder: str, url: str | None) -> tuple[list[Learner], Weather, int]:
    """Let the learners live through the storm."""
    weather = Weather()
    server = Killed(folder, url, [])
    middle = await proxy(weather, server.port)
    port = middle.sockets[0].getsockname()[1]
    server.environ["WD_ALLOWED_ORIGINS"] = f"localhost:{port},localhost:{server.port}"
    await server.start()
    learners = [Learner(port, f"localhost:{port}") for _ in range(LEARNERS)]
    for learner in learners:
        await learner.arrive()
    until = time.monotonic() + SECONDS
    try:
        await asyncio.gather(storm(weather, server, until), *(learner.live(until) for learner in learners))
    finally:
        kills = server.kills
        await server.kill()
        middle.close()
    return learners, weather, kills


def counted(name: str, url: str, learners: list[Learner], weather: Weather, kills: int) -> tuple[list[str], int]:
    """Ask the record for every deed; return a row of the table, and how much is wrong."""
    engine = connect(url)
    store = SqlStore(engine)
    rows = sa.select(events.c.event_id, events.c.learner).where(events.c.kind == "answer_given").order_by(events.c.seq)
    with engine.connect() as connection:  # by the rows themselves, not by what derives from them
        kept: dict[str, list[str]] = {}
        for event, whose in connection.execute(rows):
            kept.setdefault(whose, []).append(event)
    held = Counter(event for those in kept.values() for event in those)
    done = {event: learner for learner in learners for event, _, _ in learner.done}
    strayed = sum(len({id(done[event]) for event in those}) - 1 for those in kept.values())
    order = {event: place for learner in learners for place, (event, _, _) in enumerate(learner.done)}
    disordered = sum(sorted(those, key=order.__getitem__) != those for those in kept.values())
    # What a learner sees: each answer that was right or wrong is one attempt.
    counts, attempts = 0, 0
    for whose in kept:
        answers = [event for event in store.events(whose) if isinstance(event, AnswerGiven)]
        counts += sum(answer.verdict in {"right", "wrong"} for answer in answers)
        seen = store.progress(whose).lessons.values()
        attempts += sum(check.attempts for lesson in seen for check in lesson.checks.values())
    store.close()
    confirmed = sum(len(learner.confirmed) for learner in learners)
    lost = sum(held[event] == 0 for event in done)
    doubled = sum(count - 1 for count in held.values()) + abs(attempts - counts)
    again = sum(learner.tries for learner in learners) - len(done)
    longest = max(learner.longest for learner in learners)
    cells = (len(done), confirmed, kills, weather.cuts, again, f"{longest:.1f} s", lost, doubled, disordered + strayed)
    return [name, *map(str, cells)], lost + doubled + disordered + strayed + len(done) - confirmed


@contextmanager
def postgresql() -> Iterator[str | None]:
    """Start a PostgreSQL that writes to the disk before it answers, where there is one."""
    spec = importlib.util.spec_from_file_location("postgresql", ROOT / "tests" / "progress" / "postgresql.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    if not module.is_at_hand():
        print(f"not measured: {module.ABSENT}")
        yield None
        return
    cluster = module.Cluster(fsync=True)
    try:
        yield cluster.url
    finally:
        cluster.remove()


def main() -> int:
    """Print the table; 1 if anything was lost, counted twice, or kept in another order."""
    rows, wrong = [], 0
    with tempfile.TemporaryDirectory() as folder, postgresql() as server:
        for name, url in (("SQLite", None), *((("PostgreSQL", server),) if server else ())):
            data = Path(folder) / name
            data.mkdir()
            outcome = asyncio.run(run(str(data), url))
            row, faults = counted(name, url or f"sqlite:///{data}/progress.sqlite3", *outcome)
            rows.append(row)
            wrong += faults
    head = ["", "answers", "confirmed", "kills", "cut", "sent again", "longest wait", "lost", "doubled", "disordered"]
    table(f"{LEARNERS} learners answer for {SECONDS:g} s; the server is killed, the network cut and slowed", head, rows)
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
