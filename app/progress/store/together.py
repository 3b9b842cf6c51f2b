"""What comes while the database writes is written next, together: a commit for each would make a class wait."""

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from app.progress.errors import StoreUnavailableError
from app.progress.faults import Fault

PATIENCE = 6.0  # seconds; a little longer than a database waits by itself, and shorter than a person does
GROUP = 256  # deeds of one transaction: more would make the first of them wait for the last
LONGEST_QUEUE = 5000  # deeds that wait, some seconds' work; the next is better refused than promised

_T = TypeVar("_T")
_Deed = TypeVar("_Deed")
_Kept = TypeVar("_Kept")


@dataclass(frozen=True, eq=False, slots=True)
class _Waiting(Generic[_Deed, _Kept]):
    deed: _Deed
    result: "asyncio.Future[_Kept]"
    since: float = field(default_factory=time.monotonic)


class Together(Generic[_Deed, _Kept]):
    """Deeds on their way to the database, in groups, in the order in which they came.

    Parameters
    ----------
    write
        Writes a group in one transaction; returns for each deed, in order, what is kept now or why it was refused. What
        it raises is handed to each who waits.
    patience
        After so many seconds who waits is told to try again.
    heard
        Told of each deed that was written, or could not be: what became of it, and how many seconds it had waited.
    """

    def __init__(
        self,
        write: Callable[[Sequence[_Deed]], Awaitable[Sequence[_Kept | Exception]]],
        patience: float = PATIENCE,
        heard: Callable[[_Deed, _Kept | Exception, float], None] | None = None,
    ) -> None:
        self._write = write
        self._patience = patience
        self._heard = heard
        self._waiting: deque[_Waiting[_Deed, _Kept]] = deque()
        self._writing: asyncio.Task[None] | None = None

    def __len__(self) -> int:
        """Return how many deeds wait to be written."""
        return len(self._waiting)

    async def keep(self, deed: _Deed) -> _Kept:
        """Return what is kept once it is on the disk.

        Raises
        ------
        StoreUnavailableError
            If too many wait, or it takes too long; after a time-out it may still be kept.
        """
        if len(self._waiting) >= LONGEST_QUEUE:
            raise StoreUnavailableError(f"{LONGEST_QUEUE} deeds are waiting already; send this one later", Fault.BUSY)
        waiting: _Waiting[_Deed, _Kept] = _Waiting(deed, asyncio.get_running_loop().create_future())
        self._waiting.append(waiting)
        if self._writing is None:
            self._writing = asyncio.create_task(self._write_all())
        return await in_time(waiting.result, self._patience)

    async def _write_all(self) -> None:
        """Write in groups until nothing waits."""
        try:
            while self._waiting:
                await asyncio.sleep(0)  # those who were answered together ask again together
                group = [self._waiting.popleft() for _ in range(min(GROUP, len(self._waiting)))]
                if group := [waiting for waiting in group if not waiting.result.done()]:
                    await self._write_group(group)
        finally:
            self._writing = None

    async def _write_group(self, group: Sequence[_Waiting[_Deed, _Kept]]) -> None:
        results: Sequence[_Kept | Exception]
        try:
            results = await self._write([waiting.deed for waiting in group])
        except Exception as error:  # noqa: BLE001 -- handed over to each of those who wait
            results = [error] * len(group)
        now = time.monotonic()
        for waiting, result in zip(group, results, strict=True):
            if self._heard is not None:
                self._heard(waiting.deed, result, now - waiting.since)
            if waiting.result.done():  # nobody waits any more
                continue
            if isinstance(result, Exception):
                waiting.result.set_exception(result)
            else:
                waiting.result.set_result(result)


async def in_time(result: Awaitable[_T], patience: float) -> _T:
    """Wait for a database, but not for ever.

    Raises
    ------
    StoreUnavailableError
        If nothing has come after so many seconds.
    """
    try:
        async with asyncio.timeout(patience):
            return await result
    except TimeoutError:
        raise StoreUnavailableError(
            f"the database has not answered for {patience:g} s, but others wait as well; try again", Fault.SILENT
        ) from None
