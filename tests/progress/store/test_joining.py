"""Two learners become one: their events are united by id, and whatever comes of the first later is the second's."""

import asyncio
import threading
import uuid
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from app.progress import (
    AlreadyKnown,
    Appended,
    InvitationError,
    Record,
    SqlStore,
    connect,
    derive,
    derive_study,
    new_invitation,
)
from app.progress.portable.invitation import SYMBOLS, VALID, read_code
from app.progress.store.schema import metadata
from tests.patience import PATIENCE

ONE, TWO, THREE = "learner-one-0123456789", "learner-two-0123456789", "learner-three-12345678"
NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)


def let_in(store, new, old):
    """Let the device of one learner continue with the work of another; return how many events came along."""
    invitation = new_invitation(old, gives=True, now=NOW)
    store.invite(invitation)
    store.take_up(invitation.code, new, NOW)
    return store.settle(old, invitation.number, NOW)


def everywhere(store):
    """All values of all tables, as texts."""
    with store._engine.connect() as connection:
        rows = [row for table in metadata.tables.values() for row in connection.execute(table.select())]
    return {str(value) for row in rows for value in row}


def test_united(store, make):
    """Both find the events of both, in the order of arrival, and progress and study follow from all of them."""
    events = [make.answer(check=f"check-{number}", learner=(ONE, TWO)[number % 2]) for number in range(6)]
    store.append_all(events)
    assert let_in(store, TWO, ONE) == 3
    assert [event.event_id for event in store.events(TWO)] == [event.event_id for event in events]
    for learner in (ONE, TWO):
        assert store.progress(learner).lessons == derive(store.events(ONE)).lessons
        assert store.study(learner).memories == derive_study(store.events(ONE)).memories
        assert len(store.events(learner, events[0].lesson)) == 6
        assert [event for _, event in store.page(learner, 0, 9)] == list(store.events(ONE))


def test_what_comes_later(store, make):
    """What is sent with the first cookie afterwards, new or again, is the second learner's, once."""
    early, late = make.answer(learner=TWO), make.answer(learner=TWO)
    store.append(early)
    let_in(store, TWO, ONE)
    assert isinstance(store.append(early), AlreadyKnown)
    assert isinstance(store.append(late), Appended)
    assert isinstance(store.append(late), AlreadyKnown)
    assert [event.event_id for event in store.events(ONE)] == [early.event_id, late.event_id]
    assert {event.learner for event in store.events(TWO)} == {ONE}


def test_a_chain(store, make):
    """Who became a learner that becomes another is that other, too."""
    store.append_all([make.answer(learner=learner) for learner in (ONE, TWO, THREE)])
    let_in(store, THREE, TWO)
    let_in(store, TWO, ONE)
    assert len(store.events(THREE)) == 3
    store.append(make.answer(learner=THREE))
    assert len(store.events(ONE)) == 4
    with pytest.raises(InvitationError, match="the same work already"):
        let_in(store, THREE, ONE)


def test_both_ways(store, make):
    """The code may be shown on the new device as well; the old one, which entered it, confirms."""
    store.append(make.answer(learner=ONE))
    invitation = new_invitation(TWO, gives=False, now=NOW)
    store.invite(invitation)
    store.take_up(invitation.code, ONE, NOW)
    with pytest.raises(InvitationError, match="no device that waits"):
        store.settle(TWO, invitation.number, NOW)
    assert store.settle(ONE, invitation.number, NOW) == 0
    assert len(store.events(TWO)) == 1


@pytest.mark.parametrize("number", [None, 9, 100])
def test_another_number_lets_nobody_in(store, make, number):
    """A wrong number, or none, changes nothing, and there is no second try."""
    store.append_all([make.answer(learner=ONE), make.answer(learner=TWO)])
    invitation = new_invitation(ONE, gives=True, now=NOW)
    store.invite(invitation)
    store.take_up(invitation.code, TWO, NOW)
    assert store.settle(ONE, number, NOW) == 0
    with pytest.raises(InvitationError, match="answered this already"):
        store.settle(ONE, invitation.number, NOW)
    assert (len(store.events(ONE)), len(store.events(TWO))) == (1, 1)
    assert store.invitation(TWO, NOW).answer is False


def test_an_old_code(store):
    """A code is valid for ten minutes, also by a clock that was set back, and a fresh one ends the one before."""
    first, second = (new_invitation(ONE, gives=True, now=NOW) for _ in range(2))
    store.invite(first)
    for moment in (NOW + VALID + timedelta(seconds=1), NOW - VALID - timedelta(seconds=1)):
        assert store.take_up(first.code, TWO, moment) is None
        assert store.invitation(ONE, moment) is None
    store.take_up(first.code, TWO, NOW + VALID)
    with pytest.raises(InvitationError, match="no device that waits"):
        store.settle(ONE, first.number, NOW + VALID + timedelta(seconds=1))
    store.invite(second)
    assert store.take_up(first.code, TWO, NOW) is None


def test_a_code_is_for_one_device(store):
    """The second device that enters a code is refused, and so is one that shows it itself."""
    invitation = new_invitation(ONE, gives=True, now=NOW)
    store.invite(invitation)
    with pytest.raises(InvitationError, match="the same work already"):
        store.take_up(invitation.code, ONE, NOW)
    store.take_up(invitation.code, TWO, NOW)
    store.take_up(invitation.code, TWO, NOW)
    with pytest.raises(InvitationError, match="has been used"):
        store.take_up(invitation.code, THREE, NOW)


def test_codes_cannot_be_guessed(store):
    """After a few wrong codes a learner is refused, also with the right one; after many, everybody is, for a while."""
    invitation = new_invitation(ONE, gives=True, now=NOW)
    wrong = [code for code in (f"0000000{symbol}" for symbol in SYMBOLS) if code != invitation.code]

    async def attempts(record, learner, codes):
        said = []
        for code in codes:
            try:
                await record.take_up(code, learner, NOW)
            except InvitationError as error:
                said.append(str(error))
        return said

    async def story():
        record = Record(store, patience=PATIENCE)
        record._codes._clock = record._all_codes._clock = lambda: 0.0  # all of it in one moment
        await record.invite(invitation)
        first = await attempts(record, TWO, wrong[:8])
        assert all("no such code" in each for each in first)
        assert "Too many codes" in (await attempts(record, TWO, [invitation.code]))[0]
        told = []
        for number in range(20):
            told += await attempts(record, f"learner-{number:02}-0123456789a", wrong[:8])
        assert "Too many codes" in told[-1]
        assert sum("no such code" in each for each in told) == 100 - 8

    asyncio.run(story())


@pytest.mark.parametrize("typed", ["k7qf-mo2d", " K7QF M02D ", "k7qfm02d"])
def test_codes_are_read_as_people_write_them(typed):
    """Hyphens, spaces and small letters do not matter, and O is 0."""
    assert read_code(typed) == "K7QFM02D"


@pytest.mark.parametrize("typed", ["", "K7QF", "K7QF-M02D-1", "K7QF-M02U", "ÄÄÄÄ-ÄÄÄÄ", "K" * 10_000])
def test_what_is_no_code(typed):
    """It is said before anything is looked up."""
    with pytest.raises(InvitationError, match="8 letters and digits"):
        read_code(typed)


def test_forgotten_with_all_names(store, make):
    """After "forget" on either device no row has either id or any deed, whatever was under way; others keep theirs."""
    events = [make.answer(learner=ONE), make.hint(learner=TWO), make.prediction(learner=TWO)]
    theirs = make.answer(learner=THREE)
    store.append_all([*events, theirs])
    store.study(ONE)
    store._bring_forward(ONE)
    let_in(store, TWO, ONE)
    store._bring_forward(ONE)
    store.invite(new_invitation(TWO, gives=True, now=NOW))
    assert store.forget(TWO) == 3
    left = everywhere(store)
    for gone in (ONE, TWO, *(event.event_id for event in events)):
        assert not any(gone in value or gone.replace("-", "") in value for value in left)
    assert store.events(THREE) == (theirs,)
    store.append(make.answer(learner=TWO))
    assert (len(store.events(ONE)), len(store.events(TWO))) == (0, 1)


def test_writes_meanwhile(url, store, make):
    """Of two programs one lets a device in while the other keeps answers of both: each answer is there, once."""
    other = SqlStore(connect(url))
    events = [make.answer(learner=(ONE, TWO)[number % 2], check=f"c-{number % 3}") for number in range(60)]

    def write():
        for event in events:
            assert isinstance(other.append(event), Appended)

    thread = threading.Thread(target=write)
    thread.start()
    let_in(store, TWO, ONE)
    thread.join()
    assert [event.event_id for event in store.events(TWO)] == [event.event_id for event in events]
    assert store.study(ONE).memories == derive_study(store.events(ONE)).memories
    other.close()


def test_a_copy_is_the_same_deed(store, make):
    """Events of a file that are kept of another learner are copied once, and are one again when the two become one."""
    events = [make.answer(learner=ONE), make.prediction(learner=ONE)]
    store.append_all(events)
    file = [type(event)(**{**vars(event), "learner": TWO}) for event in events]
    assert store.bring_in(file) == 2
    assert store.bring_in(file) == 0
    assert [event.origin for event in store.events(TWO)] == [event.event_id for event in events]
    assert let_in(store, TWO, ONE) == 0
    assert [event.event_id for event in store.events(TWO)] == [event.event_id for event in events]


def test_a_copy_outlives_the_first(store, make):
    """What was copied stays when the first is forgotten, and the file still brings nothing twice."""
    event = make.answer(learner=ONE)
    store.append(event)
    file = [type(event)(**{**vars(event), "learner": TWO})]
    store.bring_in(file)
    store.forget(ONE)
    assert store.bring_in(file) == 0
    assert len(store.events(TWO)) == 1


def test_a_program_of_the_schema_before(store, make):
    """What a program of schema 2 has taken into the summary is taken in again, for what it knew nothing of."""
    events = [make.answer(event_id=str(uuid.uuid4())) for _ in range(3)]
    store.append_all(events)
    store._bring_forward(ONE)
    with store._engine.begin() as connection:
        connection.execute(sa.text("DELETE FROM summary_items WHERE lesson = 'course.study'"))
        connection.execute(sa.text("UPDATE summaries SET taken = 0"))
    assert store.study(ONE) == derive_study(store.events(ONE))
    store._bring_forward(ONE)
    assert store.study(ONE).memories == derive_study(store.events(ONE)).memories


def test_united_without_a_code(store, make):
    """Two learners whom somebody knows to be one are united as after a code, and a second time changes nothing."""
    events = [make.answer(check=f"check-{number}", learner=(ONE, TWO)[number % 2]) for number in range(4)]
    store.append_all(events)
    assert store.unite(TWO, ONE) == 2
    assert store.unite(TWO, ONE) == store.unite(ONE, TWO) == 0
    assert len(store.events(ONE)) == len(store.events(TWO)) == 4
    assert store.progress(TWO).lessons == derive(store.events(ONE)).lessons


class Noting:
    """A follower that writes down what it is told."""

    def __init__(self):
        self.told = []
        self.fails = False

    def appended(self, connection, events):
        self.told += [("appended", event.learner, event.event_id) for event in events]
        if self.fails:
            raise RuntimeError("a follower that cannot")

    def joined(self, connection, learner, becomes):
        self.told.append(("joined", learner, becomes))

    def forgotten(self, connection, learner):
        self.told.append(("forgotten", learner))


def test_followers(url, store, make):
    """A follower is told of each event once, under the name as which it is kept, and of learners who become one."""
    noting = Noting()
    followed = SqlStore(connect(url), [noting])
    one, two = make.answer(learner=ONE), make.answer(learner=TWO)
    followed.append_all([one, one, two])
    followed.append(one)
    followed.unite(TWO, ONE)
    late = make.answer(learner=TWO)
    followed.append(late)
    followed.forget(TWO)
    assert noting.told == [
        ("appended", ONE, one.event_id),
        ("appended", TWO, two.event_id),
        ("joined", TWO, ONE),
        ("appended", ONE, late.event_id),
        ("forgotten", ONE),
    ]
    followed.close()


def test_a_follower_that_fails(url, store, make):
    """Where a follower cannot note an event, the event is not kept either."""
    noting = Noting()
    noting.fails = True
    followed = SqlStore(connect(url), [noting])
    with pytest.raises(RuntimeError, match="a follower that cannot"):
        followed.append(make.answer(learner=ONE))
    assert store.events(ONE) == ()
    followed.close()
