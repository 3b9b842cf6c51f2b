"""The write-ahead log of a SQLite file, looked at before SQLite opens it.

SQLite reads a log up to the first frame whose checksum is wrong, and says nothing of what stands behind it: it cannot
know whether the power went in the midst of a transaction, or whether confirmed ones were damaged. We can: a commit is
on the disk before the next transaction begins (`synchronous = FULL`), so only the last one may be half there.

The format is that of sqlite.org/walformat.html.
"""

import logging
import shutil
import struct
import sys
import time
from array import array
from collections.abc import Iterator
from pathlib import Path
from typing import Final

_HEADER: Final = struct.Struct(">8I")  # magic, version, page size, number of the checkpoint, two salts, two sums
_FRAME: Final = struct.Struct(">6I")  # page, pages of the database after a commit or 0, two salts, two sums
_MAGIC: Final = 0x377F0682  # and the last bit says in which order of bytes the sums were made
_LARGEST: Final = 64 * 2**20  # bytes; to add up so many takes 1.5 s, and SQLite keeps a log at 4 MB where it can
_LOOKS, _PAUSE = 3, 0.05  # seconds: what another process writes just now is whole a moment later

logger = logging.getLogger(__name__)


def passed_over(file: Path) -> int:
    """Return how many confirmed transactions, at least, SQLite would pass over because the log is damaged before them.

    Parameters
    ----------
    file
        The database; its log stands beside it, and is not looked at if it has more than 64 MiB.
    """
    found = _passed_over(_log_of(file))
    for _ in range(_LOOKS - 1):
        if not found:
            break
        time.sleep(_PAUSE)
        found = min(found, _passed_over(_log_of(file)))
    return found


def keep_damaged(file: Path) -> None:
    """Copy a damaged log before SQLite writes over it, and say so in our own log."""
    lost = passed_over(file)
    if lost:
        log = _log_of(file)
        kept = log.with_name(f"{log.name}.damaged-{int(log.stat().st_mtime)}")
        shutil.copy2(log, kept)
        logger.error("%s; it was copied to %s before SQLite writes over it", told(file, lost), kept)


def told(file: Path, lost: int) -> str:
    """Return what is wrong with a log, in words."""
    return (
        f"the log {_log_of(file)} is damaged: {lost} confirmed transactions or more stand behind the damage, and "
        "SQLite passes over them"
    )


def _log_of(file: Path) -> Path:
    return file.with_name(f"{file.name}-wal")


def _passed_over(log: Path) -> int:
    try:
        content = log.read_bytes() if log.stat().st_size <= _LARGEST else b""
    except FileNotFoundError:
        return 0
    if len(content) < _HEADER.size + _FRAME.size:
        return 0
    magic, _, size, _, *salts, first, second = _HEADER.unpack_from(content)
    order = "big" if magic & 1 else "little"
    sums = _summed(content[: _HEADER.size - 8], (0, 0), order)
    whole = magic & ~1 == _MAGIC and sums == (first, second)
    if not whole:  # the frames know better of which log they are
        salts = list(_FRAME.unpack_from(content, _HEADER.size)[2:4])
    behind = 0
    for head, page in _frames(content, size):
        _, commit, *own, first, second = _FRAME.unpack(head)
        if whole:
            sums = _summed(head[:8] + page, sums, order)
            whole = own == salts and sums == (first, second)
        if not whole and own == salts:
            behind += commit > 0
    return max(0, behind - 1)  # the first of these commits may be of what was half written when the power went


def _frames(content: bytes, size: int) -> Iterator[tuple[bytes, bytes]]:
    """Yield the head and the page of each whole frame."""
    step = _FRAME.size + size
    for start in range(_HEADER.size, len(content) - step + 1, step):
        yield content[start : start + _FRAME.size], content[start + _FRAME.size : start + step]


def _summed(content: bytes, sums: tuple[int, int], order: str) -> tuple[int, int]:
    """Return the two running sums of a log after some bytes more, eight at a time."""
    words = array("I", content)
    if order != sys.byteorder:
        words.byteswap()
    first, second = sums
    for one, other in zip(words[::2], words[1::2], strict=True):
        first = (first + one + second) & 0xFFFFFFFF
        second = (second + other + first) & 0xFFFFFFFF
    return first, second
