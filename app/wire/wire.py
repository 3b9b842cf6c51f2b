"""One wire: what a page says on its WebSocket, and what it is answered."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Mapping
from typing import Any, Final

from websockets.frames import Frame, Opcode
from websockets.protocol import State
from websockets.server import ServerProtocol

from app.figure.message import MessageError, read_message, write_message
from app.figure.widget import Widget
from app.wire.budget import Purse
from app.wire.wires import Wires
from app.wire.workers import WorkError

RECEIVING: Final = 0.25
"""Milliseconds of CPU that a message costs beside its computation: reading it, and sending the answer."""

LONGEST_PAUSE: Final = 2.0
"""Seconds for which a wire is not read whose learner has spent too much; the page waits for four."""

MOST_ASKED: Final = 8
"""Questions of one wire that are computed or wait."""

FAREWELL: Final = 5.0
"""Seconds in which a page agrees that its wire is closed."""


class Wire(asyncio.Protocol):
    """A WebSocket: messages `{seq, kind, state}` or `{seq, kind, place, question}`, each with an answer `{seq, ...}`.

    The frames are those of `websockets`, without its sockets: a message is one reading and one writing of the event
    loop's. Nothing more is read while an answer waits for a slow client, or a learner for their budget.
    """

    def __init__(
        self, frames: ServerProtocol, wires: Wires, purse: Purse, learner: str | None = None, kind: str = ""
    ) -> None:
        self.wires, self.purse, self.learner = wires, purse, learner
        self.heard = time.monotonic()
        self._frames, self._kind = frames, kind
        self._loop = asyncio.get_running_loop()
        self._parts: list[bytes] = []  # of a message that comes in several frames
        self._waiting: deque[bytes] = deque()  # messages that have come, and are read when the budget allows
        self._pause: asyncio.TimerHandle | None = None
        self._full = False  # of answers that the client has not taken
        self._asking: set[asyncio.Task[None]] = set()

    # ── What the event loop says ──

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Answer the handshake, and take the place among the others."""
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self.wires.opened(self)
        self._send()
        self._warm(self.wires.kinds.get(self._kind))

    def connection_lost(self, error: Exception | None) -> None:  # noqa: ARG002 - the loop's signature
        """Leave the place; nobody waits for what was asked."""
        self.wires.closed(self)
        self._waiting.clear()
        if self._pause is not None:
            self._pause.cancel()
        for task in self._asking:
            task.cancel()

    def data_received(self, data: bytes) -> None:
        """Take in what came: messages, signs of life, the end."""
        self.heard = time.monotonic()
        self._frames.receive_data(data)
        for frame in self._frames.events_received():
            assert isinstance(frame, Frame)
            if frame.opcode in (Opcode.TEXT, Opcode.BINARY, Opcode.CONT):
                self._parts.append(bytes(frame.data))
                if frame.fin:
                    self._waiting.append(b"".join(self._parts))
                    self._parts.clear()
        self._send()
        self._read()

    def eof_received(self) -> None:
        """Close, since the page has."""
        self._frames.receive_eof()
        self._send()

    def pause_writing(self) -> None:
        """Read nothing of a client who is slow to take the answers."""
        self._full = True
        self.transport.pause_reading()

    def resume_writing(self) -> None:
        """Read on."""
        self._full = False
        self._read()

    # ── What the others say ──

    def close(self, why: int, reason: str) -> None:
        """Close it with a reason that the page knows; a page that does not agree in time is left."""
        if self._frames.state is State.OPEN:
            self._frames.send_close(why, reason)
            self._send()
            self._loop.call_later(FAREWELL, self.transport.abort)

    def ask_for_life(self) -> None:
        """Send a sign of life that has to be answered, so that no proxy takes the wire for dead."""
        if self._frames.state is State.OPEN:
            self._frames.send_ping(b"")
            self._send()

    def abort(self) -> None:
        """Close it at once: nobody is there."""
        self.transport.abort()

    # ── Messages ──

    def _read(self) -> None:
        """Answer what has come, as far as the budget goes and the client takes it; then let more come."""
        while self._waiting and self._pause is None and not self._full:
            pause = self.purse.loop.wait()
            if pause:
                self.wires.refusals.note("slowed down")
                self.transport.pause_reading()
                self._pause = self._loop.call_later(min(pause, LONGEST_PAUSE), self._go_on)
                return
            self._answer_next()
        if self._pause is None and not self._full:
            self.transport.resume_reading()

    def _go_on(self) -> None:
        """Answer one message of a learner who has overspent, and waited."""
        self._pause = None
        self.purse.loop.forgive()
        self._answer_next()
        self._read()

    def _answer_next(self) -> None:
        began = time.thread_time()
        self.wires.used(self)
        answer = self._answer(self._waiting.popleft())
        if answer is not None:
            self._tell(answer)
        self.purse.loop.charge(RECEIVING + 1000 * (time.thread_time() - began))

    def _answer(self, text: bytes) -> str | None:
        """Return the answer, or None if a worker is asked for it."""
        try:
            message = read_message(text)
        except MessageError as error:
            self.wires.refusals.note("unreadable")
            return write_message({"error": str(error)})
        seq = message.get("seq")
        if isinstance(seq, bool) or not isinstance(seq, int):
            self.wires.refusals.note("unreadable")
            return write_message({"error": "a message has a number, seq, which its answer carries too: send one."})
        widget = self.wires.kinds.get(str(message.get("kind")))
        if widget is None:
            self.wires.refusals.note("unreadable")
            return _answering(
                seq, write_message({"error": f"kind is no figure: send one of {', '.join(self.wires.kinds)}."})
            )
        if widget.costly(message):
            return self._ask(seq, message)
        self._warm(widget)
        reply = widget.respond(message)
        if "error" in reply:
            self.wires.refusals.note("impossible")
        return _answering(seq, write_message(reply))

    def _warm(self, widget: Widget | None) -> None:
        """Make a worker ready for a figure that will ask."""
        if widget is not None and widget.asks:
            self.wires.workers.warm()

    def _tell(self, answer: str) -> None:
        """Send an answer, if somebody is there still."""
        if self._frames.state is State.OPEN and not self.transport.is_closing():
            self._frames.send_text(answer.encode())
            self._send()

    def _send(self) -> None:
        """Write what the frames have to say; nothing at all is their word for the end."""
        for data in self._frames.data_to_send():
            if data:
                self.transport.write(data)
            else:
                self.transport.close()

    def _ask(self, seq: int, message: Mapping[str, Any]) -> str | None:
        """Have a worker answer; meanwhile the wire goes on."""
        if len(self._asking) >= MOST_ASKED:
            self.wires.refusals.note("not computed")
            return _answering(seq, write_message({"error": "Too much is asked at once. Wait for an answer first."}))
        task = self._loop.create_task(self._bring(seq, message))
        self._asking.add(task)
        task.add_done_callback(self._asking.discard)
        return None

    async def _bring(self, seq: int, message: Mapping[str, Any]) -> None:
        asked = {name: message[name] for name in ("kind", "state", "question") if name in message}
        question = asked.get("question")
        # A question gives way to the next of its sort about the same figure.
        topic = (id(self), message.get("place"), str(question.get("ask")) if isinstance(question, Mapping) else None)
        try:
            answer = await self.wires.work(self.learner or id(self), self.purse, topic, asked)
        except WorkError as error:
            self.wires.refusals.note("not computed")
            answer = write_message({"error": str(error)})
        self._tell(_answering(seq, answer))


def _answering(seq: int, answer: str) -> str:
    """Return an answer, an object as JSON, with the number of the message that it answers."""
    return f'{{"seq": {seq}, {answer[1:]}'
