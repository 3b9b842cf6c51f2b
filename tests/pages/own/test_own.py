"""A learner's own pages, as a browser without scripts asks for them: ideas, data, files, devices, forgetting."""

from __future__ import annotations

import json
import re
import sqlite3
import sys
import time
import uuid
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
import sqlalchemy as sa
from tornado.web import decode_signed_value

from app.checks import present
from app.progress import REVIEW, AnswerGiven
from app.progress.events.wire import event_body
from app.progress.store.schema import metadata

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from conftest import Live

GAP = "/lessons/wrong-dictionary/checks/the-gap"


NOT_KEPT = {"wd-version", "wd-digest"}
"""Names of the same form: of a channel between tabs, and of a header within the copy."""


def post(live: Live, path: str, cookie: str, **fields: str):
    """Send a form as a browser without scripts does; return where it leads, or its status, and the page."""
    answer, content = live.ask(path, "POST", urlencode(fields), Cookie=cookie)
    return answer.getheader("Location") or answer.status, unescape(content.decode())


def page(live: Live, path: str, cookie: str) -> str:
    """A page's text, with one space for each break of a line."""
    return " ".join(unescape(live.page(path, Cookie=cookie)).split())


def at_noon(cookie: str) -> str:
    """The cookies of a browser by whose clock it is noon, so that its day does not end meanwhile."""
    now = datetime.now(UTC)
    return f"{cookie}; wd_zone={12 * 60 - now.hour * 60 - now.minute}"


def answered(live: Live, cookie: str, verdict: str = "right") -> str:
    """Answer one question of a lesson."""
    check = present(live.server.site.checks["wrong-dictionary"]["the-gap"], 0)
    text = check.solution if verdict == "right" else "77"
    post(live, GAP, cookie, action="answer", answer=text, seed="0")
    return cookie


def events_of(live: Live, cookie: str) -> list[dict]:
    """The events in the file that a learner may save."""
    return json.loads(live.page("/your-data/wrong-dictionary.json", Cookie=cookie))["events"]


def found(pattern: str, text: str) -> str:
    """The only group of a pattern in a page."""
    match = re.search(pattern, text, re.DOTALL)
    assert match, text
    return match[1]


def upload(live: Live, cookie: str, content: bytes, name: str = "file"):
    """Bring a file in, as a form does."""
    body = b"\r\n".join(
        [
            b"--edge",
            f'Content-Disposition: form-data; name="{name}"; filename="wrong-dictionary.json"'.encode(),
            b"Content-Type: application/json",
            b"",
            content,
            b"--edge--",
            b"",
        ]
    )
    headers = {"Content_Type": "multipart/form-data; boundary=edge", "Cookie": cookie}
    answer, text = live.ask("/your-data/import", "POST", body, **headers)
    return answer.status, unescape(text.decode())


def test_continue_on_another_device(live: Live) -> None:
    """The old device shows a code, the new one enters it and shows a number, the old one types it: both have it all."""
    old, new = answered(live, live.visitor()), live.visitor()
    post(live, "/lessons/wrong-dictionary/checks/fair-matched", new, action="hint", seed="0")
    assert post(live, "/devices", old, action="show")[0] == "/devices"
    shown = page(live, "/devices", old)
    code = found(r"<output[^>]*>([0-9A-Z]{4}-[0-9A-Z]{4})</output>", shown)
    assert "<svg" in shown
    link = urlsplit(found(r'QR code of ([^"]*)"', shown))
    assert f"{link.path}?{link.query}" == f"/devices?code={code.replace('-', '')}"
    assert f'value="{code.replace("-", "")}"' in page(live, f"{link.path}?{link.query}", new)
    assert post(live, "/devices", new, action="enter", code=code.lower())[0] == "/devices"
    number = found(r'class="number"[^>]*>(\d\d)<', page(live, "/devices", new))
    asked = page(live, "/devices", old)
    assert "wants to continue with your work" in asked
    told = found(r"<main(.*)<form method", asked) + found(r"<form method(.*?)</form>", asked)
    assert number not in re.findall(r"\d+", re.sub(r"<[^>]+>", " ", told))
    assert post(live, "/devices", old, action="confirm", number=number)[0] == "/devices"
    assert all("Both devices go on with the same work" in page(live, "/devices", cookie) for cookie in (old, new))
    assert [event["kind"] for event in events_of(live, new)] == ["answer_given", "hint_shown"]
    assert events_of(live, old) == events_of(live, new)
    assert "answered" in page(live, "/lessons/wrong-dictionary", new)
    post(live, GAP, new, action="solution", seed="0")
    assert len(events_of(live, old)) == 3


def test_the_new_device_may_show_the_code(live: Live) -> None:
    """It shows the number too; the old device enters the code and types the number."""
    old, new = answered(live, live.visitor()), live.visitor()
    post(live, "/devices", new, action="want")
    shown = page(live, "/devices", new)
    code, number = found(r"<output[^>]*>([0-9A-Z-]{9})<", shown), found(r'class="number">(\d\d)<', shown)
    post(live, "/devices", old, action="enter", code=code)
    assert "wants to continue with your work" in page(live, "/devices", old)
    post(live, "/devices", old, action="confirm", number=number)
    assert len(events_of(live, new)) == 1


def test_nobody_is_let_in_by_mistake(live: Live) -> None:
    """A wrong number, "it is not mine", an unknown code and one's own code: said on the page, nothing changes."""
    old, new = answered(live, live.visitor()), live.visitor()
    for fields in ({"action": "refuse"}, {"action": "confirm", "number": "5"}, {"action": "confirm", "number": "4x"}):
        post(live, "/devices", old, action="show")
        code = found(r"<output[^>]*>([0-9A-Z-]{9})<", page(live, "/devices", old))
        status, said = post(live, "/devices", old, action="enter", code=code)
        assert (status, "the same work already" in said) == (400, True)
        post(live, "/devices", new, action="enter", code=code)
        post(live, "/devices", old, **fields)
        assert "Nobody was let in" in page(live, "/devices", new)
        assert events_of(live, new) == []
    for code, words in (("0000-0000", "no such code"), ("what", "8 letters and digits"), ("", "8 letters and digits")):
        status, said = post(live, "/devices", new, action="enter", code=code)
        assert (status, words in said) == (400, True), said
    assert post(live, "/devices", new, action="confirm", number="47")[0] == 400
    assert post(live, "/devices", new, action="dance")[0] == 400


def test_a_file_goes_there_and_back(live: Live) -> None:
    """What was saved is brought in by another browser, once, however often; and after forgetting it is there again."""
    cookie, other = answered(live, live.visitor()), live.visitor()
    saved = live.page("/your-data/wrong-dictionary.json", Cookie=cookie).encode()
    status, said = upload(live, other, saved)
    assert (status, "1 event read, 1 of them new" in said) == (200, True)
    assert "1 event read, 0 of them new" in upload(live, other, saved)[1]
    assert events_of(live, other) == events_of(live, cookie)
    post(live, "/forget", cookie)
    assert events_of(live, cookie) == []
    upload(live, cookie, saved)
    assert live.page("/your-data/wrong-dictionary.json", Cookie=cookie).encode() == saved
    table = live.page("/your-data/wrong-dictionary.csv", Cookie=cookie)
    assert len(table.splitlines()) == 2


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"{}", "file", "holds other data"),
        (b"", "file", "No file was chosen"),
        (b"{}", "other", "No file was chosen"),
        (b"\x00\xff" * 1000, "file", "does not look like one that was saved here"),
        (b"x" * 4 * 1024 * 1024, "file", "does not look like"),
    ],
)
def test_what_is_no_such_file_is_said_on_the_page(live: Live, content: bytes, name: str, said: str) -> None:
    """In a sentence, and nothing is kept."""
    cookie = live.visitor()
    status, text = upload(live, cookie, content, name)
    assert (status, said in text) == (400, True), text
    assert events_of(live, cookie) == []


def test_a_file_too_large_is_not_read(live: Live) -> None:
    """More than 4 MB and a form's worth is refused before it is taken in; other forms take no more than before."""
    try:
        status = live.ask("/your-data/import", "POST", "x" * (5 * 1024 * 1024), Cookie=live.visitor())[0].status
    except OSError:  # reset while it was sent
        status = 400
    assert status == 400
    answer, _ = live.ask("/your-data/import", "POST", "nothing", Cookie=live.visitor())
    assert answer.status == 400


def test_many_files_are_held_up(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    """A learner who brings in file after file is asked to wait."""
    moment = time.monotonic()
    monkeypatch.setattr(live.server.site.record._pace, "_clock", lambda: moment)  # in which all of them come
    cookie = live.visitor()
    saved = live.page("/your-data/wrong-dictionary.json", Cookie=cookie).encode()
    assert 429 in {upload(live, cookie, saved)[0] for _ in range(8)}


def test_forgetting_leaves_no_row_and_empties_the_browser(live: Live) -> None:
    """Of all that a learner did, on two devices, no table holds a value; the answer empties the browser's stores."""
    cookie, other = answered(live, live.visitor()), answered(live, live.visitor(), "wrong")
    ids = [event["id"] for each in (cookie, other) for event in events_of(live, each)]
    upload(live, other, live.page("/your-data/wrong-dictionary.json", Cookie=cookie).encode())
    post(live, "/devices", cookie, action="show")
    code = found(r"<output[^>]*>([0-9A-Z-]{9})<", page(live, "/devices", cookie))
    post(live, "/devices", other, action="enter", code=code)
    number = found(r'class="number"[^>]*>(\d\d)<', page(live, "/devices", other))
    post(live, "/devices", cookie, action="confirm", number=number)
    page(live, "/mastery", other)
    engine = live.server.site.record.store._engine
    answer, _ = live.ask("/forget", "POST", "", Cookie=f"{other}; wd_zone=60")
    assert answer.getheader("Clear-Site-Data") == '"cache", "cookies", "storage"'
    assert {each.split("=")[0] for each in answer.headers.get_all("Set-Cookie")} == {"wd_learner", "wd_zone"}
    with engine.connect() as connection:
        rows = [str(row) for table in metadata.tables.values() for row in connection.execute(table.select())]
    assert not [row for row in rows for gone in [*ids, code.replace("-", "")] if gone in row]
    for each in (cookie, other):
        assert events_of(live, each) == []


def test_leaving_one_device_keeps_the_work(live: Live) -> None:
    """The cookie goes and the rows stay, for the other devices."""
    cookie = answered(live, live.visitor())
    answer, _ = live.ask("/forget", "POST", "only=here", Cookie=cookie)
    assert answer.headers.get_all("Set-Cookie")[0].startswith('wd_learner="";')
    assert len(events_of(live, cookie)) == 1


def test_the_course_page_says_what_is_due_and_where_one_was(live: Live) -> None:
    """A newcomer reads nothing of it; who has answered a week ago does, with the points, which can be switched off."""
    cookie = at_noon(live.visitor())
    assert 'class="study"' not in page(live, "/", cookie)
    answered(live, cookie)
    fresh = page(live, "/", cookie)
    assert "Nothing is due today; 1 question comes back on" in fresh or "comes back tomorrow" in fresh
    assert "You were at" in fresh
    assert "10 points · 1 day practised" in fresh
    age(live, cookie, 7)
    assert "1 question</a>" in found(r"Due today:(.*?)</p>", page(live, "/", cookie))
    assert post(live, "/mastery/points", cookie, show="off")[0] == "/mastery#points"
    assert "points" not in found(r'class="study"(.*?)</section>', page(live, "/", cookie))
    assert "Points are switched off" in page(live, "/mastery", cookie)
    post(live, "/mastery/points", cookie, show="on")
    assert "with 10 points" in page(live, "/mastery", cookie)
    assert post(live, "/mastery/points", cookie, show="maybe")[0] == 400


def age(live: Live, cookie: str, days: int) -> None:
    """Make all that a learner did so many days older, by bringing it in as of then."""
    given = json.loads(live.page("/your-data/wrong-dictionary.json", Cookie=cookie))
    for event in given["events"]:
        event["at"] = (datetime.fromisoformat(event["at"]) - timedelta(days=days)).isoformat()
    post(live, "/forget", cookie)
    assert upload(live, cookie, json.dumps(given).encode())[0] == 200


def test_a_session_from_the_course_page_to_its_end(live: Live) -> None:
    """What is due is asked with fresh numbers, one after another; the end says how it went and when each comes back."""
    cookie = answered(live, at_noon(live.visitor()))
    post(live, "/lessons/wrong-dictionary/checks/fair-matched", cookie, action="answer", answer="5", seed="0")
    age(live, cookie, 7)
    assert "2 questions come back today" in page(live, "/review", cookie)
    answer, _ = live.ask("/review/today", Cookie=cookie)
    at = answer.getheader("Location")
    assert sorted(parse_qs(urlsplit(at).query)["session"][0].split(",")) == [
        "wrong-dictionary.fair-matched",
        "wrong-dictionary.the-gap",
    ]
    for place in (1, 2):
        shown = page(live, at, cookie)
        assert f"question {place} of 2" in shown
        action = found(r'class="check-form" method="post" action="([^"]*)"', shown)
        seed, check = found(r'name="seed" value="(\d+)"', shown), urlsplit(action).path.rsplit("/", 1)[1]
        solution = present(live.server.site.checks["wrong-dictionary"][check], int(seed)).solution
        where, _ = post(live, action, cookie, action="answer", answer=solution, seed=seed)
        shown = page(live, where.partition("#")[0], cookie)
        assert 'data-verdict="right"' in shown
        at = found(r'class="next" href="([^"]*)"', shown)
    end = page(live, at, cookie)
    assert "The session is over" in end
    assert end.count("right at once") == 2
    assert "Nothing is due" in page(live, "/review", cookie)
    assert live.ask("/review/today", Cookie=cookie)[0].getheader("Location") == "/review"


@pytest.mark.parametrize("query", ["questions=0", "minutes=x", "questions=100", "minutes=-5"])
def test_a_length_that_means_nothing_is_refused(live: Live, query: str) -> None:
    """The sentence names the field."""
    answer, content = live.ask(f"/review/today?{query}", Accept="application/json")
    assert (answer.status, query.split("=", maxsplit=1)[0] in content.decode()) == (400, True)


def test_the_clock_of_the_browser_decides_the_day(live: Live) -> None:
    """The deed keeps the browser's distance from UTC, and how long it waited; nonsense is kept by nobody."""
    cookie = live.visitor()
    for zone, waited in (("-480", "7200000"), ("9999", "-5"), ("x", "99999999999999")):
        headers = {"Cookie": f"{cookie}; wd_zone={zone}", "WD-Waited": waited}
        live.ask(GAP, "POST", "action=hint&seed=0", **headers)
        live.ask(GAP, "POST", "action=another&seed=0", **headers)
    first, *others = (event for event in events_of(live, cookie) if event["kind"] == "check_renewed")
    assert first["zone"] == -480
    waited = datetime.fromisoformat(first["at"]) - datetime.fromisoformat(first["done"])
    assert waited == timedelta(hours=2)
    assert not any("zone" in event or "done" in event for event in others)


def learned(live: Live, learner: str, count: int) -> None:
    """Let a learner have answered so often, over two years."""
    site, store = live.server.site, live.server.site.record.store
    questions = [f"{lesson}.{check}" for lesson, own in site.checks.items() for check in own]
    start = datetime.now(UTC) - timedelta(days=700)
    rows = []
    for number in range(count):
        event = AnswerGiven(
            event_id=str(uuid.uuid4()),
            learner=learner,
            lesson=REVIEW,
            at=start + timedelta(days=690 * number / count),
            check=questions[number * 7 % len(questions)],
            seed=number,
            answer_text="1",
            verdict=("right", "right", "wrong")[number % 3],
        )
        about = {name: getattr(event, name) for name in ("event_id", "learner", "lesson", "kind", "at")}
        rows.append({**about, "body": event_body(event)})
    with store._engine.begin() as connection:
        connection.execute(metadata.tables["events"].insert(), rows)


@pytest.fixture
def calls(live: Live, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[None]]:
    """A list that grows with each call on the server's loop and in its threads that read, and each step of SQLite's."""
    made: list[None] = []

    def note(_frame: object, what: str, _about: object) -> None:
        if what in {"call", "c_call"}:
            made.append(None)

    def noted(function: Callable, *given: object) -> object:
        sys.setprofile(note)
        try:
            return function(*given)
        finally:
            sys.setprofile(None)

    def count_steps(raw: sqlite3.Connection, *_: object) -> None:
        raw.set_progress_handler(lambda: made.append(None), 1)

    record = live.server.site.record
    engine, read = record.store._engine, record._readers.call
    monkeypatch.setattr(record._readers, "call", lambda *call: read(noted, *call))
    sa.event.listen(engine, "checkout", count_steps)
    live.call(lambda: sys.setprofile(note))
    yield made
    live.call(lambda: sys.setprofile(None))
    sa.event.remove(engine, "checkout", count_steps)
    engine.dispose()


@pytest.mark.parametrize("path", ["/", "/review", "/mastery"])
def test_what_a_page_costs(live: Live, calls: list[None], path: str) -> None:
    """A page costs after thousands of events over two years what it costs after a hundred, in calls and steps."""
    spent = {}
    for count in (100, 5000):
        cookie = live.visitor()
        learned(live, learner_of(live, cookie), count)
        live.page(path, Cookie=cookie)
        costs = []
        for _ in range(3):
            before = len(calls)
            live.page(path, Cookie=cookie)
            costs.append(len(calls) - before)
        spent[count] = min(costs)
    # What grew with the events would be fifty times as much.
    assert spent[5000] < 1.5 * spent[100], spent


def learner_of(live: Live, cookie: str) -> str:
    """The learner of a cookie."""
    secret = live.server.application.settings["cookie_secret"]
    value = cookie.partition("=")[2].strip('"')
    return (decode_signed_value(secret, "wd_learner", value) or b"").decode()


def test_all_that_scripts_keep_in_a_browser_is_named(live):
    """Every name under which a script of ours keeps something stands in the list of what is kept."""
    house = Path(__file__).parents[3]
    scripts = [
        each for place in ("static/js", "static/offline", "app/widgets") for each in (house / place).rglob("*.js")
    ]
    text = "".join(script.read_text(encoding="utf-8") for script in scripts if script.parent.name != "alone")
    kept = set(re.findall(r"[\"'`](wd-[a-z-]*[a-z])", text)) - NOT_KEPT
    assert {"wd-fonts", "wd-sound", "wd-course", "wd-guess"} <= kept
    named = set(re.findall(r"<code>(wd[-_][a-z-]+)</code>", page(live, "/your-data", "")))
    assert kept - named == set()


def test_every_cookie_is_named(live):
    """Every cookie that the server gives to a browser stands in the list of what is kept."""
    house = Path(__file__).parents[3] / "app"
    numbers = {house / "metrics.py", house / "server.py"}  # whose names with wd_ are those of measurements
    text = "".join(each.read_text(encoding="utf-8") for each in house.rglob("*.py") if each not in numbers)
    channel = {"wd_rooms"}  # of PostgreSQL
    given = set(re.findall(r'"((?:__Host-)?wd_[a-z_]+)"', text)) - channel
    assert {"wd_learner", "wd_host", "wd_lti_", "__Host-wd_framed"} <= given
    named = set(re.findall(r"<code>((?:__Host-)?wd_[a-z_]+)</code>", page(live, "/your-data", "")))
    assert given - named == set()
