"""Threads that wait for a database so that the event loop does not."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from queue import SimpleQueue
from threading import Thread
from typing import Any


class Workers:
    """A few threads that make calls in the order in which they were asked for.

    Unlike those of an executor they die with the process: one that hangs in a frozen database does not hold it up.

    Parameters
    ----------
    name
        What the threads are called.
    count
        How many calls may be under way at a time.
    """

    def __init__(self, name: str, count: int) -> None:
        self._calls: SimpleQueue[Any] = SimpleQueue()
        self._threads = [Thread(target=self._work, name=f"{name}-{n}", daemon=True) for n in range(count)]
        for thread in self._threads:
            thread.start()

    @property
    def waiting(self) -> int:
        """How many calls have not begun, roughly."""
        return self._calls.qsize()

    def call(self, function: Callable[..., Any], *arguments: Any) -> "asyncio.Future[Any]":
        """Return a future of what the function returns or raises; if nobody waits any more, it is not called."""
        loop = asyncio.get_running_loop()
        future = loop.create_future()
        self._calls.put((loop, future, function, arguments))
        return future

    def stop(self, patience: float) -> None:
        """Make the calls that were asked for, and no more; leave behind what hangs for so many seconds."""
        for _ in self._threads:
            self._calls.put(None)
        for thread in self._threads:
            thread.join(patience)

    def _work(self) -> None:
        while (call := self._calls.get()) is not None:
            loop, future, function, arguments = call
            if future.cancelled():
                continue
            value = error = None
            try:
                value = function(*arguments)
            except Exception as raised:  # noqa: BLE001 -- handed over to whoever waits
                error = raised
            with suppress(RuntimeError):  # the loop is gone, and with it whoever waited
                loop.call_soon_threadsafe(_settle, future, value, error)


def _settle(future: "asyncio.Future[Any]", value: Any, error: Exception | None) -> None:
    if future.done():
        return
    if error is None:
        future.set_result(value)
    else:
        future.set_exception(error)
