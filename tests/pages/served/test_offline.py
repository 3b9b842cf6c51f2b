"""Reading without a network: what is kept, that nothing of a learner is in it, and the switch that ends it."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import struct
from contextlib import suppress
from typing import TYPE_CHECKING
from urllib.parse import urlencode
from uuid import uuid4

import pytest

from app.pages.http.learner import mark_of
from app.pages.served.offline import NAMED, Offline

if TYPE_CHECKING:
    from conftest import Live

LESSON = "/lessons/wrong-dictionary"
CHECK = f"{LESSON}/checks/the-gap"


@pytest.fixture(autouse=True)
def made(live: Live) -> None:
    """Wait until the manifest is made, which takes a busy machine longer than one request has patience."""
    for _ in range(10):
        with suppress(TimeoutError):
            live.ask("/offline.json")
            return


def manifest(live: Live) -> dict:
    """The manifest that stands before the service worker's text."""
    answer, content = live.ask("/sw.js")
    assert answer.status == 200
    assert answer.getheader("Content-Type") == "text/javascript; charset=utf-8"
    assert answer.getheader("Cache-Control") == "no-cache"
    assert answer.getheader("Content-Security-Policy") == "default-src 'none'; connect-src 'self'"
    found = re.match(r"const MANIFEST = (.*);\n", content.decode())
    assert found
    return json.loads(found[1])


def test_everything_that_a_page_names_is_kept_as_it_is_sent(live: Live) -> None:
    """Each address has the content that its hash says, for whoever comes without a cookie; the size is what travels."""
    said = json.loads(live.ask("/offline.json")[1])
    entries = {entry["url"]: entry["digest"] for entry in manifest(live)["entries"]}
    course = live.server.site.course
    lessons = {f"/lessons/{each.id}" for each in course.lessons}
    assert {"/", "/glossary", "/libraries", "/offline", *lessons} <= set(entries)
    travelled = 0
    for url, digest in entries.items():
        answer, content = live.ask(url, Accept_Encoding="gzip")
        assert answer.status == 200, url
        travelled += len(content)
        whole = gzip.decompress(content) if answer.getheader("Content-Encoding") == "gzip" else content
        assert hashlib.sha256(whole).hexdigest() == digest, url
        if url in lessons:
            assert set(NAMED.findall(whole)) <= {each.encode() for each in entries}
    assert said["files"] == len(entries)
    assert travelled == pytest.approx(said["bytes"], rel=0.05)


def test_a_learners_work_changes_nothing_of_it(live: Live) -> None:
    """What somebody answers is in no page that a cookie-less browser gets, so that no copy can hold it."""
    before, cookie = manifest(live), live.visitor()
    fields = {"event": str(uuid4()), "seed": "0", "action": "answer", "answer": "0.1875"}
    assert live.ask(CHECK, "POST", urlencode(fields), Cookie=cookie)[0].status == 303
    assert manifest(live) == before
    assert "0.1875" in live.page(LESSON, Cookie=cookie)
    assert "0.1875" not in live.page(LESSON)


def test_it_can_be_installed(live: Live) -> None:
    """The app has a name, a start within its scope, and icons of the sizes that it names, one of them maskable."""
    answer, content = live.ask("/app.webmanifest")
    assert answer.getheader("Content-Type") == "application/manifest+json"
    about = json.loads(content)
    assert (about["name"], about["start_url"], about["scope"], about["display"]) == (
        "Wrong Dictionary",
        "/",
        "/",
        "standalone",
    )
    sizes = set()
    for icon in about["icons"]:
        answer, content = live.ask(icon["src"])
        assert answer.getheader("Content-Type") == icon["type"]
        if icon["type"] == "image/png":
            assert "{}x{}".format(*struct.unpack(">II", content[16:24])) == icon["sizes"]
            sizes.add((icon["sizes"], icon.get("purpose")))
    assert sizes == {("192x192", None), ("512x512", None), ("512x512", "maskable")}
    assert '<link rel="manifest" href="/app.webmanifest">' in live.page("/")


def test_the_switch_takes_it_all_away(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    """Switched off, the worker at the same address only deletes what was kept and goes, and no page offers more."""
    rule = next(
        rule for rule in live.server.application.wildcard_router.rules if rule.matcher.regex.pattern == r"/sw\.js$"
    )
    offline: Offline = rule.target_kwargs["offline"]
    monkeypatch.setattr(offline, "on", False)
    _, content = live.ask("/sw.js")
    assert b"unregister" in content
    assert b"fetch" not in content
    assert json.loads(live.ask("/offline.json")[1]) == {"version": "", "bytes": 0, "files": 0}


def test_a_deed_of_another_learner_is_refused(live: Live) -> None:
    """What a script sends in the name of somebody else is refused with a sentence, and the cookie told who it is."""
    cookie = live.visitor()
    fields = {"event": str(uuid4()), "seed": "0", "action": "answer", "answer": "1"}
    asked = {"Cookie": cookie, "Accept": "application/json"}
    answer, content = live.ask(CHECK, "POST", urlencode(fields), **asked, WD_Learner="0123456789abcdef")
    assert answer.status == 409
    assert "another learner" in json.loads(content)["error"]
    mark = re.search(r"wd_who=([0-9a-f]{16})", answer.getheader("Set-Cookie") or "")
    assert mark
    answer, _ = live.ask(CHECK, "POST", urlencode(fields), **asked, WD_Learner=mark[1])
    assert answer.status == 200


def test_a_hint_that_is_asked_for_twice_opens_one(live: Live) -> None:
    """A press that is sent again, since its answer was lost, is the same deed."""
    cookie = live.visitor()
    fields = {"event": str(uuid4()), "seed": "0", "action": "hint", "hint": "1"}
    for _ in range(2):
        answer, content = live.ask(CHECK, "POST", urlencode(fields), Cookie=cookie, Accept="application/json")
        assert answer.status == 200, content
        assert json.loads(content)["fragments"]["check-the-gap"].count("<li>") == 1


def test_the_mark_gives_no_learner_away() -> None:
    """The word that a script may read is short, the same for one learner, and not part of the id."""
    learner = "AbCdEfGhIjKlMnOpQrStUv"
    assert mark_of(learner) == mark_of(learner)
    assert re.fullmatch("[0-9a-f]{16}", mark_of(learner))
    assert mark_of(learner) != mark_of(learner[::-1])
