"""Rooms as they are kept, on SQLite and PostgreSQL: one contract."""

import math
import threading
from datetime import timedelta

import pytest
import sqlalchemy as sa
from room.conftest import START

from app.progress import connect
from app.room.answer import Answer, Person
from app.room.errors import ClosedError, DriverError, FullError, NoRoomError, NotHereError
from app.room.phases import GRACE, Phase, PhaseError
from app.room.sql_rooms import SqlRooms

SOON = START + timedelta(seconds=1)


def answer(participant, text="0.64", number=1, *, at=SOON, value=0.64, code="KQWZ"):
    """Return an answer of somebody."""
    return Answer(code, number, participant, {"text": text}, at, "right", None, value)


@pytest.fixture
def opened(rooms, make_room):
    """A room with five people in it, whose first question is open."""
    assert rooms.create(make_room())
    for n in range(5):
        rooms.join("KQWZ", Person(f"p{n}"), START)
    rooms.act("KQWZ", "open", START)
    return rooms


def test_a_room_comes_back_as_it_was(rooms, make_room):
    """All of it, to the microsecond; a code is given once."""
    room = make_room(names=True)
    assert rooms.create(room)
    assert not rooms.create(make_room())
    assert rooms.room("KQWZ") == room
    assert rooms.room("ZZZZ") is None


def test_one_answer_for_each(opened):
    """The last one before the close counts, however often somebody answers; together or one after another."""
    results, versions = opened.answer_all([answer("p0", "0.1"), answer("p0", "0.2"), answer("p1")])
    assert [one.given["text"] for one in results] == ["0.1", "0.2", "0.64"]
    assert versions == {"KQWZ": opened.room("KQWZ").version}
    opened.answer_all([answer("p0", "0.3")])
    assert opened.answer("KQWZ", 1, "p0").given == {"text": "0.3"}
    look = opened.look("KQWZ")
    assert (look.people, look.vote.count, look.vote.answers) == (5, 2, ())  # while it is open, nobody's is looked at


def test_after_the_close_the_store_refuses_and_what_is_shown_stays(opened):
    """By the clock and by the host; late answers, those of another round and of strangers change nothing."""
    opened.answer_all([answer("p0"), answer("p1")])
    opened.act("KQWZ", "close", SOON)
    results, _ = opened.answer_all(
        [
            answer("p2", at=SOON + GRACE / 2),
            answer("p3", at=SOON + GRACE),
            answer("p4", number=2),
            answer("stranger"),
            answer("p0", code="ABCD"),
        ]
    )
    assert [type(one) for one in results] == [Answer, ClosedError, ClosedError, NotHereError, NoRoomError]
    opened.shut("KQWZ", SOON + GRACE)
    frozen = opened.look("KQWZ").vote
    assert {one.participant for one in frozen.answers} == {"p0", "p1", "p2"}
    results, versions = opened.answer_all([answer("p0", "0.9")])
    assert isinstance(results[0], ClosedError)
    assert versions == {}
    assert opened.look("KQWZ").vote == frozen


def test_infinity_is_kept(opened):
    """An infinite answer comes back infinite, from a database that has no word for it too."""
    opened.answer_all([answer("p0", "∞", value=math.inf), answer("p1", "-inf", value=-math.inf)])
    assert opened.answer("KQWZ", 1, "p0").value == math.inf
    assert opened.answer("KQWZ", 1, "p1") == answer("p1", "-inf", value=-math.inf)


def test_a_second_vote_is_a_round_of_its_own(opened):
    """Both are there afterwards, in order, and those of another scene are not."""
    opened.answer_all([answer("p0")])
    for step in ("close", "distribution", "discuss", "open"):
        opened.act("KQWZ", step, SOON + GRACE if step != "close" else SOON)
    opened.answer_all([answer("p0", "0.7", 2), answer("p1", "0.7", 2)])
    assert [(vote.round, vote.count) for vote in opened.look("KQWZ").votes] == [(1, 1), (2, 2)]
    opened.act("KQWZ", "close", SOON + GRACE)
    opened.act("KQWZ", "next", SOON + 2 * GRACE)
    assert opened.look("KQWZ").votes == ()
    assert [(scene, one.round) for scene, one in opened.all_answers("KQWZ")] == [(0, 1), (0, 2), (0, 2)]


def test_a_look_while_it_is_opened(rooms, make_room, url):
    """What is read is of one moment, though another process opens a round within it; its answers are counted later."""
    rooms.create(make_room())
    rooms.join("KQWZ", Person("p0"), START)
    elsewhere, said = SqlRooms(connect(url)), []
    meanwhile = {
        "FROM room_rounds": lambda: elsewhere.act("KQWZ", "open", START),
        "FROM room_answers": lambda: elsewhere.answer_all([answer("p0")]),
    }

    def before(_connection, _cursor, statement, *_):
        said.extend(meanwhile.pop(part)() for part in list(meanwhile) if part in statement)

    sa.event.listen(rooms._engine, "before_cursor_execute", before)
    assert rooms.look("KQWZ").votes == ()
    assert rooms.all_answers("KQWZ") == []
    assert len(said) == 2
    elsewhere.act("KQWZ", "close", START)
    elsewhere.shut("KQWZ", SOON + GRACE)
    assert [(vote.round, vote.count) for vote in rooms.look("KQWZ").votes] == [(1, 1)]
    elsewhere._engine.dispose()


def test_one_driver(opened):
    """Who drives first drives, until another page takes over."""
    opened.act("KQWZ", "close", START, "first")
    with pytest.raises(DriverError):
        opened.act("KQWZ", "distribution", SOON + GRACE, "second")
    opened.act("KQWZ", "drive", SOON, "second")
    assert opened.act("KQWZ", "distribution", SOON + GRACE, "second").phase is Phase.SHOWN
    with pytest.raises(DriverError):
        opened.act("KQWZ", "hide", SOON + GRACE, "first")
    with pytest.raises(PhaseError):
        opened.act("KQWZ", "close", SOON + GRACE, "second")


def test_a_step_is_taken_once(opened):
    """What is pressed twice or sent again is of a room that has gone on since: nothing is done, nobody is told off."""
    opened.act("KQWZ", "close", START)
    seen = opened.look("KQWZ").room
    taken = opened.act("KQWZ", "next", SOON + GRACE, step=seen.step)
    assert (taken.scene, taken.step) == (seen.scene + 1, seen.step + 2)  # the clock has closed the round: a step too
    again = opened.act("KQWZ", "next", SOON + GRACE, step=seen.step)
    assert again == taken
    door = opened.act("KQWZ", "door", SOON + GRACE, step=taken.step)
    assert opened.act("KQWZ", "door", SOON + GRACE, step=taken.step).door is door.door is False


def test_joining(rooms, make_room):
    """Once is enough; a closed door lets back in whoever was there."""
    rooms.create(make_room())
    person, version = rooms.join("KQWZ", Person("p0", "Calm Otter"), START)
    assert (person.name, version) == ("Calm Otter", 2)
    assert rooms.join("KQWZ", Person("p0", "Other Name"), START) == (person, None)
    rooms.act("KQWZ", "door", START)
    assert rooms.join("KQWZ", Person("p0"), START) == (person, None)
    with pytest.raises(FullError):
        rooms.join("KQWZ", Person("p1"), START)
    with pytest.raises(NoRoomError):
        rooms.join("ABCD", Person("p1"), START)


def test_who_did_not_get_it_is_a_number(opened):
    """For the present scene; it can be taken back."""
    for who in ("p0", "p1"):
        opened.stuck("KQWZ", who, 0)
    opened.stuck("KQWZ", "p1", None)
    opened.stuck("KQWZ", "p2", 1)  # a scene that is not there yet
    assert opened.look("KQWZ").stuck == 1


def test_when_its_time_has_come_nothing_is_left(opened, make_room):
    """The room, who was in it and what they said are deleted together, and no other room."""
    opened.create(make_room("ABCD", expires=START + timedelta(days=30)))
    opened.answer_all([answer("p0")])
    assert opened.sweep(START + timedelta(days=6)) == 0
    assert opened.sweep(START + timedelta(days=7)) == 1
    assert opened.room("KQWZ") is None
    assert opened.all_answers("KQWZ") == []
    assert opened.person("KQWZ", "p0") is None
    opened.delete("ABCD")
    assert opened.room("ABCD") is None


def test_many_answer_and_the_host_closes_in_their_midst(rooms, make_room):
    """Eight threads answer while the room is shut: what was kept is what is shown, and never more afterwards."""
    rooms.create(make_room())
    for n in range(40):
        rooms.join("KQWZ", Person(f"p{n}"), START)
    rooms.act("KQWZ", "open", START, seconds=5)
    kept, start = [], threading.Barrier(9)

    def send(part):
        start.wait()
        for n in part:
            (result,), _ = rooms.answer_all([answer(f"p{n}")])
            if isinstance(result, Answer):
                kept.append(result.participant)

    threads = [threading.Thread(target=send, args=(range(k, 40, 8),)) for k in range(8)]
    for thread in threads:
        thread.start()
    start.wait()
    rooms.shut("KQWZ", START + timedelta(seconds=5))
    shown = rooms.look("KQWZ").vote
    for thread in threads:
        thread.join()
    assert rooms.look("KQWZ").vote == shown
    assert {one.participant for one in shown.answers} == set(kept)
