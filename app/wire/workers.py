"""The workers: a few processes beside the event loop, for questions that take long.

They are started when the first question comes, and ended when none has come for a while. A question waits until a
worker is free and until the same learner's question before it is answered; a newer one about the same thing takes its
place.
"""

from __future__ import annotations

import asyncio
import json
import os
import socket
import subprocess
import sys
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from tornado.iostream import IOStream

from app.house import HOUSE

MOST_BYTES: Final = 8 * 2**20


class WorkError(Exception):
    """A question was not answered; the text is a sentence for the reader."""


class OutOfDateError(WorkError):
    """A newer question has taken its place, or whoever asked is gone."""


@dataclass(frozen=True)
class Limits:
    """What the workers may take: processes, waiting questions, seconds for one, idle seconds, answers of one process.

    `ready` processes stay though nobody asks: the start of one takes longer than a reader likes to wait. A worker that
    gives way to everybody has `grace` seconds; then the question is asked again, of one that does not.
    """

    workers: int = 2
    waiting: int = 64
    patience: float = 10.0
    grace: float = 2.0
    idle: float = 300.0
    answers: int = 2000
    ready: int = 0


@dataclass(eq=False)
class _Job:
    """A question that waits or is being answered."""

    learner: Hashable
    line: bytes
    charge: Callable[[float], None]
    answered: asyncio.Future[str]


class _Process:
    """One worker process, and the socket on which it is spoken to; it ends by itself when that is closed."""

    def __init__(self, *, firm: bool = False) -> None:
        ours, theirs = socket.socketpair()
        environment = os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 - our own module
                (sys.executable, "-m", "app.wire.worker", *(["firm"] if firm else [])),
                cwd=HOUSE,
                stdin=theirs.fileno(),
                stdout=theirs.fileno(),
                env=environment,
                start_new_session=True,
            )
        self._stream = IOStream(ours, max_buffer_size=MOST_BYTES)
        self._firm = firm
        self.answers = 0

    @property
    def gives_way(self) -> bool:
        """Whether it computes only while nobody else does."""
        return not self._firm and self.answers > 0

    async def ask(self, line: bytes) -> tuple[float, str]:
        """Return what an answer has cost, in milliseconds of CPU, and its JSON."""
        await self._stream.write(line + b"\n")
        cost, _, answer = (await self._stream.read_until(b"\n")).decode().rstrip("\n").partition(" ")
        self.answers += 1
        return float(cost), answer

    def end(self) -> None:
        self._stream.close()
        self._process.kill()
        # Also to end it needs the core that it may not get: nobody waits for that.
        threading.Thread(target=self._process.wait, daemon=True).start()


@dataclass
class Workers:
    """Answers messages in processes of their own; one object a server, used on its event loop alone."""

    limits: Limits = field(default_factory=Limits)

    def __post_init__(self) -> None:
        self._waiting: OrderedDict[Hashable, _Job] = OrderedDict()
        self._asking: set[Hashable] = set()
        self._free: list[_Process] = []
        self._running: set[asyncio.Task[None]] = set()
        self._rest: asyncio.TimerHandle | None = None
        self.asked = 0

    async def ask(
        self, learner: Hashable, topic: Hashable, message: Mapping[str, Any], charge: Callable[[float], None]
    ) -> str:
        """Return an answer as JSON.

        Parameters
        ----------
        learner
            Whoever asks: one question of theirs is answered at a time.
        topic
            What is asked about: a question that still waits gives way to a newer one about the same.
        message
            The kind of the figure, and its state or question.
        charge
            Is told what the answer has cost, in milliseconds of CPU, also if nobody waits for it any more.

        Raises
        ------
        WorkError
            If too many wait, if it takes too long, or if a newer question has come (`OutOfDateError`).
        """
        job = _Job(learner, json.dumps(message).encode(), charge, asyncio.get_running_loop().create_future())
        older = self._waiting.pop(topic, None)
        if older is not None and not older.answered.done():
            older.answered.set_exception(OutOfDateError("A newer question has taken the place of this one."))
        if len(self._waiting) >= self.limits.waiting:
            raise WorkError("Too many computations wait here just now. Try again in a moment.")
        self._waiting[topic] = job
        self.asked += 1
        self._fill()
        try:
            return await job.answered
        finally:
            if self._waiting.get(topic) is job:  # whoever asked is gone
                del self._waiting[topic]

    def warm(self) -> None:
        """Start the first worker, if there is none: who drags such a figure will ask soon."""
        if not self._free and not self._running:
            self._free.append(_Process())
            self._rest_later()

    def end(self) -> None:
        """End all processes, and answer nobody any more."""
        for task in self._running:
            task.cancel()
        for job in self._waiting.values():
            job.answered.cancel()
        self._waiting.clear()
        self._dismiss(0)

    def _fill(self) -> None:
        """Give waiting questions to workers, as long as there are both."""
        while len(self._running) < self.limits.workers:
            topic = next((name for name, job in self._waiting.items() if job.learner not in self._asking), None)
            if topic is None:
                return
            job = self._waiting.pop(topic)
            self._asking.add(job.learner)
            task = asyncio.get_running_loop().create_task(self._work(job))
            self._running.add(task)
            task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        self._fill()
        self._rest_later()

    def _rest_later(self) -> None:
        """End the workers that are free when nobody has asked for a while."""
        if self._rest is not None:
            self._rest.cancel()
        self._rest = asyncio.get_running_loop().call_later(self.limits.idle, self._dismiss, self.limits.ready)

    async def _work(self, job: _Job) -> None:
        try:
            await self._answer(job)
        finally:
            self._asking.discard(job.learner)

    async def _answer(self, job: _Job) -> None:
        worker = None
        try:
            worker = self._free.pop() if self._free else _Process()
            patience = self.limits.patience
            if worker.gives_way and self.limits.grace < patience:
                try:
                    cost, answer = await asyncio.wait_for(worker.ask(job.line), self.limits.grace)
                except TimeoutError:
                    worker.end()
                    worker = _Process(firm=True)
                    cost, answer = await asyncio.wait_for(worker.ask(job.line), patience - self.limits.grace)
            else:
                cost, answer = await asyncio.wait_for(worker.ask(job.line), patience)
        except BaseException as error:  # the process may still be computing: it is of no use any more
            if worker is not None:
                worker.end()
            job.charge(1000 * self.limits.patience if isinstance(error, TimeoutError) else 0.0)
            if not job.answered.done():
                job.answered.set_exception(_sentence(error, self.limits.patience))
            if isinstance(error, asyncio.CancelledError):
                raise
            return
        job.charge(cost)
        if worker.answers < self.limits.answers:
            self._free.append(worker)
        else:
            worker.end()
        if not job.answered.done():
            job.answered.set_result(answer)

    def _dismiss(self, ready: int) -> None:
        for worker in self._free[ready:]:
            worker.end()
        del self._free[ready:]


def _sentence(error: BaseException, patience: float) -> WorkError:
    if isinstance(error, WorkError):
        return error
    if isinstance(error, TimeoutError):
        return WorkError(f"This takes longer than {patience:g} seconds, and was given up. Try a simpler one.")
    return WorkError("The computation has failed. Change something and try again.")
