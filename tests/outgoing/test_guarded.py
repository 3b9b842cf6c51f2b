"""Servers that others name are asked within bounds, and for as long as patience says."""

import http.server
import socket
import threading
from datetime import timedelta
from itertools import pairwise

import pytest

from app.outgoing import guarded
from app.outgoing.guarded import Guarded, OutsideError, check_address
from app.outgoing.patience import LONGEST, pause_after
from app.outgoing.sender import Sender
from tests.patience import PATIENCE


@pytest.fixture
def server(monkeypatch):
    """A server that sends elsewhere, too much, slowly, or nothing; it is asked for as long as tests wait."""
    asked = []
    for name in ("CONNECT_SECONDS", "READ_SECONDS"):
        monkeypatch.setattr(guarded, name, PATIENCE)

    class Handler(http.server.BaseHTTPRequestHandler):
        def log_message(self, *_given):
            pass

        def do_GET(self):
            asked.append(self.path)
            if self.path == "/elsewhere":
                self.send_response(302)
                self.send_header("Location", "/secret")
                self.end_headers()
            elif self.path == "/large":
                self.send_response(200)
                self.end_headers()
                for _ in range(20):
                    self.wfile.write(b"x" * 64 * 1024)
            elif self.path == "/silent":
                ended.wait(PATIENCE)
            else:
                self.send_response(200)
                self.send_header("Content-Length", "2")
                self.end_headers()
                self.wfile.write(b"{}")

    ended = threading.Event()
    made = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.daemon_threads = True
    threading.Thread(target=made.serve_forever, args=(0.05,), daemon=True).start()
    yield f"http://127.0.0.1:{made.server_port}", asked
    ended.set()
    made.shutdown()
    made.server_close()


def test_an_answer(server):
    """What is short and in time is returned whole."""
    assert Guarded(plain=True).get(f"{server[0]}/sound").json() == {}


def test_nobody_is_followed(server):
    """An answer that sends elsewhere is no answer, and nobody goes there."""
    with pytest.raises(OutsideError, match="sends us elsewhere"):
        Guarded(plain=True).get(f"{server[0]}/elsewhere")
    assert server[1] == ["/elsewhere"]


def test_too_long_an_answer(server):
    """An answer is read up to a bound."""
    with pytest.raises(OutsideError, match="more than 524288 bytes"):
        Guarded(plain=True).get(f"{server[0]}/large")


def test_no_answer_in_time(server, monkeypatch):
    """Who says nothing is given up."""
    monkeypatch.setattr(guarded, "READ_SECONDS", 0.2)
    with pytest.raises(OutsideError, match="does not answer"):
        Guarded(plain=True).get(f"{server[0]}/silent")


def test_nobody_there():
    """Where nobody listens is said in a sentence."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{probe.getsockname()[1]}/"
        with pytest.raises(OutsideError, match="does not answer"):
            Guarded(plain=True).get(address)


@pytest.mark.parametrize(
    "address",
    [
        "http://moodle.example.org/",
        "ftp://moodle.example.org/",
        "file:///etc/passwd",
        "https://",
        "https://user:word@moodle.example.org/",
        "https://moodle.example.org:99999/",
        "moodle.example.org",
        "",
    ],
)
def test_addresses_that_are_not_asked(address):
    """Only HTTPS with a host and without a user is asked."""
    with pytest.raises(OutsideError, match="is no address that is asked"):
        check_address(address, plain=False)


def test_patience_grows_to_a_bound():
    """Each pause is longer than the last, up to six hours and a tenth; a server may ask for more, up to that."""
    pauses = [pause_after(tries) for tries in range(1, 40)]
    assert all(later > 1.7 * sooner for sooner, later in pairwise(pauses[:11]))
    assert max(pauses) <= timedelta(seconds=LONGEST * 1.1)
    assert pause_after(1, "600") >= timedelta(seconds=600)
    assert pause_after(1, "9" * 30) <= timedelta(seconds=LONGEST * 1.1)
    assert pause_after(1, "Wed, 21 Oct 2026") < timedelta(seconds=12)


def test_a_sender_outlives_a_fault(caplog):
    """A sender that meets a fault tries again, and what it says of the same fault, it says once."""
    done = threading.Event()

    class Outgoing:
        tries = 0

        def send_due(self):
            self.tries += 1
            if self.tries <= 3:
                raise RuntimeError("the database is away")
            done.set()
            return False

    outgoing = Outgoing()
    sender = Sender(outgoing, "marks", idle=0.01)
    sender.start()
    assert done.wait(PATIENCE)
    sender.stop()
    assert sum("the database is away" in record.message for record in caplog.records) == 1
