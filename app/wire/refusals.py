"""What was refused: counted, and logged once a minute, whatever is thrown at the server."""

from __future__ import annotations

import logging
import time
from collections import Counter

log = logging.getLogger(__name__)

EVERY = 60.0


class Refusals:
    """Counts refusals by their reason, one of our own words: nothing that a client sent gets into the log."""

    def __init__(self) -> None:
        self.total: Counter[str] = Counter()
        self._since: Counter[str] = Counter()
        self._told = -EVERY

    def note(self, reason: str) -> None:
        """Count one; the first is logged at once, those of the following minute together."""
        self.total[reason] += 1
        self._since[reason] += 1
        if time.monotonic() - self._told >= EVERY:
            self.tell()

    def tell(self) -> None:
        """Log what has not been told yet, if there is something."""
        if self._since:
            counts = ", ".join(f"{reason} {count}" for reason, count in sorted(self._since.items()))
            log.warning("refused on the wire: %s", counts)
            self._since.clear()
            self._told = time.monotonic()
