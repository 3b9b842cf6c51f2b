"""Rooms over HTTP, with the real server: who may do what, what is sent to whom, and what abuse gets."""

import asyncio
import json
import re
import time
from http.client import HTTPConnection
from urllib.parse import urlencode

import pytest

from app.progress import Pace, TooManyEventsError
from app.room.codes import ALPHABET, LENGTH, read_code
from app.room.hub import LocalHub
from app.room.limits import CODES_OF_ALL, Limits
from app.room.live import AGAIN
from app.room.pseudonyms import is_pseudonym
from tests.patience import PATIENCE

JSON = "application/json"


class Somebody:
    """A browser of one person: keeps its cookies, by their paths."""

    def __init__(self, live):
        self.live = live
        self.cookies = {}

    def ask(self, path, method="GET", form=None, **headers):
        """Send one request; return status, headers and text."""
        sent = [f"{name}={value}" for (name, under), value in self.cookies.items() if path.startswith(under)]
        if sent:
            headers["Cookie"] = "; ".join(sent)
        body = None if form is None else urlencode(form, doseq=True)
        answer, content = self.live.ask(path, "POST" if form is not None else method, body, **headers)
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            (name, value), *rules = (part.strip().partition("=")[::2] for part in cookie.split(";"))
            self.cookies[name, dict(rules).get("Path", "/")] = value
        return answer.status, answer.headers, content.decode()

    def step(self, code, action, **fields):
        """Take a step as the host."""
        status, _, text = self.ask(f"/r/{code}/host", form={"action": action, **fields}, Accept=JSON)
        return status, json.loads(text)

    def answer(self, code, number, *texts, **fields):
        """Answer as one of the class."""
        form = {"round": number, "answer": texts, **fields}
        status, _, text = self.ask(f"/r/{code}/answer", form=form, Accept=JSON)
        return status, json.loads(text)


@pytest.fixture
def open_room(live):
    """Opens rooms; returns the host, the code and the class that has joined."""

    def make(people=0, **form):
        host = Somebody(live)
        status, headers, text = host.ask("/rooms", form={"lesson": "wrong-dictionary", "check": "the-gap", **form})
        assert status == 303, text
        link = headers["Location"]
        status, headers, _ = host.ask(link)
        assert (status, headers["Location"]) == (303, link.partition("?")[0])
        code = link.split("/")[2]
        persons = [Somebody(live) for _ in range(people)]
        for person in persons:
            person.ask("/join")
            assert person.ask(f"/r/{code}/join", form={})[0] == 303
        return host, code, persons

    return make


def frame(live, path, person=None, wanted=lambda _frame: True, limit=50):
    """Return the first wanted frame of a stream."""
    connection = HTTPConnection("127.0.0.1", live.port, timeout=PATIENCE)
    cookie = (
        {"Cookie": "; ".join(f"{n}={v}" for (n, u), v in person.cookies.items() if path.startswith(u))}
        if person
        else {}
    )
    connection.request("GET", path, headers={"Host": live.host, **cookie})
    answer = connection.getresponse()
    assert answer.status == 200
    assert answer.getheader("Content-Type") == "text/event-stream"
    assert answer.getheader("Content-Encoding") is None
    try:
        for _ in range(limit):
            line = answer.readline().decode()
            if line.startswith("data: {") and "version" in line and wanted(found := json.loads(line[6:])):
                return found
    finally:
        connection.close()
    raise AssertionError("no such frame came")


def until(true):
    """Wait until something holds."""
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < deadline, "it did not come about"
        time.sleep(0.02)


def test_a_vote_from_the_join_to_the_solution(live, open_room):
    """Six answer, the wall counts them; what is right is in no byte of the wall's before the host says so."""
    host, code, persons = open_room(people=6)
    assert "next question" not in persons[0].ask(f"/r/{code}")[2]
    assert host.step(code, "open")[0] == 200
    for person, text in zip(persons, ["0.64", "0.64", "0.71", "0.88", "-0.64", "3"], strict=True):
        assert person.answer(code, 1, text) == (200, {"kept": True, "round": 1})
    assert persons[0].answer(code, 1, "0.65")[0] == 200  # changed: still one
    wall = f"/r/{code}/wall"
    counted = frame(live, f"{wall}/stream", wanted=lambda one: ">6</b> of 6" in one["html"])
    # The question gives 0.88129 bits; the answers are not there, nor what is right or who slipped how.
    page = re.sub(r"(?s)<style>.*?</style>", "", Somebody(live).ask(wall)[2])
    for secret in ("0.64", "0.65", "0.71", "wrong-sign", "lost the sign", "entropy-of", "whole minus", "✓"):
        assert secret not in counted["html"]
        assert secret not in page
    assert host.step(code, "distribution")[0] == 409
    host.step(code, "close")
    closed = frame(live, f"/r/{code}/stream", wanted=lambda one: one["phase"] == "closed")
    assert persons[0].answer(code, 1, "0.64")[0] == 409
    host.step(code, "distribution")
    shown = frame(live, f"{wall}/stream", wanted=lambda one: "<table" in one["html"])
    assert "0.71" in shown["html"]
    assert "lost the sign" not in shown["html"]
    assert "<table" not in frame(live, f"/r/{code}/stream", wanted=lambda one: one["step"] > closed["step"])["html"]
    host.step(code, "solution")
    solved = frame(live, f"{wall}/stream", wanted=lambda one: "lost the sign" in one["html"])
    assert "gave the entropy of the truth" in solved["html"]
    said = json.loads(persons[1].ask(f"/r/{code}/mine")[2])["html"]
    assert "verdict-right" in said
    # It stands in the learner's own record now, once.
    persons[1].ask(f"/r/{code}/mine")
    export = json.loads(persons[1].ask("/your-data/wrong-dictionary.json")[2])
    assert [event["answer_text"] for event in export["events"]] == ["0.64"]


def test_a_phone_that_is_gone_is_noticed_at_once(live, open_room, monkeypatch):
    """Of a stream that is closed nothing is left, though no beat and no change will ever tell."""
    monkeypatch.setattr("app.room.live.BEAT", 3600.0)
    _, code, persons = open_room(people=1)
    frame(live, f"/r/{code}/stream", persons[0])
    until(lambda: live.call(lambda: live.server.lives.streams[code]) == 0)


def test_lost_streams_come_back_one_after_the_other(live, open_room):
    """Each stream says for itself when a browser opens it again: else a hall would come back at one moment."""
    _, code, _ = open_room()
    answers = []
    for _ in range(4):
        connection = HTTPConnection("127.0.0.1", live.port, timeout=PATIENCE)
        connection.request("GET", f"/r/{code}/stream", headers={"Host": live.host})
        answers.append(connection.getresponse().readline())
        connection.close()
    waits = [int(line.removeprefix(b"retry: ")) for line in answers]
    assert len(set(waits)) > 1
    assert all(1000 * AGAIN[0] <= wait <= 1000 * AGAIN[1] for wait in waits)


def test_gaussians_from_phones_to_the_wall(live, open_room):
    """Five place one; no byte of the wall's has a curve before the host says so, and no score before the solution."""
    host, code, persons = open_room(people=5, lesson="two-directions", ask="widget-place")
    host.step(code, "open")
    for person, mean in zip(persons, ("-2.03", "1.97", "0.31", "-1.89", "2.11"), strict=True):
        form = {"round": 1, "mean": mean, "sd": "0.77"}
        assert person.ask(f"/r/{code}/answer", form=form, Accept=JSON)[0] == 200
    assert 'value="0.31"' in persons[2].ask(f"/r/{code}")[2]  # who comes back finds what was placed
    wall = f"/r/{code}/wall"
    host.step(code, "close")
    closed = frame(live, f"{wall}/stream", wanted=lambda one: ">5</b> of 5" in one["html"] and one["phase"] == "closed")
    page = re.sub(r"(?s)<style>.*?</style>", "", Somebody(live).ask(wall)[2])
    for secret in ("matrix(", "bell", "average", "0.77", "0.31", "0.555", "2.09"):
        assert secret not in closed["html"]
        assert secret not in page
    host.step(code, "distribution")
    shown = frame(live, f"{wall}/stream", wanted=lambda one: "plot-average" in one["html"])
    assert shown["html"].count('class="plot-one"') == 5
    assert not re.search(r"0\.555|2\.09|plot-best|beats", shown["html"])
    host.step(code, "solution")
    solved = frame(live, f"{wall}/stream", wanted=lambda one: "plot-best" in one["html"])
    assert "every Gaussian there is" in solved["html"]
    said = json.loads(persons[2].ask(f"/r/{code}/mine")[2])["html"]
    assert "Yours: KL(P ‖ Q) = " in said
    assert "no Gaussian costs less than" in host.ask(f"/r/{code}/host/report")[2]
    assert "0.31 0.77" in host.ask(f"/r/{code}/host/answers.csv")[2]


def test_nobody_chooses_the_letter_that_they_are(live, open_room):
    """A letter is dealt by who one is: the page draws the same one again, and what else is posted changes nothing."""
    host, code, persons = open_room(people=6, check="", lesson="wrong-dictionary")
    for _ in range(3):
        assert host.step(code, "next")[0] == 200
    host.step(code, "open")
    letters = []
    for person in persons:
        pages = [person.ask(f"/r/{code}")[2] for _ in range(2)]
        found = {re.search(r'class="dealt-letter">(\w)<', page)[1] for page in pages}
        assert len(found) == 1
        letters += found
        assert person.answer(code, 1, "2", letter="a", participant="x", seed="1")[0] == 200
    wall = f"/r/{code}/wall"
    host.step(code, "close")
    closed = frame(live, f"{wall}/stream", wanted=lambda one: ">6</b> of 6" in one["html"] and one["phase"] == "closed")
    for secret in ('class="letters"', "digits,", "1.500", "1.750", "apart"):
        assert secret not in closed["html"]
    host.step(code, "distribution")
    shown = frame(live, f"{wall}/stream", wanted=lambda one: 'class="letters"' in one["html"])
    assert sorted(re.findall(r"<li><b>(\w)</b>", shown["html"])) == sorted(letters)
    assert not re.search(r"digits,|1\.500", shown["html"])
    host.step(code, "solution")
    solved = frame(live, f"{wall}/stream", wanted=lambda one: "running" in one["html"])
    assert "H(P, Q) = 1.750" in solved["html"]
    assert f"You were {letters[0]}: " in json.loads(persons[0].ask(f"/r/{code}/mine")[2])["html"]


def test_a_single_question_is_asked_from_its_own_link(live):
    """The page for instructors comes with what was meant chosen, be it a question, a prediction or a figure."""
    for ask in ("check-which-is-best", "widget-near", "widget-apart"):
        page = Somebody(live).ask(f"/teach?from=/lessons/two-directions&ask={ask}")[2]
        assert re.findall(r'<option value="([^"]*)" selected>', page[page.index("room-ask") :])[0] == ask
        host = Somebody(live)
        status, headers, _ = host.ask("/rooms", form={"lesson": "two-directions", "ask": ask})
        assert status == 303
        host.ask(headers["Location"])
        assert "1 of 1" in host.ask(headers["Location"].partition("?")[0])[2]
    for ask in ("check-no-such", "widget-", "check-<b>"):
        assert Somebody(live).ask("/rooms", form={"lesson": "two-directions", "ask": ask})[0] == 400


def test_polling_gives_what_is_newer(live, open_room):
    """Where a proxy swallows the stream: nothing for the page's own version, all for an older one."""
    host, code, (person,) = open_room(people=1)
    version = json.loads(person.ask(f"/r/{code}?since=0", Accept=JSON)[2])["version"]
    assert person.ask(f"/r/{code}?since={version}", Accept=JSON)[0] == 204
    host.step(code, "open")
    newer = frame(live, f"/r/{code}/stream", wanted=lambda one: one["phase"] == "open")
    status, headers, text = person.ask(f"/r/{code}?since={version}", Accept=JSON)
    assert (status, json.loads(text)) == (200, newer)
    assert abs(int(headers["X-Clock"]) / 1e3 - 1.8e9) < 1e9
    assert person.ask(f"/r/{code}?since=x", Accept=JSON)[0] == 400


def test_a_phone_without_scripts(open_room):
    """The same forms work by themselves: the answer is there when the page is looked at again."""
    host, code, (person,) = open_room(people=1, check="lucky-telegram")
    host.step(code, "open")
    status, headers, _ = person.ask(f"/r/{code}/answer", form={"round": 1, "answer": "negative-kl"})
    assert (status, headers["Location"]) == (303, f"/r/{code}")
    page = person.ask(f"/r/{code}")[2]
    assert re.search(r'value="negative-kl" checked', page)
    assert "Sent. You may change it until it closes." in page


def test_late_and_returning_phones_get_the_present_state(live, open_room):
    """Who comes in the midst sees the open question at once; who comes back finds the answer that was given."""
    host, code, (first,) = open_room(people=1)
    host.step(code, "open")
    first.answer(code, 1, "0.5")
    late = Somebody(live)
    late.ask(f"/r/{code.lower()}")
    assert late.ask(f"/r/{code}/join", form={})[0] == 303
    assert 'data-open="true"' in late.ask(f"/r/{code}")[2]
    assert 'value="0.5"' in first.ask(f"/r/{code}")[2]


def test_the_hosts_token(live, open_room):
    """It is in a cookie of the host's path alone, out of reach of scripts, and in no page, referrer or database."""
    host, code, (person,) = open_room(people=1)
    other = Somebody(live)
    for path in (f"/r/{code}/host", f"/r/{code}/host/stream", f"/r/{code}/host/link", f"/r/{code}/host/answers.csv"):
        assert other.ask(path)[0] == 403
        assert person.ask(path)[0] == 403
    assert person.step(code, "open")[0] == 403
    assert other.ask(f"/r/{code}/host?token={'x' * 43}")[0] == 403
    status, headers, page = host.ask(f"/r/{code}/host/link")
    assert (status, headers["Referrer-Policy"]) == (200, "no-referrer")
    link = re.search(r"/r/\w+/host\?token=([\w-]{43})", page)
    laptop = Somebody(live)
    status, headers, _ = laptop.ask(link[0])
    assert (status, headers["Location"], headers["Referrer-Policy"]) == (303, f"/r/{code}/host", "no-referrer")
    (cookie,) = (each for each in headers.get_all("Set-Cookie") if each.startswith("wd_host"))
    assert {"HttpOnly", f"Path=/r/{code}/host", "SameSite=Lax"} <= set(cookie.split("; "))
    status, _, page = laptop.ask(f"/r/{code}/host")
    assert (status, link[1] in page) == (200, False)
    kept = live.call(lambda: live.server.lives.rooms.room(code))
    assert link[1] not in repr(kept)


def test_one_page_drives(open_room):
    """A second page of the host's takes over by its own word, and not by accident."""
    host, code, _ = open_room()
    assert host.step(code, "open", driver="laptop")[0] == 200
    status, said = host.step(code, "close", driver="phone")
    assert (status, said["error"]) == (409, "Another page drives this room. Take over, if it is you who should.")
    assert host.step(code, "drive", driver="phone")[0] == 200
    assert host.step(code, "close", driver="phone")[0] == 200


def test_a_step_that_was_taken_is_not_taken_again(open_room):
    """Of a room that has gone on since nothing is done; what is no number is named, with the rule and the repair."""
    host, code, _ = open_room()
    status, opened = host.step(code, "open", step="1")
    assert (status, opened["phase"], opened["step"]) == (200, "open", 2)
    assert host.step(code, "close", step="1") == (200, opened)
    for name, text in (("step", "second"), ("step", "12345"), ("seconds", "soon")):
        status, said = host.step(code, "open", **{name: text})
        assert (status, said["error"].partition(";")[0]) == (
            400,
            f"{name} is {text!r}, but it is a whole number below 10000",
        )
    status, said = host.step(code, "open", step="2")
    assert (status, said["error"]) == (409, "It is open already.")


def test_another_ones_answer(live, open_room):
    """Who somebody is follows from their cookie: an id that is sent changes nobody else's answer."""
    host, code, (first, second) = open_room(people=2)
    host.step(code, "open")
    first.answer(code, 1, "0.64")
    second.answer(code, 1, "7", participant="p0", learner="p0", name="x")
    stranger = Somebody(live)
    assert stranger.answer(code, 1, "7")[0] == 403
    assert stranger.ask(f"/r/{code}/stuck", form={}, Accept=JSON)[0] == 403
    look = live.call(lambda: live.server.lives.rooms.look(code))
    assert look.vote.count == 2
    assert look.people == 2
    assert 'value="0.64"' in first.ask(f"/r/{code}")[2]


def test_a_script_in_a_pseudonym(open_room, live):
    """Names come from a list: one that is sent becomes one of ours, and in a room without names none is kept."""
    host, code, _ = open_room(names="on")
    person = Somebody(live)
    offered = re.search(r'name="name" value="([^"]+)"', person.ask(f"/r/{code}")[2])[1]
    assert is_pseudonym(offered)
    assert person.ask(f"/r/{code}/join", form={"name": "<script>alert(1)</script>"})[0] == 303
    page = person.ask(f"/r/{code}")[2]
    assert "alert(1)" not in page
    assert any(is_pseudonym(name) for name in re.findall(r"· (\w+ \w+)</p>", page))
    _, plain, _ = open_room()
    nobody = Somebody(live)
    nobody.ask(f"/r/{plain}/join", form={"name": offered})
    assert offered not in nobody.ask(f"/r/{plain}")[2]
    assert host.ask(f"/r/{code}/host")[0] == 200


def test_codes_cannot_be_guessed_in_useful_time():
    """In two hours so few codes can be tried that one room in the whole space is found once in forty lectures."""
    now = [0.0]
    limits = Limits(lambda burst, rate: Pace(burst, rate, clock=lambda: now[0]))
    tried = 0
    while now[0] < 7200:
        try:
            limits.may_try("127.0.0.1")
            limits.wrong_code("127.0.0.1")
            tried += 1
        except Exception:  # noqa: BLE001 -- refused
            now[0] += 1
    assert tried <= CODES_OF_ALL[0] + CODES_OF_ALL[1] * 7200 + 1
    assert tried / len(ALPHABET) ** LENGTH < 1 / 40
    # One address alone is slowed down long before.
    far, tried = Limits(lambda burst, rate: Pace(burst, rate, clock=lambda: 0.0)), 0
    while True:
        try:
            far.may_try("192.0.2.7")
        except Exception:  # noqa: BLE001 -- refused
            break
        far.wrong_code("192.0.2.7")
        tried += 1
    assert tried == 40
    far.may_try("192.0.2.8")  # others are not


def test_a_flood_of_joins_is_refused_with_a_sentence(open_room, live, monkeypatch):
    """More than a hall in a moment: 429 and when to come again; who is in goes on answering."""
    host, code, (person,) = open_room(people=1)

    def full(*_):
        raise TooManyEventsError("full")

    monkeypatch.setattr(Pace, "spend", full)
    status, headers, text = Somebody(live).ask(f"/r/{code}/join", form={}, Accept=JSON)
    assert status == 429, text
    assert headers["Retry-After"] == "30"
    monkeypatch.undo()
    host.step(code, "open")
    assert person.answer(code, 1, "0.5")[0] == 200


def test_what_the_host_takes_away(open_room):
    """A table without names or formulas, a page of before and after, and everything deleted at a word."""
    host, code, persons = open_room(people=5, check="lucky-telegram")
    for number, chosen in ((1, ["negative-kl"] * 4 + ["luck"]), (2, ["luck"] * 4 + ["error"])):
        assert host.step(code, "open")[0] == 200
        for person, one in zip(persons, chosen, strict=True):
            assert person.answer(code, number, one)[0] == 200
        host.step(code, "close")
        while host.step(code, "distribution")[0] != 200:
            pass  # in the two seconds of the close
        host.step(code, "discuss")
    _, headers, table = host.ask(f"/r/{code}/host/answers.csv")
    rows = table.splitlines()
    assert headers["Content-Type"] == "text/csv; charset=utf-8"
    assert len(rows) == 11
    assert {row.split(",")[3] for row in rows[1:]} == set("12345")
    page = " ".join(host.ask(f"/r/{code}/host/report")[2].split())
    assert "Vote 1: 5 answers. 1 of 5 right." in page
    assert "Vote 2: 5 answers. 4 of 5 right." in page
    said = "That the price of the wrong book was negative for this telegram"
    assert f"chose “{said}”</th><td>4</td><td>0</td>" in page
    assert host.ask(f"/r/{code}/host", form={"action": "delete"})[0] == 303
    assert persons[0].ask(f"/r/{code}")[0] == 404


def test_a_wrong_code(live):
    """Nothing says whether a room was ever there; what is no code is named with its rule."""
    somebody = Somebody(live)
    status, _, text = somebody.ask("/join", form={"code": "A1B0"})
    assert status == 400
    assert "“A1B0” is no code: it has four letters, and neither I nor O." in text
    codes = (letter * LENGTH for letter in ALPHABET)  # chance may have given one of them
    free = next(code for code in codes if live.call(lambda code=code: live.server.lives.rooms.room(code)) is None)
    assert somebody.ask("/join", form={"code": free.lower()})[0] == 404
    assert somebody.ask(f"/r/{free}/stream")[0] == 404
    assert read_code("zz-zz") == "ZZZZ"


def test_only_the_courses_own_pages_write(open_room):
    """A form of another site is refused, whatever cookies come with it."""
    host, code, (person,) = open_room(people=1)
    assert person.ask(f"/r/{code}/answer", form={"round": 1}, Origin="https://other.example")[0] == 403
    assert host.ask(f"/r/{code}/host", form={"action": "open"}, Sec_Fetch_Site="cross-site")[0] == 403


def test_what_is_no_room_is_not_opened(live):
    """A form that names what the course does not have gets a sentence."""
    somebody = Somebody(live)
    status, _, text = somebody.ask("/rooms", form={"lesson": "no-such"}, Accept=JSON)
    assert (status, "no-such" in text) == (400, True)
    form = {"figure": "pmf_bars", "state": "p=2,3"}
    assert somebody.ask("/rooms", form=form, Accept=JSON)[0] == 400
    assert somebody.ask("/rooms", form={"lesson": "wrong-dictionary", "days": "99"}, Accept=JSON)[0] == 400


def test_a_hub_tells_the_newest_version_once():
    """Who is slow hears the last of several; who has left hears nothing; another room is another."""

    async def listen():
        hub = LocalHub()
        async with hub.subscribe("ABCD") as changes:
            for version in (3, 5, 4):
                await hub.publish("ABCD", version)
            await hub.publish("EFGH", 9)
            newest = await changes.newest()
            waiting = asyncio.ensure_future(changes.newest())
            await asyncio.sleep(0)
            assert not waiting.done()
            await hub.publish("ABCD", 6)
            return newest, await waiting

    assert asyncio.run(listen()) == (5, 6)
