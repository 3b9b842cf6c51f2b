"""The rows of `load.py` that concern the wire: CPU of a message and of a session, and a class that drags at once."""

from __future__ import annotations

import asyncio
import base64
import json
import os
import re
import struct
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

from builds import Build
from load_pages import HEAVIEST, Client, cpu, memory
from rig import ROOT, counted, course

from app.pages.kinds import KINDS
from app.told import Told

LEARNERS, RATE = 60, 5.0
CLASS, CLASS_SECONDS = 300, 20.0

Rows = Iterator[tuple[str, str, str]]
Frames = list[bytes]


def framed(text: str | bytes) -> bytes:
    """Return a text as a WebSocket frame of a client."""
    data = text.encode() if isinstance(text, str) else text
    mask = b"\1\2\3\4" * (len(data) // 4 + 1)
    body = (int.from_bytes(data, "big") ^ int.from_bytes(mask[: len(data)], "big")).to_bytes(len(data), "big")
    size = len(data)
    head = bytes([0x81, 0x80 | size]) if size < 126 else bytes([0x81, 0xFE]) + struct.pack("!H", size)
    return head + mask[:4] + body


class Socket:
    """A WebSocket of a page, as bare as it can be: what is measured is the server."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer

    @classmethod
    async def open(cls, port: int, path: str, protocols: str = "", cookie: str = "") -> Socket:
        """Open one as a page of the course does."""
        reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=2**24)
        key = base64.b64encode(os.urandom(16)).decode()
        fields = {
            "Host": f"localhost:{port}",
            "Origin": f"http://localhost:{port}",
            "Upgrade": "websocket",
            "Connection": "Upgrade",
            "Sec-WebSocket-Key": key,
            "Sec-WebSocket-Version": "13",
        }
        fields |= {"Sec-WebSocket-Protocol": protocols} if protocols else {}
        fields |= {"Cookie": cookie} if cookie else {}
        head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
        writer.write(f"GET {path} HTTP/1.1\r\n{head}\r\n".encode())
        answer = await reader.readuntil(b"\r\n\r\n")
        if b" 101 " not in answer.splitlines()[0]:
            raise ConnectionError(answer.splitlines()[0].decode())
        return cls(reader, writer)

    def send(self, frames: Frames) -> None:
        """Send frames."""
        self._writer.write(b"".join(frames))

    async def hear(self) -> bytes:
        """Return the next frame's content, past the signs of life."""
        while True:
            head = await self._reader.readexactly(2)
            size = head[1] & 127
            if size == 126:
                size = struct.unpack("!H", await self._reader.readexactly(2))[0]
            elif size == 127:
                size = struct.unpack("!Q", await self._reader.readexactly(8))[0]
            content = await self._reader.readexactly(size)
            if head[0] & 0x0F == 8:
                raise ConnectionError("closed")
            if head[0] & 0x0F in (0, 1, 2):
                return content

    async def until(self, part: bytes) -> bytes:
        """Return the first frame that has something in it."""
        while part not in (content := await self.hear()):
            pass
        return content

    def close(self) -> None:
        """Close it."""
        self._writer.close()


class Ours:
    """A page's wire in this build."""

    def __init__(self, port: int, kind: str) -> None:
        self._port, self._kind, self._cookie, self._seq = port, kind, "", 0
        self._state = KINDS[kind].start.as_dict()

    async def open(self, path: str) -> None:
        """Get the page, as its reader does, and open its wire, as the first touch does."""
        client = Client(self._port)
        client.ask(path)
        self._socket = await Socket.open(self._port, "/wire")

    async def ask(self) -> None:
        """Send a state, and hear the kernel's numbers."""
        self._seq += 1
        self._socket.send([framed(json.dumps({"seq": self._seq, "kind": self._kind, "state": self._state}))])
        await self._socket.until(b'"seq"')

    def close(self) -> None:
        """Close the page."""
        self._socket.close()


class Panels:
    """A page with a session of Panel's: the build before the wire, and the plain Panel app."""

    def __init__(self, port: int, kind: str) -> None:
        self._port, self._kind, self._seq = port, kind, 0
        self._state = KINDS[kind].start.as_dict()

    async def open(self, path: str) -> None:
        """Get the page with its token, open its socket, and pull the document."""
        page = Client(self._port).ask(path, **{"Accept-Encoding": "identity"}).decode()
        found = re.search(r'"token":"([^"]+)"', page)
        assert found
        self._socket = await Socket.open(self._port, f"{path}/ws", f"bokeh, {found[1]}")
        await self._socket.until(b"ACK")
        self._tell("PULL-DOC-REQ", {})
        document = json.loads(await self._socket.until(b'"doc"'))
        self._model = _find(document, lambda each: str(each.get("name")).endswith("ReactiveESM"))
        self._slider = _find(document, lambda each: each.get("name") == "Slider" or each.get("name") == "FloatSlider")

    async def ask(self) -> None:
        """Send a state to the channel, and hear the numbers; or move the slider, and hear that it was taken."""
        self._seq += 1
        if self._model is None:
            value = self._seq % 100 / 100
            event = {"kind": "ModelChanged", "model": {"id": self._slider}, "attr": "value", "new": value}
            self._tell("PATCH-DOC", {"events": [event]})
            await self._socket.until(b'"reqid"')
            return
        data = {"widget": self._kind, "seq": self._seq, "state": self._state}
        values = {"model": {"id": self._model}, "data": data}
        event = {"type": "event", "name": "data_event", "values": values}
        self._tell("PATCH-DOC", {"events": [{"kind": "MessageSent", "msg_type": "bokeh_event", "msg_data": event}]})
        await self._socket.until(b'"seq"')

    def close(self) -> None:
        """Close the page."""
        self._socket.close()

    def _tell(self, kind: str, content: dict[str, Any]) -> None:
        header = json.dumps({"msgid": f"{self._seq}-{kind}", "msgtype": kind})
        self._socket.send([framed(header), framed("{}"), framed(json.dumps(content))])


def _find(part: Any, wanted: Callable[[dict[str, Any]], bool]) -> str | None:
    """Return the id of the first model of a document that is wanted."""
    if isinstance(part, dict):
        if part.get("type") == "object" and "id" in part and wanted(part):
            return str(part["id"])
        part = list(part.values())
    if isinstance(part, list):
        for each in part:
            found = _find(each, wanted)
            if found is not None:
                return found
    return None


def page_of(build: Build, port: int, kind: str) -> Ours | Panels:
    """Return a page that is opened in a build's own way."""
    return Ours(port, kind) if (build.house / "app" / "wire").is_dir() and not build.is_peer else Panels(port, kind)


async def dragging(pages: list[Ours | Panels], seconds: float) -> list[float]:
    """Let every page send so many states a second; return how long each waited for its numbers."""
    waits: list[float] = []

    async def learner(index: int, page: Ours | Panels) -> None:
        await asyncio.sleep(index / len(pages) / RATE)
        end = time.monotonic() + seconds
        while (began := time.monotonic()) < end:
            await page.ask()
            waits.append(time.monotonic() - began)
            await asyncio.sleep(max(0.0, 1 / RATE - waits[-1]))

    await asyncio.gather(*(learner(index, page) for index, page in enumerate(pages)))
    return waits


def at_rest(pid: int) -> None:
    """Wait until a server that has just started has made what it makes ahead."""
    quiet = 0
    while quiet < 4:
        before = cpu(pid)
        time.sleep(0.5)
        quiet = quiet + 1 if cpu(pid) - before < 10 else 0


def messages(build: Build, *, quick: bool) -> Rows:
    """Yield the CPU of a message of two dictionaries, and of the dearest figure."""

    async def measure(port: int, pid: int, kind: str, seconds: float) -> float:
        pages = [page_of(build, port, kind) for _ in range(10 if quick else LEARNERS)]
        for page in pages:
            await page.open(build.page(f"/lab/{kind}"))
        await dragging(pages, 1.0)
        before = cpu(pid)
        waits = await dragging(pages, seconds)
        used = cpu(pid) - before
        for page in pages:
            page.close()
        return used / len(waits)

    with build.run() as (process, port):
        at_rest(process.pid)
        value = asyncio.run(measure(port, process.pid, "pmf_bars", 2.0 if quick else 8.0))
        yield "a message of pmf_bars, CPU", "≤ 0.45 ms", f"{value:.2f} ms"
        if build.is_peer:
            return
        seconds = 1.0 if quick else 3.0
        kinds = [kind for kind in KINDS if kind != "pmf_bars" and build.has(f"/lab/{kind}")]
        others = {
            kind: asyncio.run(measure(port, process.pid, kind, seconds))
            for kind in counted(kinds, "figures, a message's CPU")
        }
        dearest = max(others, key=others.__getitem__)
        yield "a message of the dearest figure, CPU", "≤ 0.7 ms", f"{others[dearest]:.2f} ms ({dearest})"


def sessions(build: Build, *, quick: bool) -> Rows:
    """Yield what opening a page's session costs when a figure of the heaviest lesson is touched."""

    async def measure(port: int, pid: int) -> tuple[float, float]:
        path = build.page(HEAVIEST)

        async def touched() -> Ours | Panels:
            page = page_of(build, port, "gaussian_fit")
            await page.open(path)
            return page

        kept = [await touched() for _ in range(5)]
        await asyncio.sleep(1)
        count = 20 if quick or build.house != ROOT or build.is_peer else 200
        used, held = cpu(pid), memory(pid)
        kept += [await touched() for _ in counted(range(count), "pages are got and touched")]
        used, held = cpu(pid) - used, memory(pid) - held
        for page in kept:
            page.close()
        return used / count, held / count

    with build.run() as (process, port):
        at_rest(process.pid)
        used, held = asyncio.run(measure(port, process.pid))
    yield "a page of two-directions, got and touched, CPU", "≤ 25 ms", f"{used:.1f} ms"
    yield "a page of two-directions, got and touched, memory", "≤ 150 KiB", f"{held:.0f} KiB"


def a_class(build: Build, *, quick: bool) -> Rows:
    """Yield how long 300 learners wait who drag at once, on two processes."""
    if build.is_peer:
        return

    async def measure(ports: list[int]) -> list[float]:
        count, seconds = (40, 3.0) if quick else (CLASS, CLASS_SECONDS)
        pages = [page_of(build, ports[index % 2], "pmf_bars") for index in range(count)]
        for page in counted(pages, "pages are opened"):
            await page.open("/lab/pmf_bars")
        Told()(f"{count} pages drag, for {seconds:g} s")
        return await dragging(pages, seconds)

    with ExitStack() as stack:
        both = [stack.enter_context(course((), build.house, build.python)) for _ in range(2)]
        for process, _ in both:
            at_rest(process.pid)
        used = [cpu(process.pid) for process, _ in both]
        waits = sorted(asyncio.run(measure([port for _, port in both])))
        used = [cpu(process.pid) - before for before, (process, _) in zip(used, both, strict=True)]
    name = f"{CLASS} learners drag at {RATE:g}/s, two processes"
    yield f"{name}: p95", "≤ 100 ms", f"{1000 * waits[int(0.95 * len(waits))]:.0f} ms"
    yield f"{name}: messages a second", "", f"{len(waits) / (3.0 if quick else CLASS_SECONDS):.0f}"
    yield f"{name}: CPU in all", "", f"{sum(used) / 1000:.1f} s"


WIRE_ROWS = [messages, sessions, a_class]
