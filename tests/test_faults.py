"""What a learner is told when the record fails: the real server, and its data as an operator's accident leaves it."""

import json
import re
import shutil
import sqlite3
import threading
import time
from contextlib import contextmanager
from urllib.parse import urlencode
from uuid import uuid4

import pytest

from tests.patience import PATIENCE
from tests.served import Served, ask

LESSON = "/lessons/wrong-dictionary"
CHECK = f"{LESSON}/checks/the-gap"
TOKEN = "a-token-of-thirty-two-characters"  # noqa: S105 - made up for these tests
WITHOUT_END = {"app.progress.store.database.BUSY_MILLISECONDS": int(1000 * PATIENCE)}


@pytest.fixture
def served(request, tmp_path):
    """A course for one test alone."""
    served = Served(tmp_path, getattr(request, "param", None), WD_METRICS_TOKEN=TOKEN)
    served.start()
    yield served
    served.kill()


def cookie_of(served):
    """The cookie of a new learner."""
    import http.client  # noqa: PLC0415 -- the only one who looks at a header

    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=PATIENCE)
    connection.request("GET", "/", headers={"Host": f"localhost:{served.port}"})
    answer = connection.getresponse()
    answer.read()
    return answer.getheader("Set-Cookie").split(";")[0]


def answer(served, cookie, event=None, text="1"):
    """The status and the reply to an answer that a script sends."""
    body = urlencode({"event": event or str(uuid4()), "seed": "0", "action": "answer", "answer": text})
    status, reply = ask(served.port, CHECK, "POST", body, Cookie=cookie, Accept="application/json")
    return status, json.loads(reply)


def text_is_whole(served, cookie, note):
    """Lesson, course and review are served, each with the line that says what is missing."""
    for path, words in ((LESSON, "friend"), ("/", "Lessons"), ("/review", "The questions of the whole course")):
        status, page = ask(served.port, path, Cookie=cookie)
        assert status == 200, page
        assert words in page
        assert 'class="record-note"' in page
        assert note in page
    return True


def test_taken_away(served):
    """The folder is deleted under the server: nothing is acknowledged, pages go on, and it is not ready but lives."""
    cookie, event = cookie_of(served), str(uuid4())
    assert answer(served, cookie)[0] == 200
    shutil.rmtree(served.data)
    status, reply = answer(served, cookie, event)
    assert status == 503
    assert reply["error"].startswith("This was not kept: the record of your work was taken away")
    assert "tell whoever runs this course" in reply["error"]
    assert text_is_whole(served, cookie, "Your progress cannot be shown: the record of your work was taken away")
    assert ask(served.port, "/readyz")[0] == 503
    assert ask(served.port, "/healthz")[0] == 200
    status, page = ask(served.port, CHECK, "POST", urlencode({"answer": "1"}), Cookie=cookie)
    assert status == 503
    assert "This was not kept" in page
    assert "was deleted or moved" in served.log()
    assert "Traceback" not in served.log()


def test_damaged(served):
    """A damaged file hides no text, and is named as what it is."""
    cookie = cookie_of(served)
    for _ in range(20):
        assert answer(served, cookie)[0] == 200
    path = served.data / "progress.sqlite3"
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    size = path.stat().st_size
    with path.open("r+b") as file:
        for page in range(4096, size, 4096):
            file.seek(page)
            file.write(b"\xee" * 1024)
    assert ask(served.port, "/readyz")[0] == 503
    assert text_is_whole(served, cookie, "the record of your work is damaged")
    assert "malformed" in served.log()


@contextmanager
def locked(served):
    """Lock the file as another program does that writes for long."""
    other = sqlite3.connect(served.data / "progress.sqlite3", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    yield
    other.execute("ROLLBACK")
    other.close()


@pytest.mark.parametrize("served", [WITHOUT_END], indirect=True, ids=["without end"])
def test_a_foreign_lock_stops_nobody_else(served):
    """While an answer waits for somebody's lock, pages and health are answered; when it is gone, so is the answer."""
    cookie, replies = cookie_of(served), []
    sender = threading.Thread(target=lambda: replies.append(answer(served, cookie)))
    with locked(served):
        sender.start()
        while under_way(served) < 2:
            time.sleep(0.02)
        for _ in range(3):
            assert ask(served.port, "/", Cookie=cookie)[0] == 200
            assert ask(served.port, "/healthz")[0] == 200
        assert under_way(served) == 2
    sender.join(PATIENCE)
    ((status, _reply),) = replies
    assert status == 200


def under_way(served):
    """Return how many requests the server has begun and not answered, this one too."""
    _, counts = ask(served.port, "/metrics", Authorization=f"Bearer {TOKEN}")
    return float(re.search(r"^wd_requests_under_way (\S+)", counts, flags=re.MULTILINE)[1])


def test_a_foreign_lock_is_not_waited_for_without_end(served):
    """An answer is refused with words while the lock is kept, and kept when it is gone."""
    cookie = cookie_of(served)
    with locked(served):
        status, reply = answer(served, cookie)
    assert status == 503
    assert "Try again in a moment" in reply["error"]
    assert answer(served, cookie)[0] == 200


def test_a_row_of_a_newer_program(served):
    """A row of an unknown kind costs the view of progress, and no page; what is sent is kept, and that is said."""
    cookie = cookie_of(served)
    assert answer(served, cookie)[0] == 200
    with sqlite3.connect(served.data / "progress.sqlite3") as connection:
        connection.execute(
            "INSERT INTO events (event_id, learner, lesson, kind, at, body)"
            " SELECT 'ffffffffffffffffffffffffffffffff', learner, lesson, 'dreamt', at, '{}' FROM events"
        )
    connection.close()
    assert text_is_whole(served, cookie, "was written by a newer version of the course")
    status, reply = answer(served, cookie)
    assert status == 503
    assert reply["error"].startswith("This was kept, but your progress cannot be shown")
    with sqlite3.connect(served.data / "progress.sqlite3") as connection:
        assert connection.execute("SELECT count(*) FROM events").fetchone() == (3,)
    connection.close()
