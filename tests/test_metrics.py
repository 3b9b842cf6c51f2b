"""`/metrics` counts what happens, is read by whoever has the token, and says nothing of a person."""

import http.client
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from prometheus_client.parser import text_string_to_metric_families

from tests.patience import PATIENCE
from tests.served import Served, ask

TOKEN = "a-token-of-thirty-two-characters"  # noqa: S105 - made up for these tests
CHECK = "/lessons/wrong-dictionary/checks/the-gap"


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A course whose counts can be read, and whose log is JSON."""
    served = Served(tmp_path_factory.mktemp("served"), WD_METRICS_TOKEN=TOKEN, WD_LOG_FORMAT="json")
    served.start()
    yield served
    served.kill()


def counted(port):
    """Return every sample by its name and its labels."""
    status, text = ask(port, "/metrics", Authorization=f"Bearer {TOKEN}")
    assert status == 200
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


@pytest.mark.parametrize("given", [None, "", "Bearer", f"Bearer {TOKEN[:-1]}", f"bearer {TOKEN}", "Bearer \xe9"])
def test_only_the_token_reads_it(server, given):
    """Without the token, or with another, nothing is told, on whichever address one comes."""
    status, text = ask(server.port, "/metrics", **({} if given is None else {"Authorization": given}))
    assert status == 401
    assert "wd_" not in text


def test_without_a_token_there_is_no_such_page(tmp_path):
    """Whoever sets no token has no `/metrics` at all."""
    served = Served(tmp_path)
    served.start()
    try:
        assert ask(served.port, "/metrics", Authorization="Bearer ")[0] == 404
    finally:
        served.kill()


def test_what_is_done_is_counted(server):
    """An answer counts as one arrival, one request, one deed, its verdict and one wait; again it is known."""
    before = counted(server.port)
    event = str(uuid4())
    body = urlencode({"event": event, "seed": "0", "action": "answer", "answer": "1"})
    cookie = _cookie(server.port)
    assert ask(server.port, CHECK, "POST", body, Cookie=cookie)[0] == 303
    assert ask(server.port, CHECK, "POST", body, Cookie=cookie)[0] == 303
    after = counted(server.port)
    grown = {key: after[key] - before.get(key, 0) for key in after if after[key] != before.get(key, 0)}
    assert grown["wd_arrivals_total",] == 1
    assert grown["wd_requests_total", "Check", "303"] == 2
    assert grown["wd_request_seconds_count", "Check"] == 2
    assert grown["wd_events_total", "answer_given"] == 1
    assert sum(value for key, value in grown.items() if key[0] == "wd_answers_total") == 1
    assert grown["wd_events_known_total",] == 1
    assert grown["wd_commit_seconds_count",] == 2


def test_no_label_can_be_made_up_by_a_client(server):
    """Addresses that nothing answers are one row, however many there are: a scan fills no memory."""
    before = counted(server.port).keys()
    for number in range(20):
        ask(server.port, f"/made-up-{number}", Cookie=f"made-up={number}", User_Agent=f"made up {number}")
    fresh = counted(server.port).keys() - before
    assert {key[1] for key in fresh if key[0] == "wd_requests_total"} <= {"NotFound", "Metrics"}
    assert "made" not in str(fresh)


def _cookie(port):
    """Return the cookie of a newcomer."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    connection.request("GET", "/", headers={"Host": f"localhost:{port}"})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.headers["Set-Cookie"].partition(";")[0]
