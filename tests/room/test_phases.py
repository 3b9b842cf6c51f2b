"""What a host may do when: every action in its turn, and a sentence for one that is not."""

from dataclasses import replace
from datetime import timedelta

import pytest
from room.conftest import START

from app.room.phases import GRACE, Phase, PhaseError, Shows, act, shut


def walk(room, *actions, now=START):
    """Take steps one after another; after `close` the clock runs to the close."""
    for action in actions:
        room = act(room, action, now)
        if action == "close":
            now += GRACE
            room = shut(room, now)
    return room


def test_a_scene_from_the_lobby_to_the_next(make_room):
    """Open, close, show what was said and what is right, discuss, vote again, go on: each step is counted."""
    room = walk(make_room(), "open", "close", "distribution", "solution")
    assert (room.phase, room.round, room.shows) == (Phase.SHOWN, 1, {Shows.DISTRIBUTION, Shows.SOLUTION})
    room = walk(room, "discuss")
    assert (room.phase, room.shows) == (Phase.DISCUSS, frozenset())
    room = walk(room, "open", "close")
    assert (room.phase, room.round, room.scene) == (Phase.CLOSED, 2, 0)
    room = walk(room, "next", "open")
    assert (room.phase, room.round, room.scene) == (Phase.OPEN, 3, 1)
    assert room.step == room.version == 12  # the clock closed two rounds, which counts too


def test_after_the_close_nothing_is_taken(make_room):
    """Between the host's word and the close there is time for what stood there unsent, and none afterwards."""
    room = act(make_room(), "open", START)
    assert room.takes(1, START + timedelta(days=1))
    assert not room.takes(2, START)
    room = act(room, "close", START)
    assert room.phase is Phase.OPEN
    assert room.takes(1, START + GRACE - timedelta(milliseconds=1))
    assert not room.takes(1, START + GRACE)
    assert shut(room, START + GRACE / 2) is room
    assert shut(room, START + GRACE).phase is Phase.CLOSED


def test_a_timer_closes_and_the_host_may_close_earlier(make_room):
    """The timer is one more way to close; a later word of the host does not make it longer."""
    room = act(make_room(), "open", START, 30)
    assert room.closes == START + timedelta(seconds=30)
    assert act(room, "close", START + timedelta(seconds=29)).closes == room.closes
    assert act(room, "close", START).closes == START + GRACE
    assert act(room, "distribution", START + timedelta(seconds=30)).phase is Phase.SHOWN


@pytest.mark.parametrize("action", ["distribution", "solution", "discuss", "next", "hide", "end", "open"])
def test_nothing_is_shown_while_answers_come_in(make_room, action):
    """An open round is closed before anything else is done with it."""
    room = act(make_room(), "open", START)
    with pytest.raises(PhaseError):
        act(room, action, START)


def test_out_of_turn(make_room):
    """Before anybody was asked there is nothing to show; beyond the last scene there is none; over is over."""
    room = make_room()
    for action in ("distribution", "solution", "discuss", "close", "previous", "dance"):
        with pytest.raises(PhaseError):
            act(room, action, START)
    with pytest.raises(PhaseError, match="4 s"):
        act(room, "open", START, 4)
    with pytest.raises(PhaseError, match="no next scene"):
        walk(room, "next", "next")
    with pytest.raises(PhaseError, match="over"):
        walk(room, "end", "open")
    shown = replace(room, scenes=({"kind": "figure"},))
    with pytest.raises(PhaseError, match="asks nothing"):
        act(shown, "open", START)
