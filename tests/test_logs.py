"""The log can be followed from request to line, as text and as JSON, and holds nothing of a person."""

import http.client
import json
import logging
import sys
import time

import pytest

from app.logs import Impersonal, JsonLines, Lines
from app.pages.http.request_id import HEADER, current
from tests.patience import PATIENCE
from tests.served import Served, ask

FOREIGN_COOKIE = "2|1:0|10:1700000000|10:wd_learner|24:bGVhcm5lci1vbmU=|0123"


def asked(port, path, **headers):
    """Return the id that an answer carries."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    connection.request("GET", path, headers={"Host": f"localhost:{port}", **headers})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.headers[HEADER]


@pytest.fixture(scope="module", params=["text", "json"])
def served(request, tmp_path_factory):
    """A course with a log of each form."""
    served = Served(tmp_path_factory.mktemp("served"), WD_LOG_FORMAT=request.param)
    served.form = request.param
    served.start()
    yield served
    served.kill()


def line_of(served, name):
    """Return the one line of the access log that carries a request's id; it is written after the answer is sent."""
    deadline = time.monotonic() + PATIENCE
    while not (found := [line for line in served.log().splitlines() if name in line and "tornado.access" in line]):
        assert time.monotonic() < deadline, served.log()
        time.sleep(0.02)
    (line,) = found
    return line


@pytest.mark.parametrize("path", ["/", "/healthz", "/nothing", "/wire", "/sw.js", "/css/app.css", "/panel/nothing"])
def test_an_answer_and_its_line_have_one_id(served, path):
    """Every kind of answer carries an id of its own, and exactly one line of the access log has it."""
    first, second = asked(served.port, path), asked(served.port, path)
    assert first != second
    line = line_of(served, first)
    assert path in line
    if served.form == "json":
        told = json.loads(line)
        assert told["request"] == first
        assert told["path"] == path
        assert told["ms"] >= 0


def test_the_id_of_a_proxy_is_kept(served):
    """What nginx calls a request is its name here too."""
    given = "0123456789abcdef" * 2
    assert asked(served.port, "/glossary", **{HEADER: given}) == given
    assert "/glossary" in line_of(served, given)


@pytest.mark.parametrize("given", ["", "short", "A" * 32, "maria.example" + 19 * "0", "0" * 33])
def test_no_id_is_taken_that_could_say_something(served, given):
    """Only 32 digits of a random number are an id; a name in their place never gets into the log."""
    assert asked(served.port, "/glossary", **{HEADER: given}) != given


def test_nothing_of_a_person_is_in_the_log(served):
    """No cookie, query, address or form field is written, whatever goes wrong with the request."""
    asked(served.port, "/search?q=a-private-word")
    asked(served.port, "/nothing?q=a-private-word")
    asked(served.port, "/", Cookie=f"wd_learner={FOREIGN_COOKIE}")
    body = "event=nothing&answer=a-private-word"
    assert ask(served.port, "/lessons/wrong-dictionary/checks/the-gap?q=a-private-word", "POST", body)[0] == 400
    assert ask(served.port, "/lessons/nothing/checks/the-gap?a-private-word", "POST", body)[0] == 404
    assert ask(served.port, "/forget", "POST", body, Origin="http://a-private-word.example")[0] == 403
    line_of(served, asked(served.port, "/healthz"))
    log = served.log()
    assert "/search" in log
    assert "a-private-word" not in log
    assert "bGVhcm5lci1vbmU" not in log
    assert "127.0.0.1" not in log.replace("http://127.0.0.1", "")


def test_a_fault_keeps_its_traceback_and_its_request():
    """As JSON a line with a traceback is still one line, and an object."""
    log = logging.getLogger("some.module")
    token = current.set("f" * 32)
    try:
        int("seven")
    except ValueError:
        record = log.makeRecord("some.module", logging.ERROR, "here", 1, "it broke: %s", ("so",), sys.exc_info())
    try:
        (line,) = JsonLines().format(record).splitlines()
        text = Lines().format(record)
    finally:
        current.reset(token)
    told = json.loads(line)
    assert told["message"] == "it broke: so"
    assert told["request"] == "f" * 32
    assert "ValueError: invalid literal" in told["traceback"]
    assert text.startswith(f"ERROR some.module: it broke: so [{'f' * 32}]\nTraceback")


def test_our_own_lines_keep_their_words():
    """Only what others log is bare of its arguments: ours are written with care."""
    ours = logging.makeLogRecord({"name": "app.drain", "msg": "%d requests", "args": (3,)})
    theirs = logging.makeLogRecord({"name": "tornado.general", "msg": "%d %s: %.1f%%", "args": (3, "GET /?q=a", 2.0)})
    assert all(Impersonal().filter(record) for record in (ours, theirs))
    assert ours.getMessage() == "3 requests"
    assert theirs.getMessage() == "… …: …%%"
