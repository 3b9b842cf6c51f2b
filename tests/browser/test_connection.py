"""The page's wire: when it is opened, what a bad network and a bad server do to it, and that it comes back."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from browser.clocks import be_patient, stop, wind
from browser.said import expect_said, note_words
from browser.touch import touch
from playwright.sync_api import Page, WebSocket, WebSocketRoute, expect

from tests.patience import PATIENCE
from tests.shipped import COURSE

if TYPE_CHECKING:
    from conftest import Watch

    from tests.served import Served

LAB = "/lab/pmf_bars"
PANELS_OF_THE_SERVER = "two-directions"  # one lesson has figures whose first picture only Python can draw
READ_ONLY = [lesson.id for lesson in COURSE.lessons]


class Wires:
    """The WebSockets that a page opens, and what is said on them."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.opened: list[WebSocket] = []
        self.sent: list[dict] = []
        self.told: list[dict] = []
        page.on("websocket", self._note)

    def _note(self, socket: WebSocket) -> None:
        self.opened.append(socket)
        socket.on("framesent", lambda text: self.sent.append(json.loads(text)))
        socket.on("framereceived", lambda text: self.told.append(json.loads(text)))

    def until(self, true: Callable[[], object]) -> None:
        """Wait until something holds."""
        until(self.page, true)


def until(page: Page, true: Callable[[], object], seconds: float = PATIENCE) -> None:
    """Wait until something holds, while a page goes on."""
    for _ in range(int(seconds * 20)):
        if true():
            return
        page.wait_for_timeout(50)
    pytest.fail("it did not come about")


def libraries(page: Page) -> list[str]:
    """The libraries that a page has fetched."""
    names = page.evaluate("performance.getEntriesByType('resource').map((each) => each.name)")
    return [name for name in names if "/lib/" in name]


def alive(page: Page) -> None:
    """All figures of the page live."""
    expect(page.locator("figure.widget[data-alive=true]")).to_have_count(page.locator("figure.widget").count())


@pytest.mark.parametrize("lesson", READ_ONLY)
def test_who_only_reads_opens_no_wire_and_loads_no_library(page: Page, server: Served, lesson: str) -> None:
    """A lesson is scrolled through to its end: no WebSocket, no library, no sign that anything is missing."""
    wires = Wires(page)
    page.goto(f"{server.url}/lessons/{lesson}")
    alive(page)
    for _ in range(40):
        page.mouse.wheel(0, 700)
        page.wait_for_timeout(30)
    page.wait_for_timeout(500)
    assert not wires.opened
    assert not libraries(page)
    expect(page.locator("#connection")).to_be_hidden()


def test_a_landscape_is_seen_without_a_wire(page: Page, server: Served) -> None:
    """What only Python draws comes with the page; a touch of it opens the wire, and Bokeh draws from then on."""
    be_patient(page)
    wires = Wires(page)
    page.goto(f"{server.url}/lessons/{PANELS_OF_THE_SERVER}")
    alive(page)
    panel = page.locator("#widget-downhill .panel.landscape")
    panel.scroll_into_view_if_needed()
    expect(panel).to_have_attribute("data-drawn", "true")
    inked = "(still) => new Set(still.getContext('2d').getImageData(0, 0, still.width, still.height).data).size"
    assert panel.locator("canvas.still").evaluate(inked) > 20
    page.wait_for_timeout(500)
    assert not wires.opened
    assert not libraries(page)
    panel.locator("[data-grip=dot]").press("ArrowLeft")
    expect(panel.locator("canvas.still")).to_have_count(0)
    assert len(wires.opened) == 1
    assert len(libraries(page)) == 1


def test_a_touch_opens_one_wire_a_page(page: Page, server: Served) -> None:
    """The first touch opens it, more touches and figures none; a second tab has one of its own."""
    be_patient(page.context)
    for tab in (page, page.context.new_page()):
        wires = Wires(tab)
        tab.goto(f"{server.url}/lessons/wrong-dictionary")
        alive(tab)
        for figure in tab.locator("figure.widget").all():
            touch(figure)
        tab.wait_for_timeout(500)
        assert len(wires.opened) == 1


def test_a_drag_is_confirmed_when_the_hand_rests_and_not_before(page: Page, server: Served) -> None:
    """While the pointer moves nothing is sent; after it the newest state, once, and its numbers come back."""
    wind(page)
    wires = Wires(page)
    page.goto(server.url + LAB)
    alive(page)
    stop(page)
    bar = page.locator("[role=slider][data-side=q]").first
    box = bar.bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.evaluate("addEventListener('pointermove', ({ clientY }) => { globalThis.at = clientY; }, true)")
    page.mouse.move(x, y)
    page.mouse.down()
    for step in range(1, 31):
        there = y + 2 * step
        page.mouse.move(x, there)
        until(page, lambda there=there: abs(page.evaluate("at") - there) < 1)  # a browser may say so before the page
        page.clock.run_for(100)
    page.mouse.up()
    page.clock.run_for(100)
    page.wait_for_timeout(400)
    assert not wires.sent
    page.clock.run_for(100)
    wires.until(lambda: wires.told)
    page.clock.run_for(1000)
    page.wait_for_timeout(400)
    (sent,), (told,) = wires.sent, wires.told
    shown = float(page.locator("[data-quantity=kl]").first.get_attribute("data-value") or "nan")
    assert sent["state"]["q"][0] == pytest.approx(float(bar.get_attribute("aria-valuenow") or "nan"))
    assert told["results"]["kl"] == pytest.approx(shown, rel=1e-12)


def test_a_wire_that_is_cut_within_a_message_is_made_anew(page: Page, server: Served, watch: Watch) -> None:
    """The wire is cut while a state is under way: another is opened by itself, and the newest state confirmed on it."""
    watch.offline_expected = True
    be_patient(page)
    wires: list[WebSocketRoute] = []
    answers: list[str] = []

    def between(socket: WebSocketRoute) -> None:
        wires.append(socket)
        upstream = socket.connect_to_server()
        if len(wires) == 1:
            socket.on_message(lambda _: socket.close(code=1011))
        else:
            upstream.on_message(lambda text: (answers.append(str(text)), socket.send(text)))

    page.route_web_socket("**/wire*", between)
    page.goto(server.url + LAB)
    alive(page)
    page.get_by_role("slider").first.press("ArrowUp")
    until(page, lambda: answers)
    assert len(wires) == 2
    assert json.loads(answers[0])["results"]["kl"] > 0
    expect(page.locator("#connection")).to_be_hidden()


def test_a_wire_that_gave_way_is_opened_again_by_the_next_touch(page: Page, server: Served) -> None:
    """A learner's thirteenth page closes the wire of the one that was idle longest; no word is lost over it."""
    be_patient(page)
    wires = Wires(page)
    page.goto(server.url + LAB)
    alive(page)
    page.get_by_role("slider").first.press("ArrowUp")
    wires.until(lambda: wires.told)
    others = """async () => { window.others = [];
      for (let i = 0; i < 12; i++) await new Promise((resolve) => {
        const socket = new WebSocket(location.origin.replace("http", "ws") + "/wire");
        socket.onopen = resolve; others.push(socket); }); }"""
    other = page.context.new_page()
    other.goto(server.url + "/glossary")
    other.evaluate(others)
    wires.until(wires.opened[0].is_closed)
    page.wait_for_timeout(2000)
    assert len(wires.opened) == 1
    expect(page.locator("#connection")).to_be_hidden()
    told = len(wires.told)  # one word for a press, or two if the key went up late
    page.get_by_role("slider").first.press("ArrowUp")
    wires.until(lambda: len(wires.told) > told)
    assert len(wires.opened) == 2
    assert "results" in wires.told[-1]


def test_a_refused_state_is_not_asked_for_again(page: Page, server: Served) -> None:
    """A state that the kernel refuses is answered with a sentence, and not sent a second time."""
    sent: list[str] = []
    told: list[dict] = []

    def between(socket: WebSocketRoute) -> None:
        upstream = socket.connect_to_server()

        def asked(text: str | bytes) -> None:
            sent.append(str(text))
            upstream.send(json.dumps({**json.loads(text), "state": {"p": [2]}}))

        def heard(text: str | bytes) -> None:
            told.append(json.loads(text))
            socket.send(text)

        socket.on_message(asked)
        upstream.on_message(heard)

    page.route_web_socket("**/wire*", between)
    wind(page)
    page.goto(server.url + LAB)
    alive(page)
    stop(page)
    page.get_by_role("slider").first.press("ArrowUp")
    with page.expect_console_message(lambda said: "the server refused a state" in said.text):
        page.clock.run_for(200)
    page.clock.run_for(6000)
    page.wait_for_timeout(500)
    assert [("error" in each) for each in told] == [True]
    assert len(sent) == 1


def test_a_state_that_is_never_answered_is_not_sent_for_ever(page: Page, server: Served, watch: Watch) -> None:
    """A server that lives and never answers a state is asked twice, and then left alone."""
    watch.offline_expected = True
    heard: list[str] = []
    page.route_web_socket("**/wire*", lambda socket: socket.on_message(lambda text: heard.append(str(text))))
    wind(page)
    page.goto(server.url + LAB)
    alive(page)
    stop(page)
    page.get_by_role("slider").first.press("ArrowUp")
    page.clock.run_for(200)
    until(page, lambda: len(heard) == 1)
    page.clock.run_for(6000)  # longer than it waits for an answer
    until(page, lambda: len(heard) == 2)
    page.clock.run_for(6000)
    page.wait_for_timeout(1000)
    assert len(heard) == 2


def test_a_frozen_server_is_noticed_and_nothing_is_lost(page: Page, own_server: Served, watch: Watch) -> None:
    """The server stands still: words within ten seconds, what is typed stays, and is kept when it goes on."""
    watch.offline_expected = True
    page.goto(f"{own_server.url}/lessons/wrong-dictionary")
    alive(page)
    note_words(page)
    own_server.freeze()
    field = page.locator("form.check-form input[type=text]").locator("visible=true").first
    field.fill("0.25")
    field.press("Enter")
    page.locator("#widget-bars [role=slider]").first.press("ArrowUp")
    expect(page.locator("#connection")).to_contain_text("No connection")
    expect(field).to_have_value("0.25")
    own_server.thaw()
    expect_said(page, "Connected again")
    expect(page.locator(".verdict").first).to_be_visible()


def test_a_restarted_server_is_found_again(page: Page, own_server: Served, watch: Watch) -> None:
    """After a restart the newest state is confirmed without a reload, on a wire that the page opened by itself."""
    watch.offline_expected = True
    be_patient(page)
    wires = Wires(page)
    page.goto(own_server.url + LAB)
    alive(page)
    note_words(page)
    bar = page.get_by_role("slider").first
    bar.press("ArrowUp")
    wires.until(lambda: wires.told)
    own_server.stop()
    bar.press("ArrowUp")
    expect(page.locator("#connection")).to_contain_text("No connection")
    told = len(wires.told)
    own_server.start()
    expect_said(page, "Connected again")
    wires.until(lambda: len(wires.told) > told)
    assert wires.told[-1]["results"]
