"""Who wants to know that a room has changed: in this process, and behind the same interface in several."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Protocol


class Changes(Protocol):
    """The versions of one room, as they come."""

    async def newest(self) -> int:
        """Wait for a version that was not told yet, and return the newest; those in between are left out."""
        ...


class Hub(Protocol):
    """Carries the version of each room to whoever shows it. Versions alone: what has changed is in the database."""

    async def publish(self, code: str, version: int) -> None:
        """Tell that a room is now at a version; nobody waits for those who listen."""
        ...

    def subscribe(self, code: str) -> AbstractAsyncContextManager[Changes]:
        """Return the changes of a room, from the moment on at which the context is entered until it is left."""
        ...

    async def end(self) -> None:
        """Let go of what carries the changes."""
        ...


class LocalHub:
    """A hub for one process."""

    def __init__(self) -> None:
        self._listening: defaultdict[str, set[_Newest]] = defaultdict(set)

    async def publish(self, code: str, version: int) -> None:
        """Tell those who listen in this process."""
        for one in self._listening.get(code, ()):
            one.tell(version)

    @asynccontextmanager
    async def subscribe(self, code: str) -> AsyncIterator[Changes]:
        """Listen to a room."""
        mine = _Newest()
        self._listening[code].add(mine)
        try:
            yield mine
        finally:
            self._listening[code].discard(mine)
            if not self._listening[code]:
                del self._listening[code]

    async def end(self) -> None:
        """Nothing is held."""


class _Newest:
    """A place for one number, in which a larger one takes the place of a smaller."""

    def __init__(self) -> None:
        self._version: int | None = None
        self._told = asyncio.Event()

    def tell(self, version: int) -> None:
        self._version = version if self._version is None else max(self._version, version)
        self._told.set()

    async def newest(self) -> int:
        await self._told.wait()
        self._told.clear()
        version, self._version = self._version, None
        assert version is not None
        return version
