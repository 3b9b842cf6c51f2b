"""What a page in another site's frame is told and may do, and what travels out of the course."""

from __future__ import annotations

import asyncio
import json
import re
import xml.etree.ElementTree as ET
from datetime import UTC, datetime
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode
from uuid import uuid4

import pytest

from app.checks import present
from app.pages.http.carried_record import Carried, CarriedError
from app.pages.http.policy import Policy
from app.pages.teach.qr import qr_svg
from app.progress import HintShown, new_learner_id
from app.progress.portable.completion_code import read_code

if TYPE_CHECKING:
    from conftest import Live

LESSON = "/lessons/wrong-dictionary"
PARENTS = ("https://moodle.example.org", "http://localhost:8000")


def test_only_the_named_pages_may_show_a_frame() -> None:
    """Without names a figure may stand anywhere and a lesson nowhere; with names both stand there, exactly."""
    open_to_all = Policy(frozenset({"localhost:5006"}), secure=False)
    named = Policy(frozenset({"localhost:5006"}), secure=False, embedders=PARENTS)
    assert open_to_all.embeds("/lab/tangent") == "*"
    assert open_to_all.embeds(LESSON) == "'self'"
    for path in ("/lab/tangent", LESSON):
        assert named.embeds(path) == "'self' https://moodle.example.org http://localhost:8000"
        policy = named.headers(path, "http", "localhost:5006")["Content-Security-Policy"]
        assert policy.endswith("frame-ancestors 'self' https://moodle.example.org http://localhost:8000")
    for path in ("/", "/review", "/verify", "/forget", "/labs", "/lessonsx"):
        assert named.embeds(path) == "'self'"


@pytest.mark.parametrize("path", ["/lab/tangent", LESSON])
def test_an_embedded_page_has_no_head_and_no_foot(live: Live, path: str) -> None:
    """`?embed` leaves out what belongs to the course, and links to the whole page in a tab of its own."""
    whole, embedded = live.page(path), live.page(f"{path}?embed")
    assert 'class="wordmark"' in whole
    assert 'class="wordmark"' not in embedded
    assert "Forget my work" not in embedded
    assert f'href="{path}" target="_blank" rel="noopener" data-whole' in embedded
    assert '<figure class="widget' in embedded


def cookies(live: Live, path: str, **headers: str) -> list[str]:
    """Return what a page sets."""
    answer, _ = live.ask(path, **headers)
    return answer.headers.get_all("Set-Cookie") or []


def test_a_cookie_is_never_sent_to_other_sites(live: Live) -> None:
    """Every cookie is Lax, the learner's out of scripts' reach; over plain HTTP a frame is offered no other."""
    for headers in ({}, {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Dest": "iframe"}):
        given = {cookie.partition("=")[0]: cookie for cookie in cookies(live, f"{LESSON}?embed", **headers)}
        assert given.keys() == {"wd_learner", "wd_who"}
        assert all("SameSite=Lax" in cookie for cookie in given.values())
        assert "HttpOnly" in given["wd_learner"]


def test_a_frame_over_https_is_offered_a_cookie_for_that_site_alone(
    live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only to a frame in another site, only over HTTPS: a cookie of its own, partitioned by that site."""
    policy = live.server.application.settings["policy"]
    monkeypatch.setitem(
        live.server.application.settings, "policy", Policy(policy.origins, secure=True, scripts=policy.scripts)
    )
    [plain] = named(cookies(live, LESSON), "wd_learner")
    assert "SameSite=Lax" in plain
    assert "Secure" in plain
    given = cookies(live, f"{LESSON}?embed", Sec_Fetch_Site="cross-site", Sec_Fetch_Dest="iframe")
    assert not named(given, "wd_learner")
    [framed] = named(given, "__Host-wd_framed")
    for rule in ("SameSite=None", "Secure", "Partitioned", "HttpOnly", "Path=/"):
        assert f"; {rule}" in framed
    name = framed.split(";")[0]
    assert live.page(f"{LESSON}?embed", Cookie=name)
    answer, content = post(live, f"{LESSON}/carried", {"carried": ""}, Cookie=name)
    assert answer == 200
    assert content == {"kept": True}
    again = cookies(live, f"{LESSON}?embed", Cookie=name, Sec_Fetch_Site="cross-site", Sec_Fetch_Dest="iframe")
    assert not named(again, "__Host-wd_framed")
    assert not named(again, "wd_learner")


def named(given: list[str], name: str) -> list[str]:
    """Return the cookies of a name."""
    return [cookie for cookie in given if cookie.startswith(f"{name}=")]


def post(live: Live, path: str, fields: dict, **headers: str) -> tuple[int, dict]:
    """Post JSON and return the status and the answer."""
    kind = {"Content_Type": "application/json", "Accept": "application/json"}
    answer, content = live.ask(path, "POST", json.dumps(fields), **{**kind, **headers})
    return answer.status, json.loads(content)


def send(live: Live, path: str, **fields: str) -> tuple[int, dict]:
    """Post a form as the page's script does and return the status and the answer."""
    answer, content = live.ask(path, "POST", urlencode(fields), Accept="application/json")
    return answer.status, json.loads(content)


def test_a_browser_carries_the_record_where_it_keeps_no_cookie(live: Live) -> None:
    """An answer is graded, comes back with the record, and is drawn into the page again; the server keeps nothing."""
    _, begun = post(live, f"{LESSON}/carried", {"carried": ""})
    assert begun["kept"] is False
    assert not begun["fragments"]
    lesson = live.server.site.course.lesson("wrong-dictionary")
    check = next(slot.ref for slot in lesson.slots if slot.kind == "check")
    action = f"{LESSON}/checks/{check}"
    status, answered = send(live, action, action="hint", seed="0", carried=begun["carried"])
    assert status == 200
    assert 'class="hints"' in answered["fragments"][f"check-{check}"]
    _, again = post(live, f"{LESSON}/carried", {"carried": answered["carried"]})
    assert 'class="hints"' in again["fragments"][f"check-{check}"]
    learner = Carried.read(
        live.server.application.settings["cookie_secret"], again["carried"], "wrong-dictionary"
    ).learner
    assert not live.call(lambda: live.server.site.record.progress(learner)).lessons


def test_a_record_that_is_not_ours_is_refused(live: Live) -> None:
    """What was changed, or belongs to another lesson, is not believed."""
    _, begun = post(live, f"{LESSON}/carried", {"carried": ""})
    record = begun["carried"]
    forged = record[:-1] + ("0" if record[-1] != "0" else "1")
    for path, text in ((LESSON, forged), (LESSON, "x"), ("/lessons/surprise", record)):
        status, answer = post(live, f"{path}/carried", {"carried": text})
        assert status == 400
        assert "not signed by this server" in answer["error"]


def test_a_carried_record_is_bounded() -> None:
    """A record that nobody's work fills is refused, and the full one still fits a request."""
    carried = Carried(new_learner_id(), "lesson")

    async def fill() -> None:
        for number in range(500):
            await carried.append(
                HintShown(
                    event_id=str(uuid4()),
                    learner=carried.learner,
                    lesson="lesson",
                    at=datetime.now(UTC),
                    check=f"check-{number % 9}",
                    seed=number,
                    hint=1,
                )
            )

    with pytest.raises(CarriedError, match="room"):
        asyncio.run(fill())
    assert len(carried.written("s" * 32)) < 48 * 1024


def test_oembed_gives_the_frame_of_a_figure(live: Live) -> None:
    """A figure's address, whole or from its path on, is answered with its frame; what is not ours is not."""
    url = f"http://{live.host}/lab/pmf_bars?p=0.5,0.5&q=0.9,0.1"
    answer, content = live.ask(f"/oembed?url={quote(url, safe='')}&maxheight=300")
    assert answer.status == 200
    assert answer.getheader("Set-Cookie") is None
    said = json.loads(content)
    assert (said["version"], said["type"], said["height"]) == ("1.0", "rich", 300)
    source = re.search(r'src="([^"]+)"', said["html"])
    assert source
    page = live.page(unescape(source[1]).removeprefix(f"http://{live.host}"))
    assert "embedded" in page
    assert 'data-value="0.736965594166' in page
    link = re.search(r'<link rel="alternate" type="application/json\+oembed" href="([^"]+)"', live.page("/lab/tangent"))
    assert link
    assert live.ask(unescape(link[1]))[0].status == 200
    for other in ("https://evil.example/lab/tangent", "/lab/nothing", "/review", "javascript:alert(1)", "http://[", ""):
        assert live.ask(f"/oembed?url={quote(other, safe='')}")[0].status == 404
    assert live.ask(f"/oembed?url={quote(LESSON)}")[0].status == 401  # nobody is named who may show it
    assert live.ask("/oembed?url=/lab/tangent&format=xml")[0].status == 501


def test_a_qr_code_is_of_our_own_address_alone(live: Live) -> None:
    """The code is SVG; a host that the settings do not name, or too long a state, is refused with a sentence."""
    answer, content = live.ask("/lab/tangent/qr.svg?unit=nats")
    assert answer.getheader("Content-Type") == "image/svg+xml"
    assert ET.fromstring(content).tag.endswith("svg")  # noqa: S314 - our own
    assert content == qr_svg(f"http://{live.host}/lab/tangent?unit=nats")
    assert live.ask("/lab/tangent/qr.svg", Host="evil.example")[0].status == 403
    assert live.ask("/lab/nothing/qr.svg")[0].status == 404
    assert live.ask(f"/lab/tangent/qr.svg?x={'1' * 3000}")[0].status == 414


def test_a_code_is_given_for_what_was_done_and_checked(live: Live) -> None:
    """A learner with one hint has done nothing yet; after an answer the code says so much, and `/verify` reads it."""
    visitor = live.visitor()
    status, _ = send_as(live, visitor, f"{LESSON}/code", name="Ada")
    assert status == 400
    site = live.server.site
    check = next(slot.ref for slot in site.course.lesson("wrong-dictionary").slots if slot.kind == "check")
    solution = present(site.checks["wrong-dictionary"][check]).solution
    fields = [("action", "answer"), ("seed", "0")]
    fields += [("answer", one) for one in ([solution] if isinstance(solution, str) else solution)]
    wants = {"Cookie": visitor, "Accept": "application/json"}
    answer, _ = live.ask(f"{LESSON}/checks/{check}", "POST", urlencode(fields), **wants)
    assert answer.status == 200
    status, given = send_as(live, visitor, f"{LESSON}/code", name="Ada <b>")
    assert status == 200
    found = re.search(r"data-code>([^<]+)<", given["fragments"]["lesson-code"])
    assert found
    said = read_code(found[1], live.server.application.settings["cookie_secret"])
    assert (said.lesson, said.right, said.complete, said.name) == ("wrong-dictionary", 1, False, "Ada <b>")
    page, content = live.ask("/verify", "POST", urlencode({"codes": f"name,code\nAda,{found[1]}\nBob,WD1.x\n"}))
    assert page.status == 200
    text = content.decode()
    assert "1 of 2 codes are valid" in " ".join(text.split())
    assert "Ada &lt;b&gt;" in text
    table, content = live.ask("/verify", "POST", urlencode({"codes": found[1], "form": "csv"}))
    assert (table.getheader("Content-Type") or "").startswith("text/csv")
    assert b"valid,wrong-dictionary,no,1," in content
    _, content = live.ask(f"{LESSON}/code", "POST", urlencode({"name": ""}), Cookie=visitor)
    assert b"data-code>WD1." in content  # without scripts it is a page


def send_as(live: Live, cookie: str, path: str, **fields: str) -> tuple[int, dict]:
    """Post a form as a learner."""
    answer, content = live.ask(path, "POST", urlencode(fields), Cookie=cookie, Accept="application/json")
    return answer.status, json.loads(content)


def test_the_page_for_instructors_shows_the_figure_that_one_came_from(live: Live) -> None:
    """Each way on `/teach` has the state of the figure; another site's address is not shown there."""
    page = live.page(f"/teach?from={quote('/lab/tangent?unit=nats')}")
    assert f"http://{live.host}/lab/tangent?unit=nats" in page
    assert "/lab/tangent?unit=nats&amp;view=projector" in page
    assert "/lab/tangent/qr.svg?unit=nats" in page
    assert "evil" not in live.page(f"/teach?from={quote('https://evil.example/lab/tangent')}")
