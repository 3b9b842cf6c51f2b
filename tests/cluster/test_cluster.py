"""Four workers behind nginx on PostgreSQL: any of them may go at any time, and no learner notices."""

import asyncio
import json
import re
import socket
import struct
from collections import Counter
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from tornado.httpclient import HTTPRequest
from tornado.websocket import websocket_connect

from app.pages.kinds import KINDS
from app.pages.search.index import ADDRESS
from tests.cluster.several import CHECK, SECRET, Class, wait_for
from tests.patience import PATIENCE
from tests.served import ask

pytestmark = pytest.mark.timeout(600)
PATIENT = {"connect_timeout": PATIENCE, "request_timeout": PATIENCE}


def held_once(several, confirmed):
    """Say of each answer that was confirmed that the database holds it, once."""
    kept = Counter(several.kept())
    assert confirmed
    assert {event: kept[event] for event in confirmed if kept[event] != 1} == {}


def test_a_worker_is_killed_in_the_middle_of_work(several):
    """SIGKILL cuts off what a worker was answering; nginx asks the next, so no learner gets anything but an answer."""
    with Class(several.port) as learners:
        several.workers[1].kill()
        learners.more(60)
        several.workers[1].start()
        learners.more(60)
    assert learners.failed == []
    held_once(several, learners.confirmed)


def test_all_are_rolled_one_by_one(several):
    """An update restarts each worker under load, and not one request fails."""
    with Class(several.port) as learners:
        codes = []
        for worker in several.workers:
            codes.append(several.roll(worker))
            learners.more(12)
    assert codes == [0, 0, 0, 0]
    assert learners.failed == []
    held_once(several, learners.confirmed)


def test_the_database_is_restarted(several):
    """While PostgreSQL is away deeds are refused and sent again; no worker needs a hand, and each deed counts once."""
    with Class(several.port, again=True) as learners:
        several.database.stop()
        wait_for(lambda: learners.failed)
        several.database.start()
        learners.more(60)
    held_once(several, learners.confirmed)
    assert {failure.split()[0] for failure in learners.failed} <= {"502", "503", "504"}
    for worker in several.workers:
        wait_for(worker.is_ready, worker.log)


def wire_to(several, cookie=""):
    """Open a wire as a page does, through the proxy."""
    headers = {"Origin": f"http://localhost:{several.port}"} | ({"Cookie": cookie} if cookie else {})
    return websocket_connect(HTTPRequest(f"ws://127.0.0.1:{several.port}/wire", headers=headers, **PATIENT))


STATE = {"kind": "pmf_bars", "state": KINDS["pmf_bars"].start.as_dict()}


async def asked(wire, number):
    """Return the numbers of a state."""
    await wire.write_message(json.dumps({"seq": number, **STATE}))
    text = await wire.read_message()
    assert text is not None
    return json.loads(text)


def open_wires(several):
    """Return how many wires the workers count."""
    return sum(several.counted(worker, "wd_wires") for worker in several.workers)


def test_a_hundred_sockets_are_cut(several):
    """A school's router dies in the middle of a hundred wires: no worker holds on to one, and the next hundred work."""

    async def hundred(*, cut):
        wires = await asyncio.gather(*(wire_to(several) for _ in range(100)))
        told = await asyncio.gather(*(asked(wire, number) for number, wire in enumerate(wires)))
        assert [each["seq"] for each in told] == list(range(100))
        assert len({json.dumps(each["results"]) for each in told}) == 1
        counted = await asyncio.to_thread(open_wires, several)
        for number, wire in enumerate(wires):
            if cut:  # a question under way, and a reset in place of a farewell
                wire.write_message(json.dumps({"seq": 100 + number, **STATE}))
                end = wire.protocol.stream.socket
                end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                wire.protocol.stream.close()
            else:
                wire.close()
        return counted

    wait_for(lambda: open_wires(several) == 0)
    assert asyncio.run(hundred(cut=True)) == 100
    wait_for(lambda: open_wires(several) == 0)
    assert asyncio.run(hundred(cut=False)) == 100
    wait_for(lambda: open_wires(several) == 0)


def test_wires_of_a_killed_worker_come_to_the_others(several):
    """A page whose worker is gone opens its wire anew and is answered: no state was anywhere but in the page."""

    async def lived_through():
        wires = await asyncio.gather(*(wire_to(several) for _ in range(24)))
        await asyncio.gather(*(asked(wire, 1) for wire in wires))
        had = several.counted(several.workers[2], "wd_wires")
        several.workers[2].kill()
        cut = 0
        for wire in wires:
            after = wire
            try:
                told = await asked(wire, 2)
            except Exception:  # noqa: BLE001 - however it broke: the page does the same
                cut += 1
                after = await wire_to(several)
                told = await asked(after, 2)
            assert told["seq"] == 2
            assert "results" in told
            after.close()
        return had, cut

    had, cut = asyncio.run(lived_through())
    assert 0 < had == cut


def test_a_learner_is_the_same_at_every_worker(several):
    """The cookie that one gives is known by all; what is answered at one is shown and can be forgotten at another."""
    first, second, third, fourth = (worker.port for worker in several.workers)
    with Class(several.port, 1) as learners:
        pass
    assert learners.confirmed
    answer = "0.31415"
    cookie = cookie_of(first)
    body = urlencode({"event": str(uuid4()), "seed": "0", "action": "answer", "answer": answer})
    assert ask(second, CHECK, "POST", body, Cookie=cookie, Accept="application/json")[0] == 200
    assert f'value="{answer}"' in ask(third, "/lessons/wrong-dictionary", Cookie=cookie)[1]
    assert ask(fourth, "/forget", "POST", "", Cookie=cookie)[0] == 303
    assert f'value="{answer}"' not in ask(first, "/lessons/wrong-dictionary", Cookie=cookie)[1]


def cookie_of(port):
    """Return the cookie of a newcomer at one worker."""
    from http.client import HTTPConnection  # noqa: PLC0415

    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    connection.request("GET", "/", headers={"Host": f"localhost:{port}"})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.headers["Set-Cookie"].partition(";")[0]


@pytest.mark.parametrize("path", ["/glossary", "/formulas", "/libraries", "/sw.js", "/offline.json", ADDRESS])
def test_all_serve_the_same_bytes(several, path):
    """A page may come from one worker and what it needs from another: what is everybody's is the same at each."""
    ((status, _text),) = {ask(worker.port, path) for worker in several.workers}
    assert status == 200


def test_a_panel_page_finds_what_belongs_to_it(several):
    """Panel is loaded where its page was asked for; its connection and its files come from there, whoever is asked."""
    first = several.workers[0]
    assert ask(first.port, "/panel/tangent")[0] == 302
    status, page = ask(first.port, "/panel/tangent")
    assert status == 200
    token = re.search(r'"token":"([^"]+)"', page)[1]
    files = re.findall(r'src="(static/js/[^"]+)"', page)
    assert files
    asked = [ask(several.port, f"/panel/{path}")[0] for path in files for _ in several.workers]
    assert set(asked) == {200}

    async def opened():
        headers = {"Origin": f"http://localhost:{several.port}", "Sec-WebSocket-Protocol": f"bokeh, {token}"}
        request = HTTPRequest(f"ws://127.0.0.1:{several.port}/panel/tangent/ws", headers=headers, **PATIENT)
        wire = await websocket_connect(request)
        message = await asyncio.wait_for(wire.read_message(), PATIENCE)
        wire.close()
        return message

    for _ in several.workers:
        assert "ACK" in asyncio.run(opened())


def test_counts_are_not_read_through_the_proxy(several):
    """Through the proxy there is no /metrics, whatever one sends."""
    assert ask(several.port, "/metrics", Authorization=f"Bearer {SECRET}")[0] == 404
