"""Logs that cannot fill a disk: of the same line only so many a minute are written, and how many more there were."""

from __future__ import annotations

import logging
import time
from collections import Counter
from typing import Final

MINUTE: Final = 60.0
LONGEST: Final = 4000


class LogLimit(logging.Filter):
    """Lets through so many records a minute of one template of one logger; then says how many it has kept back.

    Examples
    --------
    >>> limit = LogLimit(most=2)
    >>> record = logging.makeLogRecord({"name": "a", "msg": "%s is gone", "args": ("b",)})
    >>> [limit.filter(record) for _ in range(4)]
    [True, True, False, False]
    """

    def __init__(self, most: int = 120) -> None:
        super().__init__()
        self._most = most
        self._began = time.monotonic()
        self._seen: Counter[tuple[str, str]] = Counter()

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether a record is written; a long one is cut, and after a minute the first tells of those that were not."""
        if time.monotonic() - self._began >= MINUTE:
            self._renew(record)
        key = (record.name, str(record.msg)[:LONGEST])
        self._seen[key] += 1
        if self._seen[key] > self._most:
            return False
        text = record.getMessage()
        if len(text) > LONGEST:
            record.msg, record.args = f"{text[:LONGEST]}…", None
        return True

    def _renew(self, record: logging.LogRecord) -> None:
        kept_back = sum(count - self._most for count in self._seen.values() if count > self._most)
        self._began = time.monotonic()
        self._seen.clear()
        if kept_back:
            record.msg, record.args = f"{record.getMessage()} (and {kept_back} lines kept back)", None
