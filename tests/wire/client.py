"""A client of the wire, as a page is one."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

from pages.conftest import Live
from tornado.websocket import WebSocketClientConnection


class Client:
    """A page, as the server sees it."""

    def __init__(self, live: Live, socket: WebSocketClientConnection) -> None:
        self._live = live
        self.socket = socket
        self._seq = 0

    def say(self, text: str) -> None:
        """Send a text."""
        self._live.call(lambda: self.socket.write_message(text))

    def hear(self) -> dict[str, Any] | None:
        """Return the next answer, or None when the wire is closed."""
        text = self._live.call(self.socket.read_message)
        return None if text is None else json.loads(text)

    def ask(self, **message: Any) -> dict[str, Any]:
        """Send a message, and return its answer."""
        self._seq += 1
        self.say(json.dumps({"seq": self._seq, **message}))
        answer = self.hear()
        assert answer is not None
        assert answer["seq"] == self._seq
        return answer

    def close(self) -> None:
        """Close the wire."""
        self._live.call(self.socket.close)


Connect = Callable[..., Client]


def run(coroutine: Awaitable[Any]) -> Any:
    """Run a coroutine on a loop of its own."""

    async def main() -> Any:
        return await coroutine

    return asyncio.run(main())
