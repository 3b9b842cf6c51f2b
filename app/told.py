"""What long work does just now and how much is left: for whoever waits for it, on the screen or in a log."""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Callable
from typing import TextIO


class Told:
    """The last line of a terminal, which moves; elsewhere a line from time to time.

    Parameters
    ----------
    stream
        Where it is said; standard error, so that a table may go into a file.
    clock
        Seconds that never go back.
    """

    SELDOM = 10.0  # seconds between two lines of a log

    def __init__(self, stream: TextIO | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        self._stream = stream or sys.stderr
        self._clock = clock
        self._moves = self._stream.isatty()
        self._began = self._last = clock()

    def __call__(self, text: str, done: float = 0, of: float = 0) -> None:
        """Say it; after the part that is done, where one knows how much there is, and how long the rest will take."""
        left = (self._clock() - self._began) * (of - done) / done if done else 0.0
        whole = f"{done:g} of {of:g}: {text}" if of else text
        whole += f"; {_spoken(left)} left" if left else ""
        if self._moves:
            width = shutil.get_terminal_size().columns
            self._stream.write(f"\r\x1b[K{whole[: width - 1]}")
            self._stream.flush()
        elif self._clock() - self._last >= self.SELDOM:
            self._last = self._clock()
            print(whole, file=self._stream, flush=True)

    def end(self) -> None:
        """Leave no half line behind."""
        if self._moves:
            self("")


def _spoken(seconds: float) -> str:
    """Return so many seconds as one says them of what is not known exactly."""
    return f"{seconds / 60:.0f} min" if seconds >= 90 else f"{seconds:.0f} s"
