"""Rooms in their tables; every call is one transaction, made in a thread."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from app.progress.store.database import answering, opened_files
from app.progress.store.schema import room_answers, room_people, room_rounds, rooms
from app.room.answer import Answer, Count, Look, Person, Vote
from app.room.errors import ClosedError, DriverError, FullError, NoRoomError, NotHereError
from app.room.phases import Choices, Phase, Room, Shows, act, shut

MOST_ROOMS: Final = 500
MOST_PEOPLE: Final = 5000
MOST_CLOSED: Final = 64
_ALL: Final = (room_answers, room_rounds, room_people, rooms)
#: For what is read at one moment by several statements, as SQLite does by itself.
_SNAPSHOT: Final = {"postgresql": {"isolation_level": "REPEATABLE READ"}}
Kept = Answer | Exception


class SqlRooms:
    """Rooms on an engine whose database is at the present schema.

    Parameters
    ----------
    engine
        From `app.progress.connect`, migrated; shared with the record.
    """

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self._closed: dict[tuple[str, int], Vote] = {}
        insert = postgresql.insert if engine.dialect.name == "postgresql" else sqlite.insert
        self._insert = insert
        answer = insert(room_answers)
        given = ("given", "verdict", "slip", "value", "confidence", "at")
        self._keep = answer.on_conflict_do_update(
            index_elements=["code", "round", "participant"], set_={name: answer.excluded[name] for name in given}
        )

    def create(self, room: Room) -> bool:
        """Keep a new room; False if its code is taken.

        Raises
        ------
        FullError
            If there are too many rooms.
        """
        with self._writing() as connection:
            if (connection.execute(sa.select(sa.func.count()).select_from(rooms)).scalar() or 0) >= MOST_ROOMS:
                raise FullError(f"{MOST_ROOMS} rooms are open already. Try again later, or close one.")
            statement = self._insert(rooms).values(**_row(room)).on_conflict_do_nothing().returning(rooms.c.code)
            return connection.scalar(statement) is not None

    def room(self, code: str) -> Room | None:
        """Return a room, None if there is none."""
        with self._reading() as connection:
            return _one(connection, code)

    def act(
        self,
        code: str,
        action: str,
        now: datetime,
        driver: str | None = None,
        seconds: int | None = None,
        *,
        step: int | None = None,
    ) -> Room:
        """Do what the host says, and return the room.

        What was said of the room as it stood at an earlier `step`, as by a second press or by a request that was sent
        again, changes nothing.

        Raises
        ------
        NoRoomError, PhaseError
            If there is no such room, or the action is out of turn.
        DriverError
            If another page drives.
        """
        with self._writing() as connection:
            room = self._locked(connection, code)
            if action == "drive":
                after = replace(room, driver=driver, version=room.version + 1)
            else:
                if driver is not None and room.driver not in {None, driver}:
                    raise DriverError("Another page drives this room. Take over, if it is you who should.")
                if step not in {None, room.step}:
                    return room
                after = replace(act(room, action, now, seconds), driver=driver or room.driver)
            _write(connection, after)
            if after.round != room.round:
                opened = {"code": code, "round": after.round, "scene": after.scene, "opened": now}
                connection.execute(room_rounds.insert(), opened)
            return after

    def shut(self, code: str, now: datetime) -> Room:
        """Close a room's round if the clock says so, and return the room."""
        with self._writing() as connection:
            room = self._locked(connection, code)
            after = shut(room, now)
            if after is not room:
                _write(connection, after)
            return after

    def join(self, code: str, person: Person, now: datetime) -> tuple[Person, int | None]:
        """Let somebody in, once; return them as they are kept, and the version if that has changed.

        Raises
        ------
        NoRoomError, FullError
            If there is no such room, its door is closed, or it is full.
        """
        with self._writing() as connection:
            room = self._locked(connection, code)
            known = _person(connection, code, person.participant)
            if known is not None:
                return known, None
            if not room.door or room.phase is Phase.OVER:
                raise FullError("Nobody more is let into this room. Ask whoever leads it.")
            if _people(connection, code) >= MOST_PEOPLE:
                raise FullError(f"{MOST_PEOPLE} people are in this room, and it holds no more.")
            row = {"code": code, "participant": person.participant, "name": person.name, "joined": now}
            connection.execute(room_people.insert(), row)
            return person, _touch(connection, code)

    def person(self, code: str, participant: str) -> Person | None:
        """Return somebody who has joined, or None."""
        with self._reading() as connection:
            return _person(connection, code, participant)

    def stuck(self, code: str, participant: str, scene: int | None) -> int:
        """Note that somebody did not get the present scene, or now does; return the version."""
        with self._writing() as connection:
            room = self._locked(connection, code)
            if scene not in {None, room.scene}:
                return room.version
            here = (room_people.c.code == code, room_people.c.participant == participant)
            connection.execute(room_people.update().where(*here).values(stuck=scene))
            return _touch(connection, code)

    def answer_all(self, answers: Sequence[Answer]) -> tuple[list[Kept], dict[str, int]]:
        """Keep answers in one transaction.

        Returns
        -------
        list of Answer or Exception, dict
            For each what is kept now, or why it was refused; and the versions of the rooms that have changed.
        """
        results: list[Kept] = []
        versions: dict[str, int] = {}
        with self._writing() as connection:
            # In the order of codes, so that two processes never wait for each other.
            found: dict[str, Room | None] = {}
            for code in sorted({answer.code for answer in answers}):
                found[code] = _one(connection, code, lock=True)
            asked = {one.participant for one in answers}
            columns = (room_people.c.code, room_people.c.participant)
            where = (columns[0].in_(found), columns[1].in_(asked))
            here = set(connection.execute(sa.select(*columns).where(*where)).all())
            last: dict[tuple[str, str], Answer] = {}
            for answer in answers:
                room = found[answer.code]
                if room is None:
                    results.append(NoRoomError(f"There is no room {answer.code}."))
                elif not room.takes(answer.round, answer.at):
                    results.append(ClosedError("It is closed: what you had chosen before is what counts."))
                elif (answer.code, answer.participant) not in here:
                    results.append(NotHereError("Join the room first."))
                else:
                    last[answer.code, answer.participant] = answer
                    results.append(answer)
            if last:
                connection.execute(self._keep, [_answer_row(one) for one in last.values()])
                versions = {code: _touch(connection, code) for code in sorted({one.code for one in last.values()})}
        return results, versions

    def answer(self, code: str, round_number: int, participant: str) -> Answer | None:
        """Return what somebody has said in a round, or None."""
        table = room_answers
        where = (table.c.code == code, table.c.round == round_number, table.c.participant == participant)
        with self._reading() as connection:
            found = connection.execute(table.select().where(*where)).mappings().one_or_none()
            return None if found is None else _answer(found)

    def look(self, code: str) -> Look | None:
        """Return all that a snapshot is made from; answers one by one only of rounds that are closed."""
        with self._reading() as connection:
            room = _one(connection, code)
            if room is None:
                return None
            here = (room_rounds.c.code == code, room_rounds.c.scene == room.scene)
            numbers = connection.scalars(
                sa.select(room_rounds.c.round).where(*here).order_by(room_rounds.c.round)
            ).all()
            votes = tuple(self._vote(connection, room, number) for number in numbers)
            stuck = (room_people.c.code == code, room_people.c.stuck == room.scene)
            names = (
                dict(
                    connection.execute(
                        sa.select(room_people.c.participant, room_people.c.name).where(room_people.c.code == code)
                    ).all()
                )
                if room.choices.names and room.shows
                else {}
            )
            return Look(
                room,
                votes,
                _people(connection, code),
                connection.scalar(sa.select(sa.func.count()).where(*stuck)) or 0,
                names,
            )

    def all_answers(self, code: str) -> list[tuple[int, Answer]]:
        """Return every answer of a room with its scene, in the order of rounds."""
        with self._reading() as connection:
            scenes = dict(
                connection.execute(
                    sa.select(room_rounds.c.round, room_rounds.c.scene).where(room_rounds.c.code == code)
                ).all()
            )
            order = (room_answers.c.round, room_answers.c.participant)
            rows = connection.execute(room_answers.select().where(room_answers.c.code == code).order_by(*order))
            return [(scenes[row["round"]], _answer(row)) for row in rows.mappings()]

    def delete(self, code: str) -> None:
        """Delete a room and all that was said in it."""
        with self._writing() as connection:
            for table in _ALL:
                connection.execute(table.delete().where(table.c.code == code))

    def sweep(self, now: datetime) -> int:
        """Delete the rooms whose time has come, and return how many these were."""
        with self._writing() as connection:
            over = connection.scalars(sa.select(rooms.c.code).where(rooms.c.expires <= now)).all()
            for table in _ALL if over else ():
                connection.execute(table.delete().where(table.c.code.in_(over)))
            return len(over)

    def _vote(self, connection: sa.Connection, room: Room, number: int) -> Vote:
        """Return a vote; one that is closed never changes, and is read once."""
        if room.phase is Phase.OPEN and number == room.round:
            return _vote(connection, room, number)
        kept = self._closed.get((room.key, number))
        if kept is None:
            if len(self._closed) >= MOST_CLOSED:
                self._closed.clear()
            kept = self._closed[room.key, number] = _vote(connection, room, number)
        return kept

    def _locked(self, connection: sa.Connection, code: str) -> Room:
        room = _one(connection, code, lock=True)
        if room is None:
            raise NoRoomError(f"There is no room {code}. It may be over, and deleted.")
        return room

    def _reading(self) -> Any:
        """Read what was there at one moment, whatever others write meanwhile."""
        return self._transaction(**_SNAPSHOT.get(self._engine.dialect.name, {}))

    @contextmanager
    def _transaction(self, **options: str) -> Iterator[sa.Connection]:
        with answering(), self._engine.connect().execution_options(**options) as connection:
            with connection.begin():
                yield connection
            if (files := opened_files(connection)) is not None:
                files.check()

    def _writing(self) -> Any:
        """Write alone: in the whole file of SQLite, in PostgreSQL in the rooms whose rows are locked."""
        return self._transaction(sqlite_begin="BEGIN IMMEDIATE")


def _one(connection: sa.Connection, code: str, *, lock: bool = False) -> Room | None:
    statement = rooms.select().where(rooms.c.code == code)
    row = connection.execute(statement.with_for_update() if lock else statement).mappings().one_or_none()
    return None if row is None else _room(row)


def _vote(connection: sa.Connection, room: Room, number: int) -> Vote:
    here = (room_answers.c.code == room.code, room_answers.c.round == number)
    columns = (room_answers.c.verdict, room_answers.c.slip)
    rows = connection.execute(sa.select(*columns, sa.func.count()).where(*here).group_by(*columns)).all()
    counts = tuple(sorted((Count(*row) for row in rows), key=lambda one: (-one.count, one.slip or "")))
    if room.phase is Phase.OPEN and number == room.round:
        return Vote(number, counts)
    answers = connection.execute(room_answers.select().where(*here).order_by(room_answers.c.participant)).mappings()
    return Vote(number, counts, tuple(map(_answer, answers)))


def _people(connection: sa.Connection, code: str) -> int:
    return connection.scalar(sa.select(sa.func.count()).where(room_people.c.code == code)) or 0


def _person(connection: sa.Connection, code: str, participant: str) -> Person | None:
    where = (room_people.c.code == code, room_people.c.participant == participant)
    columns = (room_people.c.participant, room_people.c.name, room_people.c.stuck)
    row = connection.execute(sa.select(*columns).where(*where)).one_or_none()
    return None if row is None else Person(*row)


def _touch(connection: sa.Connection, code: str) -> int:
    """Count a change that is not the host's, and return the version."""
    change = rooms.update().where(rooms.c.code == code).values(version=rooms.c.version + 1)
    return int(connection.execute(change.returning(rooms.c.version)).scalar_one())


def _write(connection: sa.Connection, room: Room) -> None:
    connection.execute(rooms.update().where(rooms.c.code == room.code).values(**_row(room)))


def _row(room: Room) -> dict[str, Any]:
    return {
        "code": room.code,
        "key": room.key,
        "token": room.token,
        "made": room.made,
        "expires": room.expires,
        "version": room.version,
        "step": room.step,
        "phase": room.phase.value,
        "scene": room.scene,
        "round": room.round,
        "closes": room.closes,
        "shows": sorted(shown.value for shown in room.shows),
        "driver": room.driver,
        "settings": {"names": room.choices.names, "days": room.choices.days, "door": room.door},
        "scenes": [dict(scene) for scene in room.scenes],
    }


def _room(row: Mapping[Any, Any]) -> Room:
    settings = row["settings"]
    same = ("code", "key", "token", "made", "expires", "version", "step", "scene", "round", "closes", "driver")
    return Room(
        **{name: row[name] for name in same},
        phase=Phase(row["phase"]),
        shows=frozenset(map(Shows, row["shows"])),
        choices=Choices(settings["names"], settings["days"]),
        door=settings["door"],
        scenes=tuple(row["scenes"]),
    )


def _answer_row(answer: Answer) -> dict[str, Any]:
    same = ("code", "round", "participant", "verdict", "slip", "confidence", "at")
    # SQLite and JSON know no infinity in common: `given` says it, and the column is left empty.
    value = answer.value if answer.value is None or math.isfinite(answer.value) else None
    given = dict(answer.given) | ({} if answer.value is None or value is not None else {"infinite": answer.value > 0})
    return {name: getattr(answer, name) for name in same} | {"value": value, "given": given}


def _answer(row: Mapping[Any, Any]) -> Answer:
    given, value = dict(row["given"]), row["value"]
    if (sign := given.pop("infinite", None)) is not None:
        value = math.inf if sign else -math.inf
    same = ("code", "round", "participant", "verdict", "slip", "confidence", "at")
    return Answer(**{name: row[name] for name in same}, given=given, value=value)
