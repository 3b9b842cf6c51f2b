"""The wire as a page uses it: who gets in, what is answered, who gives way, and what is refused at what cost."""

from __future__ import annotations

import base64
import json
import logging
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from tornado.httpclient import HTTPClientError
from websockets.exceptions import ConnectionClosedError
from websockets.sync.client import ClientConnection
from websockets.sync.client import connect as connect_plainly
from wire.client import Client, Connect
from wire.conftest import let_go

from app.figure.message import LONGEST
from app.pages.kinds import KINDS
from app.wire.budget import STRANGER, Allowance, Budget
from app.wire.refusals import EVERY
from app.wire.wires import SILENT, Wires
from tests.patience import PATIENCE

if TYPE_CHECKING:
    from pages.conftest import Live

BARS = KINDS["pmf_bars"].start.as_dict()


def bars(client: Client) -> dict:
    return client.ask(kind="pmf_bars", state=BARS)


@pytest.mark.parametrize("kind", KINDS)
def test_each_figure_is_confirmed_with_the_kernels_numbers(connect: Connect, kind: str) -> None:
    """The first state of each figure is answered with the results of its Python."""
    answer = connect().ask(kind=kind, state=KINDS[kind].start.as_dict())
    answer.pop("seq")
    assert answer == json.loads(json.dumps(KINDS[kind].reply(KINDS[kind].start)))


@pytest.mark.parametrize(
    "origin", [None, "null", "http://evil.example.com", "http://localhost", "https://localhost.evil.example.com"]
)
def test_only_the_courses_own_pages_get_in(connect: Connect, origin: str | None) -> None:
    """The origin is compared exactly; without one nobody gets in either."""
    with pytest.raises(HTTPClientError) as refusal:
        connect(origin=origin)
    assert refusal.value.code == 403


def test_where_host_and_origin_agree_on_a_foreign_name_nobody_gets_in(live: Live) -> None:
    """A name that was pointed at this machine is no allowed origin, though the browser's Host says the same."""
    answer, _ = live.ask("/wire", Origin="http://evil.example.com", Host="evil.example.com", Upgrade="websocket")
    assert answer.status == 403


def test_answers_are_sent_at_once(connect: Connect, wires: Wires) -> None:
    """TCP_NODELAY is set."""
    connect()
    sockets = [wire.transport.get_extra_info("socket") for wire in list(wires._open)]
    assert sockets
    assert all(each.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) for each in sockets)


@pytest.fixture
def plain(live: Live) -> Iterator[ClientConnection]:
    """A wire by another client, which can send in pieces, and does not read ahead for ever."""
    ours = socket.socket()
    ours.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    ours.connect(("127.0.0.1", live.port))
    address = f"ws://localhost:{live.port}/wire"
    patience = {"open_timeout": PATIENCE, "ping_interval": None}
    with connect_plainly(address, sock=ours, origin=f"http://{live.host}", max_queue=1, **patience) as client:
        yield client
    let_go(live)


def test_a_message_may_come_in_pieces(plain: ClientConnection) -> None:
    """Three frames are one message; a sign of life between two messages is answered."""
    text = json.dumps({"seq": 1, "kind": "pmf_bars", "state": BARS})
    plain.send([text[:5], text[5:40], text[40:]])
    assert "results" in json.loads(plain.recv())
    assert plain.ping().wait(PATIENCE)


def test_who_does_not_read_is_not_read(plain: ClientConnection, live: Live, wires: Wires) -> None:
    """Answers that nobody takes stop the reading; when they are taken, each message has been answered in turn."""
    wire = list(wires._open)[-1]
    ours = wire.transport.get_extra_info("socket")
    live.call(lambda: ours.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096))
    live.call(lambda: wire.transport.set_write_buffer_limits(high=2000))
    live.call(lambda: setattr(wire.purse, "loop", Budget(Allowance(most=1e9, per_second=1e9))))
    count = 2000
    text = json.dumps({"seq": 0, "kind": "x" * 1000, "state": None})

    def speak() -> None:
        for seq in range(count):
            plain.send(text.replace('"seq": 0', f'"seq": {seq}'))

    speaking = threading.Thread(target=speak, daemon=True)
    speaking.start()
    while wire.transport.is_reading():  # until its answers fill what the system holds for the client
        time.sleep(0.01)
    assert wire.transport.get_write_buffer_size() < 2**20
    assert [json.loads(plain.recv())["seq"] for _ in range(count)] == list(range(count))
    speaking.join(PATIENCE)
    assert live.call(wire.transport.is_reading)


def test_a_silent_wire_is_asked_for_life(plain: ClientConnection, live: Live, wires: Wires) -> None:
    """Who says nothing for half a minute is asked, and stays if it answers; who has been silent for long is gone."""
    wire = list(wires._open)[-1]

    def silent_for(seconds: float) -> None:
        wire.heard = time.monotonic() - seconds
        wires._sweeping.cancel()  # in the place of the server's own
        wires._sweep()

    began = time.monotonic()
    live.call(lambda: silent_for(SILENT + 1))
    while wire.heard < began:
        time.sleep(0.01)
    assert wire in wires._open
    live.call(lambda: silent_for(3 * SILENT + 1))
    with pytest.raises(ConnectionClosedError):
        plain.recv(PATIENCE)
    assert wire not in wires._open


def test_a_request_that_is_no_websocket_is_told_so(live: Live) -> None:
    """A page of ours that asks plainly gets a sentence."""
    answer, _ = live.ask("/wire", Origin=f"http://{live.host}")
    assert answer.status == 426


NONSENSE = [
    "",
    "{",
    "[1]",
    "null",
    '"text"',
    "[" * 5000,
    '{"a":' * 5000,
    '{"seq": 1, "kind": "pmf_bars", "state": ' + "9" * 500 + "}",
    '{"seq": 1, "kind": "pmf_bars", "state": {"p": [1e999]}}',
    '{"seq": 1, "kind": "pmf_bars", "state": {"p": [NaN]}}',
    '{"seq": true, "kind": "pmf_bars"}',
    '{"kind": "pmf_bars"}',
]


@pytest.mark.parametrize("text", NONSENSE, ids=range(len(NONSENSE)))
def test_what_is_no_message_is_answered_with_a_sentence(connect: Connect, text: str) -> None:
    """Whatever comes, an error comes back, and the wire goes on."""
    client = connect()
    client.say(text)
    answer = client.hear()
    assert answer is not None
    assert set(answer) == {"error"}
    assert len(answer["error"]) < 500
    assert "results" in bars(client)


FIELDS = [
    {"state": None},
    {"state": []},
    {"state": "x"},
    {"state": {}},
    {},
    {"question": None},
    {"question": [1]},
    {"question": {}},
    {"question": {"ask": ["optima"]}},
    {"question": {"ask": "optima", "of": {"mu": [[[1]]]}}},
    {"question": {"tape": {"block": {}}}},
]


@pytest.mark.parametrize("kind", KINDS)
def test_impossible_fields_are_refused_with_a_sentence(connect: Connect, kind: str) -> None:
    """Fields of the wrong form, in each place of each figure's state: an error each, and the next state is right."""
    client = connect()
    first = KINDS[kind].start.as_dict()
    wrong = [None, {}, [], [[[]]], "x" * 1000, 10**39, -1e300, True, [None], [{}], ["1/0"]]
    for fields in FIELDS:
        assert client.ask(kind=kind, **fields).keys() == {"seq", "error"}, fields
    for name, kept in first.items():
        for value in wrong:
            if value == kept:
                continue
            answer = KINDS[kind].respond({"state": first | {name: value}})
            assert answer.keys() == {"error"} or json.dumps(answer, allow_nan=False)
            assert len(answer.get("error", "")) <= 400
    assert "results" in client.ask(kind=kind, state=first)


def test_an_unknown_figure_is_refused(connect: Connect) -> None:
    """The answer carries the message's number, so that nobody waits for it."""
    assert "kind" in connect().ask(kind="nothing", state={})["error"]


def test_a_message_that_is_too_long_closes_the_wire(connect: Connect) -> None:
    """More than 64 KiB is not even received; the next wire works."""
    client = connect()
    client.say('{"seq": 1, "x": "' + "x" * LONGEST + '"}')
    assert client.hear() is None
    assert client.socket.close_code == 1009
    assert "results" in bars(connect())


def test_nothing_is_remembered_between_two_messages(connect: Connect) -> None:
    """Two pages in turn on one server: each answer is that of its own state."""
    one, two = connect(), connect()
    other = BARS | {"q": [0.25, 0.75]}
    first = bars(one)["results"]
    second = two.ask(kind="pmf_bars", state=other)["results"]
    assert bars(one)["results"] == first != second


def test_one_learners_wires_are_bounded(live: Live, connect: Connect, wires: Wires) -> None:
    """The thirteenth wire of a learner closes the one that was idle longest; others keep theirs."""
    other = connect()
    cookie = live.visitor()
    mine = [connect(cookie) for _ in range(wires.bounds.of_one)]
    assert "results" in bars(mine[0])  # now the second is the idlest
    connect(cookie)
    assert mine[1].hear() is None
    assert mine[1].socket.close_code == 4002
    assert "results" in bars(mine[0])
    assert "results" in bars(other)


def test_all_wires_are_bounded(live: Live, connect: Connect, wires: Wires) -> None:
    """A full server lets a newcomer in, and the idlest wire gives way."""
    first = connect()
    bounds = wires.bounds
    wires.bounds = replace(bounds, most=len(wires))
    try:
        newcomer = connect(live.visitor())
        assert first.hear() is None
        assert len(wires) == 1
        assert "results" in bars(newcomer)
    finally:
        wires.bounds = bounds


def test_an_idle_wire_is_closed(live: Live, connect: Connect, wires: Wires) -> None:
    """Nobody's wire stays for ever; a used one does."""
    idle, used = connect(), connect()
    bars(idle)
    live.call(wires._sweeping.cancel)  # it is swept when the test says so
    live.call(lambda: wires._open.update({wire: wire_time - 1000 for wire, wire_time in wires._open.items()}))
    bars(used)
    live.call(wires._sweep)
    assert idle.hear() is None
    assert idle.socket.close_code == 4001
    assert "results" in bars(used)


def test_who_floods_waits_and_nobody_else(
    live: Live, connect: Connect, wires: Wires, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A learner whose budget is overdrawn is answered later, another one at once; the former opens no more wires."""
    cookie = live.visitor()
    flooding, calm = connect(cookie), connect(live.visitor())
    wire = next(each for each in list(wires._open) if each.learner and each.learner in cookie_text(cookie))
    bars(flooding)
    monkeypatch.setattr("app.wire.wire.LONGEST_PAUSE", PATIENCE)  # until the test says so
    wire.purse.loop = Budget(Allowance(most=150, per_second=0.01))
    live.call(lambda: wire.purse.loop.charge(10_000))
    flooding.say(json.dumps({"seq": 99, "kind": "pmf_bars", "state": BARS}))
    assert "results" in bars(calm)
    while not live.call(lambda: wire._pause):
        time.sleep(0.01)
    assert "results" in bars(calm)
    with pytest.raises(HTTPClientError) as refusal:
        connect(cookie)
    assert refusal.value.code == 429
    assert live.call(lambda: len(wire._waiting)) == 1  # the other still waits

    def go_on() -> None:
        wire._pause.cancel()
        wire._go_on()

    live.call(go_on)
    answer = flooding.hear()
    assert answer is not None
    assert "results" in answer


def test_who_has_flooded_does_not_wait_for_all_of_it(
    live: Live, connect: Connect, wires: Wires, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a pause a wire is read again, however much was spent: its page waits for no answer longer than so."""
    flooding = connect(live.visitor())
    (wire,) = list(wires._open)
    wire.purse.loop = Budget(Allowance(most=150, per_second=1e-6))
    monkeypatch.setattr("app.wire.wire.LONGEST_PAUSE", 0.2)
    began = live.loop.time()
    live.call(lambda: wire.purse.loop.charge(10_000))
    assert "results" in bars(flooding)
    assert live.loop.time() - began >= 0.2


def cookie_text(cookie: str) -> str:
    """The learner's id, which a signed cookie holds in base 64."""
    return base64.b64decode(cookie.split("|")[-2].split(":")[1]).decode()


def test_a_long_message_costs_as_much_as_it_takes() -> None:
    """A budget refills with time, may be overdrawn once over, and is never larger than at the start."""
    budget = Budget(Allowance(most=100, per_second=10), now=0)
    budget.charge(10_000, now=0)
    assert budget.wait(now=0) == 10
    budget.charge(0, now=1000)
    budget.charge(101, now=1000)
    assert budget.wait(now=1000) == pytest.approx(0.1)


def test_a_stranger_gets_half(connect: Connect, wires: Wires) -> None:
    """Without a cookie a page of ours is answered too, from a smaller budget of its own."""
    client = connect()
    assert "results" in bars(client)
    wire = list(wires._open)[-1]
    assert wire.learner is None
    assert wire.purse.loop._allowance == STRANGER[0]


def test_a_forged_cookie_is_a_strangers(connect: Connect, live: Live, wires: Wires) -> None:
    """A cookie with a wrong signature names nobody."""
    cookie = live.visitor()
    connect(cookie[:-1] + ("1" if cookie[-1] == "0" else "0"))
    assert list(wires._open)[-1].learner is None


def test_refusals_are_counted_and_logged_once_a_minute(
    connect: Connect, wires: Wires, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first is told at once, what follows in one line a minute later, with our own words alone."""
    client = connect()
    clock = SimpleNamespace(now=time.monotonic())
    monkeypatch.setattr("app.wire.refusals.time", SimpleNamespace(monotonic=lambda: clock.now))
    wires.refusals.tell()  # what other tests have left
    caplog.clear()
    before = wires.refusals.total["unreadable"]
    with caplog.at_level(logging.INFO):
        for refused in (100, 1):
            clock.now += EVERY
            for _ in range(refused):
                client.say("secret nonsense /etc/passwd")
                client.hear()
    lines = [record.getMessage() for record in caplog.records if record.name == "app.wire.refusals"]
    assert wires.refusals.total["unreadable"] == before + 101
    assert lines == ["refused on the wire: unreadable 1", "refused on the wire: unreadable 100"]
