"""The telegram in a real browser: played, stepped, written, coded otherwise, and left alone by its server."""

from __future__ import annotations

import json
import re
from itertools import groupby
from urllib.parse import parse_qs, urlsplit

import pytest
from browser.rules import broken_rules
from browser.touch import touch
from playwright.sync_api import expect

from app.kernel import kl_divergence

SHORT = "&length=40&seed=12"


class Telegram:
    """A telegram on a lab page, as a reader has it before them."""

    def __init__(self, page, server, query="", *, canvas=True):
        self.page = page
        page.goto(f"{server.url}/lab/telegram?{query}")
        expect(page.locator("figure.widget")).to_have_attribute("data-alive", "true")
        if canvas:
            touch(page)
            expect(page.locator(".plot")).to_have_attribute("data-canvas", "true")

    def control(self, name):
        """A control by its name."""
        return self.page.locator(f'[data-control="{name}"]')

    def role(self, name):
        """A part that shows something."""
        return self.page.locator(f'[data-role="{name}"]')

    def value(self, quantity):
        """The number of the account under this name, at full precision."""
        return float(self.page.locator(f'.account [data-quantity="{quantity}"]').get_attribute("data-value"))

    def code(self, name):
        """Choose a code, and wait for its telegram."""
        self.page.locator(f'[data-control="code"][value="{name}"]').check()
        expect(self.page.locator(".telegram")).to_have_attribute("data-code", name)

    def send(self, text):
        """Write a message and send it with the keyboard."""
        self.role("text").fill(text)
        self.role("text").press("Enter")

    def query(self):
        """The fields of the address."""
        address = self.page.evaluate("location.href")
        return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}

    def drawn(self, name):
        """The data of Bokeh's figure: what the canvas shows."""
        script = "name => Bokeh.documents[0].get_model_by_name(name).data"
        return self.page.evaluate(script, name)


def states_told(page):
    """The places and speeds that the page tells the server from now on, as they are told."""
    states = []

    def note(frame):
        message = json.loads(frame)
        if "state" in message:
            states.append((message["state"]["sent"], message["state"]["speed"]))

    page.on("websocket", lambda socket: socket.on("framesent", note))
    return states


def heard(page, states, expected):
    """Wait until so many states are told, one after the other, and hold that they are these."""
    while len(told := [state for state, _ in groupby(states)]) < len(expected):
        page.wait_for_timeout(20)
    assert told == expected


def test_steps_send_one_letter_each_and_count_its_bits(page, server):
    """Step sends one letter: the numbers, the ribbon, the canvas and the address all say so."""
    telegram = Telegram(page, server, f"code=huffman&p=0.5,0.3,0.2&q=0.2,0.3,0.5&labels=a,b,c{SHORT}")
    telegram.control("rewind").click()
    expect(telegram.role("sent")).to_have_text("0")
    expect(telegram.role("outcome")).to_have_text("Nothing is sent yet.")
    for count in (1, 2, 3):
        telegram.control("step").click()
        expect(telegram.role("sent")).to_have_text(str(count))
    sent = page.locator(".cell:not(.to-come)")
    expect(sent).to_have_count(3)
    bits = [[sent.nth(place).locator("i").nth(which).inner_text() for place in range(3)] for which in (0, 1)]
    assert [telegram.value("bits-p"), telegram.value("bits-q")] == [len("".join(each)) for each in bits]
    assert telegram.value("average-q") == telegram.value("bits-q") / 3
    assert len(telegram.drawn("q")["x"]) == 3
    assert telegram.query()["sent"] == "3"


def test_play_runs_to_the_end_without_the_server(visit, server):
    """Play sends letter by letter, pauses, goes on to the end and says how it ended; the server hears where it rests.

    A letter a second leaves five minutes for the pause, however slow the machine is.
    """
    page = visit(viewport={"width": 1280, "height": 800})
    states = states_told(page)
    telegram = Telegram(page, server, "speed=1&length=300&sent=0")
    telegram.control("play").click()
    expect(telegram.control("play")).to_have_text("Pause")
    expect(telegram.role("sent")).to_have_text(re.compile(r"^[2-9]|\d\d+$"))
    assert states == []
    telegram.control("play").click()
    expect(telegram.control("play")).to_have_text("Play")
    paused = int(telegram.role("sent").inner_text())
    assert 1 < paused < 300
    expect(telegram.role("outcome")).to_contain_text("dictionar")
    heard(page, states, [(paused, 1)])
    telegram.control("speed").press("End")
    heard(page, states, [(paused, 1), (paused, 1000)])
    telegram.control("play").click()
    expect(telegram.role("sent")).to_have_text("300")
    expect(telegram.role("outcome")).to_contain_text("a letter more")
    heard(page, states, [(paused, 1), (paused, 1000), (None, 1000)])


def test_reduced_motion_has_the_end_at_once(page, server):
    """Who asked for less motion sees the whole telegram at the press of Play."""
    telegram = Telegram(page, server, "speed=1&sent=0")
    telegram.control("play").click()
    expect(telegram.role("sent")).to_have_text("1000")
    expect(telegram.role("outcome")).to_contain_text("a letter more")


def test_the_slider_goes_to_any_letter_with_keys_and_mouse(page, server):
    """The slider moves by one letter with arrows, by ten with Page keys, to the ends with Home and End, and by drag."""
    telegram = Telegram(page, server, canvas=False)
    place = telegram.control("place")
    place.focus()
    for key, sent in (("Home", 0), ("ArrowRight", 1), ("PageUp", 11), ("ArrowLeft", 10), ("End", 1000)):
        place.press(key)
        expect(telegram.role("sent")).to_have_text(str(sent))
        expect(place).to_have_attribute("aria-valuetext", f"{sent} of 1000 letters")
    box = place.bounding_box()
    page.mouse.move(box["x"] + box["width"] - 11, box["y"] + 22)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 22, steps=4)
    page.mouse.up()
    expect(telegram.role("sent")).to_have_text(re.compile(r"^3\d$"))


def test_a_lucky_message_is_cheaper_with_the_wrong_dictionary(page, server):
    """Ten letters with nine e's cost less with the wrong dictionary, and the page says so."""
    telegram = Telegram(page, server)
    telegram.send("eeeee teeee")
    expect(telegram.role("total")).to_have_text("10")
    expect(telegram.role("outcome")).to_contain_text("A lucky telegram")
    assert telegram.value("gap") < 0
    ribbon = telegram.role("ribbon")
    spoken = re.compile(
        r"^Letters e e e e e t e e e e\. With the right dictionary [01 ]+\. With the wrong .* [01 ]+\.$"
    )
    expect(ribbon).to_have_attribute("aria-label", spoken)
    assert telegram.query()["message"] == "eeeee teeee"


def test_a_message_with_foreign_letters_is_refused_in_words(page, server):
    """What is not in the alphabet is named, the text stays to be repaired, and the telegram stays as it was."""
    telegram = Telegram(page, server)
    telegram.send("teax")
    expect(telegram.role("problem")).to_contain_text("“a”, “x”, but the alphabet is “e”, “t”")
    expect(telegram.role("text")).to_have_value("teax")
    expect(telegram.role("text")).to_have_attribute("aria-invalid", "true")
    expect(telegram.role("total")).to_have_text("1000")
    telegram.send("tee")
    expect(telegram.role("total")).to_have_text("3")
    expect(telegram.role("problem")).to_be_empty()


def test_each_code_shows_what_it_can_and_cannot_do(page, server):
    """Letter by letter two letters show no gap; blocks show some of it; arithmetic coding shows it."""
    telegram = Telegram(page, server)
    gaps = {}
    for code in ("huffman", "block", "ideal", "arithmetic"):
        telegram.code(code)
        gaps[code] = telegram.value("gap")
    assert gaps["huffman"] == 0
    assert 0 < gaps["block"] < gaps["arithmetic"]
    assert gaps["arithmetic"] == pytest.approx(gaps["ideal"], abs=0.003)
    assert telegram.value("expected-gap") == kl_divergence([0.5, 0.5], [0.9, 0.1])


def test_dictionaries_show_words_and_change_with_p_and_q(page, server):
    """A probability is typed, the other gives way, dictionaries and numbers follow; ∞ where a word is missing."""
    telegram = Telegram(page, server, "code=huffman")
    page.locator('[data-fold="codewords"] summary').click()
    expect(page.locator('[data-fold="codewords"] .word.of-q')).to_have_text(["0", "1"])
    field = page.get_by_role("textbox", name="Q of t")
    field.fill("0")
    field.press("Enter")
    expect(page.locator('[data-fold="codewords"] td.word.of-q')).to_have_text(["(empty)", "none"])
    expect(page.get_by_role("textbox", name="Q of e")).to_have_value("1")
    expect(page.locator('.account [data-quantity="average-q"]')).to_have_text("∞")
    expect(telegram.role("outcome")).to_contain_text("no word for t")
    field = page.get_by_role("textbox", name="Q of t")
    field.fill("2")
    field.press("Enter")
    expect(telegram.role("problem")).to_contain_text("Q of t: “2” is no probability")


def test_another_telegram_and_the_address_bring_the_same_one(page, server):
    """Another telegram has the next number; its address, opened anew, shows the same letters and the same numbers."""
    telegram = Telegram(page, server, "sent=200", canvas=False)
    telegram.control("another").click()
    expect(telegram.control("seed")).to_have_value("13")
    letters, average = telegram.role("ribbon").inner_text(), telegram.value("average-q")
    again = Telegram(page, server, urlsplit(page.url).query, canvas=False)
    assert (again.role("ribbon").inner_text(), again.value("average-q")) == (letters, average)


def test_without_its_server_the_telegram_goes_on(page, own_server, watch):
    """The server stops: letters still run, a wish gets calm words; it returns, and wishes are fulfilled again."""
    telegram = Telegram(page, own_server)
    watch.offline_expected = True
    own_server.stop()
    expect(page.locator("#connection")).to_contain_text("No connection")
    telegram.control("rewind").click()
    telegram.control("step").click()
    expect(telegram.role("sent")).to_have_text("1")
    telegram.control("another").click()
    expect(telegram.role("connection")).to_contain_text("this telegram stays")
    expect(telegram.control("seed")).to_have_value("12")
    own_server.start()
    expect(telegram.role("connection")).to_be_empty()
    telegram.control("another").click()
    expect(telegram.control("seed")).to_have_value("13")  # the new server starts its first worker
    expect(telegram.role("outcome")).to_contain_text("a letter")


def test_the_first_response_is_complete_and_nothing_shifts(visit, server, page):
    """Without scripts the figure, the numbers and the dictionaries are there; with them, nothing moves."""
    bare = visit(java_script_enabled=False)
    bare.goto(f"{server.url}/lab/telegram?sent=300")
    expect(bare.locator('.account [data-quantity="average-q"]')).to_have_text(re.compile(r"1\.\d{3}"))
    assert len(bare.locator('[data-line="q"]').get_attribute("d")) > 1000
    expect(bare.get_by_role("button", name="Play")).to_have_count(0)
    page.add_init_script(
        "window.shift = 0; new PerformanceObserver((list) => { for (const entry of list.getEntries()) "
        "if (!entry.hadRecentInput) window.shift += entry.value }).observe({ type: 'layout-shift', buffered: true })"
    )
    Telegram(page, server)
    assert page.evaluate("window.shift") <= 0.02


@pytest.mark.parametrize("look", [{"color_scheme": "dark"}, {"viewport": {"width": 360, "height": 780}}])
def test_axe_finds_nothing_and_nothing_overflows(visit, server, look):
    """In the dark and on a phone there is no fault that axe sees, no sideways scrolling, and no small target."""
    page = visit(reduced_motion="reduce", **look)
    Telegram(page, server)
    for fold in page.locator("summary").all():
        fold.click()
    assert broken_rules(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for target in page.locator(".telegram button:visible, .telegram select:visible, .telegram summary:visible").all():
        assert target.bounding_box()["height"] >= 44


def test_nothing_of_bokeh_can_be_reached_with_tab(page, server):
    """The canvas is for the eye alone: Tab never stops in it, and it has no name to be read."""
    Telegram(page, server)
    page.locator("body").click(position={"x": 2, "y": 2})
    stops = []
    for _ in range(40):
        page.keyboard.press("Tab")
        stops.append(page.evaluate("document.activeElement.closest('.canvas') !== null"))
    assert not any(stops)


def test_hidden_controls_and_the_projector(page, server):
    """`hide` leaves controls out and the rest works; the projector has no prose."""
    telegram = Telegram(page, server, "hide=code,message,seed,length,speed&view=projector", canvas=False)
    for name in ("code", "message", "seed", "length", "speed", "another"):
        expect(telegram.control(name)).to_have_count(0)
    expect(page.locator(".note")).to_be_hidden()
    telegram.control("rewind").click()
    telegram.control("step").click()
    expect(telegram.role("sent")).to_have_text("1")


def test_a_telegram_can_follow_another_widget(page, server):
    """With the option `follows` the telegram takes P, Q and the alphabet of another widget."""
    # A lesson gives the option in the widget's first state, which the page reads as JSON.
    page.add_init_script(
        "const read = JSON.parse; JSON.parse = (text) => { const data = read(text); "
        "if (data?.options) data.options.follows = 'bars'; return data; };"
    )
    telegram = Telegram(page, server, "code=block&block=8")
    query = {"p": "0.5,0.25,0.25", "q": "0.25,0.25,0.5", "labels": "a,%2C,c"}
    page.evaluate(
        "query => document.dispatchEvent(new CustomEvent('wd:state', { detail: { widget: 'bars', query } }))", query
    )
    expect(page.locator('.level [data-quantity="kl"]')).to_have_text("0.250")
    expect(telegram.control("block")).to_have_value("7")
    assert telegram.query() | query == telegram.query()


def test_what_is_not_there_yet_is_a_dash_when_the_telegram_is_rewound(page, server):
    """Before the first letter there is no average and no gap; none of the whole telegram's stays behind."""
    telegram = Telegram(page, server, "sent=40", canvas=False)
    telegram.control("rewind").click()
    expect(telegram.role("sent")).to_have_text("0")
    for quantity in ("average-p", "average-q", "gap", "bits-gap"):
        number = page.locator(f'.account [data-quantity="{quantity}"]')
        expect(number).to_have_text("–")
        expect(number).to_have_attribute("data-value", "")
    expect(page.locator('.account [data-quantity="expected-gap"]')).to_have_text("0.737")


def test_a_telegram_that_was_left_says_what_had_come_of_it(page, server):
    """After a reload the lesson's telegram stands where it was left, and the sentence under it is of that place."""
    page.goto(f"{server.url}/lessons/wrong-dictionary")
    figure = page.locator('figure.widget[data-kind="telegram"]')
    expect(figure).to_have_attribute("data-alive", "true")
    figure.locator('[data-control="step"]').click()
    said = figure.locator('[data-role="outcome"]').inner_text()
    assert "letter" in said
    page.reload()
    expect(figure.locator('[data-role="sent"]')).to_have_text("1")
    expect(figure.locator('[data-role="outcome"]')).to_have_text(said)
