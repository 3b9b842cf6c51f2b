"""Transactions on the tables of course systems, which stand in the database of the record."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from app.progress.store.database import answering


class Database:
    """The engine of the record, for tables that are not the record."""

    def __init__(self, engine: sa.Engine) -> None:
        self.engine = engine

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """Read; raises StoreUnavailableError if the database does not answer."""
        with answering(), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """Write, all of it or nothing; raises StoreUnavailableError if the database does not answer."""
        immediate = self.engine.execution_options(sqlite_begin="BEGIN IMMEDIATE")
        with answering(), immediate.connect() as connection, connection.begin():
            yield connection
