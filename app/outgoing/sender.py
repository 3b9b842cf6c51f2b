"""The loop that sends what waits, in a thread of its own: the event loop of the pages never waits for others."""

from __future__ import annotations

import logging
import threading
from typing import Final, Protocol

log = logging.getLogger(__name__)

IDLE: Final = 2.0  # seconds between two looks at what is due; each is one query by an index
PATIENCE: Final = 2.0


class Outgoing(Protocol):
    """Something that has things to send."""

    def send_due(self) -> bool:
        """Send what is due now, a few at most; return whether there may be more."""
        ...


class Sender:
    """Sends what its outgoing things have, until it is stopped.

    What is under way when the process ends is sent again by the next, which must be harmless to whoever receives it.
    """

    def __init__(self, outgoing: Outgoing, name: str, idle: float = IDLE) -> None:
        self._outgoing = outgoing
        self._idle = idle
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._work, name=name, daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End after what is under way; leave behind what takes too long."""
        self._end.set()
        if self._thread.is_alive():
            self._thread.join(PATIENCE)

    def _work(self) -> None:
        said = ""
        while not self._end.is_set():
            more = False
            try:
                more = self._outgoing.send_due()
                said = ""
            except Exception as error:
                if str(error) != said:  # a database that is away for an hour is no news every two seconds
                    log.warning("%s cannot send: %s", self._thread.name, error, exc_info=not said)
                    said = str(error)
            if not more:
                self._end.wait(self._idle)
