"""A server that is asked to stop cuts off no request: a real process under load, as an operator ends it."""

import http.client
import signal
import socket
import threading
import time
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from served import Served, ask

CHECK = "/lessons/wrong-dictionary/checks/the-gap"


@pytest.fixture
def server(tmp_path):
    """The port and the process of a course that is served for one test."""
    served = Served(tmp_path)
    served.start()
    yield served.port, served.process
    served.kill()


def load(port, results, *, keeps):
    """Ask again and again until the server takes no connection; note each status, and each request that was cut off."""
    connection, sent = None, False
    number = 0
    while True:
        number += 1
        try:
            if connection is None:
                connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
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


@pytest.mark.parametrize("keeps", [False, True], ids=["a connection each", "kept connections"])
def test_no_request_is_cut_off(server, keeps):
    """Twenty-four clients ask without a pause while the server is ended: each request gets an answer."""
    port, process = server
    results = []
    clients = [threading.Thread(target=load, args=(port, results), kwargs={"keeps": keeps}) for _ in range(24)]
    for client in clients:
        client.start()
    deadline = time.monotonic() + 60
    while len(results) < len(clients) and time.monotonic() < deadline:
        time.sleep(0.05)
    before = len(results)
    start = time.monotonic()
    process.send_signal(signal.SIGTERM)
    assert process.wait(20) == 0
    assert time.monotonic() - start < 10
    for client in clients:
        client.join(30)
    assert before >= len(clients)
    assert set(results) <= {200, 503}, [result for result in results if result not in {200, 503}]
    assert results[:before].count(503) == 0


def test_what_is_under_way_ends_and_nothing_begins(server):
    """A request that is half sent is answered; meanwhile the server lives, is not ready, and takes no other."""
    port, process = server
    body = urlencode({"event": str(uuid4()), "seed": "0", "action": "answer", "answer": "1"}).encode()
    slow = socket.create_connection(("127.0.0.1", port), timeout=30)
    head = f"POST {CHECK} HTTP/1.1\r\nHost: localhost:{port}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    slow.sendall(f"{head}Content-Length: {len(body)}\r\nAccept: application/json\r\n\r\n".encode() + body[:5])
    time.sleep(0.3)
    process.send_signal(signal.SIGTERM)
    time.sleep(0.3)
    assert ask(port, "/healthz")[0] == 200
    assert ask(port, "/readyz")[0] == 503
    status, words = ask(port, "/glossary")
    assert status == 503
    assert "being restarted" in words
    slow.sendall(body[5:])
    answer = http.client.HTTPResponse(slow)
    answer.begin()
    assert answer.status == 200
    assert b"fragments" in answer.read()
    assert process.wait(10) == 0


def test_who_is_asked_twice_does_not_wait(server):
    """A second signal ends the wait for a request that does not end."""
    port, process = server
    slow = socket.create_connection(("127.0.0.1", port), timeout=30)
    slow.sendall(f"POST {CHECK} HTTP/1.1\r\nHost: localhost:{port}\r\nContent-Length: 100\r\n\r\n".encode())
    time.sleep(0.3)
    process.send_signal(signal.SIGTERM)
    time.sleep(0.3)
    assert process.poll() is None
    process.send_signal(signal.SIGTERM)
    assert process.wait(10) == 0
    slow.close()
