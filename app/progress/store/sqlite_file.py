"""The files of a SQLite database: whether they are still those that were opened.

A process that holds a file open goes on to read and write it after it was deleted, and all of that is gone with the
process. So what was opened is compared with what has the name now.
"""

import os
from pathlib import Path
from typing import Any, NamedTuple

from app.progress.errors import StoreUnavailableError
from app.progress.faults import Fault


class Identity(NamedTuple):
    """What stays the same of a file while it is written, and differs for another file of its name."""

    device: int
    inode: int


class DatabaseFile:
    """The file of one engine; all of its connections open the one that the first of them opened.

    Parameters
    ----------
    path
        The file, which need not exist before the first connection.
    """

    def __init__(self, path: str) -> None:
        self.path = path
        self._identity: Identity | None = None

    def before_connect(self, _dialect: Any, _record: Any, arguments: list[Any], options: dict[str, Any]) -> None:
        """Let a later connection open the file and never make an empty one in its place; for SQLAlchemy's event."""
        if self._identity is not None:
            arguments[0] = f"{Path(self.path).absolute().as_uri()}?mode=rw"
            options["uri"] = True

    def opened(self) -> "OpenedFiles":
        """Return what a connection has just opened; it must have read something, which opens the log."""
        if self._identity is None:
            self._identity = _identity(self.path)
        logs = {name: _identity(name) for name in (f"{self.path}-wal", f"{self.path}-shm")}
        files = OpenedFiles({self.path: self._identity, **logs})
        files.check()
        return files


class OpenedFiles:
    """The file, its log and its index, as one connection has opened them."""

    def __init__(self, identities: dict[str, Identity | None]) -> None:
        self._identities = identities

    def check(self) -> None:
        """Return nothing if each name still belongs to the file that was opened.

        Raises
        ------
        StoreUnavailableError
            If one was deleted, moved away or replaced.
        """
        for path, opened in self._identities.items():
            found = _identity(path)
            if opened is None:  # a new file has its log after the first transaction
                self._identities[path] = found
            elif found != opened:
                raise StoreUnavailableError(
                    f"{path} was {'deleted or moved' if found is None else 'replaced'} while it was open, and what is "
                    "written now would be gone at the next start; put the file back as it was, or restart the server",
                    Fault.LOST,
                )


def _identity(path: str) -> Identity | None:
    try:
        found = os.stat(path)  # noqa: PTH116 -- thrice for each group of events; a Path costs more than the call
    except OSError:
        return None
    return Identity(found.st_dev, found.st_ino)
