"""The store in a SQL database: a SQLite file, or PostgreSQL."""

import dataclasses
import threading
import uuid
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DataError, IntegrityError, StatementError

from app.progress.derived.lesson_progress import Progress
from app.progress.derived.study import Study
from app.progress.derived.summary import Item, State, progress_of, study_of_items
from app.progress.errors import EventConflictError, EventError, InvitationError, SchemaError, StoreUnavailableError
from app.progress.events.event import Event
from app.progress.events.follower import Follower
from app.progress.events.wire import COMMON, build_event, event_body
from app.progress.faults import Fault
from app.progress.portable.invitation import Invitation
from app.progress.store import database, sql_invitations, sql_joining
from app.progress.store.contract import AlreadyKnown, Appended, Result
from app.progress.store.database import answering, opened_files
from app.progress.store.probe import Probe
from app.progress.store.schema import events as table
from app.progress.store.sql_summary import ALL, EVERYTHING, RAW_ID, Insert, SqlSummary, id_of

_INSERT: dict[str, Insert] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}

FAR_BEHIND = 64  # so many events after a learner's summary are worth a write before they are read again

# Numbers of 64 bits that stand for learners, always taken in one order: so no two processes wait for each other.
_LOCK = sa.text(
    "SELECT pg_advisory_xact_lock(key) FROM"
    " (SELECT DISTINCT hashtextextended(learner, 0) AS key FROM unnest(CAST(:learners AS text[])) AS learner"
    "  ORDER BY key) AS keys"
)

_COPIES = uuid.UUID("0f6f2a52-7b8e-4f0e-8c6a-5b1d9b1f5a11")  # a random namespace of our own, made once

_T = TypeVar("_T")


class SqlStore:
    """A `Store` in a SQL database that `migrate` has brought to the present schema.

    Parameters
    ----------
    engine
        From `app.progress.connect`; the store closes it.
    followers
        What else is written with the events.
    """

    def __init__(self, engine: sa.Engine, followers: Sequence[Follower] = ()) -> None:
        self._engine = engine
        self._followers = tuple(followers)
        self._insert = _INSERT[engine.dialect.name]
        insert = self._insert(table).on_conflict_do_nothing(index_elements=["event_id"])
        self._insert_and_tell = insert.returning(RAW_ID)  # rows only of what went in
        self._summary = SqlSummary(self._insert)
        self._probe = Probe(engine)
        self._scrub_due = False
        self._one_writes = threading.Lock()  # SQLite would let them try again and again; this lets them queue

    def append(self, event: Event) -> Appended | AlreadyKnown:
        """Keep an event, once; see `Store.append`."""
        (result,) = self.append_all([event])
        if isinstance(result, Exception):
            raise result
        return result

    def append_all(self, events: Sequence[Event]) -> list[Result]:
        """Keep events that came together; see `Store.append_all`."""
        try:
            return self._retried(lambda: self._append_group(events))
        except StoreUnavailableError as error:
            reason: Exception = error
            is_of_one = isinstance(error.__cause__, DataError | IntegrityError)
        except StatementError as error:  # a value that never reached the database
            reason, is_of_one = error, True
        if not is_of_one:
            return [reason] * len(events)
        if len(events) == 1:
            return [EventError(f"the event {events[0].event_id} cannot be kept ({reason}); send it as it should be")]
        return [result for event in events for result in self.append_all([event])]  # the others are kept

    def bring_in(self, events: Sequence[Event]) -> int:
        """Keep the events of a learner's file; see `Store.bring_in`."""
        if not events:
            return 0
        with self._transaction() as connection:
            kept_as = _kept_as(connection, events[0].learner)
            own = table.c.learner == kept_as, table.c.origin.is_not(None)
            copied = {id_of(origin) for origin in connection.scalars(sa.select(table.c.origin).where(*own))}
        wanted = [event for event in events if event.event_id not in copied]
        results = self.append_all(wanted)
        others = [
            _copy(event, kept_as)
            for event, result in zip(wanted, results, strict=True)
            if isinstance(result, EventConflictError)
        ]
        results += self.append_all(others) if others else []
        for result in results:
            if isinstance(result, Exception) and not isinstance(result, EventConflictError):
                raise result
        return sum(isinstance(result, Appended) for result in results)

    def events(self, learner: str, lesson: str | None = None) -> tuple[Event, ...]:
        """Return a learner's events in the order of arrival; see `Store.events`."""
        query = table.select().order_by(table.c.seq)
        if lesson is not None:
            query = query.where(table.c.lesson == lesson)
        with self._transaction() as connection:
            rows = connection.execute(query.where(table.c.learner == _kept_as(connection, learner))).all()
        return tuple(event_of(row) for row in rows)

    def page(self, learner: str, after: int, limit: int) -> list[tuple[int, Event]]:
        """Return some of a learner's events with their places; see `Store.page`."""
        query = table.select().where(table.c.seq > after).order_by(table.c.seq).limit(limit)
        with self._transaction() as connection:
            rows = connection.execute(query.where(table.c.learner == _kept_as(connection, learner))).all()
        return [(row.seq, event_of(row)) for row in rows]

    def progress(self, learner: str, lesson: str | None = None) -> Progress:
        """Return a learner's progress from the summary; see `Store.progress`."""
        return progress_of(self._states(learner, ALL if lesson is None else lesson))

    def study(self, learner: str) -> Study:
        """Return what follows from a learner's events, from the summary; see `Store.study`."""
        return study_of_items(self._states(learner, EVERYTHING))

    def forget(self, learner: str) -> int:
        """Delete everything of a learner; see `Store.forget`."""
        with self._writing([learner]) as (connection, names):
            kept_as = names.get(learner, learner)
            for follower in self._followers:
                follower.forgotten(connection, kept_as)
            count = connection.execute(table.delete().where(table.c.learner == kept_as)).rowcount
            self._summary.forget(connection, kept_as)
            former = sql_joining.part(connection, kept_as)
            sql_invitations.forget(connection, [learner, kept_as, *former])
        self._scrub()
        return count

    def invite(self, invitation: Invitation) -> None:
        """Keep an invitation; see `Store.invite`."""
        with self._writing([]) as (connection, _):
            sql_invitations.keep(connection, invitation)

    def invitation(self, learner: str, now: datetime) -> Invitation | None:
        """Return a learner's invitation; see `Store.invitation`."""
        with self._transaction() as connection:
            return sql_invitations.of_learner(connection, learner, now)

    def take_up(self, code: str, asker: str, now: datetime) -> Invitation | None:
        """Note whose device entered a code; see `Store.take_up`."""
        with self._writing([]) as (connection, _):
            found = sql_invitations.of_code(connection, code, now)
            if found is None:
                return None
            names = sql_joining.names_of(connection, [asker, found.learner])
            if names.get(asker, asker) == names.get(found.learner, found.learner):
                raise InvitationError("This device shows the same work already. Enter the code on the other device.")
            if found.answer is not None or not sql_invitations.take_up(connection, code, asker):
                raise InvitationError("This code has been used. Make a fresh one on the other device.")
        return dataclasses.replace(found, asker=asker)

    def settle(self, learner: str, number: int | None, now: datetime) -> int:
        """Let a new device in, or not; see `Store.settle`."""
        with self._transaction() as connection:
            found = sql_invitations.of_learner(connection, learner, now)
        if found is None or found.asker is None or found.old != learner or found.new is None:
            raise InvitationError("There is no device that waits for you any more. Make a fresh code.")
        says_yes = number == found.number
        with self._writing([learner, found.new]) as (connection, names):
            if not sql_invitations.settle(connection, found.code, says_yes):
                raise InvitationError("You have answered this already.")
            came, becomes = (names.get(name, name) for name in (found.new, learner))
            return self._join(connection, came, becomes) if says_yes else 0

    def unite(self, learner: str, becomes: str) -> int:
        """Let one learner become another; see `Store.unite`."""
        with self._writing([learner, becomes]) as (connection, names):
            return self._join(connection, *(names.get(name, name) for name in (learner, becomes)))

    def ready(self) -> bool:
        """Return whether the store can be used now; the log says why if not."""
        return self._probe.ready()

    def close(self) -> None:
        """Let go of all connections."""
        self._engine.dispose()

    def _join(self, connection: sa.Connection, came: str, becomes: str) -> int:
        """Give the events of a learner to another, both as they are kept."""
        if came == becomes:
            return 0
        for name in (came, becomes):
            self._summary.forget(connection, name)
        count = sql_joining.join(connection, came, becomes)
        for follower in self._followers:
            follower.joined(connection, came, becomes)
        return count

    def _bring_forward(self, learner: str) -> None:
        kept = False
        while not kept:
            with self._transaction() as connection:
                ahead = self._summary.ahead(connection, learner)
            with self._writing([learner]) as (connection, _):
                kept = self._summary.keep(connection, learner, ahead)

    def _states(self, learner: str, lessons: str) -> Mapping[Item, State]:
        """Return the states of a learner's items as `SqlSummary.read` does, whoever the learner became."""
        with self._transaction() as connection:
            states = self._summary.read(connection, learner, lessons, FAR_BEHIND)
            if states is not None and not states:  # few learners have nothing, and all who became another
                kept_as = _kept_as(connection, learner)
                if kept_as != learner:
                    learner = kept_as
                    states = self._summary.read(connection, learner, lessons, FAR_BEHIND)
        if states is None:
            with suppress(StoreUnavailableError):  # what cannot be written may still be read, at a price
                self._bring_forward(learner)
            with self._transaction() as connection:
                states = self._summary.read(connection, learner, lessons, None)
        assert states is not None
        return states

    def _scrub(self) -> None:
        """Empty SQLite's log, which holds what was deleted until it is written over.

        A reader in its midst holds that up; then it is done after a later write.
        """
        if self._engine.dialect.name != "sqlite":
            return
        self._scrub_due = True
        with answering(), self._engine.connect() as connection:
            cursor = connection.connection.cursor()  # outside any transaction
            try:
                (busy, *_) = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
                self._scrub_due = bool(busy)
            finally:
                cursor.close()

    def _append_group(self, events: Sequence[Event]) -> list[Result]:
        first: dict[str, Event] = {}
        for event in events:
            first.setdefault(event.event_id, event)
        appended: set[str] = set()
        known: dict[str, sa.Row[Any]] = {}
        names: dict[str, str] = {}
        left = first
        while left:
            with self._writing({event.learner for event in left.values()}) as (connection, found_names):
                names |= found_names
                rows = connection.execute(
                    self._insert_and_tell, [_row(_named(event, names)) for event in left.values()]
                )
                new = {id_of(key) for (key,) in rows}
                for follower in self._followers if new else ():
                    follower.appended(
                        connection, [_named(each, names) for each in left.values() if each.event_id in new]
                    )
                old = left.keys() - new
                found = connection.execute(table.select().where(table.c.event_id.in_(old))).all() if old else []
            appended |= new
            known |= {row.event_id: row for row in found}
            if self._scrub_due:
                self._scrub()
            # What is in neither was forgotten between the two statements: the event is new after all.
            left = {event_id: left[event_id] for event_id in old - known.keys()}
        results: list[Result] = []
        for event in (_named(event, names) for event in events):
            if event.event_id in appended:
                appended.remove(event.event_id)
                results.append(Appended(event))
            else:
                results.append(_again(event, known.get(event.event_id) or _named(first[event.event_id], names)))
        return results

    @contextmanager
    def _transaction(self, begin: str = "BEGIN") -> Iterator[sa.Connection]:
        try:
            with answering(), self._engine.connect().execution_options(sqlite_begin=begin) as connection:
                with connection.begin():
                    yield connection
                files = opened_files(connection)
                if files is not None:
                    files.check()
        except StoreUnavailableError as error:
            self._probe.damage_met |= error.fault is Fault.DAMAGED
            raise

    @contextmanager
    def _writing(self, learners: Collection[str]) -> Iterator[tuple[sa.Connection, Mapping[str, str]]]:
        """Write alone: in the whole file of SQLite, in PostgreSQL among those who write about the same learners.

        So the order of arrival of a learner's events is the order in which they become visible. With the connection
        comes as whom the learners' work is kept, for those who became another; nobody becomes another meanwhile.
        """
        if self._engine.dialect.name == "postgresql":
            locked = set(learners)
            while True:
                with self._transaction() as connection:
                    connection.execute(_LOCK, {"learners": sorted(locked)})
                    names = sql_joining.names_of(connection, learners)
                    if locked.issuperset(names.values()):
                        yield connection, names
                        return
                locked.update(names.values())
        if not self._one_writes.acquire(timeout=database.BUSY_MILLISECONDS / 1000):
            raise StoreUnavailableError("another write goes on for too long, but one writes at a time", Fault.BUSY)
        try:
            with self._transaction("BEGIN IMMEDIATE") as connection:
                yield connection, sql_joining.names_of(connection, learners)
        finally:
            self._one_writes.release()

    def _retried(self, call: Callable[[], _T]) -> _T:
        """Make a call that changes nothing the second time once more, if its connection was lost on the way."""
        try:
            return call()
        except StoreUnavailableError as error:
            if not getattr(error.__cause__, "connection_invalidated", False):
                raise
            return call()


def _row(event: Event) -> dict[str, Any]:
    return {name: getattr(event, name) for name in COMMON} | {"kind": event.kind, "body": event_body(event)}


def _named(event: Event, names: Mapping[str, str]) -> Event:
    """Return an event as that of the learner as whom it is kept."""
    return dataclasses.replace(event, learner=names[event.learner]) if event.learner in names else event


def _copy(event: Event, learner: str) -> Event:
    """Return a deed that is kept of somebody else, as this learner's: under an id that follows from both."""
    own_id = str(uuid.uuid5(_COPIES, f"{learner} {event.event_id}"))
    return dataclasses.replace(event, event_id=own_id, origin=event.event_id)


def _kept_as(connection: sa.Connection, learner: str) -> str:
    return sql_joining.names_of(connection, [learner]).get(learner, learner)


def _again(event: Event, kept: Event | sa.Row[Any]) -> Result:
    """Return what there is to say of an event whose id has been used."""
    try:
        known = event_of(kept) if isinstance(kept, sa.Row) else kept
    except SchemaError as error:
        return error
    if event.is_same_deed(known):
        return AlreadyKnown(known)
    return EventConflictError(
        f"the event id {event.event_id} has been used for another deed, but an id stands for one; "
        "send this deed with a new id"
    )


def event_of(row: sa.Row[Any]) -> Event:
    """Return the event of a row of the table ``events``.

    Raises
    ------
    SchemaError
        If a newer program has written it.
    """
    try:
        return build_event(row.kind, {name: getattr(row, name) for name in COMMON}, row.body)
    except EventError as error:
        raise SchemaError(
            f"row {row.seq} of the table events cannot be read: {error}; start the program that wrote it"
        ) from error
