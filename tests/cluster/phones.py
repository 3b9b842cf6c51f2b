"""Phones in a room, as bare as they can be: what is tried and measured is the server."""

from __future__ import annotations

import asyncio
import json
import random
import time
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from tests.patience import PATIENCE

AGAIN = (0.25, 0.75)  # seconds before a phone tries again


class BrokenOffError(OSError):
    """An answer that did not come, or not to its end."""


@dataclass(eq=False)
class Browser:
    """What sends requests, each on a connection of its own, and keeps cookies."""

    port: int
    host: str
    cookies: dict[str, str] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)

    async def ask(self, method: str, path: str, **fields: str) -> tuple[int, dict[str, str], bytes]:
        """Send one request, and return the whole answer."""
        async with asyncio.timeout(PATIENCE):
            reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
            try:
                writer.write(self.head(method, path, "close", urlencode(fields) if method == "POST" else ""))
                answer = await reader.read()
            finally:
                writer.close()
        top, _, content = answer.partition(b"\r\n\r\n")
        first, *lines = top.decode("latin-1").split("\r\n")
        headers: dict[str, str] = {}
        for name, _, value in (line.partition(": ") for line in lines):
            headers[name.lower()] = value
            if name.lower() == "set-cookie":
                key, _, kept = value.partition(";")[0].partition("=")
                self.cookies[key] = kept
        if not first.startswith("HTTP/1.1 ") or int(headers.get("content-length", 0)) != len(content):
            raise BrokenOffError(first)
        return int(first.split()[1]), headers, content

    def head(self, method: str, path: str, connection: str, body: str = "") -> bytes:
        """Return a request as it is sent."""
        lines = [f"{method} {path} HTTP/1.1", f"Host: {self.host}", f"Connection: {connection}"]
        if self.cookies:
            lines.append("Cookie: " + "; ".join(f"{name}={value}" for name, value in self.cookies.items()))
        if method == "POST":
            lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
            lines += ["Accept: application/json"]
        return ("\r\n".join(lines) + f"\r\n\r\n{body}").encode()

    async def until(self, *wanted: int, method: str, path: str, **fields: str) -> tuple[int, dict[str, str], bytes]:
        """Ask again and again until the answer is one that is wanted, as a page's outbox does."""
        while True:
            try:
                answer = await self.ask(method, path, **fields)
                if answer[0] in wanted:
                    return answer
                self.failures.append(f"{answer[0]} {method} {path}")
            except (OSError, TimeoutError) as error:
                self.failures.append(f"{error!r} {method} {path}")
            await asyncio.sleep(random.uniform(*AGAIN))


class Phone(Browser):
    """Somebody in the room.

    Attributes
    ----------
    seen
        The frames that came: when, and what they say of the room.
    waits
        When each answer was begun, and how many seconds it waited until it was confirmed.
    refused
        How many answers came after the close, by the server's word.
    lost
        How often the stream was lost, and `sent_away` how often it was told to go elsewhere before.
    """

    def __init__(self, port: int, host: str, code: str) -> None:
        super().__init__(port, host)
        self._room = f"/r/{code}"
        self.seen: list[tuple[float, dict[str, Any]]] = []
        self.waits: list[tuple[float, float]] = []
        self.refused = self.lost = self.sent_away = 0
        self._again = random.uniform(*AGAIN)

    async def join(self) -> None:
        """Come in."""
        await self.until(200, method="GET", path=self._room)
        await self.until(303, method="POST", path=f"{self._room}/join")

    async def answer(self, text: str, round_number: int) -> None:
        """Say something, until the server has confirmed or refused it."""
        began = time.monotonic()
        fields = {"round": str(round_number), "answer": text}
        status, _, _ = await self.until(200, 409, method="POST", path=f"{self._room}/answer", **fields)
        if status == 200:
            self.waits.append((began, time.monotonic() - began))
        else:
            self.refused += 1

    async def stuck(self) -> None:
        """Press the button that says that one did not get this."""
        await self.until(200, method="POST", path=f"{self._room}/stuck")

    async def watch(self, view: str = "") -> None:
        """Hold a stream for as long as the room is there, and open another whenever it is lost."""
        while True:
            with suppress(OSError, TimeoutError, asyncio.IncompleteReadError, ValueError):
                await self._stream(f"{self._room}{view}/stream")
            self.lost += 1
            await asyncio.sleep(self._again)

    async def _stream(self, path: str) -> None:
        async with asyncio.timeout(PATIENCE):
            reader, writer = await asyncio.open_connection("127.0.0.1", self.port, limit=2**20)
        try:
            writer.write(self.head("GET", path, "keep-alive"))
            async with asyncio.timeout(PATIENCE):
                top = await reader.readuntil(b"\r\n\r\n")
            if b" 200 " not in top.partition(b"\r\n")[0]:
                raise BrokenOffError(top[:20])
            event = b""
            while size := int(await reader.readline(), 16):
                event += (await reader.readexactly(size + 2))[:-2]
                *whole, event = event.split(b"\n\n")
                for one in whole:
                    self._hear(one)
        finally:
            writer.transport.abort()

    def _hear(self, event: bytes) -> None:
        self.sent_away += b"event: elsewhere" in event
        for line in event.splitlines():
            if line.startswith(b"retry: "):
                self._again = int(line[7:]) / 1000
            if line.startswith(b'data: {"version"'):
                told = json.loads(line[6:])
                self.seen.append((time.monotonic(), {"bytes": len(line), **told, "html": ""}))

    def first(self, since: float, **about: Any) -> float | None:
        """Return how many seconds after a moment the first frame came that says so; None if it did not come."""
        for at, told in self.seen:
            if at >= since and all(told[name] == value for name, value in about.items()):
                return at - since
        return None


class Host(Browser):
    """Whoever leads the room."""

    code = ""

    async def open_room(self, lesson: str, check: str) -> None:
        """Open a room that asks one question."""
        _, headers, _ = await self.until(303, method="POST", path="/rooms", lesson=lesson, check=check)
        self.code = headers["location"].split("/")[2]
        await self.until(303, method="GET", path=headers["location"])

    async def act(self, action: str) -> dict[str, Any]:
        """Take a step, and return what the room says then."""
        _, _, content = await self.until(200, method="POST", path=f"/r/{self.code}/host", action=action)
        return json.loads(content)
