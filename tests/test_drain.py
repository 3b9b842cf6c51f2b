"""A server that is asked to stop cuts off no request: a real process under load, as an operator ends it."""

import http.client
import re
import signal
import socket
import threading
import time
from urllib.parse import urlencode
from uuid import uuid4

import pytest

from tests.patience import PATIENCE
from tests.served import Served, ask

CHECK = "/lessons/wrong-dictionary/checks/the-gap"
TOKEN = "a-token-of-thirty-two-characters"  # noqa: S105 - made up for these tests
# How slow a client is that asks without a pause says how busy the machine is.
UNHURRIED = {"app.drain.LAST_WORDS": PATIENCE, "app.door.HEAD_PATIENCE": PATIENCE}


@pytest.fixture
def server(request, tmp_path):
    """A course that is served for one test, and waits long for what is under way."""
    constants = {"app.drain.PATIENCE": PATIENCE, **getattr(request, "param", {})}
    served = Served(tmp_path, constants, WD_METRICS_TOKEN=TOKEN)
    served.start()
    yield served
    served.kill()


def until(holds):
    """Wait until something holds."""
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def under_way(port):
    """Return how many requests a server has begun and not answered, this one too."""
    _, counts = ask(port, "/metrics", Authorization=f"Bearer {TOKEN}")
    return float(re.search(r"^wd_requests_under_way (\S+)", counts, flags=re.MULTILINE)[1])


def is_ending(port):
    """Say whether a server lets nothing new in, which is not to say that its database is slow."""
    return "being restarted" in ask(port, "/readyz")[1]


def half_sent(port, body, rest):
    """Send a request but for its last bytes, and see that the server has begun with it."""
    slow = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
    head = f"POST {CHECK} HTTP/1.1\r\nHost: localhost:{port}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    slow.sendall(f"{head}Content-Length: {len(body)}\r\nAccept: application/json\r\n\r\n".encode() + body[:-rest])
    until(lambda: under_way(port) == 2)
    return slow


def load(port, results, *, keeps):
    """Ask again and again until the server takes no connection; note each status, and each request that was cut off."""
    connection, sent = None, False
    number = 0
    while True:
        number += 1
        try:
            if connection is None:
                connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
                sent = False
                connection.connect()
            sent = True
            if number % 2:
                body = urlencode({"event": str(uuid4()), "seed": "0", "action": "answer", "answer": "1"})
                fields = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
                connection.request("POST", CHECK, body, {"Host": f"localhost:{port}", **fields})
            else:
                connection.request("GET", "/glossary", headers={"Host": f"localhost:{port}"})
            answer = connection.getresponse()
            answer.read()
            results.append(answer.status)
            if not keeps or answer.will_close:
                connection.close()
                connection = None
        except ConnectionRefusedError:
            return
        except (OSError, http.client.HTTPException) as error:
            if not sent:
                return
            results.append(repr(error))
            return


@pytest.mark.parametrize("server", [UNHURRIED], indirect=True, ids=["unhurried"])
@pytest.mark.parametrize("keeps", [False, True], ids=["a connection each", "kept connections"])
def test_no_request_is_cut_off(server, keeps):
    """Twenty-four clients ask without a pause while the server is ended: each request gets an answer."""
    port, process = server.port, server.process
    results = []
    clients = [threading.Thread(target=load, args=(port, results), kwargs={"keeps": keeps}) for _ in range(24)]
    for client in clients:
        client.start()
    until(lambda: len(results) >= len(clients))
    before = len(results)
    process.send_signal(signal.SIGTERM)
    assert process.wait(PATIENCE) == 0
    assert "were cut off" not in server.log()
    for client in clients:
        client.join(PATIENCE)
    assert before >= len(clients)
    assert set(results) <= {200, 503}, [result for result in results if result not in {200, 503}]
    assert results[:before].count(503) == 0


def test_what_is_under_way_ends_and_nothing_begins(server):
    """A request that is half sent is answered; meanwhile the server lives, is not ready, and takes no other."""
    port, process = server.port, server.process
    body = urlencode({"event": str(uuid4()), "seed": "0", "action": "answer", "answer": "1"}).encode()
    slow = half_sent(port, body, 5)
    process.send_signal(signal.SIGTERM)
    until(lambda: is_ending(port))
    assert ask(port, "/healthz")[0] == 200
    status, words = ask(port, "/glossary")
    assert status == 503
    assert "being restarted" in words
    slow.sendall(body[-5:])
    answer = http.client.HTTPResponse(slow)
    answer.begin()
    assert answer.status == 200
    assert b"fragments" in answer.read()
    assert process.wait(PATIENCE) == 0


def test_who_is_asked_twice_does_not_wait(server):
    """A second signal ends the wait for a request that does not end."""
    port, process = server.port, server.process
    slow = half_sent(port, b"answer=1" * 10, 8)
    process.send_signal(signal.SIGTERM)
    until(lambda: is_ending(port))
    assert process.poll() is None
    process.send_signal(signal.SIGTERM)
    assert process.wait(PATIENCE) == 0
    assert "1 requests were cut off" not in server.log()  # that is said of one who was waited for in vain
    slow.close()
