"""What can be wrong with a database, as far as it makes a difference to what one should do."""

import sqlite3
from enum import Enum


class Fault(Enum):
    """Why the record cannot be used; the value says it to a learner, after "the record of your work"."""

    BUSY = "is busy"
    SILENT = "does not answer"
    FULL = "has no room left on its disk"
    READ_ONLY = "may not be written"
    LOST = "was taken away while the course was running"
    DAMAGED = "is damaged"

    @property
    def passes(self) -> bool:
        """Whether it may be over in a moment, without anybody's help."""
        return self in {Fault.BUSY, Fault.SILENT}


_OF_SQLITE = {
    sqlite3.SQLITE_BUSY: Fault.BUSY,
    sqlite3.SQLITE_LOCKED: Fault.BUSY,
    sqlite3.SQLITE_FULL: Fault.FULL,
    sqlite3.SQLITE_READONLY: Fault.READ_ONLY,
    sqlite3.SQLITE_PERM: Fault.READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: Fault.LOST,
    sqlite3.SQLITE_CORRUPT: Fault.DAMAGED,
    sqlite3.SQLITE_NOTADB: Fault.DAMAGED,
}
_MOVED = sqlite3.SQLITE_READONLY_DBMOVED
# By the class of the condition or, where that says too little, by its whole code: postgresql.org, Appendix A.
_OF_POSTGRESQL = {
    "40": Fault.BUSY,
    "55P03": Fault.BUSY,
    "53100": Fault.FULL,
    "25006": Fault.READ_ONLY,
    "XX001": Fault.DAMAGED,
    "XX002": Fault.DAMAGED,
}


def fault_of(error: BaseException | None) -> Fault:
    """Return the fault behind an exception of a driver.

    Parameters
    ----------
    error
        Of sqlite3 or of psycopg; what is not recognised counts as silence.

    Returns
    -------
    Fault
        The fault.

    Examples
    --------
    >>> fault_of(None)
    <Fault.SILENT: 'does not answer'>
    """
    if (code := getattr(error, "sqlite_errorcode", None)) is not None:
        return Fault.LOST if code == _MOVED else _OF_SQLITE.get(code & 0xFF, Fault.SILENT)
    state = getattr(error, "sqlstate", None) or ""
    return _OF_POSTGRESQL.get(state) or _OF_POSTGRESQL.get(state[:2], Fault.SILENT)
