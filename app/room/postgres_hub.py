"""The hub of several processes: PostgreSQL tells each of them that a room has a new version."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any, Final

import psycopg
import sqlalchemy as sa

from app.progress.store.database import answering
from app.room.hub import Changes, LocalHub

CHANNEL: Final = "wd_rooms"
FIRST_PAUSE, LONGEST_PAUSE = 0.2, 5.0
"""Seconds until a connection that was lost is made anew, the second time twice as long."""
_CONNECTION: Final = {
    "connect_timeout": "5",
    # A database that is gone without a word is noticed after some ten seconds.
    "keepalives_idle": "4",
    "keepalives_interval": "2",
    "keepalives_count": "3",
    "tcp_user_timeout": "10000",
    "application_name": "wrong-dictionary rooms",
}

log = logging.getLogger(__name__)


class PostgresHub(LocalHub):
    """A hub for all processes on one database.

    Each has one connection that listens, from the first subscription on. Who listens in the process that publishes
    hears it at once; the others a hop later. A notification carries a code and a version, and is no record: what was
    told while a connection was lost is not told again, so everybody is told to look once it is back.

    Parameters
    ----------
    engine
        From `app.progress.connect`, of a PostgreSQL. A pooler between must leave a session its connection: LISTEN
        belongs to one.
    """

    def __init__(self, engine: sa.Engine) -> None:
        super().__init__()
        self._engine = engine
        self._me = secrets.token_hex(8)
        self._newest: dict[str, int] = {}
        self._listener: asyncio.Task[None] | None = None
        self.listening = asyncio.Event()

    async def publish(self, code: str, version: int) -> None:
        """Tell this process, and through the database the others.

        Raises
        ------
        StoreUnavailableError
            If the others could not be told.
        """
        await self._tell(code, version)
        await asyncio.to_thread(self._notify, f"{self._me} {code} {version}")

    @asynccontextmanager
    async def subscribe(self, code: str) -> AsyncIterator[Changes]:
        """Listen to a room."""
        if self._listener is None:
            self._listener = asyncio.create_task(self._listen())
        async with super().subscribe(code) as changes:
            yield changes
        if code not in self._listening:
            self._newest.pop(code, None)

    async def end(self) -> None:
        """Let go of the connection that listens."""
        if self._listener is not None:
            self._listener.cancel()
            with suppress(asyncio.CancelledError):
                await self._listener

    async def _tell(self, code: str, version: int) -> None:
        if code in self._listening:
            self._newest[code] = max(version, self._newest.get(code, version))
            await super().publish(code, version)

    def _notify(self, told: str) -> None:
        with answering(), self._engine.begin() as connection:
            connection.execute(sa.select(sa.func.pg_notify(CHANNEL, told)))

    async def _listen(self) -> None:
        """Listen for as long as the hub is there, over one connection after the other."""
        # The names that the engine itself connects with: a URL of SQLAlchemy's is none of libpq's, which takes + for +.
        _, named = self._engine.dialect.create_connect_args(self._engine.url)
        where: dict[str, Any] = {**named, **_CONNECTION, "autocommit": True}
        pause = FIRST_PAUSE
        while True:
            try:
                async with await psycopg.AsyncConnection.connect(**where) as connection:
                    await connection.execute(f"LISTEN {CHANNEL}")
                    pause = FIRST_PAUSE
                    self.listening.set()
                    for code in list(self._listening):
                        await self._tell(code, self._newest.get(code, 0))
                    async for notice in connection.notifies():
                        await self._hear(notice.payload)
            except psycopg.Error as error:
                reason = str(error).partition("\n")[0]
                log.warning("changes of rooms come late until the database is back: %s", reason)
            finally:
                self.listening.clear()
            await asyncio.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)

    async def _hear(self, told: str) -> None:
        """Pass on what another process has told; what is no word of ours is nobody's."""
        sender, _, about = told.partition(" ")
        code, _, version = about.partition(" ")
        if sender != self._me and version.isascii() and version.isdecimal():
            await self._tell(code, int(version))
