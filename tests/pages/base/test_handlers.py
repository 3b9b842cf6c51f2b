"""The plain requests: health, cookies, answers, predictions, and what a bad request gets."""

from __future__ import annotations

import json
import socket
import sys
import time
from typing import TYPE_CHECKING
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from tornado.web import create_signed_value, decode_signed_value

from app.checks import present
from app.pages.files.assets import SLICE, Assets
from app.pages.http.learner import COOKIE
from app.pages.kinds import KINDS
from app.pages.lesson.page import LessonPage
from app.progress import Pace, derive, new_learner_id
from tests.patience import PATIENCE

if TYPE_CHECKING:
    from conftest import Live

LESSON = "wrong-dictionary"
PATH = f"/lessons/{LESSON}"


@pytest.fixture
def numeric(live: Live) -> str:
    """The first question of the lesson that is answered with a number."""
    checks = live.server.site.checks[LESSON]
    asked = [slot.ref for slot in live.server.site.course.lesson(LESSON).slots if slot.kind == "check"]
    return next(name for name in asked if present(checks[name]).kind == "numeric")


def post(live: Live, path: str, cookie: str, **fields: str) -> tuple[int, dict]:
    answer, content = live.ask(path, "POST", urlencode(fields), Cookie=cookie, Accept="application/json")
    return answer.status, json.loads(content)


def learner(live: Live, cookie: str) -> str:
    """Return the learner id that a cookie carries."""
    secret = live.server.application.settings["cookie_secret"]
    value = decode_signed_value(secret, COOKIE, cookie.split("=", 1)[1].strip('"'))
    assert value
    return value.decode()


def test_the_process_says_that_it_lives_and_can_serve(live: Live) -> None:
    """`/healthz` and `/readyz` answer 200 while all is well."""
    assert live.ask("/healthz")[0].status == 200
    assert live.ask("/readyz")[0].status == 200


def test_it_is_not_ready_when_the_store_does_not_answer(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    """`/readyz` answers 503 and says what to look at; `/healthz` still answers."""
    monkeypatch.setattr(type(live.server.site.record.store), "ready", lambda _self: False)
    answer, content = live.ask("/readyz")
    assert answer.status == 503
    assert b"WD_DATABASE_URL" in content
    assert live.ask("/healthz")[0].status == 200


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(live: Live) -> None:
    """A newcomer gets a signed cookie, HttpOnly and SameSite=Lax."""
    cookie = live.ask("/")[0].getheader("Set-Cookie") or ""
    assert cookie.startswith(f"{COOKIE}=")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert learner(live, cookie.split(";")[0])


def test_a_forged_cookie_makes_a_new_learner(live: Live) -> None:
    """A cookie that we did not sign names nobody."""
    answer, _ = live.ask("/", Cookie=f'{COOKIE}="2|1:0|10:1795214227|10:wd_learner|32:forged|0000"')
    assert (answer.getheader("Set-Cookie") or "").startswith(f"{COOKIE}=")


def signed(live: Live, who: str, days: float) -> str:
    """Return a cookie that was given to a learner so many days ago."""
    secret = live.server.application.settings["cookie_secret"]
    value = create_signed_value(secret, COOKIE, who, clock=lambda: time.time() - days * 86400)
    return f"{COOKIE}={value.decode()}"


@pytest.mark.parametrize(("days", "renewed"), [(0, False), (29, False), (31, True), (399, True)])
def test_the_cookie_is_renewed_while_it_is_used(live: Live, days: float, renewed: bool) -> None:
    """A learner who comes back after a month gets the same id with a fresh date, so that no browser forgets them."""
    who = new_learner_id()
    given = live.ask("/", Cookie=signed(live, who, days))[0].getheader("Set-Cookie")
    assert (given is not None) is renewed
    if given is not None:
        assert learner(live, given.split(";")[0]) == who


def test_forgetting_leaves_nothing(live: Live, numeric: str) -> None:
    """After `/forget` there is no event, no progress and no cookie, and the next page makes a new learner."""
    who, store = new_learner_id(), live.server.site.record.store
    cookie = signed(live, who, 40)
    post(live, f"{PATH}/checks/{numeric}", cookie, answer="1")
    assert store.events(who)
    answer, _ = live.ask("/forget", "POST", "", Cookie=cookie)
    assert answer.status == 303
    (given,) = answer.headers.get_all("Set-Cookie")
    assert given.startswith(f'{COOKIE}="";')
    assert not store.events(who)
    assert store.progress(who).lessons == {}


def test_more_than_a_person_can_send_is_refused(live: Live, numeric: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A flood of one learner is answered with 429 and a sentence, and not counted; another learner is served."""
    monkeypatch.setattr(live.server.site.record, "_pace", Pace(burst=3, per_second=0.001))
    cookie = live.visitor()
    statuses = [post(live, f"{PATH}/checks/{numeric}", cookie, answer=str(n)) for n in range(5)]
    assert [status for status, _ in statuses] == [200] * 3 + [429] * 2
    assert "not counted" in statuses[-1][1]["error"]
    assert len(live.server.site.record.store.events(learner(live, cookie))) == 3
    assert post(live, f"{PATH}/checks/{numeric}", live.visitor(), answer="1")[0] == 200


def test_an_answer_that_arrives_twice_counts_once(live: Live, numeric: str) -> None:
    """The same event id is kept once, and both times the page's changed parts come back."""
    cookie = live.visitor()
    fields = {"event": str(uuid4()), "seed": "0", "action": "answer", "answer": "-4"}
    first = post(live, f"{PATH}/checks/{numeric}", cookie, **fields)
    second = post(live, f"{PATH}/checks/{numeric}", cookie, **fields)
    assert first[0] == second[0] == 200
    assert f"check-{numeric}" in first[1]["fragments"]
    assert len(live.server.site.record.store.events(learner(live, cookie))) == 1


@pytest.mark.parametrize("answer", ["1.737 bits", "1.2 nats", "undefined", "2^-3", "1e999999999", "\u200b", "∞"])
def test_no_answer_to_any_question_breaks_the_page(live: Live, answer: str) -> None:
    """Every question of the course, in its lesson's numbers and others, answers whatever is typed."""
    for lesson, checks in live.server.site.checks.items():
        cookie = live.visitor()  # nobody answers the whole course within a second
        for name, check in checks.items():
            if check.authored.front.kind == "numeric":
                fields = {"event": str(uuid4()), "seed": "1001", "action": "answer", "answer": answer}
                status, body = post(live, f"/review/{lesson}/{name}", cookie, **fields)
                assert status == 200, (lesson, name, body)
                assert "not_graded" not in body["fragments"][f"check-{name}"]


def test_a_question_that_cannot_be_graded_costs_nothing_and_says_so(
    live: Live, numeric: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The answer is kept and not counted, the page says whose fault it is, and the next answer is graded."""

    def fail(*_: object) -> None:
        raise ZeroDivisionError("planted")

    cookie = live.visitor()
    fields = {"seed": "0", "action": "answer", "answer": "-4"}
    with monkeypatch.context() as broken:
        broken.setattr(sys.modules["app.checks.grade"], "grade_numeric", fail)
        status, body = post(live, f"{PATH}/checks/{numeric}", cookie, event=str(uuid4()), **fields)
    assert status == 200
    assert "Not graded, and not counted: the fault is ours." in body["fragments"][f"check-{numeric}"]
    progress = derive(live.server.site.record.store.events(learner(live, cookie))).lesson(LESSON).check(numeric)
    assert (progress.attempts, progress.last_answer) == (0, "-4")
    status, body = post(live, f"{PATH}/checks/{numeric}", cookie, event=str(uuid4()), **fields)
    assert "verdict-wrong" in body["fragments"][f"check-{numeric}"]


def test_one_id_for_two_answers_is_refused(live: Live, numeric: str) -> None:
    """An event id that was used for another answer is a clear error, and changes nothing."""
    cookie = live.visitor()
    event = str(uuid4())
    post(live, f"{PATH}/checks/{numeric}", cookie, event=event, seed="0", action="answer", answer="1")
    status, body = post(live, f"{PATH}/checks/{numeric}", cookie, event=event, seed="0", action="answer", answer="2")
    assert status == 400
    assert event in body["error"]
    assert len(live.server.site.record.store.events(learner(live, cookie))) == 1


def test_a_browser_without_scripts_is_sent_back_to_the_question(live: Live, numeric: str) -> None:
    """An ordinary form post answers with the lesson, at the question."""
    answer, _ = live.ask(f"{PATH}/checks/{numeric}", "POST", urlencode({"answer": "1"}), Cookie=live.visitor())
    assert answer.status == 303
    assert answer.getheader("Location") == f"{PATH}#check-{numeric}"


@pytest.mark.parametrize(
    ("fields", "word"),
    [
        ({"action": "cheat"}, "action"),
        ({"action": "answer", "seed": "one", "answer": "1"}, "seed"),
        ({"action": "answer", "seed": "0", "answer": "1", "event": "no-uuid"}, "event_id"),
    ],
)
def test_a_malformed_form_is_refused_by_name(live: Live, numeric: str, fields: dict[str, str], word: str) -> None:
    """What is wrong with a request is named, and nothing is kept."""
    cookie = live.visitor()
    status, body = post(live, f"{PATH}/checks/{numeric}", cookie, **fields)
    assert status == 400
    assert word in body["error"]
    assert not live.server.site.record.store.events(learner(live, cookie))


def test_an_endless_answer_is_not_counted(live: Live, numeric: str) -> None:
    """An answer of more than 200 characters is answered with the limit and kept nowhere."""
    cookie = live.visitor()
    status, body = post(live, f"{PATH}/checks/{numeric}", cookie, answer="1" * 300)
    assert status == 200
    assert "at most 200" in body["fragments"][f"check-{numeric}"]
    assert not live.server.site.record.store.events(learner(live, cookie))


def test_what_a_learner_types_is_escaped(live: Live, numeric: str) -> None:
    """Markup in an answer comes back as text."""
    status, body = post(live, f"{PATH}/checks/{numeric}", live.visitor(), answer='"><script>alert(1)</script>')
    assert status == 200
    assert "<script>" not in body["fragments"][f"check-{numeric}"]


def test_another_site_may_not_write(live: Live, numeric: str) -> None:
    """A form that comes from a foreign origin is refused."""
    path = f"{PATH}/checks/{numeric}"
    answer, _ = live.ask(path, "POST", "answer=1", Cookie=live.visitor(), Origin="http://evil.example.com")
    assert answer.status == 403


def test_a_foreign_name_for_this_machine_may_not_write(live: Live, numeric: str) -> None:
    """Host and Origin that agree with each other, and with no setting, are refused all the same."""
    path = f"{PATH}/checks/{numeric}"
    foreign = {"Host": f"evil.example.com:{live.port}", "Origin": f"http://evil.example.com:{live.port}"}
    assert live.ask(path, "POST", "answer=1", Cookie=live.visitor(), **foreign)[0].status == 403
    assert live.ask(path, "POST", "answer=1", Cookie=live.visitor(), Origin="null")[0].status == 403


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_post_that_says_it_is_from_elsewhere_is_refused(live: Live, numeric: str, site: str) -> None:
    """What the browser itself calls cross-site is refused, whatever its Origin."""
    path = f"{PATH}/checks/{numeric}"
    headers = {"Cookie": live.visitor(), "Origin": f"http://{live.host}"}
    assert live.ask(path, "POST", "answer=1", Sec_Fetch_Site=site, **headers)[0].status == 403
    assert live.ask(path, "POST", "answer=1", Sec_Fetch_Site="same-origin", **headers)[0].status == 303


@pytest.mark.parametrize(
    "path", [f"{PATH}/checks/nothing", "/lessons/nothing/checks/k1", f"{PATH}/predictions/nothing"]
)
def test_what_does_not_exist_is_not_found(live: Live, path: str) -> None:
    """A question, lesson or prediction that nobody wrote is a 404."""
    assert live.ask(path, "POST", "answer=1", Cookie=live.visitor())[0].status == 404


def predict(live: Live, cookie: str, **message: object) -> tuple[int, dict]:
    prediction = live.server.site.course.lesson(LESSON).predictions[0]
    body = json.dumps({"event": str(uuid4()), **message})
    answer, content = live.ask(
        f"{PATH}/predictions/{prediction}", "POST", body, Cookie=cookie, Accept="application/json"
    )
    return answer.status, json.loads(content)


def test_the_truth_beside_a_prediction_comes_from_the_kernel(live: Live) -> None:
    """The server computes the truth from the state that was shown; what a page claims is not read."""
    lesson = live.server.site.course.lesson(LESSON)
    widget = next(item for item in lesson.widgets.values() if item.prediction)
    state = KINDS[widget.kind].State.from_options(widget.options)
    cookie = live.visitor()
    status, _ = predict(live, cookie, guess=1.25, truth=99, state=state.as_dict())
    assert status == 200
    (kept,) = live.server.site.record.store.events(learner(live, cookie))
    assert (kept.guess, kept.truth) == (1.25, state.results()[widget.options["predict"]])


@pytest.mark.parametrize(
    ("message", "word"), [({"guess": None}, "guess"), ({"guess": 1}, "state"), ({"guess": 1, "state": {"p": [2]}}, "p")]
)
def test_a_malformed_prediction_is_refused(live: Live, message: dict, word: str) -> None:
    """A prediction without a number, or of a state that cannot be, is refused with the name of what is wrong."""
    lesson = live.server.site.course.lesson(LESSON)
    widget = next(item for item in lesson.widgets.values() if item.prediction)
    if message.get("guess", 0) is None:
        message = {**message, "state": KINDS[widget.kind].State.from_options(widget.options).as_dict()}
    status, body = predict(live, live.visitor(), **message)
    assert status == 400
    assert word in body["error"].lower()


def test_an_error_inside_a_page_is_an_error(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that cannot be rendered answers 500 with words, never an empty page."""

    def fail(*_args: object) -> None:
        raise RuntimeError("planted")

    monkeypatch.setattr(LessonPage, "encoded", fail)
    answer, content = live.ask(PATH)
    assert answer.status == 500
    assert b"Nothing of your work is lost" in content


def test_a_lab_page_says_what_its_address_asks_for_in_vain(live: Live) -> None:
    """A query that is no state shows the figure's own start, and the reason."""
    page = live.page("/lab/pmf_bars?p=0.5,0.6&q=0.5,0.5")
    assert 'role="alert"' in page
    assert "something that cannot be" in page


def test_files_are_kept_for_ever_only_under_their_version(live: Live) -> None:
    """A file is immutable under its hash, asked about again without it, and 304 when it has not changed."""
    url = live.server.site.environment.globals["asset"]("/css/app.css")
    versioned, _ = live.ask(url, Accept_Encoding="gzip")
    assert "immutable" in (versioned.getheader("Cache-Control") or "")
    assert versioned.getheader("Content-Encoding") == "gzip"
    plain, _ = live.ask("/css/app.css")
    assert plain.getheader("Cache-Control") == "no-cache"
    again, content = live.ask("/css/app.css", If_None_Match=plain.getheader("Etag") or "")
    assert again.status == 304
    assert not content


def test_a_large_file_is_copied_as_its_reader_takes_it(live: Live) -> None:
    """Who asks for Bokeh's script and reads nothing makes the server copy a slice of it; who reads, gets all."""
    path = "/lib/bokeh.min.js"
    content = Assets()[path].content
    before = set(live.server._http._guests.values())
    with socket.socket() as client:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        client.settimeout(PATIENCE)
        client.connect(("127.0.0.1", live.port))
        client.sendall(f"GET {path} HTTP/1.1\r\nHost: {live.host}\r\nConnection: close\r\n\r\n".encode())
        got = client.recv(1)
        (guest,) = live.call(lambda: set(live.server._http._guests.values()) - before)
        deadline = time.monotonic() + PATIENCE
        while not (held := live.call(lambda: len(guest.stream._write_buffer))):  # the system takes some of it first
            assert time.monotonic() < deadline
        assert 0 < held <= 2 * SLICE < len(content)
        while part := client.recv(2**20):
            got += part
    head, _, body = got.partition(b"\r\n\r\n")
    assert f"Content-Length: {len(content)}".encode() in head
    assert body == content


def test_a_file_is_measured_without_being_sent(live: Live) -> None:
    """HEAD says how long a file is, and brings nothing of it."""
    answer, content = live.ask("/lib/bokeh.min.js", "HEAD")
    assert answer.getheader("Content-Length") == str(len(Assets()["/lib/bokeh.min.js"].content))
    assert content == b""


@pytest.mark.parametrize(
    "path", ["/css/../../pyproject.toml", "/widgets/pmf_bars/state.py", "/js/%2e%2e/%2e%2e/README.md"]
)
def test_no_other_file_can_be_named(live: Live, path: str) -> None:
    """Nothing on the disk but the listed files is served."""
    assert live.ask(path)[0].status == 404
