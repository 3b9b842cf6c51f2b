"""The rows of `load.py` that concern pages: CPU and memory of a GET, the start, and a class that arrives."""

from __future__ import annotations

import asyncio
import http.client
import json
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlencode
from uuid import uuid4

from builds import Build
from rig import ROOT, counted

from app.checks import course_checks, present
from app.content import load_course
from app.pages.kinds import KINDS

COURSE = load_course(ROOT / "lessons")
CHECKS = course_checks(COURSE)
LESSONS = [f"/lessons/{lesson.id}" for lesson in COURSE.lessons]
LABS = [f"/lab/{kind}" for kind in KINDS]
HEAVIEST = "/lessons/two-directions"
ENCODINGS = "gzip, deflate, br"
EVENTS = 100
ARRIVALS, WITHIN = 1000, 60.0

Rows = Iterator[tuple[str, str, str]]


def cpu(pid: int) -> float:
    """Return how long the threads of a process have run, in ms."""
    total = 0
    for task in Path(f"/proc/{pid}/task").iterdir():
        with suppress(FileNotFoundError):
            total += int((task / "schedstat").read_text().split()[0])
    return total / 1e6


def memory(pid: int) -> float:
    """Return what a process keeps in memory for itself, in KiB."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return sum(float(line.split()[1]) for line in lines if line.startswith("Private_"))


class Client:
    """One browser without scripts: a connection that stays open, and perhaps a cookie."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._wire = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self.cookie = ""

    def ask(self, path: str, method: str = "GET", body: str | None = None, **headers: str) -> bytes:
        """Send a request; any answer but a good one is an error."""
        fields = {"Host": f"localhost:{self._port}", "Accept-Encoding": ENCODINGS, **headers}
        if self.cookie:
            fields["Cookie"] = self.cookie
        self._wire.request(method, path, body, fields)
        answer = self._wire.getresponse()
        content = answer.read()
        if answer.status >= 400:
            raise RuntimeError(f"{method} {path}: {answer.status}")
        if method == "POST" and not self.cookie:
            self.cookie = (answer.getheader("Set-Cookie") or "").split(";")[0]
        return content

    def learn(self, lesson_id: str, events: int) -> None:
        """Commit the predictions of a lesson, and answer its questions in words of one's own, so many times in all."""
        lesson = COURSE.lesson(lesson_id)
        assert lesson is not None
        if not self.cookie:
            self._wire.request("GET", "/", headers={"Host": f"localhost:{self._port}"})
            answer = self._wire.getresponse()
            answer.read()
            self.cookie = (answer.getheader("Set-Cookie") or "").split(";")[0]
        left = events
        for item in lesson.widgets.values():
            if item.prediction is not None:
                state = KINDS[item.kind].State.from_options(item.options).as_dict()
                body = json.dumps({"event": str(uuid4()), "guess": random.random(), "state": state})
                self.ask(f"{LESSONS[lesson.number - 1]}/predictions/{item.prediction}", "POST", body,
                         Accept="application/json")  # fmt: skip
                left -= 1
        asked = [slot.ref for slot in lesson.slots if slot.kind == "check"]
        for turn in range(left):
            name = asked[turn % len(asked)]
            shown = present(CHECKS[lesson_id][name])
            answer = f"{random.random():.6f}" if shown.kind == "numeric" else random.choice(shown.options).id
            fields = {"event": str(uuid4()), "seed": "0", "action": "answer", "answer": answer}
            self.ask(f"/lessons/{lesson_id}/checks/{name}", "POST", urlencode(fields), Accept="application/json",
                     **{"Content-Type": "application/x-www-form-urlencoded"})  # fmt: skip


def cost(pid: int, client: Client, path: str, times: int) -> float:
    """Return the CPU of one GET, in ms: the mean of so many, or of as many as take a second and a half."""
    before, done = cpu(pid), 0
    while done < times and cpu(pid) - before < 1500:
        client.ask(path)
        done += 1
    return (cpu(pid) - before) / done


def gets(build: Build, *, quick: bool) -> Rows:
    """Yield the CPU of a GET of each page for a newcomer, and of each lesson for a learner with many events."""
    times = 10 if quick else 40
    with build.run() as (process, port):
        client = Client(port)
        lessons, labs = ([path for path in paths if build.has(path)] for paths in (LESSONS, LABS))
        pages = [build.page(path) for path in ((HEAVIEST,) if build.is_peer else (*lessons, *labs))]
        for path in pages:
            client.ask(path)
            client.ask(path)
        if not build.is_peer:
            time.sleep(3)  # what is made ahead
        costs = {path: cost(process.pid, client, path, times) for path in counted(pages, "pages, some GETs of each")}
        bound = "≤ 1.5 ms"
        if build.is_peer:
            yield "GET of the page, newcomer, CPU", "", f"{costs['/peer']:.1f} ms"
            return
        for path in lessons:
            yield f"GET {path}, newcomer, CPU", bound, f"{costs[path]:.2f} ms"
        dearest = max(labs, key=costs.__getitem__)
        yield "GET of the dearest lab page, CPU", bound, f"{costs[dearest]:.2f} ms"
        if build.house != ROOT:  # whose questions are others
            return
        first, again = [], []
        learnt = [lesson for lesson in COURSE.lessons if f"/lessons/{lesson.id}" in lessons]
        for lesson in counted(learnt * (1 if quick else 2), "learners with many events"):
            learner = Client(port)
            learner.learn(lesson.id, 12 if quick else EVENTS)
            first.append(cost(process.pid, learner, f"/lessons/{lesson.id}", 1))
            again.append(cost(process.pid, learner, f"/lessons/{lesson.id}", times))
        name = f"GET of a lesson, learner with {EVENTS} events"
        yield f"{name}: the first, dearest, CPU", "≤ 5 ms", f"{max(first):.2f} ms"
        yield f"{name}: again, dearest, CPU", "≤ 5 ms", f"{max(again):.2f} ms"


def kept(build: Build, *, quick: bool) -> Rows:
    """Yield what a reader who touches nothing leaves in the server's memory."""
    with build.run() as (process, port):
        client, path = Client(port), build.page(HEAVIEST)
        for _ in range(20):
            client.ask(path)
        if not build.is_peer:
            time.sleep(3)
        # Allocators take memory in steps: they have taken it after some hundred readers of a build that keeps nothing.
        light = build.house == ROOT and not build.is_peer
        for _ in range(1000 if light else 5):
            client.ask(path)
        times = (1000 if quick else 10_000) if light else (20 if quick else 60)
        before = memory(process.pid)
        for _ in counted(range(times), f"GETs of {path}"):
            client.ask(path)
        grown = memory(process.pid) - before
    yield "kept for a reader who touches nothing", "≤ 5 KiB", f"{grown / times:.2f} KiB"
    if light:
        yield f"left by {times:,} GETs of two-directions", "≤ 20 MiB", f"{grown / 1024:.1f} MiB"


def starts(build: Build, *, quick: bool) -> Rows:
    """Yield the time from the start of the process to its first good answer at `/readyz`."""
    with tempfile.TemporaryDirectory() as data:
        for record, word in ((None, "a new record"), (data, "its record")):
            taken, used = [], []
            for _ in counted(range(2 if quick else 5), f"starts, with {word}"):
                began = time.monotonic()
                with build.run(record) as (process, _):
                    taken.append(time.monotonic() - began)
                    used.append(cpu(process.pid))
            # The first start makes what no set-up has made: the record, and files in the system's memory.
            bound = "" if build.is_peer else "≤ 1.5 s"
            yield f"start to its first answer, with {word}, best", bound, f"{min(taken[1:]):.2f} s"
            yield f"the same, with {word}, CPU, median", "", f"{statistics.median(used[1:]):.0f} ms"
            if build.is_peer:
                return


def arrivals(build: Build, *, quick: bool) -> Rows:
    """Yield how long learners wait for a page when a great class arrives, each by a connection of their own."""
    count, within = (100, 6.0) if quick else (ARRIVALS, WITHIN)
    with build.run() as (process, port):
        client = Client(port)
        for path in filter(build.has, LESSONS):
            client.ask(build.page(path))
        if not build.is_peer:
            time.sleep(3)
        before = cpu(process.pid)
        waits = asyncio.run(_arrive(port, build, count, within))
        used = cpu(process.pid) - before
    good = sorted(wait for wait in waits if wait is not None)
    errors = count - len(good)
    shown = f"{good[int(0.95 * len(good))] * 1000:.0f} ms" if good else "never"
    title = f"{count:,} learners arrive within {within:.0f} s"
    yield f"{title}: page, p95", "≤ 200 ms", shown
    yield f"{title}: errors", "0", str(errors)
    yield f"{title}: of one core", "", f"{used / within / 10:.0f} %"


async def _arrive(port: int, build: Build, count: int, within: float) -> list[float | None]:
    lessons = [path for path in LESSONS if build.has(path)]

    async def learner(number: int) -> float | None:
        await asyncio.sleep(within * number / count)
        path = build.page(lessons[number % len(lessons)])
        began = time.monotonic()
        try:
            async with asyncio.timeout(30):
                reader, writer = await asyncio.open_connection("127.0.0.1", port)
                head = f"GET {path} HTTP/1.1\r\nHost: localhost:{port}\r\nAccept-Encoding: {ENCODINGS}\r\n"
                writer.write(f"{head}Connection: close\r\n\r\n".encode())
                answer = await reader.read()
                writer.close()
        except (OSError, TimeoutError):
            return None
        return time.monotonic() - began if answer.startswith(b"HTTP/1.1 200") else None

    waits = [*asyncio.as_completed([learner(number) for number in range(count)])]
    return [await wait for wait in counted(waits, "learners have their page")]


resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)
PAGE_ROWS = [gets, kept, starts, arrivals]
