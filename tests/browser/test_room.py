"""A room in three browsers: phone, wall and presenter go through all scenes of a lesson; keys, names, broken lines."""

from __future__ import annotations

import re
import sys
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from http.cookiejar import CookieJar
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast
from urllib.parse import urlencode

import pytest
from browser.clocks import be_patient
from browser.said import expect_said, note_words
from browser.touch import swipe
from playwright.sync_api import BrowserContext, Page, Route, expect

from app.pages.base.environment import make_environment
from app.pages.files.assets import Assets
from app.pages.files.scripts import Scripts
from app.room.answer import Answer, Count, Look, Vote
from app.room.live import View
from app.room.phases import Phase, Room, Shows
from app.room.questions import Asked
from app.room.views import Views
from tests.served import Served
from tests.shipped import ALL_CHECKS, COURSE

if TYPE_CHECKING:
    from conftest import Watch

    from app.pages.base.site import Site

ROOT = Path(__file__).resolve().parents[2]
START = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)

SMALLEST = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let found = { size: Infinity, text: "" };
  while (walker.nextNode()) {
    const text = walker.currentNode.data.trim();
    const parent = walker.currentNode.parentElement;
    if (!text || !parent.checkVisibility({ visibilityProperty: true })) continue;
    if (parent.closest("svg, .visually-hidden, .skip, noscript")) continue;
    const size = parseFloat(getComputedStyle(parent).fontSize);
    if (size < found.size) found = { size, text };
  }
  return found;
}"""
TOO_LARGE = """() => {
  const { scrollWidth, scrollHeight } = document.documentElement;
  return scrollWidth > innerWidth || scrollHeight > innerHeight;
}"""
ANSWERS = {
    "telegram": ["1", "2", "2", "3"],
    "gaussian": [("-2", "0.6"), ("2", "0.6"), ("0", "2"), ("2", "0.7")],
    "pmf": [("50", "40", "10"), ("70", "20", "10"), ("60", "20", "20"), ("40", "40", "20")],
    "percent": ["40", "60", "80", "100"],
    "number": ["0.64", "0.71", "0.88", "0.64"],
    "marker": ["1.75", "1.5", "2", "1"],
    "single": ["luck", "negative-kl", "negative-kl", "error"],
}


class Classmate:
    """Somebody else in the class, whose phone is not looked at."""

    def __init__(self, server: Served, code: str) -> None:
        self._room = f"{server.url}/r/{code}"
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        self._opener.open(self._room)
        self._post("join", [])

    def answer(self, round_number: int, kind: str, given: str | tuple[str, ...]) -> None:
        """Answer a round."""
        names = ("mean", "sd") if kind == "gaussian" else ("q",) * len(given)
        fields = [*zip(names, given, strict=True)] if isinstance(given, tuple) else [("answer", given)]
        self._post("answer", [("round", str(round_number)), *fields, ("kind", kind)])

    def _post(self, what: str, fields: list[tuple[str, str]]) -> None:
        self._opener.open(f"{self._room}/{what}", urlencode(fields).encode())


@pytest.fixture
def screens(visit: Callable[..., Page]) -> list[BrowserContext]:
    """A phone, a wall and a presenter's laptop."""
    return [
        visit(viewport={"width": width, "height": height}, reduced_motion="reduce", **more).context
        for width, height, more in (
            (390, 844, {"has_touch": True, "is_mobile": True}),
            (1920, 1080, {}),
            (1280, 800, {}),
        )
    ]


def open_room(page: Page, server: Served, choose: str | None = None) -> str:
    """Open a room from the page for instructors, and return its code."""
    page.goto(f"{server.url}/teach?from=/lessons/wrong-dictionary#room")
    if choose:
        page.get_by_label("Ask", exact=True).select_option(f"check-{choose}")
    page.get_by_role("button", name="Open a room").click()
    page.wait_for_url(re.compile(r"/r/[A-Z]{4}/host$"))
    expect(page.locator("html.alive")).to_be_attached()
    return page.url.split("/")[-2]


def answer(phone: Page, kind: str) -> None:
    """Answer on the phone, as a finger does."""
    if kind == "single":
        phone.locator(".option").first.tap()
    else:
        if kind == "pmf":
            for slider, share in zip(phone.locator("input[name=q]").all(), ("80", "15", "5"), strict=True):
                slider.fill(share)
        else:
            phone.locator("#answer").fill({"percent": "70", "number": "-0.64"}.get(kind, "1"))
        phone.get_by_role("button", name="Send").tap()
    expect(phone.locator(".answer-status")).to_contain_text("Sent.")


def test_a_class_goes_through_all_scenes(screens: list[BrowserContext], server: Served) -> None:
    """Each scene from the lobby to the solution; nothing on the wall too early, or too small for the back row."""
    phone, wall, host = (context.new_page() for context in screens)
    code = open_room(host, server)
    wall.goto(f"{server.url}/r/{code}/wall")
    phone.goto(f"{server.url}/join")
    phone.get_by_label("The four letters").fill(code.lower())
    phone.get_by_role("button", name="Join").tap()
    phone.wait_for_url(f"**/r/{code}")
    phone.get_by_role("button", name="Join").tap()
    expect(phone.get_by_role("heading")).to_have_text("Look at the wall")
    expect(wall.locator("iframe")).to_have_attribute("src", re.compile(r"/lab/pmf_bars\?.*view=projector"))
    others = [Classmate(server, code) for _ in range(4)]
    scenes = ["pmf", "marker", "telegram", "number", "single", "percent", "pmf"]
    another = host.locator(".host-next button[value=next]")
    for place, scene in enumerate(scenes):
        another.click()
        expect(wall.locator(".wall-word")).to_have_text("Ready?")
        assert wall.evaluate(SMALLEST)["size"] >= 28
        host.get_by_role("button", name="Open the question").click()
        form = phone.locator(".answer-form[data-open=true]")
        expect(form).to_be_visible()
        kind, number = form.get_attribute("data-kind") or "", int(form.get_attribute("data-round") or "0")
        assert kind == scene
        assert phone.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
        answer(phone, kind)
        for other, given in zip(others, ANSWERS[kind], strict=True):
            other.answer(number, kind, given)
        expect(wall.locator(".wall-count b")).to_have_text("5")
        assert wall.evaluate(SMALLEST)["size"] >= 28, wall.evaluate(SMALLEST)
        expect(wall.locator(".bars, .cloud, .columns, .letters, .wall-solution")).to_have_count(0)
        host.get_by_role("button", name="Close").click()
        host.get_by_role("button", name="Show the distribution").click()
        expect(wall.locator(".bars, .cloud, .columns, .letters")).to_be_visible()
        early = r"✓|bar-right|beats|running|digits,"
        if "pmf" not in scenes[:place]:  # of the last scene P is a part of the question
            early += r"|cloud-p\b"
        assert not re.search(early, wall.locator("#room").inner_html())
        host.get_by_role("button", name="Show the solution").click()
        expect(wall.locator(".wall-says").first).to_be_visible()
        assert wall.evaluate(SMALLEST)["size"] >= 28, wall.evaluate(SMALLEST)
        assert wall.evaluate("() => document.documentElement.scrollHeight <= innerHeight"), kind
        expect(phone.locator(".solution")).to_be_visible()
        expect(host.locator(".host-results .wall-says").first).to_be_visible()
    expect(another).to_have_count(0)
    host.get_by_role("button", name="End the room").click()
    expect(wall.locator(".wall-word")).to_have_text("Thank you")
    host.get_by_role("link", name="The report").click()
    expect(host.get_by_role("heading", level=2)).to_have_count(7)
    with host.expect_download() as table:
        host.get_by_role("link", name="all answers as CSV").click()
    assert table.value.suggested_filename == f"room-{code}.csv"


def test_a_gaussian_is_placed_on_a_phone(screens: list[BrowserContext], server: Served) -> None:  # noqa: PLR0915 - one story
    """By finger, by keys and by numbers; the wall shows the class's curves, then the best one and every score."""
    phone, wall, host = (context.new_page() for context in screens)
    host.goto(f"{server.url}/teach?from=/lessons/two-directions&ask=widget-near#room")
    host.get_by_role("button", name="Open a room").click()
    host.wait_for_url(re.compile(r"/r/[A-Z]{4}/host$"))
    code = host.url.split("/")[-2]
    wall.goto(f"{server.url}/r/{code}/wall")
    phone.set_viewport_size({"width": 360, "height": 740})
    phone.goto(f"{server.url}/r/{code}")
    phone.get_by_role("button", name="Join").tap()
    others = [Classmate(server, code) for _ in range(4)]
    host.get_by_role("button", name="Open the question").click()
    form = phone.locator(".answer-form[data-open=true]")
    expect(form).to_be_visible()
    centre, width = (phone.get_by_role("slider", name=f"{name} of Q") for name in ("Centre", "Width"))
    fields = [
        phone.get_by_label(f"{name} of Q", exact=True).and_(phone.locator("input")) for name in ("Centre", "Width")
    ]
    before = [float(field.input_value()) for field in fields]
    for grip in (centre, width):
        box = grip.bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 44
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        swipe(phone, (x, y), (x + 20, y), (x + 40, y))
    expect(phone.locator(".place-q .dragging")).to_have_count(0)
    after = [float(field.input_value()) for field in fields]
    # Forty pixels of some three hundred, on an axis of a known length.
    low, high = (float(phone.locator(".place-q").get_attribute(f"data-{end}") or "") for end in ("low", "high"))
    moved = 40 * (high - low) / phone.locator(".place-plot svg").evaluate("one => one.getBoundingClientRect().width")
    assert [b - a for a, b in zip(before, after, strict=True)] == pytest.approx([moved, moved], abs=0.03)
    centre.focus()
    phone.keyboard.press("ArrowRight")
    expect(centre).to_have_attribute("aria-valuenow", f"{after[0] + (high - low) / 100:.2f}")
    width.focus()
    phone.keyboard.press("End")
    assert float(width.get_attribute("aria-valuenow") or "") == pytest.approx((high - low) / 2, abs=0.01)
    fields[0].fill("0,5")
    expect(centre).to_have_attribute("aria-valuetext", "centre 0.50")
    assert phone.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    phone.get_by_role("button", name="Send").tap()
    expect(phone.locator(".answer-status")).to_contain_text("Sent.")
    for other, given in zip(others, ANSWERS["gaussian"], strict=True):
        other.answer(int(form.get_attribute("data-round") or "0"), "gaussian", given)
    expect(wall.locator(".wall-count b")).to_have_text("5")
    assert wall.locator(".plot-p").count() == 1
    assert wall.locator(".plot-one, .plot-average, .plot-best").count() == 0
    host.get_by_role("button", name="Close").click()
    host.get_by_role("button", name="Show the distribution").click()
    expect(wall.locator(".plot-one")).to_have_count(5)
    assert wall.locator(".plot-best, .placed-scores, .wall-says").count() == 0
    expect(phone.locator(".grip").first).to_be_hidden()
    host.get_by_role("button", name="Show the solution").click()
    expect(wall.locator(".plot-best")).to_have_count(1)
    expect(wall.locator(".placed-scores tbody tr")).to_have_count(5)
    assert wall.evaluate(SMALLEST)["size"] >= 28, wall.evaluate(SMALLEST)
    assert wall.evaluate("() => document.documentElement.scrollHeight <= innerHeight")
    expect(phone.locator("#own")).to_contain_text("Yours: KL(Q ‖ P) =")


def test_every_scene_is_read_from_the_back_row(page: Page, server: Served) -> None:
    """On a wall of 1920 x 1080, in all lessons: each question and what comes of it fits, no text smaller than 28 px."""
    page.set_viewport_size({"width": 1920, "height": 1080})
    page.goto(f"{server.url}/teach?from=/lessons/wrong-dictionary#room")
    page.get_by_role("button", name="Open a room").click()
    page.wait_for_url(re.compile(r"/r/[A-Z]{4}/host$"))
    page.route("**/stream", lambda _route: None)  # for ever under way: nothing comes in between
    page.goto(page.url.replace("/host", "/wall"))
    small, large, measured = [], [], 0
    for where, html in every_wall():
        page.evaluate("html => (document.getElementById('room').innerHTML = html)", html)
        found = page.evaluate(SMALLEST)
        measured += 1
        if found["size"] < 28:
            small.append((where, found))
        if page.evaluate(TOO_LARGE):
            large.append((where, page.evaluate("() => document.documentElement.scrollHeight")))
    assert measured > 300
    assert (small, large) == ([], [])


def every_wall() -> Iterator[tuple[str, str]]:
    """Yield each state of the wall for each scene of each lesson, with the answers of a class; figures left out."""
    environment = make_environment(assets := Assets(), Scripts(assets))
    views = Views(cast("Site", SimpleNamespace(course=COURSE, checks=ALL_CHECKS, environment=environment)))
    for lesson in COURSE.lessons:
        room = Room("KQWZ", "k" * 22, "0" * 64, START, START, tuple(dict(one.body) for one in lesson.scenes))
        for number, scene in enumerate(room.scenes):
            if scene["kind"] == "figure":
                continue
            asked = views.asked(room, number)
            vote = class_vote(asked)
            for phase, shows in (
                (Phase.LOBBY, ()),
                (Phase.OPEN, ()),
                (Phase.SHOWN, (Shows.DISTRIBUTION,)),
                (Phase.SHOWN, tuple(Shows)),
            ):
                now = replace(room, scene=number, round=1, phase=phase, shows=frozenset(shows))
                where = f"{lesson.number} {asked.question.title}: {phase.value} {' '.join(shows)}"
                yield where, views.draw(View.WALL, Look(now, (vote,), 30))


def class_vote(asked: Asked) -> Vote:
    """Return what a class of six might answer: what is right, and what is not."""
    question = asked.question
    number = "1" if asked.solution.value is None else repr(asked.solution.value)
    forms: list[dict[str, list[str]]] = [{"answer": [text]} for text in (number, number, "1.5", "2", "3", "1")]
    if question.options:
        forms = [{"answer": [question.options[n % len(question.options)].id]} for n in range(6)]
    elif question.kind == "pmf":
        forms = [{"q": [str(1 + (n + k) % 3) for k in range(len(question.labels))]} for n in range(6)]
    elif question.kind == "gaussian":
        forms = [{"mean": [f"{mean}"], "sd": ["0.7"]} for mean in (-2, -2, 0, 0.5, 1, 2)]
    elif question.kind == "percent":
        forms = [{"answer": [text]} for text in ("0", "40", "60", "70", "90", "100")]
    answers = []
    for n, form in enumerate(forms):
        read = asked.read(form)
        answers.append(Answer("KQWZ", 1, f"p{n}", read.given, START, read.verdict, read.slip, read.value))
    counted = Counter((one.verdict, one.slip) for one in answers)
    return Vote(1, tuple(Count(*about, count) for about, count in counted.items()), tuple(answers))


def test_a_letter_is_the_same_in_the_page_and_on_the_server(screens: list[BrowserContext], server: Served) -> None:
    """What the stream's page deals, the server deals when the page is loaded again; another round, another draw."""
    phone, _, host = (context.new_page() for context in screens)
    code = open_room(host, server)
    phone.goto(f"{server.url}/r/{code}")
    phone.get_by_role("button", name="Join").tap()
    for _ in range(3):
        where = host.locator(".host-where").inner_text()
        host.locator("button[value=next]").first.click()
        expect(host.locator(".host-where")).not_to_have_text(where)
    for number in range(1, 5):
        host.get_by_role("button", name="Open the question" if number == 1 else "Vote again").click()
        form = phone.locator(f".answer-form[data-open=true][data-round='{number}']")
        expect(form).to_be_visible()
        letter = phone.locator(".dealt-letter").inner_text()
        assert letter in {"a", "b", "c"}
        drawn = phone.request.get(f"{server.url}/r/{code}").text()
        assert f'class="dealt-letter">{letter}</strong>' in drawn
        host.get_by_role("button", name="Close").click()
        expect(host.locator(".host-state")).to_have_attribute("data-phase", "closed")


def test_who_teaches_asks_beside_each_question(page: Page, server: Served) -> None:
    """Nobody sees it who has not asked for it; then each link says which question, and comes with it chosen."""
    page.goto(f"{server.url}/lessons/two-directions")
    figure = page.locator("#widget-place")
    summary = figure.get_by_text("Use in class")
    summary.scroll_into_view_if_needed()
    summary.click()
    expect(figure.get_by_role("link", name="Ask the class")).to_have_attribute("href", re.compile("ask=widget-place"))
    assert page.locator(".ask-class").count() == 0
    box = figure.get_by_label("show this beside each question")
    box.focus()
    page.keyboard.press("Space")
    links = page.get_by_role("main").locator(".ask-class a")
    checks = page.locator(".check[id^=check-]:not(.recall .check)")
    expect(links).to_have_count(checks.count())
    names = [" ".join(link.inner_text().split()) for link in links.all()]
    assert len(set(names)) == len(names) > 5
    page.reload()
    link = page.locator("#check-which-is-best + .ask-class a")
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/teach?**")
    expect(page.get_by_label("Ask", exact=True)).to_have_value("check-which-is-best")
    page.get_by_label("In this browser").uncheck()
    page.go_back()
    expect(page.locator("#check-which-is-best")).to_be_attached()
    page.reload()
    expect(page.locator("html.alive")).to_be_attached()
    assert page.locator(".ask-class").count() == 0


def test_a_panel_that_is_opened_early_is_filled(page: Page, server: Served) -> None:
    """Who opens “Use in class” before the figure lives finds it filled once it does."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/gaussian_fit.js*", hold)
    page.goto(f"{server.url}/lessons/two-directions")
    figure = page.locator("#widget-place")
    figure.get_by_text("Use in class").click()
    link = figure.get_by_role("link", name="Ask the class")
    while not held:
        page.wait_for_timeout(20)
    expect(link).to_have_count(0)
    for route in held:
        route.continue_()
    expect(link).to_be_visible()


# A server on whose clock the time between a close and the end of a round, two seconds, is five minutes; they are over
# when a file says so.
PATIENT_SERVER = """
import sys
from datetime import datetime, timedelta
from pathlib import Path
from app.__main__ import main
from app.room import handlers, host_handlers, live, phases

over = Path(sys.argv[1])

class Clock(datetime):
    @classmethod
    def now(cls, zone=None):
        return datetime.now(zone) + (timedelta(hours=1) if over.exists() else timedelta())

for module in (handlers, host_handlers, live):
    module.datetime = Clock
phases.GRACE = timedelta(minutes=5)
sys.exit(main(["serve"]))
"""


@pytest.fixture
def patient_server(tmp_path: Path) -> Iterator[Served]:
    """A server of that kind; the file is `over` in its folder."""
    running = Served(tmp_path)
    running.start([sys.executable, "-c", PATIENT_SERVER, tmp_path / "over"])
    yield running
    running.stop()


def test_what_stands_there_unsent_counts_at_the_close(patient_server: Served, screens: list[BrowserContext]) -> None:
    """Typed and not sent: the close itself sends it; and after a second vote it is in the record, said once."""
    server = patient_server
    phone, _, host = (context.new_page() for context in screens)
    code = open_room(host, server, "the-gap")
    phone.goto(f"{server.url}/r/{code}")
    phone.get_by_role("button", name="Join").tap()
    host.get_by_label("closes after").fill("600")
    Classmate(server, code)  # whose coming takes nothing out of the hand of the host
    expect(host.locator(".host-count b").nth(1)).to_have_text("2")
    expect(host.get_by_label("closes after")).to_have_value("600")
    expect(host.get_by_label("closes after")).to_be_focused()
    host.get_by_role("button", name="Open the question").click()
    phone.get_by_label("Your answer, in bits").fill("0.64")
    timer = phone.locator(".timer")
    expect(timer).to_contain_text(re.compile(r"5\d\d s"))
    now = phone.evaluate("Date.now() / 1000")
    phone.clock.set_fixed_time(now)
    host.reload()  # and drives on
    host.get_by_role("button", name="Close").click()
    expect(timer).to_contain_text(re.compile(r"[34]\d\d s"))
    expect(host.locator(".host-count b").first).to_have_text("0")
    phone.clock.set_fixed_time(now + int(timer.inner_text().split()[0]) - 1)  # the last second
    expect(host.locator(".host-count b").first).to_have_text("1")
    (server.folder / "over").touch()
    expect(host.locator(".host-state")).to_have_attribute("data-phase", "closed")
    host.get_by_role("button", name="Show the solution").click()
    expect(phone.locator("#own .verdict-right")).to_contain_text("Right: 0.64\u00a0bits.")
    phone.goto(f"{server.url}/lessons/wrong-dictionary")
    expect(phone.locator("#check-the-gap .check-name")).to_contain_text("answered")


def test_a_step_is_taken_once(page: Page, server: Served, watch: Watch) -> None:
    """Two presses are one step; one whose answer was lost is sent again and taken once; without any one hears of it."""
    watch.offline_expected = True
    be_patient(page)
    open_room(page, server)
    at, problem = page.locator(".host-where"), page.locator(".host-problem")
    answers: list[int] = []
    page.on("response", lambda said: answers.append(said.status) if said.request.method == "POST" else None)
    page.evaluate("() => { const next = document.querySelector('button[value=next]'); next.click(); next.click(); }")
    expect(at).to_contain_text("2 of")
    while len(answers) < 2:
        page.wait_for_timeout(20)
    assert answers == [200, 200]

    def lose(route: Route) -> None:
        """Let it reach the server, and its answer nobody."""
        asked.append(route.fetch().status)
        route.abort()

    asked: list[int] = []
    page.route("**/host", lose, times=1)
    page.locator("button[value=next]").click()
    while len(answers) < 3:
        page.wait_for_timeout(20)
    assert asked == [200]
    expect(at).to_contain_text("3 of")
    expect(problem).to_be_hidden()
    page.route("**/host", lose)
    note_words(page, ".host-problem")
    page.locator("button[value=next]").click()
    expect(problem).to_contain_text("may not have been taken")
    expect_said(page, "No answer yet; it is sent again.")
    assert asked == [200] * 4
    page.unroute_all()
    page.reload()
    expect(at).to_contain_text("4 of")


def test_keys_and_names_are_enough(page: Page, screens: list[BrowserContext], server: Served) -> None:
    """Join and answer with the keyboard alone; every control has a name, and what happens is said."""
    host = screens[2].new_page()
    code = open_room(host, server, "lucky-telegram")
    page.goto(f"{server.url}/join")
    page.get_by_role("textbox", name="The four letters on the wall").focus()
    page.keyboard.type(code)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/r/{code}")
    page.get_by_role("button", name="Join").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#room")).to_have_attribute("aria-live", "polite")
    host.keyboard.press("PageDown")  # a presenter's remote
    options = page.get_by_role("group", name="Choose one").get_by_role("radio")
    options.first.focus()
    page.keyboard.press("Space")
    expect(page.locator(".answer-status")).to_contain_text("Sent.")
    page.keyboard.press("ArrowDown")
    expect(options.nth(1)).to_be_checked()
    expect(page.locator(".answer-status")).to_contain_text("Sent.")
    stuck = page.get_by_role("button", name="I did not get this")
    stuck.focus()
    page.keyboard.press("Enter")
    expect(stuck).to_have_attribute("aria-pressed", "true")
    expect(host.locator(".host-count")).to_contain_text("1 did not get this")
    page.reload()
    expect(options.nth(1)).to_be_checked()


def test_a_swallowed_stream(page: Page, screens: list[BrowserContext], server: Served) -> None:
    """Where a proxy holds the stream back, the phone asks every three seconds, and is right again."""
    host = screens[2].new_page()
    code = open_room(host, server, "the-gap")
    page.route("**/stream", lambda _route: None)  # for ever under way
    page.goto(f"{server.url}/r/{code}")
    page.get_by_role("button", name="Join").click()
    host.get_by_role("button", name="Open the question").click()
    expect(page.locator(".answer-form[data-open=true]")).to_be_visible()


def test_a_restart_in_the_midst_of_a_vote(own_server: Served, screens: list[BrowserContext], watch: Watch) -> None:
    """The server goes and comes: phone, wall and host find themselves where they were, and the vote goes on."""
    watch.offline_expected = True
    phone, wall, host = (context.new_page() for context in screens)
    code = open_room(host, own_server, "the-gap")
    wall.goto(f"{own_server.url}/r/{code}/wall")
    phone.goto(f"{own_server.url}/r/{code}")
    phone.get_by_role("button", name="Join").tap()
    host.get_by_role("button", name="Open the question").click()
    phone.get_by_label("Your answer, in bits").fill("0.5")
    phone.get_by_role("button", name="Send").tap()
    expect(wall.locator(".wall-count b")).to_have_text("1")
    own_server.stop()
    phone.get_by_label("Your answer, in bits").fill("0.64")
    phone.get_by_role("button", name="Change my answer").tap()
    expect(phone.locator(".answer-status")).to_contain_text("Not sent yet")
    own_server.start()
    expect(phone.locator(".answer-status")).to_contain_text("Sent.")
    host.get_by_role("button", name="Close").click()
    expect(wall.locator(".wall-count")).to_contain_text("closed")
    expect(wall.locator(".wall-count b")).to_have_text("1")
